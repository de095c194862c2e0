internal import BLASKernels
public import ElementwiseKernels

/// The eigenvalues of a square matrix, A·v = λ·v, with its right and left eigenvectors.
///
/// Those of a real matrix are complex, too, in conjugate pairs.
///
/// ```swift
/// let rotation: Matrix<Double> = [[0, -1], [1, 0]]
/// try rotation.eigenvalues()     // [i, −i]
/// ```
/// **Order.** As LAPACK finds them, the same as in NumPy and SciPy up to rounding; of a real
/// conjugate pair the one with the positive imaginary part first.
///
/// **Signs and phases.** Every vector has norm 1 and its component of greatest modulus is real;
/// its sign is LAPACK's choice. A matrix with equal eigenvalues may have fewer than n independent
/// vectors (a Jordan block has one): then some columns are parallel up to rounding. For a basis
/// that is always orthonormal take ``SchurDecomposition``.
///
/// **Accuracy.** The computed values are those of A + E with ‖E‖₂ ≤ p(n)·ε·‖A‖₂, p a modest
/// function. What that means for one value depends on its condition: of a Jordan block of order n
/// only about 1/n of the digits are right.
///
/// - SeeAlso: Anderson et al., "LAPACK Users' Guide", 3rd edition, section 4.8.
public struct Eigendecomposition<Scalar: MatrixScalar>: Factorization {
  /// Which eigenvectors are computed.
  public enum Vectors: Sendable {
    /// None: the eigenvalues alone.
    case none
    /// The right ones, A·v = λ·v.
    case right
    /// The left ones, uᴴ·A = λ·uᴴ.
    case left
    /// Both.
    case both
  }

  /// n, the rows and columns of the matrix.
  public private(set) var size: Int
  /// The n eigenvalues, each as often as it is a root of the characteristic polynomial.
  public private(set) var values: [Complex<Scalar.RealPart>]
  /// Which eigenvectors were computed.
  public let computed: Vectors
  private var right: Matrix<Complex<Scalar.RealPart>>
  private var left: Matrix<Complex<Scalar.RealPart>>
  private var memory = RetainedMemory<Scalar>()

  /// Finds the eigenvalues of a matrix, and its eigenvectors on request.
  ///
  /// LAPACK gets the matrix column by column, so the copy that it overwrites is a transposition, in
  /// place if the matrix is given away; the vectors are unpacked from memory of their own.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - vectors: Which eigenvectors are computed.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` when an eigenvalue overflows, or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: A is square.
  /// - Complexity: O(n³). LAPACK's `geev`.
  public init(
    _ matrix: consuming Matrix<Scalar>, vectors: Vectors = .right
  ) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "find its eigenvalues")
    try matrix.requireFinite()
    (size, values, computed) = (matrix.rows, [], vectors)
    right = Matrix(rows: 0, columns: 0)
    left = Matrix(rows: 0, columns: 0)
    matrix.formTranspose()
    try decompose(&matrix)
  }

  /// Decomposes another matrix, with the same options, into the memory of this decomposition.
  ///
  /// - Throws: What the initializer throws. Where the values do not converge or overflow, this is
  ///   the decomposition of an empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one transposition; no allocation if the shape is that of the last two.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "find its eigenvalues")
    try matrix.requireFinite()
    memory.keepWorkspace()
    size = matrix.rows
    var columnMajor = memory.takeSpare(rows: size, columns: size)
    columnMajor.copyTranspose(of: matrix)
    try decompose(&columnMajor)
    memory.keep(consume columnMajor)
  }

  /// Decomposes another matrix, with the same options, into the memory of this decomposition, and
  /// overwrites the matrix.
  ///
  /// - Throws: What the initializer throws. Where the values do not converge or overflow, this is
  ///   the decomposition of an empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³); no allocation if the shape is that of the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "find its eigenvalues")
    try matrix.requireFinite()
    memory.keepWorkspace()
    size = matrix.rows
    matrix.formTranspose()
    try decompose(&matrix)
  }

  /// Finds the values and vectors of a matrix, which comes as its transpose and is overwritten.
  private mutating func decompose(
    _ columnMajor: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    let (n, workspace) = (size, memory.workspace)
    let rightSize = computed == .right || computed == .both ? n : 0
    let leftSize = computed == .left || computed == .both ? n : 0
    if values.count != n { values = [Complex<Scalar.RealPart>](repeating: 0, count: n) }
    right.makeUnwritten(rows: rightSize, columns: rightSize)
    left.makeUnwritten(rows: leftSize, columns: leftSize)
    func run(
      _ columnMajor: inout Matrix<Scalar>, _ values: inout [Complex<Scalar.RealPart>],
      _ right: inout Matrix<Complex<Scalar.RealPart>>,
      _ left: inout Matrix<Complex<Scalar.RealPart>>
    ) -> LAPACKStatus {
      var elements = columnMajor.mutableSpan
      var valueSpan = values.mutableSpan
      var rightSpan = right.mutableSpan
      var leftSpan = left.mutableSpan
      return decomposeGeneral(
        size: n, &elements, values: &valueSpan, left: &leftSpan, right: &rightSpan,
        workspace: workspace)
    }
    let status = run(&columnMajor, &values, &right, &left)
    do {
      try status.requireConvergence()
      try requireFiniteValues(values)
    } catch {
      (size, values) = (0, [])
      right = Matrix(rows: 0, columns: 0)
      left = Matrix(rows: 0, columns: 0)
      throw error
    }
  }

  /// V: column j is a vector of norm 1 with A·v = values[j]·v.
  ///
  /// - Precondition: The right eigenvectors were computed.
  public var rightVectors: Matrix<Complex<Scalar.RealPart>> {
    require(
      computed == .right || computed == .both,
      "of a matrix of \(size)×\(size) the computed eigenvectors are: \(computed)")
    return right
  }

  /// U: column j is a vector of norm 1 with uᴴ·A = values[j]·uᴴ.
  ///
  /// - Precondition: The left eigenvectors were computed.
  public var leftVectors: Matrix<Complex<Scalar.RealPart>> {
    require(
      computed == .left || computed == .both,
      "of a matrix of \(size)×\(size) the computed eigenvectors are: \(computed)")
    return left
  }

  /// Returns V·Λ·V⁻¹: A, up to rounding times the condition of V.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` where A is defective, so that its
  ///   eigenvectors depend on each other, which rounding may hide;
  ///   ``LinearAlgebraError/outOfRange(index:)`` where they nearly do, and a pivot is subnormal.
  /// - Precondition: The right eigenvectors were computed.
  /// - Complexity: O(n³).
  public func reconstructed() throws(LinearAlgebraError) -> Matrix<Complex<Scalar.RealPart>> {
    // X·V = V·Λ, read as Vᵀ·Xᵀ = (V·Λ)ᵀ.
    var scaled = rightVectors
    for column in 0..<size {
      for row in 0..<size { scaled[row, column] *= values[column] }
    }
    return try rightVectors.transposed().solve(scaled.transposed()).transposed()
  }
}
