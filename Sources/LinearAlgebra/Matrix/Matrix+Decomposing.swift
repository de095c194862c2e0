internal import BLASKernels
internal import ElementwiseKernels

// What the decompositions ask of the matrices that they are made of.
extension Matrix {
  /// Returns op(A)·op(B) of leading parts of two matrices, neither of which is copied.
  ///
  /// - Parameters:
  ///   - operation: What op(A) is, A being this matrix.
  ///   - otherOperation: What op(B) is.
  ///   - other: B.
  ///   - shape: How many rows of op(A), columns of op(B), and terms of each sum are used.
  /// - Returns: The product.
  /// - Precondition: Both matrices have as many.
  func product(
    _ operation: MatrixOperation, _ otherOperation: MatrixOperation, _ other: Matrix,
    shape: (rows: Int, columns: Int, inner: Int)
  ) -> Matrix {
    var result = Matrix(unwrittenRows: shape.rows, columns: shape.columns)
    product(operation, otherOperation, other, shape: shape, into: &result)
    return result
  }

  /// Overwrites a matrix of exactly that shape with the product.
  func product(
    _ operation: MatrixOperation, _ otherOperation: MatrixOperation, _ other: Matrix,
    shape: (rows: Int, columns: Int, inner: Int), into result: inout Matrix
  ) {
    var elements = result.mutableSpan
    gemm(
      operation, otherOperation, rows: shape.rows, columns: shape.columns, inner: shape.inner,
      alpha: 1, span, leadingDimensionA: Swift.max(1, columns), other.span,
      leadingDimensionB: Swift.max(1, other.columns), beta: 0, &elements,
      leadingDimensionC: Swift.max(1, shape.columns))
  }

  /// Multiplies row i by factors[i].
  ///
  /// - Precondition: There is one factor per row.
  mutating func scaleRows(by factors: [Scalar.RealPart]) {
    let (rows, columns) = (rows, columns)
    var elements = mutableSpan
    scaleLines(rows: rows, columns: columns, &elements, by: factors.span, byColumn: false)
  }

  /// Divides row i by divisors[i].
  ///
  /// - Precondition: There is one divisor per row, and none is zero.
  mutating func divideRows(by divisors: [Scalar.RealPart]) {
    let reciprocals = divisors.map { 1 / $0 }
    if reciprocals.allSatisfy(\.isFinite) { return scaleRows(by: reciprocals) }
    // The reciprocal of a subnormal number may be infinite where the quotient is not.
    for (row, value) in divisors.enumerated() {
      let divisor = Scalar(real: value)
      for column in 0..<columns { self[row, column] = self[row, column] / divisor }
    }
  }

  /// Multiplies column j by factors[j].
  ///
  /// - Precondition: There is one factor per column.
  mutating func scaleColumns(by factors: [Scalar.RealPart]) {
    let (rows, columns) = (rows, columns)
    var elements = mutableSpan
    scaleLines(rows: rows, columns: columns, &elements, by: factors.span, byColumn: true)
  }

  /// Makes a square matrix that is Hermitian up to rounding exactly so, by its lower triangle.
  mutating func makeHermitian() {
    let n = rows
    for index in 0..<n { self[index, index] = Scalar(real: self[index, index].realPart) }
    var elements = mutableSpan
    mirrorLowerTriangle(order: n, &elements, conjugating: true)
  }
}
