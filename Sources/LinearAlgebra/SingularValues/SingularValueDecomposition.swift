internal import BLASKernels
public import ElementwiseKernels

/// A = U·Σ·Vᴴ: a rotation, a stretching along the axes, and another rotation.
///
/// For every m×n matrix there are unitary U and V and real σ₁ ≥ σ₂ ≥ … ≥ 0, the singular values, on
/// the diagonal of Σ. They say what the matrix does to lengths, so they tell its rank, its 2-norm,
/// its condition, and which vectors it makes zero.
///
/// ```swift
/// let a: Matrix<Double> = [[3, 0], [4, 5]]
/// let decomposition = try a.svd()
/// decomposition.singularValues     // [6.708203932499369, 2.23606797749979]: √45, √5
/// decomposition.conditionNumber    // 3
/// ```
/// **Signs and phases.** Column i of U and row i of Vᴴ may both be multiplied by numbers of modulus
/// 1 whose product is 1; which ones LAPACK chooses can differ between machines. The vectors of
/// equal singular values are any basis of their space.
///
/// **Accuracy.** The computed values are those of A + E with ‖E‖₂ ≤ p·ε·‖A‖₂, p a modest function
/// of the shape: each has an absolute error of about ε·σ₁, so small ones may have no correct digit.
///
/// - SeeAlso: Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, section 21.1;
///   Anderson et al., "LAPACK Users' Guide", 3rd edition, section 4.9.
public struct SingularValueDecomposition<Scalar: MatrixScalar>: Sendable, Equatable {
  /// How much of the decomposition is computed.
  public enum Form: Sendable {
    /// Square U (m×m) and V (n×n).
    case full
    /// The first min(m, n) columns of U and V: all that a product with Σ needs.
    case thin
    /// No vectors.
    case valuesOnly
  }

  /// How the values are found.
  public enum Method: Sendable {
    /// LAPACK's `gesdd`: the faster one, by far when vectors are wanted.
    case divideAndConquer
    /// LAPACK's `gesvd`: the QR iteration, in less memory.
    case plain
  }

  /// m, the rows of the matrix.
  public let rows: Int
  /// n, its columns.
  public let columns: Int
  /// What was computed.
  public let form: Form
  /// The min(m, n) singular values, the greatest first.
  public let singularValues: [Scalar.RealPart]
  let left: Matrix<Scalar>
  let rightAdjoint: Matrix<Scalar>

  /// Decomposes a matrix.
  ///
  /// LAPACK works on the row-major elements as they are: one copy, which it overwrites, and no
  /// transposition. An empty matrix has no singular values and, in the full form, identities for U
  /// and V.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - form: How much is computed.
  ///   - method: How.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``;
  ///   ``LinearAlgebraError/outOfRange(index:)`` when a singular value overflows; or
  ///   ``LinearAlgebraError/notConverged(count:)``: then the other method may still work.
  /// - Complexity: O(m·n·min(m, n)), and O(m² + n²) memory in the full form.
  public init(
    _ matrix: Matrix<Scalar>, form: Form = .thin, method: Method = .divideAndConquer
  ) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    let (m, n) = (matrix.rows, matrix.columns)
    let least = min(m, n)
    (rows, columns, self.form) = (m, n, form)
    guard least > 0 else {
      singularValues = []
      left = form == .full ? .identity(m) : Matrix(rows: m, columns: 0)
      rightAdjoint = form == .full ? .identity(n) : Matrix(rows: 0, columns: n)
      return
    }
    let hasVectors = form != .valuesOnly
    var values = [Scalar.RealPart](repeating: 0, count: least)
    var left = Matrix<Scalar>(
      rows: hasVectors ? m : 0, columns: hasVectors ? (form == .full ? m : least) : 0)
    var rightAdjoint = Matrix<Scalar>(
      rows: hasVectors ? (form == .full ? n : least) : 0, columns: hasVectors ? n : 0)
    try Self.run(
      on: matrix, form, method, values: &values, left: &left, rightAdjoint: &rightAdjoint)
    try requireFiniteValues(values)
    (singularValues, self.left, self.rightAdjoint) = (values, left, rightAdjoint)
  }

  private static func run(
    on matrix: Matrix<Scalar>, _ form: Form, _ method: Method,
    values: inout [Scalar.RealPart], left: inout Matrix<Scalar>,
    rightAdjoint: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    var copy = matrix
    var elements = copy.mutableSpan
    var valueSpan = values.mutableSpan
    var leftSpan = left.mutableSpan
    var rightSpan = rightAdjoint.mutableSpan
    let vectors: SingularVectors =
      switch form {
      case .full: .full
      case .thin: .thin
      case .valuesOnly: .none
      }
    try decomposeSingularValues(
      rows: matrix.rows, columns: matrix.columns, &elements, vectors: vectors,
      method: method == .plain ? .plain : .divideAndConquer, values: &valueSpan,
      left: &leftSpan, rightAdjoint: &rightSpan
    ).requireConvergence()
  }

  /// U: orthonormal columns, m×m in the full form and m×min(m, n) in the thin one.
  ///
  /// - Precondition: The form has vectors.
  public var leftVectors: Matrix<Scalar> {
    requireVectors()
    return left
  }

  /// Vᴴ: orthonormal rows, n×n in the full form and min(m, n)×n in the thin one.
  ///
  /// NumPy's `Vh`. For V itself take its ``Matrix/adjoint()``.
  ///
  /// - Precondition: The form has vectors.
  public var rightVectorsAdjoint: Matrix<Scalar> {
    requireVectors()
    return rightAdjoint
  }

  func requireVectors() {
    require(
      form != .valuesOnly,
      "of a matrix of \(rows)×\(columns) only the singular values were computed")
  }
}
