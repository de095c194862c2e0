import LinearAlgebra
import Testing

/// Whole numbers: every product is exact.
@Suite struct MatrixProductsTests {
  @Test func outerAndKroneckerProductsFollowTheirDefinition() {
    let i = Complex<Double>(0, 1)
    #expect(Matrix.outerProduct([1, i], [i, 2, 3]) == [[i, 2, 3], [-1, 2 * i, 3 * i]])
    #expect(Matrix<Float>.outerProduct([], [1]) == Matrix(rows: 0, columns: 1))
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) {
      let a = Matrix<Scalar>([[1, 2, 3], [4, 5, 6]]),
        b = Matrix<Scalar>([[1, -1], [0, 2], [7, 3]])
      let product = a.kronecker(b)
      #expect(product.rows == 6 && product.columns == 6)
      for row in 0..<6 {
        for column in 0..<6 {
          #expect(product[row, column] == a[row / 3, column / 2] * b[row % 3, column % 2])
        }
      }
      let empty = Matrix<Scalar>(rows: 0, columns: 2)
      #expect(a.kronecker(empty) == Matrix(rows: 0, columns: 6))
    }
    check(Float.self)
    check(Complex<Double>.self)
  }

  @Test(arguments: 0...9)
  func aPowerIsARepeatedProduct(exponent: Int) {
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) {
      let a = Matrix<Scalar>([[1, 1], [1, 0]])
      #expect(
        a.power(exponent) == (0..<exponent).reduce(.identity(2)) { product, _ in product * a })
    }
    check(Double.self)
    check(Complex<Float>.self)
    #expect(Matrix<Float>(rows: 0, columns: 0).power(exponent) == Matrix(rows: 0, columns: 0))
  }

  @Test(arguments: 0...9)
  func aPowerOfTheInverseUndoesThatOfTheMatrix(exponent: Int) throws {
    func check<Scalar: MatrixScalar>(_ type: Scalar.Type) throws {
      // Of determinant −1, so the inverse has whole numbers, too.
      let a = Matrix<Scalar>([[1, 1], [1, 0]])
      #expect(try a.inversePower(exponent) * a.power(exponent) == .identity(2))
    }
    try check(Float.self)
    try check(Complex<Double>.self)
    let empty = Matrix<Double>(rows: 0, columns: 0)
    #expect(try empty.inversePower(exponent) == empty)
    #expect(
      try Matrix<Double>([[2, 0], [0, 4]]).inversePower(3) == [[0.125, 0], [0, 0.015625]])
  }

  @Test func aSingularMatrixHasNoPowerOfItsInverse() async throws {
    let singular: Matrix<Double> = [[1, 2], [2, 4]]
    #expect(try singular.inversePower(0) == .identity(2))
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try singular.inversePower(2) }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
      try Matrix<Float>([[.nan]]).inversePower(1)
    }
    await #expect(processExitsWith: .failure) { _ = try Matrix<Float>([[1, 2]]).inversePower(2) }
    await #expect(processExitsWith: .failure) { _ = try Matrix<Float>([[1]]).inversePower(-1) }
  }
}
