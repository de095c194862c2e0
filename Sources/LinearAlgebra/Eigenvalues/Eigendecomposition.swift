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
public struct Eigendecomposition<Scalar: MatrixScalar>: Sendable, Equatable {
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
  public let size: Int
  /// The n eigenvalues, each as often as it is a root of the characteristic polynomial.
  public let values: [Complex<Scalar.RealPart>]
  /// Which eigenvectors were computed.
  public let computed: Vectors
  private let right: Matrix<Complex<Scalar.RealPart>>
  private let left: Matrix<Complex<Scalar.RealPart>>

  /// Finds the eigenvalues of a matrix, and its eigenvectors on request.
  ///
  /// LAPACK gets the matrix column by column, so the copy that it overwrites is a transposition; the
  /// vectors are unpacked from a buffer of their own.
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
    _ matrix: Matrix<Scalar>, vectors: Vectors = .right
  ) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "find its eigenvalues")
    try matrix.requireFinite()
    let n = matrix.rows
    let rightSize = vectors == .right || vectors == .both ? n : 0
    let leftSize = vectors == .left || vectors == .both ? n : 0
    var values = [Complex<Scalar.RealPart>](repeating: 0, count: n)
    var right = Matrix<Complex<Scalar.RealPart>>(rows: rightSize, columns: rightSize)
    var left = Matrix<Complex<Scalar.RealPart>>(rows: leftSize, columns: leftSize)
    do {
      var columnMajor = matrix.transposed()
      var elements = columnMajor.mutableSpan
      var valueSpan = values.mutableSpan
      var rightSpan = right.mutableSpan
      var leftSpan = left.mutableSpan
      try decomposeGeneral(
        size: n, &elements, values: &valueSpan, left: &leftSpan, right: &rightSpan
      ).requireConvergence()
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) { throw .outOfRange(index: index) }
    (size, self.values, computed) = (n, values, vectors)
    (self.right, self.left) = (right, left)
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
}
