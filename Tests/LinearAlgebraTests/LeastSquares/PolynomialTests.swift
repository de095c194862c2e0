import LinearAlgebra
import Testing

@Suite struct PolynomialTests {
  @Test func evaluatesByHorner() {
    let p = Polynomial<Double>(coefficients: [1, 0, 2])
    #expect(p(3) == 19 && p(0) == 1 && p.degree == 2)
    #expect(Polynomial<Float>(coefficients: [])(2) == 0)
  }

  /// Small whole numbers: the exact polynomial is within κ·ε of the fitted one.
  @Test(arguments: 0...4)
  func findsThePolynomialBehindPoints(degree: Int) throws {
    func check<Scalar: RealScalar>(_ type: Scalar.Type) throws {
      let exact = Polynomial<Scalar>(coefficients: (0...degree).map { Scalar($0 + 1) })
      let x = (-4...4).map { Scalar($0) / 4 }
      let found = try Polynomial.fit(x: x, y: x.map { exact($0) }, degree: degree)
      for (found, exact) in zip(found.coefficients, exact.coefficients) {
        #expect(abs(found - exact) <= 200 * Scalar.ulpOfOne)
      }
      #expect(found.coefficients.count == degree + 1)
    }
    try check(Float.self)
    try check(Double.self)
  }

  @Test func sameXCannotCarryACurve() {
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 2, needed: 3)) {
      try Polynomial.fit(x: [1, 2, 1, 2], y: [1.0, 2, 3, 4], degree: 2)
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 2)) {
      try Polynomial.fit(x: [1, 1e200, 2], y: [1.0, 2, 3], degree: 2)
    }
  }
}
