internal import BLASKernels
public import ElementwiseKernels

extension Matrix where Scalar: RealScalar {
  /// Returns a matrix with orthonormal columns, or rows if it is wider than high, each such matrix
  /// being equally likely.
  ///
  /// The Q of the QR factorization of a normal matrix, with the signs of R's diagonal moved into it:
  /// without that, the distribution would follow LAPACK's choice of signs.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - generator: The source of randomness.
  /// - Returns: Q with QᵀQ = I, or QQᵀ = I if `columns > rows`.
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`, and both fit 32 bits.
  /// - Complexity: O(rows · columns · min(rows, columns)). LAPACK's `gelqf` and `orglq`.
  /// - SeeAlso: Mezzadri (2007), "How to generate random matrices from the classical compact
  ///   groups", <https://arxiv.org/abs/math-ph/0609050>
  public static func orthogonal(
    rows: Int, columns: Int, using generator: inout some RandomNumberGenerator
  ) -> Matrix {
    let (length, width) = (Swift.max(rows, columns), Swift.min(rows, columns))
    var result = normal(rows: length, columns: width, using: &generator)
    result.orthonormalizeColumns { $0 < 0 ? -1 : 1 }
    return rows >= columns ? result : result.transposed()
  }
}

extension Matrix {
  /// Returns a complex matrix with orthonormal columns, or rows if it is wider than high, each such
  /// matrix being equally likely.
  ///
  /// Square ones follow Haar's measure on the unitary group, as SciPy's `unitary_group`. The Q of the
  /// QR factorization of a circular normal matrix, with the phases of R's diagonal moved into it:
  /// without that, the distribution would follow LAPACK's choice of phases. For real matrices the
  /// same is ``orthogonal(rows:columns:using:)``.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - generator: The source of randomness.
  /// - Returns: Q with QᴴQ = I, or QQᴴ = I if `columns > rows`.
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`, and both fit 32 bits.
  /// - Complexity: O(rows · columns · min(rows, columns)). LAPACK's `gelqf` and `unglq`.
  /// - SeeAlso: Mezzadri (2007), "How to generate random matrices from the classical compact
  ///   groups", <https://arxiv.org/abs/math-ph/0609050>
  public static func unitary<Real: RealScalar>(
    rows: Int, columns: Int, using generator: inout some RandomNumberGenerator
  ) -> Matrix where Scalar == Complex<Real> {
    let (length, width) = (Swift.max(rows, columns), Swift.min(rows, columns))
    var result = normal(rows: length, columns: width, using: &generator)
    result.orthonormalizeColumns { $0.isZero ? 1 : $0.divided(by: $0.length) }
    return rows >= columns ? result : result.transposed()
  }

  /// Replaces a matrix that is not wider than high with the Q of its QR factorization, each column
  /// times the phase of its element on R's diagonal.
  private mutating func orthonormalizeColumns(phase: (Scalar) -> Scalar) {
    let (rows, columns) = (rows, columns)
    var factors = AlignedBuffer<Scalar>(zeros: columns)
    do {
      var elements = mutableSpan
      var reflections = factors.mutableSpan
      let status = factorQR(rows: rows, columns: columns, &elements, factors: &reflections)
      require(status == .success, "the QR factorization reports \(status)")
    }
    let phases = (0..<columns).map { phase(self[$0, $0]) }
    do {
      var elements = mutableSpan
      let status = formQ(rows: rows, columns: columns, &elements, factors: factors.span)
      require(status == .success, "forming Q reports \(status)")
    }
    multiplyElements(byRow: phases)
  }
}
