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
  public private(set) var size: Int
  /// The n eigenvalues in ascending order.
  public private(set) var values: [Scalar.RealPart]
  /// Whether the eigenvectors were computed, too.
  public let hasVectors: Bool
  private var computedVectors: Matrix<Scalar>
  private var memory = RetainedMemory<Scalar>()

  /// Solves A·x = λ·B·x.
  ///
  /// LAPACK reads both row-major matrices as they are, from copies, which it overwrites, unless
  /// they are given away. The vectors lie where A was, and are transposed there.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - metric: B.
  ///   - vectors: Whether the eigenvectors are computed, too.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``, in A or else in B;
  ///   ``LinearAlgebraError/notPositiveDefinite(minor:)`` with the order of B's first leading minor
  ///   that is not positive; ``LinearAlgebraError/outOfRange(index:)`` when an eigenvalue
  ///   overflows; or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: Both are square and of one size.
  /// - Complexity: O(n³). LAPACK's `sygvd` or `hegvd`.
  public init(
    _ matrix: consuming Matrix<Scalar>, relativeTo metric: consuming Matrix<Scalar>,
    vectors: Bool = true
  ) throws(LinearAlgebraError) {
    try Self.check(matrix, metric)
    (size, values, hasVectors) = (matrix.rows, [], vectors)
    computedVectors = consume matrix
    try decompose(&metric)
  }

  /// Solves A·x = λ·B·x for two other matrices in the memory of this decomposition.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - metric: B.
  /// - Throws: What the initializer throws. But for
  ///   ``LinearAlgebraError/notFinite(row:column:)``, this is the decomposition of an empty matrix
  ///   afterwards.
  /// - Precondition: Both are square and of one size.
  /// - Complexity: O(n³), two copies; no allocation if the shape is that of the last two.
  public mutating func refactor(
    _ matrix: Matrix<Scalar>, relativeTo metric: Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    try Self.check(matrix, metric)
    memory.keepWorkspace()
    size = matrix.rows
    computedVectors.copyElements(of: matrix)
    var copy = memory.takeSpare(rows: size, columns: size)
    copy.copyElements(of: metric)
    try decompose(&copy)
    memory.keep(consume copy)
  }

  /// Solves A·x = λ·B·x for two other matrices in the memory of all, and overwrites them.
  ///
  /// - Parameters:
  ///   - matrix: A; its elements are unspecified afterwards.
  ///   - metric: B; likewise.
  /// - Throws: What the initializer throws. But for
  ///   ``LinearAlgebraError/notFinite(row:column:)``, this is the decomposition of an empty matrix
  ///   afterwards.
  /// - Precondition: Both are square and of one size.
  /// - Complexity: O(n³); no allocation if the shape is that of the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>, relativeTo metric: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    try Self.check(matrix, metric)
    memory.keepWorkspace()
    size = matrix.rows
    swap(&computedVectors, &matrix)
    matrix.takeShape(rows: size, columns: size)
    try decompose(&metric)
  }

  private static func check(
    _ matrix: borrowing Matrix<Scalar>, _ metric: borrowing Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    let (rows, columns) = (matrix.rows, matrix.columns)
    let (metricRows, metricColumns) = (metric.rows, metric.columns)
    require(
      rows == columns && metricRows == metricColumns && rows == metricRows,
      "A is \(rows)×\(columns), B is \(metricRows)×\(metricColumns)")
    try matrix.requireFinite()
    try metric.requireFinite()
  }

  /// Replaces A, where the vectors are going to lie, with them; overwrites B.
  private mutating func decompose(_ metric: inout Matrix<Scalar>) throws(LinearAlgebraError) {
    let (n, wantsVectors, workspace) = (size, hasVectors, memory.workspace)
    if values.count != n { values = [Scalar.RealPart](repeating: 0, count: n) }
    func run(
      _ matrix: inout Matrix<Scalar>, _ metric: inout Matrix<Scalar>,
      _ values: inout [Scalar.RealPart]
    ) -> LAPACKStatus {
      var elements = matrix.mutableSpan
      var metricElements = metric.mutableSpan
      var valueSpan = values.mutableSpan
      return decomposeSymmetric(
        size: n, &elements, relativeTo: &metricElements, wantsVectors: wantsVectors,
        values: &valueSpan, workspace: workspace)
    }
    let status = run(&computedVectors, &metric, &values)
    do throws(LinearAlgebraError) {
      if case .failure(let index) = status, index > n && index <= 2 * n {
        throw LinearAlgebraError.notPositiveDefinite(minor: index - n)
      }
      try status.countingPart(ofOrder: n).requireConvergence()
      try requireFiniteValues(values)
    } catch {
      (size, values, computedVectors) = (0, [], Matrix(rows: 0, columns: 0))
      throw error
    }
    if wantsVectors { computedVectors.formAdjoint() }
  }

  /// X: column j belongs to values[j], and Xᴴ·B·X = I.
  ///
  /// - Precondition: The eigenvectors were computed.
  public var vectors: Matrix<Scalar> {
    require(hasVectors, "of a problem of \(size)×\(size) only the eigenvalues were computed")
    return computedVectors
  }
}
