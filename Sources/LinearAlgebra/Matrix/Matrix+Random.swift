internal import BLASKernels
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

  /// Returns a matrix with orthonormal columns, or rows if it is wider than high, each such matrix
  /// being equally likely.
  ///
  /// The Q of the QR factorization of a normal matrix, with the signs of R's diagonal moved into
  /// it: without that, the distribution would follow LAPACK's choice of signs. Runs LAPACK's
  /// `gelqf` and `orglq`, single or double.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - generator: The source of randomness.
  /// - Returns: Q with QᵀQ = I, or QQᵀ = I if `columns > rows`.
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`, and both fit 32 bits.
  /// - Complexity: O(rows · columns · min(rows, columns)).
  /// - SeeAlso: Mezzadri (2007), "How to generate random matrices from the classical compact
  ///   groups", <https://arxiv.org/abs/math-ph/0609050>
  public static func orthogonal(
    rows: Int, columns: Int, using generator: inout some RandomNumberGenerator
  ) -> Matrix {
    guard rows >= columns else {
      return orthogonal(rows: columns, columns: rows, using: &generator).transposed()
    }
    var result = normal(rows: rows, columns: columns, using: &generator)
    var factors = AlignedBuffer<Scalar>(zeros: columns)
    var signs = [Scalar](repeating: 1, count: columns)
    do {
      var elements = result.mutableSpan
      var reflections = factors.mutableSpan
      let status = factorQR(rows: rows, columns: columns, &elements, factors: &reflections)
      precondition(status == .success, "the QR factorization reports \(status)")
    }
    for index in 0..<columns where result[index, index] < 0 { signs[index] = -1 }
    do {
      var elements = result.mutableSpan
      let status = formQ(rows: rows, columns: columns, &elements, factors: factors.span)
      precondition(status == .success, "forming Q reports \(status)")
    }
    result.multiplyElements(byRow: signs)
    return result
  }
}

extension Matrix {
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
