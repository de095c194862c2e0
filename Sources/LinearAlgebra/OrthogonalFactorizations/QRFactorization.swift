internal import BLASKernels
internal import ElementwiseKernels

/// How much of a unitary factor is wanted.
public enum UnitaryExtent: Sendable {
  /// As many orthonormal columns, or rows, as the product needs: min(rows, columns).
  case thin
  /// All of them: the factor is square.
  case full
}

/// A = Q·R with orthonormal columns in Q and an upper triangular R.
///
/// ```swift
/// let a: Matrix<Double> = [[3, 1], [4, 2], [0, 2]]
/// let qr = try a.qr()
/// qr.r()                        // [[-5, -2.2], [0, -2.04]], rounded
/// qr.q().columns                // 2
/// try qr.solve([1, 0, 1])       // the x of least ‖A·x − b‖
/// ```
/// Holds Q as the Householder reflections that LAPACK makes: ``applyQ(to:adjoint:onTheRight:)``
/// multiplies by Q without forming it. The signs are LAPACK's and SciPy's, too: R's diagonal is
/// real, of either sign.
///
/// A row-major matrix is the column-major transpose of itself, so that LAPACK's LQ routines could
/// do all of the work in place. `ormlq`/`unmlq` do multiply by Q that way, without a transpose. But
/// `gelqf` and `orglq` take 1.2 to 1.6 times as long as `geqrf` and `orgqr` (256×256, 1000×100,
/// 1024×1024): factoring and forming Q go through a transposition, and back. A square matrix is
/// transposed where it lies, another into a second one.
///
/// The computed R belongs to a matrix whose columns differ from those of A by at most
/// c·rows·columns·ε of their norm, with a small constant c.
///
/// - SeeAlso: Higham (2002), "Accuracy and Stability of Numerical Algorithms", theorem 19.4.
public struct QRFactorization<Scalar: MatrixScalar>: Factorization {
  /// R on and above the diagonal, the reflections below it; row-major.
  var factors: Matrix<Scalar>
  /// τ, one factor per reflection.
  var reflectionFactors: AlignedBuffer<Scalar>
  var memory = RetainedMemory<Scalar>()

