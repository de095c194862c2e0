import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixStructuredProductsTests {
  @Test(arguments: [(0, 0), (0, 3), (3, 0), (1, 1), (2, 3), (7, 2), (31, 33)])
  func agreeWithTheDefinition(_ rows: Int, _ columns: Int) {
    check(rows, columns, as: Float.self)
    check(rows, columns, as: Double.self)
    check(rows, columns, as: Complex<Float>.self)
    check(rows, columns, as: Complex<Double>.self)
  }

  func check<Scalar: TestScalar>(_ rows: Int, _ columns: Int, as type: Scalar.Type) {
    var noise = NoiseGenerator(seed: UInt64(rows + columns))
    let a: Matrix<Scalar> = noise.matrix(rows, columns)
    let b: Matrix<Scalar> = noise.matrix(rows, columns)
    let square: Matrix<Scalar> = noise.matrix(rows, rows)
    let alpha = Scalar(parts: 0.5, -2)
    // Sums of at most 2·k products of numbers below 1.5², times |α|, each rounded once or twice.
    let terms = Double(2 * max(rows, columns) + 2)
    let bound = 16 * terms * Double(Scalar.RealPart.ulpOfOne)

    #expect(
      distance(
        a.multiplied(by: b, leftOperation: .adjoint), product(a.adjoint(), b)) <= bound)
    #expect(
      distance(
        a.multiplied(by: b, leftOperation: .none, rightOperation: .adjoint),
        product(a, b.adjoint())) <= bound)
    #expect(
      distance(
        a.multiplied(by: b, leftOperation: .transpose, rightOperation: .none),
        product(a.transposed(), b)) <= bound)
    if columns > 0 {
      let y = a.multiplied(by: b[column: 0], operation: .adjoint)
      #expect(
        distance(
          Matrix(rows: columns, columns: 1, elements: y),
          product(a.adjoint(), b)[rows: 0..<columns, columns: 0..<1]) <= bound)
    }

    let gram = a.gramMatrix()
    #expect(distance(gram, product(a.adjoint(), a)) <= bound && gram.isHermitian)
    let rowGram = a.gramMatrix(ofRows: true)
    #expect(distance(rowGram, product(a, a.adjoint())) <= bound && rowGram.isHermitian)

    for symmetry in [MirrorSymmetry.hermitian, .symmetric] {
      // The upper triangle is noise of its own, which must not be read.
      var whole = square
      for i in 0..<rows {
        for j in i..<rows {
          whole[i, j] = symmetry == .hermitian ? square[j, i].conjugated : square[j, i]
          if i == j, symmetry == .hermitian { whole[i, i] = Scalar(real: square[i, i].realPart) }
        }
      }
      #expect(distance(square.multiplied(by: a, symmetry: symmetry), product(whole, a)) <= bound)
      let right = square.multiplied(by: a.adjoint(), symmetry: symmetry, onTheRight: true)
      #expect(distance(right, product(a.adjoint(), whole)) <= bound)
      let mirror = { (m: Matrix<Scalar>) in symmetry == .hermitian ? m.adjoint() : m.transposed() }
      var gramSum = whole
      gramSum.addGramMatrix(of: a, ofRows: true, scaledBy: 0.5, symmetry: symmetry)
      #expect(distance(gramSum, whole + product(a, mirror(a)) / 2) <= 2 * bound)
      gramSum = whole
      gramSum.addGramMatrix(of: mirror(a), scaledBy: -1, symmetry: symmetry)
      #expect(distance(gramSum, whole - product(a, mirror(a))) <= 2 * bound)
      var sum = whole
      sum.addSymmetricProduct(a, b, scaledBy: alpha, symmetry: symmetry)
      let isHermitian = symmetry == .hermitian
      let forward = product(a, isHermitian ? b.adjoint() : b.transposed())
      let backward = product(b, isHermitian ? a.adjoint() : a.transposed())
      var expected = whole
      for i in 0..<rows {
        for j in 0..<rows {
          expected[i, j] +=
            alpha * forward[i, j] + (isHermitian ? alpha.conjugated : alpha) * backward[i, j]
        }
      }
      #expect(distance(sum, expected) <= 4 * bound)
    }

    for triangle in [MatrixTriangle.lower, .upper] {
      var part = square
      for i in 0..<rows {
        for j in 0..<rows where triangle == .lower ? j > i : j < i { part[i, j] = 0 }
      }
      #expect(distance(square.multiplied(by: a, triangle: triangle), product(part, a)) <= bound)
      var unit = part
      for i in 0..<rows { unit[i, i] = 1 }
      let adjoint = a.adjoint()
      for operation in [MatrixOperation.none, .transpose, .adjoint] {
        for hasUnitDiagonal in [false, true] {
          let operand = applied(operation, to: hasUnitDiagonal ? unit : part)
          let left = square.multiplied(
            by: a, triangle: triangle, operation: operation, hasUnitDiagonal: hasUnitDiagonal)
          #expect(distance(left, product(operand, a)) <= bound)
          let right = square.multiplied(
            by: adjoint, triangle: triangle, operation: operation,
            hasUnitDiagonal: hasUnitDiagonal, onTheRight: true)
          #expect(distance(right, product(adjoint, operand)) <= bound)
        }
      }
    }

    let (x, y): ([Scalar], [Scalar]) = (
      (0..<rows).map { square[$0, 0] }, (0..<columns).map { Scalar(parts: Double($0), -1) }
    )
    for conjugating in [false, true] {
      var sum = a
      sum.addOuterProduct(x, y, scaledBy: alpha, conjugating: conjugating)
      for i in 0..<rows {
        for j in 0..<columns {
          let expected = a[i, j] + alpha * x[i] * (conjugating ? y[j].conjugated : y[j])
          #expect(Double((sum[i, j] - expected).modulus) <= bound * Double(columns))
        }
      }
    }
  }

  private func applied<Scalar: TestScalar>(
    _ operation: MatrixOperation, to a: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    switch operation {
    case .none: a
    case .transpose: a.transposed()
    case .adjoint: a.adjoint()
    }
  }

  /// The product by its definition.
  private func product<Scalar: MatrixScalar>(
    _ a: Matrix<Scalar>, _ b: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
      for j in 0..<b.columns {
        for k in 0..<a.columns { result[i, j] += a[i, k] * b[k, j] }
      }
    }
    return result
  }
}
