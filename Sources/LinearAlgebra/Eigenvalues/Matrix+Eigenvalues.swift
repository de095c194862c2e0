public import ElementwiseKernels

extension Matrix {
  /// Returns eigenvalues and eigenvectors of a real symmetric or complex Hermitian matrix.
  ///
  /// ```swift
  /// let greatest = try a.symmetricEigen(.indices(a.rows - 3..<a.rows))     // the last three
  /// ```
  /// - Parameter selection: Which eigenvalues are computed; by default all.
  /// - Returns: The chosen eigenvalues and their vectors.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The matrix is square; only its lower triangle is read.
  /// - Complexity: O(n³). LAPACK's `syevd`, `heevd`, `syevr`, `heevr`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func symmetricEigen(
    _ selection: SymmetricEigendecomposition<Scalar>.Selection = .all
  ) throws(LinearAlgebraError) -> SymmetricEigendecomposition<Scalar> {
    try SymmetricEigendecomposition(self, selection)
  }

  /// Returns the eigenvalues of a real symmetric or complex Hermitian matrix, in ascending order.
  ///
  /// - Parameter selection: Which eigenvalues are computed; by default all.
  /// - Returns: The chosen eigenvalues.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The matrix is square; only its lower triangle is read.
  /// - Complexity: O(n³). LAPACK's `syevd`, `heevd`, `syevr`, `heevr`.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func symmetricEigenvalues(
    _ selection: SymmetricEigendecomposition<Scalar>.Selection = .all
  ) throws(LinearAlgebraError) -> [Scalar.RealPart] {
    try SymmetricEigendecomposition(self, selection, vectors: false).values
  }

  /// Returns eigenvalues and vectors of A·x = λ·B·x, A being this matrix and B positive definite.
  ///
  /// - Parameter metric: B.
  /// - Returns: The eigenvalues in ascending order and their vectors.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/notPositiveDefinite(minor:)`` when B is not,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: Both are square and of one size; only their lower triangles are read.
  /// - Complexity: O(n³). LAPACK's `sygvd`, `hegvd`.
  public func symmetricEigen(
    relativeTo metric: Matrix
  ) throws(LinearAlgebraError) -> GeneralizedSymmetricEigendecomposition<Scalar> {
    try GeneralizedSymmetricEigendecomposition(self, relativeTo: metric)
  }

  /// Returns the eigenvalues of A·x = λ·B·x in ascending order, A being this matrix and B positive
  /// definite, without vectors.
  ///
  /// - Parameter metric: B.
  /// - Returns: The eigenvalues in ascending order.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/notPositiveDefinite(minor:)`` when B is not,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: Both are square and of one size; only their lower triangles are read.
  /// - Complexity: O(n³). LAPACK's `sygvd`, `hegvd`.
  public func symmetricEigenvalues(
    relativeTo metric: Matrix
  ) throws(LinearAlgebraError) -> [Scalar.RealPart] {
    try GeneralizedSymmetricEigendecomposition(self, relativeTo: metric, vectors: false).values
  }

  /// Returns the eigenvalues of a square matrix, and its right eigenvectors or those asked for.
  ///
  /// - Parameter vectors: Which eigenvectors are computed.
  /// - Returns: The eigenvalues and the vectors asked for.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³). LAPACK's `geev`.
  public func eigen(
    vectors: Eigendecomposition<Scalar>.Vectors = .right
  ) throws(LinearAlgebraError) -> Eigendecomposition<Scalar> {
    try Eigendecomposition(self, vectors: vectors)
  }

  /// Returns the eigenvalues of a square matrix without any vectors.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³). LAPACK's `geev`.
  public func eigenvalues() throws(LinearAlgebraError) -> [Complex<Scalar.RealPart>] {
    try Eigendecomposition(self, vectors: .none).values
  }

  /// Returns the Schur decomposition, A = Z·T·Zᴴ.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³). LAPACK's `gees`.
  public func schur() throws(LinearAlgebraError) -> SchurDecomposition<Scalar> {
    try SchurDecomposition(self)
  }

  /// Returns the Hessenberg decomposition, A = Q·H·Qᴴ.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` or
  ///   ``LinearAlgebraError/outOfRange(index:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³). LAPACK's `gehrd`, and `orghr` or `unghr`.
  public func hessenberg() throws(LinearAlgebraError) -> HessenbergDecomposition<Scalar> {
    try HessenbergDecomposition(self)
  }
}
