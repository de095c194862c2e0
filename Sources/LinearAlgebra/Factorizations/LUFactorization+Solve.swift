internal import BLASKernels
public import ElementwiseKernels

extension LUFactorization {
  /// n, the number of rows and columns.
  ///
  /// - Precondition: The matrix is square.
  public var order: Int {
    require(
      rows == columns,
      "a matrix of \(rows)×\(columns) is not square: no order, solution, inverse, determinant")
    return rows
  }

  /// An estimate of 1 / (‖A‖₁·‖A⁻¹‖₁), by `gecon`: 1 at best, 0 for a singular matrix.
  ///
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n²).
  public var reciprocalCondition: Scalar.RealPart {
    guard let norm else { preconditionFailure("the matrix was factored without its norm") }
    return reciprocalConditionLU(order: order, factors.span, norm: norm)
  }

  /// Overwrites B with A⁻¹·B, B being row-major and without gaps; one column is a vector.
  ///
  /// Exchanges rows and solves with L and U where B lies, by `trsm` (`trsv` for one column): the
  /// work of `getrs` without its column-major order, so without a copy.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero pivot; B is then unchanged.
  /// - Precondition: The matrix is square, and `elements` has n · `columns` elements.
  /// - Complexity: O(n² · columns), no allocation.
  public func solveInPlace(
    _ elements: inout MutableSpan<Scalar>, columns: Int
  ) throws(LinearAlgebraError) {
    try solveInPlace(&elements, columns: columns, operation: .none)
  }

  /// Returns x with op(A)·x = b, where op(A) is A, its transpose or its adjoint.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero pivot.
  /// - Precondition: The matrix is square, and b has one element per row.
  /// - Complexity: O(n²), one allocation.
  public func solve(
    _ b: [Scalar], operation: MatrixOperation
  ) throws(LinearAlgebraError) -> [Scalar] {
    var x = b
    try solveInPlace(&x, operation: operation)
    return x
  }

  /// Returns X with op(A)·X = B, where op(A) is A, its transpose or its adjoint.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero pivot.
  /// - Precondition: The matrix is square, and B has as many rows.
  /// - Complexity: O(n²) per column, one allocation.
  public func solve(
    _ b: Matrix<Scalar>, operation: MatrixOperation
  ) throws(LinearAlgebraError) -> Matrix<Scalar> {
    var x = b
    try solveInPlace(&x, operation: operation)
    return x
  }

  /// Overwrites b with the solution x of op(A)·x = b, where op(A) is A, its transpose or its adjoint.
  ///
  /// ```swift
  /// let factors = try Matrix<Double>([[4, 1], [2, 3]]).lu()
  /// var b = [6.0, 4]
  /// try factors.solveInPlace(&b, operation: .transpose)      // [1, 1], of [[4, 2], [1, 3]]
  /// ```
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero pivot; b is then unchanged.
  /// - Precondition: The matrix is square, and b has one element per row.
  /// - Complexity: O(n²), no allocation: neither A nor its factors are transposed.
  public func solveInPlace(
    _ b: inout [Scalar], operation: MatrixOperation
  ) throws(LinearAlgebraError) {
    require(b.count == order, "A is \(rows)×\(columns), b has \(b.count) elements")
    var elements = b.mutableSpan
    try solveInPlace(&elements, columns: 1, operation: operation)
  }

  /// Overwrites B with the solution X of op(A)·X = B, where op(A) is A, its transpose or its adjoint.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero pivot; B is then unchanged.
  /// - Precondition: The matrix is square, and B has as many rows.
  /// - Complexity: O(n²) per column, no allocation: neither A nor its factors are transposed.
  public func solveInPlace(
    _ b: inout Matrix<Scalar>, operation: MatrixOperation
  ) throws(LinearAlgebraError) {
    require(b.rows == order, "A is \(rows)×\(columns), B is \(b.rows)×\(b.columns)")
    let columns = b.columns
    var elements = b.mutableSpan
    try solveInPlace(&elements, columns: columns, operation: operation)
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  private func solveInPlace(
    _ b: inout MutableSpan<Scalar>, columns: Int, operation: MatrixOperation
  ) throws(LinearAlgebraError) {
    let n = order
    require(b.count == n * columns, "\(b.count) elements do not fill \(n)×\(columns) of B")
    if let firstZeroPivot { throw .singular(pivot: firstZeroPivot) }
    let factors = factors.span
    func solve(_ triangle: TriangularOperand, _ b: inout MutableSpan<Scalar>) {
      solveTriangular(triangle, order: n, factors, &b, columns: columns)
    }
    // What is column-major L and U is by rows Lᵀ in the upper half and Uᵀ in the lower one.
    switch operation {
    case .none:
      exchangeRows(pivots.span, reversed: false, columns: columns, &b)
      solve(TriangularOperand(.upper, .transpose, hasUnitDiagonal: true), &b)
      solve(TriangularOperand(.lower, .transpose), &b)
    case .transpose, .adjoint:
      // Aᴴ·x = b says that Aᵀ·x̄ = b̄.
      if operation == .adjoint { conjugate(&b) }
      solve(TriangularOperand(.lower), &b)
      solve(TriangularOperand(.upper, hasUnitDiagonal: true), &b)
      exchangeRows(pivots.span, reversed: true, columns: columns, &b)
      if operation == .adjoint { conjugate(&b) }
    }
  }
}