  /// Factors a matrix of any shape.
  ///
  /// Runs `geqrf`.
  ///
  /// - Throws: `LinearAlgebraError.notFinite(row:column:)` when an element is NaN or infinite, or
  ///   `LinearAlgebraError.outOfRange(index:)` when the diagonal of R overflows.
  /// - Complexity: O(rows · columns · min(rows, columns)); a copy of the matrix unless it is given
  ///   away, and one more while it runs unless it is square.
  public init(_ matrix: consuming Matrix<Scalar>) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    self.init(consume matrix, by: Self.reflect)
    try requireInRange()
  }

  /// Factors another matrix into the memory of this factorization.
  ///
  /// - Throws: What the initializer throws. Where R overflows, this is the factorization of an
  ///   empty matrix afterwards.
  /// - Complexity: O(rows · columns · min(rows, columns)), two transpositions; no allocation if the
  ///   shape is that of the last two.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    refactor(matrix, by: Self.reflect)
    try requireInRange()
  }

  /// Factors another matrix in the memory of both; it gets the memory of the factors.
  ///
  /// - Throws: What the initializer throws. Where R overflows, this is the factorization of an
  ///   empty matrix afterwards.
  /// - Complexity: O(rows · columns · min(rows, columns)), two transpositions; no allocation if the
  ///   shape is that of the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    factorInPlace(&matrix, by: Self.reflect)
    try requireInRange()
  }

  /// Throws where the diagonal of R has overflowed.
  private mutating func requireInRange() throws(LinearAlgebraError) {
    do { try factors.requirePivotsInRange(allowsSubnormal: true) } catch {
      becomeEmpty()
      throw error
    }
  }

  /// Becomes the factorization of an empty matrix.
  mutating func becomeEmpty() {
    (factors, reflectionFactors) = (Matrix(rows: 0, columns: 0), AlignedBuffer(zeros: 0))
  }

  /// Takes over a matrix that is about to be factored.
  init(taking matrix: consuming Matrix<Scalar>) {
    reflectionFactors = AlignedBuffer(unwritten: Swift.min(matrix.rows, matrix.columns))
    factors = consume matrix
  }

  /// Runs `geqrf`.
  private static func reflect(
    rows: Int, columns: Int, _ elements: inout MutableSpan<Scalar>,
    factors: inout MutableSpan<Scalar>, _ workspace: LAPACKWorkspace?
  ) {
    let status = factorQR(
      .columnMajor, rows: rows, columns: columns, &elements, factors: &factors,
      workspace: workspace)
    require(status == .success, "the QR factorization reports \(status)")
  }

  /// The rows of A.
  public var rows: Int { factors.rows }

  /// The columns of A.
  public var columns: Int { factors.columns }

  /// How many reflections make Q: min(rows, columns).
  var reflectionCount: Int { reflectionFactors.count }

  // MARK: - Factors

  /// R: min(rows, columns) × columns, or with zeros below rows × columns.
  ///
  /// - Complexity: O(rows of R · columns), one allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func r(_ extent: UnitaryExtent = .thin) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: extent == .thin ? reflectionCount : rows, columns: columns)
    var target = result.mutableSpan
    for row in 0..<reflectionCount {
      let place = BlockPlace(start: row * columns + row, stride: columns)
      copyBlock(
        rows: 1, columns: columns - row, from: factors.span, at: place, to: &target, at: place)
    }
    return result
  }

  /// Q: rows × min(rows, columns), or rows × rows; its columns are orthonormal.
  ///
  /// Runs `orgqr`, or `ungqr` for complex numbers.
  ///
  /// - Complexity: O(rows · columns of Q · min(rows, columns)); allocates Q and, while it runs,
  ///   transposed copies: one of the factors, and one of Q unless it is square.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func q(_ extent: UnitaryExtent = .thin) -> Matrix<Scalar> {
    let (rows, count) = (rows, extent == .thin ? reflectionCount : rows)
    var transposed = Matrix<Scalar>(rows: count, columns: rows)
    var conjugatedFactors = reflectionFactors
    conjugateFactors(&conjugatedFactors)
    do {
      let reflections = factors.transposed()
      var target = transposed.mutableSpan
      let place = BlockPlace(start: 0, stride: rows)
      copyBlock(
        rows: reflectionCount, columns: rows, from: reflections.span, at: place, to: &target,
        at: place)
      let status = formQ(
        .columnMajor, rows: rows, columns: count, reflections: reflectionCount, &target,
        factors: conjugatedFactors.span)
      require(status == .success, "forming Q reports \(status)")
    }
    transposed.formTranspose()
    return transposed
  }

  /// Overwrites C with Q·C or Qᴴ·C, Q being square; or with C·Q or C·Qᴴ.
  ///
  /// Runs `ormlq`, or `unmlq` for complex numbers; Q is not formed, and nothing is transposed.
  ///
  /// - Parameters:
  ///   - matrix: C; overwritten.
  ///   - adjoint: Whether Qᴴ multiplies instead of Q.
  ///   - onTheRight: Whether Q stands right of C.
  /// - Precondition: C has as many rows as A, or as many columns when Q stands on the right.
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
      (onTheRight ? n : m) == rows,
      "Q is \(rows)×\(rows), the matrix on its \(onTheRight ? "left" : "right") is \(m)×\(n)")
    var target = matrix.mutableSpan
    let status = BLASKernels.applyQ(
      .rowMajor, onTheRight ? .right : .left, adjoint: adjoint, rows: m, columns: n,
      reflections: reflectionCount, factors.span, stride: Swift.max(1, columns),
      factors: reflectionFactors.span, to: &target)
    require(status == .success, "applying Q reports \(status)")
  }

  /// Q·R, which is A up to rounding.
  ///
  /// - Complexity: O(rows · columns · min(rows, columns)), one allocation besides the workspace.
  public func reconstructed() -> Matrix<Scalar> {
    var result = r(.full)
    applyQ(to: &result)
    return result
  }
}

extension Matrix {
  /// Factors the matrix as A = Q·R.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when an element is NaN or infinite, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` when one of the factors overflows.
  /// - Complexity: O(rows · columns · min(rows, columns)); one copy of a square matrix, two of
  ///   another.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func qr() throws(LinearAlgebraError) -> QRFactorization<Scalar> {
    try QRFactorization(self)
  }
}
