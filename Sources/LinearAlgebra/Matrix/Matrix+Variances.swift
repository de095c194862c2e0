internal import ElementwiseKernels

// A variance is the mean of |x − mean|², real for complex numbers too. Two passes, one for the mean
// and one for the squares, keep the digits that the one-pass formula E|x|² − |E x|² loses.
extension Matrix {
  /// The variance of all elements, Σ|a − mean|² / (n − `correction`), or nil for an empty matrix.
  ///
  /// - Parameter correction: What is taken from n: 0 for the variance of these numbers, 1 to
  ///   estimate that of the population they are drawn from.
  /// - Returns: The variance.
  /// - Precondition: `0 ≤ correction < n`, unless the matrix is empty.
  /// - Complexity: O(rows · columns), two passes.
  public func variance(correction: Int = 0) -> Scalar.RealPart? {
    isEmpty ? nil : reshaped(rows: 1, columns: count).rowVariances(correction: correction)[0]
  }

  /// The variance of each row, Σ|a − mean|² / (`columns` − `correction`).
  ///
  /// - Parameter correction: What is taken from the number of columns: 0 for the variance of these
  ///   numbers, 1 to estimate that of the population they are drawn from.
  /// - Returns: The variances; their roots are the standard deviations.
  /// - Precondition: `0 ≤ correction < columns`, unless there are no rows.
  /// - Complexity: O(rows · columns), two passes; a complex matrix is first taken apart.
  public func rowVariances(correction: Int = 0) -> [Scalar.RealPart] {
    check(correction, columns, "row", of: rows)
    return byParts { part in
      let centers = part.rowMeans()
      return results(rows) {
        squaredDeviationsOfRows(
          rows: rows, columns: columns, part.span, from: centers.span, into: &$0)
        divide(&$0, by: columns - correction)
      }
    }
  }

  /// The variance of each column, Σ|a − mean|² / (`rows` − `correction`).
  ///
  /// - Parameter correction: What is taken from the number of rows: 0 for the variance of these
  ///   numbers, 1 to estimate that of the population they are drawn from.
  /// - Returns: The variances; their roots are the standard deviations.
  /// - Precondition: `0 ≤ correction < rows`, unless there are no columns.
  /// - Complexity: O(rows · columns), two passes; a complex matrix is first taken apart.
  public func columnVariances(correction: Int = 0) -> [Scalar.RealPart] {
    check(correction, rows, "column", of: columns)
    return byParts { part in
      let centers = part.columnMeans()
      return results(columns) {
        squaredDeviationsOfColumns(
          rows: rows, columns: columns, part.span, from: centers.span, into: &$0)
        divide(&$0, by: rows - correction)
      }
    }
  }

  // The variance of a complex number is that of its real part and that of its imaginary part.
  private func byParts(
    _ variances: (Matrix<Scalar.RealPart>) -> [Scalar.RealPart]
  ) -> [Scalar.RealPart] {
    if let real = self as? Matrix<Scalar.RealPart> { return variances(real) }
    return Swift.zip(variances(realParts()), variances(imaginaryParts())).map { $0 + $1 }
  }

  func check(_ correction: Int, _ length: Int, _ line: StaticString, of lineCount: Int) {
    require(
      lineCount == 0 || (correction >= 0 && correction < length),
      "a \(line) of \(length) elements has no variance with a correction of \(correction)")
  }
}
