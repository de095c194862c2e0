internal import BLASKernels
public import ElementwiseKernels

/// A·x = λ·B·x for a symmetric or Hermitian A and a positive definite B of the same kind.
///
/// All eigenvalues are real, and the vectors are orthonormal in the geometry of B:
/// ```
/// A·X = B·X·Λ        Xᴴ·B·X = I        Xᴴ·A·X = Λ
/// ```
/// With A a stiffness and B a mass these are the squared frequencies and the modes of a vibration.
/// Only the lower triangles are read. Signs and phases are as in ``SymmetricEigendecomposition``.
///
/// **Accuracy.** The error of a value grows with the condition of B: about
/// p(n)·ε·‖B⁻¹‖₂·(‖A‖₂ + |λ|·κ₂(B)·‖B‖₂).
///
/// - SeeAlso: Anderson et al., "LAPACK Users' Guide", 3rd edition, section 4.10.
public struct GeneralizedSymmetricEigendecomposition<Scalar: MatrixScalar>: Sendable, Equatable {
  /// n, the rows and columns of both matrices.
  public let size: Int
  /// The n eigenvalues in ascending order.
  public let values: [Scalar.RealPart]
  /// Whether the eigenvectors were computed, too.
  public let hasVectors: Bool
  private let computedVectors: Matrix<Scalar>

  /// Solves A·x = λ·B·x.
  ///
  /// LAPACK reads both row-major matrices as they are, from copies, which it overwrites. The vectors
  /// are transposed into a third matrix.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - metric: B.
  ///   - vectors: Whether the eigenvectors are computed, too.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``, in A or else in B;
  ///   ``LinearAlgebraError/notPositiveDefinite(minor:)`` with the order of B's first leading minor
  ///   that is not positive; ``LinearAlgebraError/outOfRange(index:)`` when an eigenvalue overflows;
  ///   or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: Both are square and of one size.
  /// - Complexity: O(n³). LAPACK's `sygvd` or `hegvd`.
  public init(
    _ matrix: Matrix<Scalar>, relativeTo metric: Matrix<Scalar>, vectors: Bool = true
  ) throws(LinearAlgebraError) {
    require(
      matrix.rows == matrix.columns && metric.rows == metric.columns && matrix.rows == metric.rows,
      "A is \(matrix.rows)×\(matrix.columns), B is \(metric.rows)×\(metric.columns)")
    try matrix.requireFinite()
    try metric.requireFinite()
    let n = matrix.rows
    var values = [Scalar.RealPart](repeating: 0, count: n)
    var (copy, metricCopy) = (matrix, metric)
    do {
      var elements = copy.mutableSpan
      var metricElements = metricCopy.mutableSpan
      var valueSpan = values.mutableSpan
      let status = decomposeSymmetric(
        size: n, &elements, relativeTo: &metricElements, wantsVectors: vectors,
        values: &valueSpan)
      if case .failure(let index) = status, index > n {
        throw LinearAlgebraError.notPositiveDefinite(minor: index - n)
      }
      try status.requireConvergence()
    }
    try requireFiniteValues(values)
    (size, self.values, hasVectors) = (n, values, vectors)
    computedVectors = vectors ? copy.adjoint() : Matrix(rows: 0, columns: 0)
  }

  /// X: column j belongs to values[j], and Xᴴ·B·X = I.
  ///
  /// - Precondition: The eigenvectors were computed.
  public var vectors: Matrix<Scalar> {
    require(hasVectors, "of a problem of \(size)×\(size) only the eigenvalues were computed")
    return computedVectors
  }
}
