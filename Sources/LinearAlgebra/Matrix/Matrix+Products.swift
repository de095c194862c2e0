internal import ElementwiseKernels

extension Matrix {
  /// Returns the outer product of two vectors, c[i, j] = x[i] · y[j]; nothing is conjugated.
  ///
  /// - Complexity: O(m·n), one allocation.
  public static func outerProduct(_ left: [Scalar], _ right: [Scalar]) -> Matrix {
    var result = Matrix(unwrittenRows: left.count, columns: right.count)
    var elements = result.mutableSpan
    for (row, factor) in left.enumerated() {
      var line = elements.slice(row * right.count..<(row + 1) * right.count)
      combine(factor, .multiply, right.span, into: &line)
    }
    return result
  }

  /// Returns the Kronecker product A ⊗ B: every element of A replaced by that element times B.
  ///
  /// ```swift
  /// Matrix<Double>([[1, 2]]).kronecker([[0, 1], [1, 0]])      // [[0, 1, 0, 2], [1, 0, 2, 0]]
  /// ```
  /// - Parameter other: B.
  /// - Returns: A matrix with the rows of A times those of B, and the columns likewise.
  /// - Complexity: O(elements of the result), allocations for it and for two bands of its width.
  public func kronecker(_ other: Matrix) -> Matrix {
    let (height, width) = repeatedShape(other.rows, other.columns)
    var result = Matrix(unwrittenRows: height, columns: width)
    // A row of the result is one of A, each element as often as B has columns, times one of B, as
    // often as A has columns: one long loop instead of many short ones.
    let places = (0..<width).map { $0 / other.columns }
    let (factors, band) = (columns(at: places), other.tiled(rows: 1, columns: columns))
    let (left, right) = (factors.span, band.span)
    var elements = result.mutableSpan
    for row in 0..<rows {
      for otherRow in 0..<other.rows {
        let start = (row * other.rows + otherRow) * width
        var target = elements.slice(start..<start + width)
        combine(
          left.extracting(row * width..<(row + 1) * width), .multiply,
          right.extracting(otherRow * width..<(otherRow + 1) * width), into: &target)
      }
    }
    return result
  }

  /// Returns the matrix multiplied by itself so many times, by repeated squaring.
  ///
  /// Elements beyond the range of the type are infinite, or NaN where infinities meet: nothing is
  /// thrown.
  ///
  /// - Parameter exponent: How many factors there are; 0 gives the identity.
  /// - Returns: The power.
  /// - Precondition: The matrix is square and `exponent ≥ 0`: a negative power is that of the
  ///   inverse, ``inversePower(_:)``, which may fail.
  /// - Complexity: O(n³ · log `exponent`); at most one allocation per product.
  public func power(_ exponent: Int) -> Matrix {
    require(rows == columns, "a matrix of \(rows)×\(columns) cannot be multiplied by itself")
    require(exponent >= 0, "the power \(exponent) is one of the inverse: see inversePower(_:)")
    var (result, square, remaining) = (nil as Matrix?, self, exponent)
    while remaining > 0 {
      if remaining % 2 == 1 { result = result.map { $0 * square } ?? square }
      remaining /= 2
      if remaining > 0 { square = square * square }
    }
    return result ?? .identity(rows)
  }

  /// Returns the inverse multiplied by itself so many times, A⁻ᵏ.
  ///
  /// ```swift
  /// let a: Matrix<Double> = [[2, 0], [0, 4]]
  /// try a.inversePower(3)     // [[0.125, 0], [0, 0.015625]], NumPy's matrix_power(a, -3)
  /// ```
  /// A function of its own, because only it can fail: ``power(_:)`` needs no `try`.
  ///
  /// - Parameter exponent: k, how many factors there are; 0 gives the identity, whatever A is.
  /// - Returns: The power of the inverse.
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/notFinite(row:column:)``, or at a pivot or a row of the power that leaves
  ///   the range of the type ``LinearAlgebraError/outOfRange(index:)``; all only if k > 0.
  /// - Precondition: The matrix is square and `exponent ≥ 0`.
  /// - Complexity: O(n³ · log `exponent`).
  public func inversePower(_ exponent: Int) throws(LinearAlgebraError) -> Matrix {
    require(rows == columns, "a matrix of \(rows)×\(columns) has no inverse")
    require(exponent >= 0, "the power \(exponent) of the inverse is one of the matrix itself")
    if exponent == 0 { return .identity(rows) }
    let result = try inverse().power(exponent)
    try result.requireFiniteRows()
    return result
  }
}
