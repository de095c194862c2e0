internal import BLASKernels
public import ElementwiseKernels

extension Matrix {
  /// Returns a complex matrix with orthonormal columns, or rows if it is wider than high, each such
  /// matrix being equally likely.
  ///
  /// Square ones follow Haar's measure on the unitary group, as SciPy's `unitary_group`. The Q of
  /// the QR factorization of a circular normal matrix, with the phases of R's diagonal moved into
  /// it: without that, the distribution would follow LAPACK's choice of phases. For real matrices
  /// the same is ``orthogonal(rows:columns:using:)``.
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
    guard rows >= columns else {
      return unitary(rows: columns, columns: rows, using: &generator).transposed()
    }
    var result = normal(rows: rows, columns: columns, using: &generator)
    var factors = AlignedBuffer<Scalar>(zeros: columns)
    do {
      var elements = result.mutableSpan
      var reflections = factors.mutableSpan
      let status = factorQR(rows: rows, columns: columns, &elements, factors: &reflections)
      precondition(status == .success, "the QR factorization reports \(status)")
    }
    let phases = (0..<columns).map { index in
      let pivot = result[index, index]
      return pivot.isZero ? 1 : pivot.divided(by: pivot.length)
    }
    do {
      var elements = result.mutableSpan
      let status = formQ(rows: rows, columns: columns, &elements, factors: factors.span)
      precondition(status == .success, "forming Q reports \(status)")
    }
    result.multiplyElements(byRow: phases)
    return result
  }
}
