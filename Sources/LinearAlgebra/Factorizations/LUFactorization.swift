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
/// because the factors of Aᵀ are not those of A.
///
/// Solving is backward stable: (A + E)·x = b with |E| ≤ γ₃ₙ·Pᵀ|L||U| (Higham, theorem 9.4).
public struct LUFactorization<Scalar: MatrixScalar>: LinearSolver, Equatable {
  /// m, the number of rows of A.
  public let rows: Int
  /// n, the number of columns of A.
  public let columns: Int
  /// The place of the first zero on the diagonal of U, from zero, or nil if there is none.
  ///
  /// A square matrix is singular, as far as rounding can tell, when there is one.
  public let firstZeroPivot: Int?

  /// L and U column-major, so n×m when read by rows.
  let factors: Matrix<Scalar>
  /// For each step the row that changed places with it, from one.
  let pivots: [Int32]
  /// ‖A‖₁, unless nobody is going to ask for the condition.
  let norm: Scalar.RealPart?

  /// Factors a matrix.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a pivot that overflows or is subnormal.
  /// - Complexity: O(m·n·min(m, n)), one copy of the matrix.
  public init(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    try self.init(matrix, measured: true)
  }

  init(_ matrix: Matrix<Scalar>, measured: Bool) throws(LinearAlgebraError) {
    norm = try matrix.requireFinite(measured: measured)
    (rows, columns) = (matrix.rows, matrix.columns)
    var factors = matrix.transposed()
    var pivots = [Int32](repeating: 0, count: Swift.min(rows, columns))
    var elements = factors.mutableSpan
    var exchanges = pivots.mutableSpan
    switch factorLU(rows: rows, columns: columns, &elements, pivots: &exchanges) {
    case .success: firstZeroPivot = nil
    case .failure(let index): firstZeroPivot = index - 1
    }
    try factors.requirePivotsInRange()
    self.factors = factors
    self.pivots = pivots
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
  public func lu() throws(LinearAlgebraError) -> LUFactorization<Scalar> {
    try LUFactorization(self)
  }

  /// Throws at the first element that is not finite, and returns ‖A‖₁ if it is wanted.
  ///
  /// One pass finds both: the norm of a matrix with a NaN or an infinity is not finite.
  func requireFinite(measured: Bool) throws(LinearAlgebraError) -> Scalar.RealPart? {
    guard measured else {
      try requireFinite()
      return nil
    }
    let norm = BLASKernels.norm(.one, rows: rows, columns: columns, of: span)
    if !norm.isFinite { try requireFinite() }
    return norm
  }
}
