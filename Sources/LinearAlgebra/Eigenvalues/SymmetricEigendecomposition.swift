internal import BLASKernels
public import ElementwiseKernels

/// A = V·Λ·Vᴴ of a real symmetric or complex Hermitian matrix: real eigenvalues, orthonormal
/// vectors.
///
/// ```swift
/// let a: Matrix<Double> = [[2, 1], [1, 2]]
/// let decomposition = try a.symmetricEigen()
/// decomposition.values                  // [1, 3]
/// decomposition.vectors[column: 1]      // ±[0.707…, 0.707…]
/// ```
/// Only the lower triangle of A is read, and the imaginary parts on its diagonal count as 0, as in
/// NumPy's `eigh`.
///
/// **Signs and phases.** Every column of V may be multiplied by a number of modulus 1; which one
/// LAPACK chooses can differ between machines. The vectors of equal eigenvalues are any
/// orthonormal basis of their space.
///
/// **Accuracy.** The computed values are those of A + E with ‖E‖₂ ≤ p(n)·ε·‖A‖₂, p a modest
/// function, so each has an absolute error of about ε·‖A‖₂. A vector is only as well determined
/// as its value is apart from the next one.
///
/// - SeeAlso: Anderson et al., "LAPACK Users' Guide", 3rd edition, section 4.7.
public struct SymmetricEigendecomposition<Scalar: MatrixScalar>: Factorization {
  /// Which eigenvalues are computed.
  public enum Selection: Sendable, Equatable {
    /// All, by divide and conquer.
    case all
    /// Those at these places of the ascending order, counted from zero.
    case indices(Range<Int>)
    /// Those with above < λ ≤ through.
    case interval(above: Scalar.RealPart, through: Scalar.RealPart)
  }

  /// n, the rows and columns of the matrix.
  public internal(set) var size: Int
  /// The eigenvalues in ascending order, each as often as it is one.
  public internal(set) var values: [Scalar.RealPart]
  /// Whether the eigenvectors were computed, too.
  public let hasVectors: Bool
  var computedVectors: Matrix<Scalar>
  var memory: Memory

  /// What another matrix is decomposed with; no part of the value.
  struct Memory: Equatable {
    let selection: Selection
    var retained = RetainedMemory<Scalar>()
    /// Room for n values and n adjoint vectors, where only some are wanted.
    var allValues: [Scalar.RealPart] = []
    var adjointVectors: Matrix<Scalar>?

    static func == (left: Memory, right: Memory) -> Bool { true }
  }

  /// Decomposes a symmetric or Hermitian matrix.
  ///
  /// LAPACK reads the row-major elements as they are, from one copy, which it overwrites, unless
  /// the matrix is given away. All the vectors lie where the matrix was and are transposed there;
  /// some of them are transposed into a matrix of their own.
  ///
  /// - Parameters:
  ///   - matrix: A, of which only the lower triangle counts.
  ///   - selection: Which eigenvalues are computed.
  ///   - vectors: Whether the eigenvectors are computed, too.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``, also above the diagonal;
  ///   ``LinearAlgebraError/outOfRange(index:)`` when an eigenvalue overflows; or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: A is square, indices lie in 0..<n, and bounds are not NaN.
  /// - Complexity: O(n³). LAPACK's `syevd` or `heevd`; for a part of the values `syevr` or `heevr`.
  public init(
    _ matrix: consuming Matrix<Scalar>, _ selection: Selection = .all, vectors: Bool = true
  ) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "find its eigenvalues")
    try matrix.requireFinite()
    (size, hasVectors, values) = (matrix.rows, vectors, [])
    memory = Memory(selection: selection)
    if vectors && selection == .all {
      computedVectors = consume matrix
      try decomposeOwnElements()
    } else {
      computedVectors = Matrix(rows: 0, columns: 0)
      try decompose(&matrix)
    }
  }

  /// Decomposes another matrix, with the same options, into the memory of this decomposition.
  ///
  /// - Throws: What the initializer throws. Where the values do not converge or overflow, this is
  ///   the decomposition of an empty matrix afterwards.
  /// - Precondition: As for the initializer.
  /// - Complexity: O(n³), one copy; no allocation if the shape, and of an interval the number of
  ///   values in it, is that of the last two.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "find its eigenvalues")
    try matrix.requireFinite()
    memory.retained.keepWorkspace()
    size = matrix.rows
    if hasVectors && memory.selection == .all {
      computedVectors.copyElements(of: matrix)
      return try decomposeOwnElements()
    }
    var copy = memory.retained.takeSpare(rows: size, columns: size)
    copy.copyElements(of: matrix)
    try decompose(&copy)
    memory.retained.keep(consume copy)
  }

  /// Decomposes another matrix, with the same options, in the memory of both, and overwrites the
  /// matrix.
  ///
  /// - Throws: What the initializer throws. Where the values do not converge or overflow, this is
  ///   the decomposition of an empty matrix afterwards.
  /// - Precondition: As for the initializer.
  /// - Complexity: O(n³); no allocation if the shape, and of an interval the number of values in
  ///   it, is that of the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "find its eigenvalues")
    try matrix.requireFinite()
    memory.retained.keepWorkspace()
    size = matrix.rows
    guard hasVectors && memory.selection == .all else { return try decompose(&matrix) }
    swap(&computedVectors, &matrix)
    matrix.takeShape(rows: size, columns: size)
    try decomposeOwnElements()
  }

  /// V: n rows, and for each computed eigenvalue a column of norm 1, in the order of the values.
  ///
  /// - Precondition: The eigenvectors were computed.
  public var vectors: Matrix<Scalar> {
    require(hasVectors, "of a matrix of \(size)×\(size) only the eigenvalues were computed")
    return computedVectors
  }

  /// Returns V·Λ·Vᴴ: A, up to rounding.
  ///
  /// - Precondition: All eigenvalues and the eigenvectors were computed.
  /// - Complexity: O(n³).
  public func reconstructed() -> Matrix<Scalar> { applying { $0 } }

  /// Returns f(A) = V·f(Λ)·Vᴴ, the function of the matrix that f is of each eigenvalue.
  ///
  /// ```swift
  /// let root = try a.symmetricEigen().applying { $0.squareRoot() }     // root · root = a
  /// ```
  /// - Parameter function: f.
  /// - Returns: f(A).
  /// - Precondition: All eigenvalues and the eigenvectors were computed.
  /// - Complexity: O(n³).
  public func applying(_ function: (Scalar.RealPart) -> Scalar.RealPart) -> Matrix<Scalar> {
    require(
      values.count == size,
      "\(values.count) eigenvalues of a \(size)×\(size) matrix do not make the matrix")
    var scaled = vectors
    scaled.scaleColumns(by: values.map(function))
    return scaled.product(
      .none, .adjoint, vectors, shape: (rows: size, columns: size, inner: size))
  }
}
