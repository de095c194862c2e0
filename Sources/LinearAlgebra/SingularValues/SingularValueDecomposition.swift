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
public struct SingularValueDecomposition<Scalar: MatrixScalar>: Factorization {
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
  public private(set) var rows: Int
  /// n, its columns.
  public private(set) var columns: Int
  /// What was computed.
  public let form: Form
  /// The min(m, n) singular values, the greatest first.
  public private(set) var singularValues: [Scalar.RealPart]
  private(set) var left: Matrix<Scalar>
  var rightAdjoint: Matrix<Scalar>
  private var memory: Memory

  /// What another matrix is decomposed with; no part of the value.
  private struct Memory: Equatable {
    let method: Method
    var retained = RetainedMemory<Scalar>()

    static func == (left: Memory, right: Memory) -> Bool { true }
  }

  /// Decomposes a matrix.
  ///
  /// LAPACK works on the row-major elements as they are: one copy, which it overwrites, unless the
  /// matrix is given away, and no transposition. An empty matrix has no singular values and, in the
  /// full form, identities for U and V.
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
    _ matrix: consuming Matrix<Scalar>, form: Form = .thin, method: Method = .divideAndConquer
  ) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    (rows, columns, self.form) = (matrix.rows, matrix.columns, form)
    memory = Memory(method: method)
    let sizes = Self.sizes(rows: rows, columns: columns, form)
    singularValues = [Scalar.RealPart](repeating: 0, count: sizes.values)
    left = Matrix(unwrittenRows: sizes.leftRows, columns: sizes.leftColumns)
    rightAdjoint = Matrix(unwrittenRows: sizes.rightRows, columns: sizes.rightColumns)
    try decompose(&matrix)
  }

  /// Decomposes another matrix, in the same form, into the memory of this decomposition.
  ///
  /// - Throws: What the initializer throws. Where the values do not converge or overflow, this is
  ///   the decomposition of an empty matrix afterwards.
  /// - Complexity: O(m·n·min(m, n)), one copy; no allocation if the shape is that of the last two.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    memory.retained.keepWorkspace()
    (rows, columns) = (matrix.rows, matrix.columns)
    var copy = memory.retained.takeSpare(rows: rows, columns: columns)
    copy.copyElements(of: matrix)
    try decompose(&copy)
    memory.retained.keep(consume copy)
  }

  /// Decomposes another matrix, in the same form, into the memory of this decomposition, and
  /// overwrites the matrix.
  ///
  /// - Throws: What the initializer throws. Where the values do not converge or overflow, this is
  ///   the decomposition of an empty matrix afterwards.
  /// - Complexity: O(m·n·min(m, n)); no allocation if the shape is that of the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    memory.retained.keepWorkspace()
    (rows, columns) = (matrix.rows, matrix.columns)
    try decompose(&matrix)
  }

  /// The shapes of what is computed.
  private static func sizes(
    rows m: Int, columns n: Int, _ form: Form
  ) -> (values: Int, leftRows: Int, leftColumns: Int, rightRows: Int, rightColumns: Int) {
    let least = Swift.min(m, n)
    return switch form {
    case .full: (least, m, m, n, n)
    case .thin: (least, m, least, least, n)
    case .valuesOnly: (least, 0, 0, 0, 0)
    }
  }

  /// Finds the values and vectors of a matrix of `rows`×`columns`, which is overwritten.
  private mutating func decompose(_ matrix: inout Matrix<Scalar>) throws(LinearAlgebraError) {
    let sizes = Self.sizes(rows: rows, columns: columns, form)
    if singularValues.count != sizes.values {
      singularValues = [Scalar.RealPart](repeating: 0, count: sizes.values)
    }
    guard sizes.values > 0 else {
      if form != .valuesOnly {
        left = form == .full ? .identity(rows) : Matrix(rows: rows, columns: 0)
        rightAdjoint = form == .full ? .identity(columns) : Matrix(rows: 0, columns: columns)
      }
      return
    }
    if form != .valuesOnly {
      left.makeUnwritten(rows: sizes.leftRows, columns: sizes.leftColumns)
      rightAdjoint.makeUnwritten(rows: sizes.rightRows, columns: sizes.rightColumns)
    }
    let status = run(on: &matrix)
    do {
      try status.requireConvergence()
      try requireFiniteValues(singularValues)
    } catch {
      becomeEmpty()
      throw error
    }
  }

  private mutating func run(on matrix: inout Matrix<Scalar>) -> LAPACKStatus {
    let vectors: SingularVectors =
      switch form {
      case .full: .full
      case .thin: .thin
      case .valuesOnly: .none
      }
    let (rows, columns, workspace) = (rows, columns, memory.retained.workspace)
    let isPlain = memory.method == .plain
    func run(
      _ matrix: inout Matrix<Scalar>, _ values: inout [Scalar.RealPart],
      _ left: inout Matrix<Scalar>, _ rightAdjoint: inout Matrix<Scalar>
    ) -> LAPACKStatus {
      var elements = matrix.mutableSpan
      var valueSpan = values.mutableSpan
      var leftSpan = left.mutableSpan
      var rightSpan = rightAdjoint.mutableSpan
      return decomposeSingularValues(
        rows: rows, columns: columns, &elements, vectors: vectors,
        method: isPlain ? .plain : .divideAndConquer, values: &valueSpan, left: &leftSpan,
        rightAdjoint: &rightSpan, workspace: workspace)
    }
    return run(&matrix, &singularValues, &left, &rightAdjoint)
  }

  private mutating func becomeEmpty() {
    (rows, columns, singularValues) = (0, 0, [])
    left = Matrix(rows: 0, columns: 0)
    rightAdjoint = Matrix(rows: 0, columns: 0)
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
