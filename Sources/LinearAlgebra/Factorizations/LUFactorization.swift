internal import BLASKernels
internal import ElementwiseKernels

/// The factors P·A = L·U of a matrix, found by elimination with row exchanges.
///
/// A is m×n and k = min(m, n); L is m×k with a unit diagonal, nothing above it and nothing in it
/// greater than 1 (complex: than √2); U is k×n with nothing below the diagonal; P permutes rows. A
/// singular matrix has factors too: only solving and inverting throw.
///
/// ```swift
/// let factors = try Matrix<Double>([[4, 1], [2, 3]]).lu()
/// try factors.solve([1, 2])     // [0.1, 0.6]
/// factors.determinant           // 10
/// ```
/// Runs `sgetrf`, `dgetrf`, `cgetrf` or `zgetrf`. The copy that keeps A as it is transposes it,
/// because the factors of Aᵀ are not those of A. A square matrix that is given away,
/// `LUFactorization(consume a)`, is transposed and factored where it lies.
///
/// Solving is backward stable: (A + E)·x = b with |E| ≤ γ₃ₙ·Pᵀ|L||U| (Higham, theorem 9.4).
public struct LUFactorization<Scalar: MatrixScalar>: LinearSolver, Factorization {
  /// m, the number of rows of A.
  public private(set) var rows: Int
  /// n, the number of columns of A.
  public private(set) var columns: Int
  /// The place of the first zero on the diagonal of U, from zero, or nil if there is none.
  ///
  /// A square matrix is singular, as far as rounding can tell, when there is one.
  public private(set) var firstZeroPivot: Int?

  /// L and U column-major, so n×m when read by rows.
  private(set) var factors: Matrix<Scalar>
  /// For each step the row that changed places with it, from one.
  private(set) var pivots: [Int32]
  /// ‖A‖₁, unless nobody is going to ask for the condition.
  private(set) var norm: Scalar.RealPart?
  private var memory = RetainedMemory<Scalar>()

  /// Factors a matrix.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a pivot that overflows or is subnormal.
  /// - Complexity: O(m·n·min(m, n)), one copy of the matrix unless it is square and given away.
  public init(_ matrix: consuming Matrix<Scalar>) throws(LinearAlgebraError) {
    try self.init(consume matrix, measured: true)
  }

  init(_ matrix: consuming Matrix<Scalar>, measured: Bool) throws(LinearAlgebraError) {
    norm = try matrix.requireFinite(measured: measured)
    (rows, columns) = (matrix.rows, matrix.columns)
    matrix.formTranspose()
    pivots = [Int32](repeating: 0, count: Swift.min(rows, columns))
    factors = consume matrix
    try eliminate()
  }

