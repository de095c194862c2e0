import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct RootsAndLogarithmsTests {
  // The error is the derivative of the function times the backward error, which is n·ε·‖A‖ from the
  // Schur form and n·ε·‖X‖² from the recurrence (Higham 2008, theorem 6.4), and n·ε of the result
  // from the products with Z. SciPy's own error, for the greater orders, has the same bound.
  @Test func areThoseOfMPMathAndSciPy() throws {
    let records = try loadFixture("functions", as: FunctionFixture.self, from: .module).functions
    #expect(records.count == 152)
    var checked = 0
    func check<Scalar: TestScalar>(
      _ record: FunctionFixture.Function, _ type: Scalar.Type
    ) throws {
      let n = record.size
      let a = FunctionMatrix.make(record.family, n, as: type)
      let isRoot = record.function == "squareRoot"
      let change = frobeniusNorm(a) + (isRoot ? record.frobenius * record.frobenius : 0)
      let bound = 8 * Double(n) * Scalar.epsilon * (record.derivative * change + record.frobenius)
      // Single precision has no digits of some: the logarithm may then rightly be refused.
      if bound > 0.1 * record.frobenius && record.frobenius > 0 { return }
      checked += 1
      let found = try isRoot ? a.squareRoot() : a.logarithm()
      let (distance, weight) = FunctionFixture.distance(found, fromWeighted: record.weighted)
      #expect(distance <= bound * weight, "\(record) \(type)")
      #expect(abs(frobeniusNorm(found) - record.frobenius) <= bound, "\(record) \(type)")
    }
    for record in records {
      if record.isComplex {
        try check(record, Complex<Float>.self)
        try check(record, Complex<Double>.self)
      } else {
        try check(record, Float.self)
        try check(record, Double.self)
      }
    }
    // All in double precision, and most in single.
    #expect(checked >= 270, "\(checked)")
  }

  @Test(arguments: [0, 1, 2, 3, 7, 31, 64])
  func theSquareOfTheRootIsTheMatrix(n: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      let others = Scalar.isComplex ? ["random", "orthogonal", "symmetric"] : []
      for family in FunctionMatrix.families + ["semidefinite", "clustered"] + others
      where FunctionMatrix.hasPrincipalValues(family, n) {
        let a = FunctionMatrix.make(family, n, as: type)
        let root = try a.squareRoot()
        // The bounds of the recurrence, of the Schur form, and of zeros that count as such.
        let bound =
          8 * Double(max(1, n)) * Scalar.epsilon
          * (frobeniusNorm(root) * frobeniusNorm(root) + frobeniusNorm(a))
        #expect(frobeniusDistance(root * root, a) <= bound, "\(family) \(n) \(type)")
        let limit = Scalar.epsilon.squareRoot() * frobeniusNorm(root)
        #expect(
          try root.eigenvalues().allSatisfy { Double($0.real) >= -limit }, "\(family) \(n) \(type)")
        if ["definite", "semidefinite"].contains(family) { #expect(root.isHermitian) }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  // Of matrices near to normal ones the derivative of e^L is about ‖A‖, and that of ln A times ‖A‖
  // about the condition; the error of the logarithm comes back from the exponential as one of A.
  @Test(arguments: [0, 1, 2, 3, 7, 31, 64])
  func theExponentialOfTheLogarithmIsTheMatrix(n: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      for family in FunctionMatrix.families.prefix(4) + (Scalar.isComplex ? ["random"] : [])
      where FunctionMatrix.hasPrincipalValues(family, n) {
        let a = FunctionMatrix.make(family, n, as: type)
        let logarithm = try a.logarithm()
        let bound =
          16 * Double(max(1, n)) * Scalar.epsilon * frobeniusNorm(a)
          * (1 + frobeniusNorm(logarithm))
        #expect(
          frobeniusDistance(try logarithm.exponential(), a) <= bound, "\(family) \(n) \(type)")
        #expect(
          try logarithm.eigenvalues().allSatisfy { abs(Double($0.imaginary)) <= .pi + 1e-4 },
          "\(family) \(n) \(type)")
        if family == "definite" { #expect(logarithm.isHermitian) }
      }
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  // ‖A‖ ≤ ½, so that no eigenvalue leaves the strip, and both derivatives are below e^½ / ½.
  @Test(arguments: [0, 1, 2, 3, 7, 31, 64])
  func theLogarithmOfTheExponentialIsTheMatrix(n: Int) throws {
    func check<Scalar: TestScalar>(_ type: Scalar.Type) throws {
      let whole: Matrix<Scalar> = SpectralMatrix.make("random", rows: n, columns: n)
      let a = whole * Scalar(parts: 0.5 / max(1, frobeniusNorm(whole)), 0)
      let found = try a.exponential().logarithm()
      let bound = 32 * Double(max(1, n)) * Scalar.epsilon * Double(max(1, n)).squareRoot()
      #expect(frobeniusDistance(found, a) <= bound, "\(n) \(type)")
    }
    try check(Float.self)
    try check(Double.self)
    try check(Complex<Float>.self)
    try check(Complex<Double>.self)
  }

  @Test func knownOnes() throws {
    let square: Matrix<Double> = [[5, 4], [4, 5]]
    #expect(frobeniusDistance(try square.squareRoot(), [[2, 1], [1, 2]]) <= 1e-15 * 4)
    let turn: Matrix<Double> = [[0, -1], [1, 0]]
    #expect(
      frobeniusDistance(try turn.logarithm(), [[0, -.pi / 2], [.pi / 2, 0]]) <= 1e-15 * 4)
    let half = 0.5.squareRoot()
    #expect(
      frobeniusDistance(try turn.squareRoot(), [[half, -half], [half, half]]) <= 1e-15 * 4)
    let near = try (turn.logarithm() * 0.25).exponential()
    #expect(abs(near[0, 0] - cos(.pi / 8)) <= 1e-15 * 4)
    // A Jordan block: every derivative of the function shows.
    let jordan: Matrix<Double> = [[4, 1, 0], [0, 4, 1], [0, 0, 4]]
    #expect(
      frobeniusDistance(
        try jordan.squareRoot(), [[2, 0.25, -1.0 / 64], [0, 2, 0.25], [0, 0, 2]]) <= 1e-15)
    #expect(
      frobeniusDistance(
        try jordan.logarithm(),
        [[log(4), 0.25, -1.0 / 32], [0, log(4), 0.25], [0, 0, log(4)]]) <= 1e-15 * 4)
    // Read off a triangle, so no value is lost to the greatest one.
    #expect(try Matrix<Double>.diagonal([1, 1e-40]).squareRoot() == .diagonal([1, 1e-20]))
    #expect(try Matrix<Double>.diagonal([1, 1e-40]).logarithm()[1, 1] == log(1e-40))
    let far: Matrix<Double> = [[1, 1e150], [0, 1]]
    #expect(try far.logarithm() == [[0, 1e150], [0, 0]])
    #expect(try far.squareRoot() == [[1, 5e149], [0, 1]])
  }

  /// D·B·D with eigenvalues down to 2⁻⁷⁹: small ones keep their digits wherever they stand.
  @Test func scaledDefiniteMatricesLoseNoEigenvalue() throws {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      func check<Scalar: TestScalar>(_ unit: Scalar) throws {
        var a: Matrix<Scalar> = [
          [2, unit, 0], [unit.conjugated, 2, unit], [0, unit.conjugated, 2],
        ]
        for row in 0..<3 {
          for column in 0..<3 {
            let exponent = -20 * (order[row] + order[column])
            a[row, column] *= Scalar(
              parts: Double(sign: .plus, exponent: exponent, significand: 1), 0)
          }
        }
        // det B = 4, and det D = 2⁻⁶⁰.
        let logarithm = try a.logarithm()
        let trace = (0..<3).reduce(0) { $0 + Double(logarithm[$1, $1].realPart) }
        #expect(abs(trace + 118 * log(2)) <= 1e-13 * 82, "\(order)")
        #expect(logarithm.isHermitian)
        let root = try a.squareRoot()
        #expect(frobeniusDistance(root * root, a) <= 1e-14, "\(order)")
      }
      try check(1 as Double)
      try check(Complex<Double>.i)
    }
  }

  @Test func negativeEigenvaluesHaveTheirValuesAboveTheCut() throws {
    let i = Complex<Double>.i
    let reflection: Matrix<Double> = [[1, 0], [0, -1]]
    let wide = Matrix<Complex<Double>>(reflection)
    #expect(try wide.squareRoot() == [[1, 0], [0, i]])
    #expect(try wide.logarithm() == [[0, 0], [0, Complex(0, .pi)]])
    #expect(try (-wide.conjugated()).squareRoot() == [[i, 0], [0, 1]])
    // Eigenvalues 2 and −5: neither triangular nor Hermitian.
    let mixed = Matrix<Complex<Double>>(Matrix<Double>([[1, 2], [3, -4]]))
    let (root, logarithm) = (try mixed.squareRoot(), try mixed.logarithm())
    #expect(frobeniusDistance(root * root, mixed) <= 1e-14)
    #expect((root.trace() - Complex(2.0.squareRoot(), 5.0.squareRoot())).length <= 1e-14)
    #expect((logarithm.trace() - Complex(log(10), .pi)).length <= 1e-14)
  }

  @Test func zerosHaveARootWhereTheyHaveVectors() throws {
    #expect(try Matrix<Float>(rows: 3, columns: 3).squareRoot() == Matrix(rows: 3, columns: 3))
    // 4 and 0.
    let single: Matrix<Double> = [[2, 1], [4, 2]]
    #expect(frobeniusDistance(try single.squareRoot(), [[1, 0.5], [2, 1]]) <= 1e-7)
    #expect(throws: LinearAlgebraError.zeroEigenvalue(index: 0)) {
      try Matrix<Double>([[0, 1], [0, 0]]).squareRoot()
    }
    #expect(throws: LinearAlgebraError.zeroEigenvalue(index: 0)) {
      try Matrix<Double>([[1, 2], [2, 4]]).logarithm()
    }
    #expect(throws: LinearAlgebraError.zeroEigenvalue(index: 1)) {
      try Matrix<Complex<Float>>([[1, 1], [0, 0]]).logarithm()
    }
    func refuses<Scalar: TestScalar>(_ n: Int, _ type: Scalar.Type) {
      let a: Matrix<Scalar> = SpectralMatrix.make("rankDeficient", rows: n, columns: n)
      do throws(LinearAlgebraError) {
        Issue.record("\(n) \(type): \(try a.logarithm())")
      } catch {
        switch error {
        case .zeroEigenvalue: break
        case .negativeEigenvalue: #expect(!Scalar.isComplex, "\(n) \(type)")
        default: Issue.record("\(n) \(type): \(error)")
        }
      }
    }
    for n in [2, 3, 7, 31, 64] {
      refuses(n, Double.self)
      refuses(n, Complex<Double>.self)
    }
  }

  @Test func faults() async throws {
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try Matrix<Double>([[1, .nan], [2, 3]]).squareRoot()
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try Matrix<Complex<Float>>([[1, 1], [Complex(1, .infinity), 3]]).logarithm()
    }
    #expect(throws: LinearAlgebraError.negativeEigenvalue(index: 1, value: -3)) {
      try Matrix<Float>([[1, 2], [0, -3]]).logarithm()
    }
    // By all three ways: a triangle, a symmetric matrix, and neither.
    for a in [[[1, 2], [0, -5]], [[-1, 4], [4, -1]], [[1, 2], [3, -4]]] as [Matrix<Double>] {
      for isRoot in [true, false] {
        do {
          Issue.record("\(try isRoot ? a.squareRoot() : a.logarithm())")
        } catch LinearAlgebraError.negativeEigenvalue(_, let value) {
          #expect(abs(value + 5) <= 1e-14)
        }
      }
    }
    #expect(
      LinearAlgebraError.negativeEigenvalue(index: 1, value: -3).description
        == "eigenvalue 1, from zero, is -3.0: the principal function of the matrix is not real")
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>(rows: 2, columns: 3).squareRoot()
    }
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>(rows: 2, columns: 3).logarithm()
    }
  }
}
