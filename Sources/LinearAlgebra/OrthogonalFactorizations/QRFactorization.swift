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
/// multiplies by Q without forming it. The signs are LAPACK's and SciPy's, too: R's diagonal is real,
/// of either sign.
///
/// A row-major matrix is the column-major transpose of itself, so that LAPACK's LQ routines could do
/// all of the work in place. `ormlq`/`unmlq` do multiply by Q that way, without a transpose. But
/// `gelqf` and `orglq` take 1.2 to 1.6 times as long as `geqrf` and `orgqr` (256×256, 1000×100,
/// 1024×1024): factoring and forming Q go through a transposed copy, and back.
///
/// The computed R belongs to a matrix whose columns differ from those of A by at most
/// c·rows·columns·ε of their norm, with a small constant c.
///
/// - SeeAlso: Higham (2002), "Accuracy and Stability of Numerical Algorithms", theorem 19.4.
public struct QRFactorization<Scalar: MatrixScalar>: Sendable, Equatable {
  /// R on and above the diagonal, the reflections below it; row-major.
  let factors: Matrix<Scalar>
  /// τ, one factor per reflection.
  let reflectionFactors: AlignedBuffer<Scalar>

  /// Factors a matrix of any shape.
  ///
  /// Runs `geqrf`.
  ///
  /// - Throws: `LinearAlgebraError.notFinite(row:column:)` when an element is NaN or infinite, or
  ///   `LinearAlgebraError.outOfRange(index:)` when the diagonal of R overflows.
  /// - Complexity: O(rows · columns · min(rows, columns)); allocates the factors and, while it runs,
  ///   a transposed copy.
  public init(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    let (rows, columns) = (matrix.rows, matrix.columns)
    // In memory the transpose of a row-major matrix is the matrix in column-major order.
    var factors = matrix.transposed()
    var reflectionFactors = AlignedBuffer<Scalar>(zeros: Swift.min(rows, columns))
    do {
      var elements = factors.mutableSpan
      var target = reflectionFactors.mutableSpan
      let status = factorQR(
        .columnMajor, rows: rows, columns: columns, &elements, factors: &target)
      require(status == .success, "the QR factorization reports \(status)")
    }
    try factors.requirePivotsInRange(allowsSubnormal: true)
    self.init(columnMajor: factors, reflectionFactors: reflectionFactors)
  }

  /// Takes over factors as LAPACK leaves them in column-major order, the order of the transpose.
  ///
  /// The same reflections stand in the same places in both orders, but the factor that belongs to a
  /// row-major one is conjugated: there Q is the transpose of LAPACK's Q, not the adjoint.
  init(columnMajor factors: Matrix<Scalar>, reflectionFactors: AlignedBuffer<Scalar>) {
    self.factors = factors.transposed()
    self.reflectionFactors = Self.conjugated(reflectionFactors)
  }

  private static func conjugated(_ factors: AlignedBuffer<Scalar>) -> AlignedBuffer<Scalar> {
    var result = factors
    for index in 0..<result.count { result[index] = result[index].conjugated }
    return result
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
  ///   transposed copies.
  public func q(_ extent: UnitaryExtent = .thin) -> Matrix<Scalar> {
    let (rows, count) = (rows, extent == .thin ? reflectionCount : rows)
    var transposed = Matrix<Scalar>(rows: count, columns: rows)
    do {
      let reflections = factors.transposed()
      var target = transposed.mutableSpan
      let place = BlockPlace(start: 0, stride: rows)
      copyBlock(
        rows: reflectionCount, columns: rows, from: reflections.span, at: place, to: &target,
        at: place)
      let status = formQ(
        .columnMajor, rows: rows, columns: count, reflections: reflectionCount, &target,
        factors: Self.conjugated(reflectionFactors).span)
      require(status == .success, "forming Q reports \(status)")
    }
    return transposed.transposed()
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
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when an element is NaN or infinite.
  /// - Complexity: O(rows · columns · min(rows, columns)); two copies of the matrix.
  public func qr() throws(LinearAlgebraError) -> QRFactorization<Scalar> {
    try QRFactorization(self)
  }
}
