internal import ElementwiseKernels

// Every operation is one pass of a compiled loop. A complex quotient is Smith's, as in NumPy: it
// leaves the range of the type only where the result does or nearly does.
extension Matrix {
  // MARK: - Matrix and matrix

  /// Returns the element-wise sum, a[i, j] + b[i, j].
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), one allocation.
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    left.combined(.add, right)
  }

  /// Returns the element-wise difference, a[i, j] − b[i, j].
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), one allocation.
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.combined(.subtract, right)
  }

  /// Adds a matrix, element by element.
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), no allocation.
  public static func += (left: inout Matrix, right: Matrix) {
    left.combine(.add, right)
  }

  /// Subtracts a matrix, element by element.
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), no allocation.
  public static func -= (left: inout Matrix, right: Matrix) {
    left.combine(.subtract, right)
  }

  /// Returns the element-wise (Hadamard) product, a[i, j] · b[i, j].
  ///
  /// The operator `*` is the matrix product.
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), one allocation.
  public func hadamard(_ other: Matrix) -> Matrix { combined(.multiply, other) }

  /// Returns the element-wise quotient, a[i, j] / b[i, j].
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), one allocation.
  public func dividingElements(by other: Matrix) -> Matrix { combined(.divide, other) }

  /// Multiplies every element by the one of another matrix in its place.
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func multiplyElements(by other: Matrix) { combine(.multiply, other) }

  /// Divides every element by the one of another matrix in its place.
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), no allocation.
  public mutating func divideElements(by other: Matrix) { combine(.divide, other) }

  // MARK: - Matrix and scalar

  // Disfavored, as those of Matrix+RealArithmetic.swift keep the type checker fast.

  /// Returns the matrix with a scalar added to every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @_disfavoredOverload
  public static func + (left: Matrix, right: Scalar) -> Matrix {
    left.combined(.add, right)
  }

  /// Returns the matrix with a scalar subtracted from every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @_disfavoredOverload
  public static func - (left: Matrix, right: Scalar) -> Matrix {
    left.combined(.subtract, right)
  }

  /// Returns the matrix with every element multiplied by a scalar.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @_disfavoredOverload
  public static func * (left: Matrix, right: Scalar) -> Matrix {
    left.combined(.multiply, right)
  }

  /// Returns the matrix with every element divided by a scalar; by 0 as IEEE 754 says.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @_disfavoredOverload
  public static func / (left: Matrix, right: Scalar) -> Matrix {
    left.combined(.divide, right)
  }

  /// Returns the matrix with a scalar added to every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @_disfavoredOverload
  public static func + (left: Scalar, right: Matrix) -> Matrix {
    right.combined(.add, after: left)
  }

  /// Returns the scalar minus every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @_disfavoredOverload
  public static func - (left: Scalar, right: Matrix) -> Matrix {
    right.combined(.subtract, after: left)
  }

  /// Returns the matrix with every element multiplied by a scalar.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @_disfavoredOverload
  public static func * (left: Scalar, right: Matrix) -> Matrix {
    right.combined(.multiply, after: left)
  }

  /// Returns the scalar divided by every element.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @_disfavoredOverload
  public static func / (left: Scalar, right: Matrix) -> Matrix {
    right.combined(.divide, after: left)
  }

  /// Returns the matrix with every sign changed.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public static prefix func - (matrix: Matrix) -> Matrix {
    var result = Matrix(unwrittenRows: matrix.rows, columns: matrix.columns)
    var elements = result.mutableSpan
    negate(matrix.span, into: &elements)
    return result
  }

  /// Adds a scalar to every element.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public static func += (left: inout Matrix, right: Scalar) {
    left.combine(.add, right)
  }

  /// Subtracts a scalar from every element.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public static func -= (left: inout Matrix, right: Scalar) {
    left.combine(.subtract, right)
  }

  /// Multiplies every element by a scalar.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public static func *= (left: inout Matrix, right: Scalar) {
    left.combine(.multiply, right)
  }

  /// Divides every element by a scalar.
  ///
  /// - Complexity: O(rows · columns), no allocation.
  public static func /= (left: inout Matrix, right: Scalar) {
    left.combine(.divide, right)
  }

  // MARK: - Kernels

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  private func combined(_ operation: ArithmeticOperation, _ other: Matrix) -> Matrix {
    checkShape(of: other)
    var result = Matrix(unwrittenRows: rows, columns: columns)
    var elements = result.mutableSpan
    ElementwiseKernels.combine(span, operation, other.span, into: &elements)
    return result
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  private mutating func combine(_ operation: ArithmeticOperation, _ other: Matrix) {
    checkShape(of: other)
    var elements = mutableSpan
    ElementwiseKernels.combine(&elements, operation, other.span)
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func combined(_ operation: ArithmeticOperation, _ scalar: Scalar) -> Matrix {
    var result = Matrix(unwrittenRows: rows, columns: columns)
    var elements = result.mutableSpan
    ElementwiseKernels.combine(span, operation, scalar, into: &elements)
    return result
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func combined(_ operation: ArithmeticOperation, after scalar: Scalar) -> Matrix {
    var result = Matrix(unwrittenRows: rows, columns: columns)
    var elements = result.mutableSpan
    ElementwiseKernels.combine(scalar, operation, span, into: &elements)
    return result
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  private mutating func combine(_ operation: ArithmeticOperation, _ scalar: Scalar) {
    var elements = mutableSpan
    ElementwiseKernels.combine(&elements, operation, scalar)
  }

  private func checkShape(of other: Matrix) {
    require(
      rows == other.rows && columns == other.columns,
      "a matrix of \(rows)×\(columns) meets one of \(other.rows)×\(other.columns)")
  }
}
