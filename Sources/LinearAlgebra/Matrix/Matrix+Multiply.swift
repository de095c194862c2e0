internal import BLASKernels
internal import ElementwiseKernels

// Products run on OpenBLAS: cblas_sgemm, cblas_dgemm, cblas_sgemv, cblas_dgemv.
extension Matrix {
  // MARK: - Matrix and matrix

  /// Overwrites C with α·op(A)·op(B) + β·C, where op(X) is X or its transpose.
  ///
  /// ```swift
  /// // The gradient of a dense layer's weights, inputs transposed on the way:
  /// Matrix.multiply(inputs, slopes, transposeLeft: true, into: &weightGradient)
  /// ```
  /// - Parameters:
  ///   - left: A.
  ///   - right: B.
  ///   - transposeLeft: Whether op(A) = Aᵀ.
  ///   - transposeRight: Whether op(B) = Bᵀ.
  ///   - alpha: α, the factor of the product.
  ///   - beta: β, the factor of C; with 0 the former elements do not matter, NaN included.
  ///   - result: C; overwritten.
  /// - Precondition: op(A) has as many columns as op(B) has rows, and C has the rows of op(A) and
  ///   the columns of op(B). All dimensions fit 32 bits.
  /// - Complexity: O(m·n·k), no allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public static func multiply(
    _ left: Matrix, _ right: Matrix, transposeLeft: Bool = false, transposeRight: Bool = false,
    alpha: Scalar = 1, beta: Scalar = 0, into result: inout Matrix
  ) {
    multiply(
      left, right, leftOperation: MatrixOperation(transposed: transposeLeft),
      rightOperation: MatrixOperation(transposed: transposeRight), alpha: alpha, beta: beta,
      into: &result)
  }

  /// Overwrites C with α·op(A)·op(B) + β·C, where op(X) is X, its transpose or its adjoint.
  ///
  /// No operand is copied. Runs `cblas_sgemm` or its like.
  ///
  /// - Parameters:
  ///   - left: A.
  ///   - right: B.
  ///   - leftOperation: What op(A) is.
  ///   - rightOperation: What op(B) is.
  ///   - alpha: α, the factor of the product.
  ///   - beta: β, the factor of C; with 0 the former elements do not matter, NaN included.
  ///   - result: C; overwritten.
  /// - Precondition: op(A) has as many columns as op(B) has rows, and C has the rows of op(A) and
  ///   the columns of op(B). All dimensions fit 32 bits.
  /// - Complexity: O(m·n·k), no allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func multiply(
    _ left: Matrix, _ right: Matrix, leftOperation: MatrixOperation,
    rightOperation: MatrixOperation = .none, alpha: Scalar = 1, beta: Scalar = 0,
    into result: inout Matrix
  ) {
    let (m, k) = left.shape(transposed: leftOperation.isTransposed)
    let (inner, n) = right.shape(transposed: rightOperation.isTransposed)
    require(
      k == inner && result.rows == m && result.columns == n,
      "op(A) is \(m)×\(k), op(B) is \(inner)×\(n), C is \(result.rows)×\(result.columns)")
    let resultColumns = Swift.max(1, result.columns)
    var elements = result.mutableSpan
    gemm(
      leftOperation, rightOperation, rows: m, columns: n, inner: k,
      alpha: alpha, left.span, leadingDimensionA: Swift.max(1, left.columns),
      right.span, leadingDimensionB: Swift.max(1, right.columns),
      beta: beta, &elements, leadingDimensionC: resultColumns)
  }

  /// Returns the matrix product op(A)·op(B), A being this matrix.
  ///
  /// - Parameters:
  ///   - other: B.
  ///   - transposeLeft: Whether op(A) = Aᵀ.
  ///   - transposeRight: Whether op(B) = Bᵀ.
  /// - Returns: The product, with the rows of op(A) and the columns of op(B).
  /// - Precondition: op(A) has as many columns as op(B) has rows. All dimensions fit 32 bits.
  /// - Complexity: O(m·n·k), one allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func multiplied(
    by other: Matrix, transposeLeft: Bool = false, transposeRight: Bool = false
  ) -> Matrix {
    var result = Matrix(
      unwrittenRows: shape(transposed: transposeLeft).rows,
      columns: other.shape(transposed: transposeRight).columns)
    Matrix.multiply(
      self, other, transposeLeft: transposeLeft, transposeRight: transposeRight, into: &result)
    return result
  }

  /// Returns the matrix product op(A)·op(B), A being this matrix and op(X) X, its transpose or its
  /// adjoint.
  ///
  /// No operand is copied.
  ///
  /// - Parameters:
  ///   - other: B.
  ///   - leftOperation: What op(A) is.
  ///   - rightOperation: What op(B) is.
  /// - Returns: The product, with the rows of op(A) and the columns of op(B).
  /// - Precondition: op(A) has as many columns as op(B) has rows. All dimensions fit 32 bits.
  /// - Complexity: O(m·n·k), one allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func multiplied(
    by other: Matrix, leftOperation: MatrixOperation, rightOperation: MatrixOperation = .none
  ) -> Matrix {
    var result = Matrix(
      unwrittenRows: shape(transposed: leftOperation.isTransposed).rows,
      columns: other.shape(transposed: rightOperation.isTransposed).columns)
    Matrix.multiply(
      self, other, leftOperation: leftOperation, rightOperation: rightOperation, into: &result)
    return result
  }

  /// Returns the matrix product A·B; for the element-wise one see ``hadamard(_:)``.
  ///
  /// - Precondition: A has as many columns as B has rows.
  /// - Complexity: O(m·n·k), one allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public static func * (left: Matrix, right: Matrix) -> Matrix { left.multiplied(by: right) }

  // MARK: - Matrix and vector

  /// Overwrites y with α·op(A)·x + β·y, where op(A) is A or its transpose.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - vector: x.
  ///   - transpose: Whether op(A) = Aᵀ.
  ///   - alpha: α, the factor of the product.
  ///   - beta: β, the factor of y; with 0 the former elements do not matter, NaN included.
  ///   - result: y; overwritten.
  /// - Precondition: x has one element per column of op(A), and y one per row. Both dimensions fit
  ///   32 bits.
  /// - Complexity: O(rows · columns), no allocation.
  public static func multiply(
    _ matrix: Matrix, vector: some ScalarBuffer<Scalar>, transpose: Bool = false,
    alpha: Scalar = 1, beta: Scalar = 0, into result: inout some ScalarBuffer<Scalar>
  ) {
    vector.withSpan { x in
      result.withMutableSpan { y in
        gemv(
          MatrixOperation(transposed: transpose), rows: matrix.rows, columns: matrix.columns,
          alpha: alpha, matrix.span, leadingDimensionA: Swift.max(1, matrix.columns),
          x, beta: beta, &y)
      }
    }
  }

  /// Returns op(A)·x, A being this matrix.
  ///
  /// - Parameters:
  ///   - vector: x.
  ///   - transpose: Whether op(A) = Aᵀ.
  /// - Returns: The product, one element per row of op(A).
  /// - Precondition: x has one element per column of op(A).
  /// - Complexity: O(rows · columns), one allocation.
  public func multiplied(
    by vector: some ScalarBuffer<Scalar>, transpose: Bool = false
  ) -> [Scalar] {
    var result = [Scalar](repeating: 0, count: shape(transposed: transpose).rows)
    Matrix.multiply(self, vector: vector, transpose: transpose, into: &result)
    return result
  }

  /// Returns op(A)·x, A being this matrix and op(A) A, its transpose or its adjoint.
  ///
  /// - Parameters:
  ///   - vector: x.
  ///   - operation: What op(A) is.
  /// - Returns: The product, one element per row of op(A).
  /// - Precondition: x has one element per column of op(A).
  /// - Complexity: O(rows · columns), one allocation.
  public func multiplied(
    by vector: some ScalarBuffer<Scalar>, operation: MatrixOperation
  ) -> [Scalar] {
    var result = [Scalar](
      repeating: 0, count: shape(transposed: operation.isTransposed).rows)
    vector.withSpan { x in
      var y = result.mutableSpan
      gemv(
        operation, rows: rows, columns: columns, alpha: 1, span,
        leadingDimensionA: Swift.max(1, columns), x, beta: 0, &y)
    }
    return result
  }

  /// Returns A·x.
  ///
  /// - Precondition: `vector` has one element per column.
  /// - Complexity: O(rows · columns), one allocation.
  public static func * (matrix: Matrix, vector: [Scalar]) -> [Scalar] {
    matrix.multiplied(by: vector)
  }

  private func shape(transposed: Bool) -> (rows: Int, columns: Int) {
    transposed ? (columns, rows) : (rows, columns)
  }
}