  /// Factors another matrix into the memory of this factorization.
  ///
  /// - Throws: What the initializer throws. Where a pivot is out of range, this is the
  ///   factorization of an empty matrix afterwards.
  /// - Complexity: O(m·n·min(m, n)), one transposition; no allocation if the shape is the same.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    memory.keepWorkspace()
    norm = try matrix.requireFinite(measured: true, workspace: memory.workspace)
    factors.copyTranspose(of: matrix)
    (rows, columns) = (matrix.rows, matrix.columns)
    try eliminate()
  }

  /// Factors another matrix in the memory of both.
  ///
  /// A square matrix is transposed where it lies, becomes the factors, and gets their memory.
  /// Another is transposed into the memory of the factors, and keeps its elements.
  ///
  /// - Throws: What the initializer throws. Where a pivot is out of range, this is the
  ///   factorization of an empty matrix afterwards.
  /// - Complexity: O(m·n·min(m, n)); no allocation if the shape is the same.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    guard matrix.rows == matrix.columns else { return try refactor(matrix) }
    memory.keepWorkspace()
    norm = try matrix.requireFinite(measured: true, workspace: memory.workspace)
    let order = matrix.rows
    matrix.formTranspose()
    swap(&factors, &matrix)
    matrix.takeShape(rows: order, columns: order)
    (rows, columns) = (order, order)
    try eliminate()
  }

  /// Replaces the elements of Aᵀ with the factors.
  private mutating func eliminate() throws(LinearAlgebraError) {
    let (rows, columns) = (rows, columns)
    if pivots.count != Swift.min(rows, columns) {
      pivots = [Int32](repeating: 0, count: Swift.min(rows, columns))
    }
    func run(_ factors: inout Matrix<Scalar>, _ pivots: inout [Int32]) -> LAPACKStatus {
      var elements = factors.mutableSpan
      var exchanges = pivots.mutableSpan
      return factorLU(rows: rows, columns: columns, &elements, pivots: &exchanges)
    }
    switch run(&factors, &pivots) {
    case .success: firstZeroPivot = nil
    case .failure(let index): firstZeroPivot = index - 1
    }
    do { try factors.requirePivotsInRange() } catch {
      (self.rows, self.columns, firstZeroPivot, norm) = (0, 0, nil, 0)
      (factors, pivots) = (Matrix(rows: 0, columns: 0), [])
      throw error
    }
  }

  /// L, m×min(m, n).
  ///
  /// - Complexity: O(m·min(m, n)), one allocation.
  public var lower: Matrix<Scalar> {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Complex<Float>)
    @_specialize(where Scalar == Complex<Double>)
    get {
      var result = Matrix<Scalar>(rows: rows, columns: pivots.count)
      for column in 0..<pivots.count {
        result[column, column] = 1
        for row in column + 1..<Swift.max(rows, column + 1) {
          result[row, column] = factors[column, row]
        }
      }
      return result
    }
  }

  /// U, min(m, n)×n.
  ///
  /// - Complexity: O(n·min(m, n)), one allocation.
  public var upper: Matrix<Scalar> {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Complex<Float>)
    @_specialize(where Scalar == Complex<Double>)
    get {
      var result = Matrix<Scalar>(rows: pivots.count, columns: columns)
      for row in 0..<pivots.count {
        for column in row..<columns { result[row, column] = factors[column, row] }
      }
      return result
    }
  }

  /// P as the rows of A in the order of L·U: row i of L·U is row `permutation[i]` of A.
  ///
  /// - Complexity: O(m), one allocation.
  public var permutation: [Int] {
    var order = Array(0..<rows)
    for (step, partner) in pivots.enumerated() { order.swapAt(step, Int(partner) - 1) }
    return order
  }

  /// Returns Pᵀ·L·U, which is A but for rounding: |Pᵀ·L·U − A| ≤ γₖ·Pᵀ|L||U| (Higham, theorem 9.3).
  ///
  /// - Complexity: O(m·n·min(m, n)).
  public func reconstructed() -> Matrix<Scalar> {
    var product = lower * upper
    let columns = columns
    var elements = product.mutableSpan
    exchangeRows(pivots.span, reversed: true, columns: columns, &elements)
    return product
  }
}

extension Matrix {
  /// Returns the factors P·A = L·U of the matrix.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a pivot that overflows or is subnormal.
  /// - Complexity: O(m·n·min(m, n)), one copy of the matrix.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func lu() throws(LinearAlgebraError) -> LUFactorization<Scalar> {
    try LUFactorization(self)
  }

  /// Throws at the first element that is not finite, and returns ‖A‖₁ if it is wanted.
  ///
  /// One pass finds both: the norm of a matrix with a NaN or an infinity is not finite.
  func requireFinite(
    measured: Bool, workspace: LAPACKWorkspace? = nil
  ) throws(LinearAlgebraError) -> Scalar.RealPart? {
    guard measured else {
      try requireFinite()
      return nil
    }
    let norm = BLASKernels.norm(.one, rows: rows, columns: columns, of: span, workspace: workspace)
    if !norm.isFinite { try requireFinite() }
    return norm
  }
}
