internal import ElementwiseKernels

extension Matrix where Scalar: RealScalar {
  /// Returns a matrix of numbers drawn uniformly from a range, row by row.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - range: Where the numbers lie; the upper bound is never reached.
  ///   - generator: The source of randomness.
  /// - Returns: The matrix.
  /// - Precondition: The width of the range is positive and finite.
  /// - Complexity: O(rows · columns), one allocation.
  @inlinable public static func uniform(
    rows: Int, columns: Int, in range: Range<Scalar> = 0..<1,
    using generator: inout some RandomNumberGenerator
  ) -> Matrix {
    let width = range.upperBound - range.lowerBound
    precondition(width > 0 && width.isFinite, "no number can be drawn from \(range)")
    // Rounding may lift a number to the bound that it lies below.
    let greatest = range.upperBound.nextDown
    return random(rows: rows, columns: columns) {
      Swift.min(range.lowerBound + width * generator.nextUniform(), greatest)
    }
  }

  /// Returns a matrix of numbers drawn from a normal distribution, row by row.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - mean: The mean of the distribution.
  ///   - standardDeviation: The square root of its variance.
  ///   - generator: The source of randomness.
  /// - Returns: The matrix.
  /// - Precondition: `standardDeviation ≥ 0`, and both are finite.
  /// - Complexity: O(rows · columns), one allocation.
  @inlinable public static func normal(
    rows: Int, columns: Int, mean: Scalar = 0, standardDeviation: Scalar = 1,
    using generator: inout some RandomNumberGenerator
  ) -> Matrix {
    precondition(
      standardDeviation >= 0 && standardDeviation.isFinite && mean.isFinite,
      "there is no normal distribution of mean \(mean), standard deviation \(standardDeviation)")
    return random(rows: rows, columns: columns) {
      mean + standardDeviation * generator.nextNormal()
    }
  }
}

extension Matrix {
  /// Returns a matrix of complex numbers drawn uniformly from a square, row by row.
  ///
  /// Real and imaginary part are independent, and each lies in the range.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - range: Where both parts lie; the upper bound is never reached.
  ///   - generator: The source of randomness.
  /// - Returns: The matrix.
  /// - Precondition: The width of the range is positive and finite.
  /// - Complexity: O(rows · columns), two allocations.
  public static func uniform<Real: RealScalar>(
    rows: Int, columns: Int, in range: Range<Real> = 0..<1,
    using generator: inout some RandomNumberGenerator
  ) -> Matrix where Scalar == Complex<Real> {
    let count = elementCount(rows: rows, columns: columns)
    let parts = Matrix<Real>.uniform(rows: count, columns: 2, in: range, using: &generator)
    var row = 0
    return random(rows: rows, columns: columns) {
      defer { row += 1 }
      return Complex(parts[row, 0], parts[row, 1])
    }
  }

  /// Returns a matrix of complex numbers drawn from a circular normal distribution, row by row.
  ///
  /// Real and imaginary part are independent, each with the variance `standardDeviation`² / 2, so
  /// that the mean of |z − `mean`|² is `standardDeviation`² and no direction is preferred.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - mean: The mean of the distribution.
  ///   - standardDeviation: The square root of the mean squared distance from `mean`.
  ///   - generator: The source of randomness.
  /// - Returns: The matrix.
  /// - Precondition: `standardDeviation ≥ 0`, and both are finite.
  /// - Complexity: O(rows · columns), one allocation.
  @inlinable public static func normal<Real: RealScalar>(
    rows: Int, columns: Int, mean: Complex<Real> = 0, standardDeviation: Real = 1,
    using generator: inout some RandomNumberGenerator
  ) -> Matrix where Scalar == Complex<Real> {
    precondition(
      standardDeviation >= 0 && standardDeviation.isFinite && mean.isFinite,
      "there is no normal distribution of mean \(mean), standard deviation \(standardDeviation)")
    let scale = standardDeviation * Real(0.5).squareRoot()
    return random(rows: rows, columns: columns) {
      let real: Real = generator.nextNormal(), imaginary: Real = generator.nextNormal()
      return mean + Complex(scale * real, scale * imaginary)
    }
  }

  @inlinable static func random(rows: Int, columns: Int, draw: () -> Scalar) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    var elements = result.mutableSpan
    for index in elements.indices { elements[index] = draw() }
    return result
  }
}
