internal import BLASKernels
internal import ElementwiseKernels

/// A = L·Q with a lower triangular L and orthonormal rows in Q.
///
/// What underdetermined systems are solved with: `try a.lq().solve(b)` is the shortest of all x
/// with A·x = b.
///
/// Holds Q as reflections, as ``QRFactorization`` does. The LQ factorization of a row-major matrix
/// is the QR factorization of its column-major transpose, which is the same memory: `geqrf`,
/// `orgqr`/`ungqr` and `ormqr`/`unmqr` do all the work in place, and nothing is transposed.
///
/// - SeeAlso: Higham (2002), "Accuracy and Stability of Numerical Algorithms", theorem 19.4 for the
///   transpose, section 21.1 for the solution.
public struct LQFactorization<Scalar: MatrixScalar>: Factorization {
  /// L on and below the diagonal, the reflections above it; row-major.
  private(set) var factors: Matrix<Scalar>
  /// τ, one factor per reflection.
  private(set) var reflectionFactors: AlignedBuffer<Scalar>
  private var memory = RetainedMemory<Scalar>()

  /// Factors a matrix of any shape.
  ///
  /// Pass `consume a` for a matrix that is not needed any more: its own memory then takes the
  /// factors.
  ///
  /// - Throws: `LinearAlgebraError.notFinite(row:column:)` when an element is NaN or infinite, or
  ///   `LinearAlgebraError.outOfRange(index:)` when the diagonal of L overflows.
  /// - Complexity: O(rows · columns · min(rows, columns)); one copy of the matrix, unless it is
  ///   consumed and not shared.
  public init(_ matrix: consuming Matrix<Scalar>) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    reflectionFactors = AlignedBuffer(unwritten: Swift.min(matrix.rows, matrix.columns))
    factors = consume matrix
    try reflect()
  }

  /// Factors another matrix into the memory of this factorization.
  ///
  /// - Throws: What the initializer throws. Where L overflows, this is the factorization of an
  ///   empty matrix afterwards.
  /// - Complexity: O(rows · columns · min(rows, columns)), one copy; no allocation if the shape is
  ///   that of the last two.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    memory.keepWorkspace()
    factors.copyElements(of: matrix)
    try reflect()
  }

  /// Factors another matrix where it lies; it becomes the factors, and gets their memory.
  ///
  /// - Throws: What the initializer throws. Where L overflows, this is the factorization of an
  ///   empty matrix afterwards.
  /// - Complexity: O(rows · columns · min(rows, columns)); no allocation if the shape is that of
  ///   the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    memory.keepWorkspace()
    swap(&factors, &matrix)
    matrix.takeShape(rows: rows, columns: columns)
    try reflect()
  }

  /// Replaces the elements of A with the factors.
  private mutating func reflect() throws(LinearAlgebraError) {
    let (rows, columns, workspace) = (rows, columns, memory.workspace)
    reflectionFactors.makeUnwritten(Swift.min(rows, columns))
    func run(
      _ factors: inout Matrix<Scalar>, _ reflectionFactors: inout AlignedBuffer<Scalar>
    ) -> LAPACKStatus {
      var elements = factors.mutableSpan
      var target = reflectionFactors.mutableSpan
      return factorQR(
        .columnMajor, rows: columns, columns: rows, &elements, factors: &target,
        workspace: workspace)
    }
    let status = run(&factors, &reflectionFactors)
    require(status == .success, "the LQ factorization reports \(status)")
    do { try factors.requirePivotsInRange(allowsSubnormal: true) } catch {
      (factors, self.reflectionFactors) = (Matrix(rows: 0, columns: 0), AlignedBuffer(zeros: 0))
      throw error
    }
  }

  /// The rows of A.
  public var rows: Int { factors.rows }

  /// The columns of A.
  public var columns: Int { factors.columns }

  /// How many reflections make Q: min(rows, columns).
  private var reflectionCount: Int { reflectionFactors.count }

  // MARK: - Factors

  /// L: rows × min(rows, columns), or with zeros on the right rows × columns.
  ///
  /// - Complexity: O(rows · columns of L), one allocation.
  public func l(_ extent: UnitaryExtent = .thin) -> Matrix<Scalar> {
    let width = extent == .thin ? reflectionCount : columns
    var result = Matrix<Scalar>(rows: rows, columns: width)
    var target = result.mutableSpan
    for row in 0..<rows {
      copyBlock(
        rows: 1, columns: Swift.min(row + 1, reflectionCount), from: factors.span,
        at: BlockPlace(start: row * columns, stride: columns), to: &target,
        at: BlockPlace(start: row * width, stride: width))
    }
    return result
  }

  /// Q: min(rows, columns) × columns, or columns × columns; its rows are orthonormal.
  ///
  /// Runs `orgqr`, or `ungqr` for complex numbers.
  ///
  /// - Complexity: O(rows of Q · columns · min(rows, columns)), one allocation besides the
  ///   workspace.
  public func q(_ extent: UnitaryExtent = .thin) -> Matrix<Scalar> {
    let (columns, count) = (columns, extent == .thin ? reflectionCount : columns)
    var result = Matrix<Scalar>(rows: count, columns: columns)
    var target = result.mutableSpan
    let place = BlockPlace(start: 0, stride: columns)
    copyBlock(
      rows: reflectionCount, columns: columns, from: factors.span, at: place, to: &target,
      at: place)
    let status = formQ(
      .columnMajor, rows: columns, columns: count, reflections: reflectionCount, &target,
      factors: reflectionFactors.span)
    require(status == .success, "forming Q reports \(status)")
    return result
  }

  /// Overwrites C with Q·C or Qᴴ·C, Q being square; or with C·Q or C·Qᴴ.
  ///
  /// Runs `ormqr`, or `unmqr` for complex numbers; Q is not formed, and nothing is transposed.
  ///
  /// - Parameters:
  ///   - matrix: C; overwritten.
  ///   - adjoint: Whether Qᴴ multiplies instead of Q.
  ///   - onTheRight: Whether Q stands right of C.
  /// - Precondition: C has as many rows as A has columns, or as many columns when Q stands on the
  ///   right.
  /// - Complexity: O(elements of C · min(rows, columns)); allocates LAPACK's workspace only.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func applyQ(
    to matrix: inout Matrix<Scalar>, adjoint: Bool = false, onTheRight: Bool = false
  ) {
    let (m, n) = (matrix.rows, matrix.columns)
    require(
      (onTheRight ? n : m) == columns,
      "Q is \(columns)×\(columns), the matrix on its \(onTheRight ? "left" : "right") is \(m)×\(n)")
    var target = matrix.mutableSpan
    // Q = Q̂ᵀ for the Q̂ of the transpose, so (op(Q)·C)ᵀ = Cᵀ·op(Q̂).
    let status = BLASKernels.applyQ(
      .columnMajor, onTheRight ? .left : .right, adjoint: adjoint, rows: n, columns: m,
      reflections: reflectionCount, factors.span, stride: Swift.max(1, columns),
      factors: reflectionFactors.span, to: &target)
    require(status == .success, "applying Q reports \(status)")
  }

  /// L·Q, which is A up to rounding.
  ///
  /// - Complexity: O(rows · columns · min(rows, columns)), one allocation besides the workspace.
  public func reconstructed() -> Matrix<Scalar> {
    var result = l(.full)
    applyQ(to: &result, onTheRight: true)
    return result
  }
}

extension Matrix {
  /// Factors the matrix as A = L·Q.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when an element is NaN or infinite, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` when one of the factors overflows.
  /// - Complexity: O(rows · columns · min(rows, columns)); one copy of the matrix.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func lq() throws(LinearAlgebraError) -> LQFactorization<Scalar> {
    try LQFactorization(self)
  }
}
