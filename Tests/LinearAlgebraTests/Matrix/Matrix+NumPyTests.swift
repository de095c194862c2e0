import LinearAlgebra
import TestSupport
import Testing

/// Element-wise work, running sums and variances against NumPy's, for all four scalars.
@Suite struct MatrixNumPyTests {
  private func forEveryCase(
    of fixture: MatrixFixture, _ body: (MatrixFixture.Case, any MatrixScalar.Type) throws -> Void
  ) rethrows {
    let types: [String: any MatrixScalar.Type] = [
      "float32": Float.self, "float64": Double.self, "complex64": Complex<Float>.self,
      "complex128": Complex<Double>.self,
    ]
    #expect(Set(fixture.cases.map(\.scalar)) == Set(types.keys))
    for item in fixture.cases {
      if let type = types[item.scalar] { try body(item, type) }
    }
  }

  @Test func arithmeticAgrees() throws {
    try forEveryCase(of: .load()) { item, type in checkArithmetic(item, type) }
  }

  private func checkArithmetic<Scalar: MatrixScalar>(
    _ item: MatrixFixture.Case, _ type: Scalar.Type
  ) {
    let a: Matrix<Scalar> = item.matrix(item.a), b: Matrix<Scalar> = item.matrix(item.b)
    // A complex product is within √5 u of the exact one, with u half an ulp of 1 (Brent, Percival
    // and Zimmermann, 2007), here and there; NumPy contracts some of them. One of real numbers is
    // exact to its rounding.
    let product: Matrix<Scalar> = item.matrix(item.product)
    let bound = Scalar.self == Scalar.RealPart.self ? 0 : 2.5 * Scalar.RealPart.ulpOfOne
    #expect(a.hadamard(b).isApproximatelyEqual(to: product, relativeTolerance: bound))
    #expect(
      firstDifference(
        allParts(a.dividingElements(by: b)), allParts(item.matrix(item.quotient, as: type))) == nil)
    let moduli: [Scalar.RealPart] = numbers(item.moduli)
    let sizes = [Scalar.RealPart](a.moduli().span)
    #expect(sizes.count == moduli.count)
    #expect(zip(sizes, moduli).allSatisfy { ulps($0, $1) <= 2 }, "\(item.scalar)")
  }

  @Test func sumsAndVariancesAgree() throws {
    try forEveryCase(of: .load()) { item, type in checkSums(item, type) }
  }

  private func checkSums<Scalar: MatrixScalar>(_ item: MatrixFixture.Case, _ type: Scalar.Type) {
    let a: Matrix<Scalar> = item.matrix(item.a), offset: Matrix<Scalar> = item.matrix(item.offset)
    // The same additions in the same order.
    #expect(a.cumulativeRowSums() == item.matrix(item.cumulativeRowSums))
    #expect(a.cumulativeColumnSums() == item.matrix(item.cumulativeColumnSums))
    // Two-pass variances: a relative error up to n·u + n²·u²·κ² (Chan, Golub and LeVeque, 1983),
    // with κ ≤ 10⁴ for numbers near 1000 that spread by 1 or 0.1; NumPy's and ours.
    func isNear(_ actual: [Scalar.RealPart], _ bits: [String], _ length: Int) -> Bool {
      let unit = Scalar.RealPart.ulpOfOne, n = Scalar.RealPart(length)
      let spread = n * unit * 1e4
      return isClose(
        actual, numbers(bits), absolute: unit, relative: 2 * (n + 4) * unit + spread * spread)
    }
    if item.columns > 0 {
      #expect(isNear(offset.rowVariances(), item.rowVariances, item.columns), "\(item.scalar)")
    }
    if item.rows > 1 {
      #expect(
        isNear(offset.columnVariances(correction: 1), item.columnVariances, item.rows),
        "\(item.scalar)")
    }
  }

  @Test func specialValuesAgree() throws {
    let special = try MatrixFixture.load().special
    let values: [Complex<Double>] = numbers(special.values)
    let divisors: [Complex<Double>] = numbers(special.divisors)
    let columns = Matrix(columns: [values]).tiled(rows: 1, columns: divisors.count)
    let quotients = columns.dividingElements(byRow: divisors)
    let expected: [Double] = numbers(special.quotients)
    #expect(firstDifference(allParts(quotients), expected) == nil)
    let sizes = [Double](Matrix(columns: [values]).moduli().span)
    let moduli: [Double] = numbers(special.moduli)
    #expect(sizes.count == moduli.count)
    #expect(zip(sizes, moduli).allSatisfy { ulps($0, $1) <= 1 })
  }
}
