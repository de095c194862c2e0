internal import BLASKernels
internal import ElementwiseKernels

/// A·P = Q·R, the columns of A being put in an order in which R's diagonal falls in modulus.
///
/// ```swift
/// let pivoted = try a.pivotedQR()
/// pivoted.permutation           // [2, 0, 1]: A's column 2 comes first
/// pivoted.rank()                // how many columns are independent
/// pivoted.qr.r()
/// ```
/// Runs `geqp3` on the transpose, as ``QRFactorization`` does with `geqrf`; LAPACK has no routine
/// that pivots rows.
public struct PivotedQRFactorization<Scalar: MatrixScalar>: Factorization {
  /// The QR factorization of A·P, whose Q and R it has.
  public private(set) var qr: QRFactorization<Scalar>

  /// P: which column of A, counted from zero, is each column of A·P.
  public private(set) var permutation: [Int]

  /// Factors a matrix of any shape.
  ///
  /// - Throws: `LinearAlgebraError.notFinite(row:column:)` when an element is NaN or infinite, or
  ///   `LinearAlgebraError.outOfRange(index:)` when the diagonal of R overflows, or is subnormal
  ///   within the rank.
  /// - Complexity: O(rows · columns · min(rows, columns)); a copy of the matrix unless it is given
  ///   away, and one more while it runs unless it is square.
  public init(_ matrix: consuming Matrix<Scalar>) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    Self.checkSize(rows: matrix.rows, columns: matrix.columns)
    var permutation = [Int](repeating: 0, count: matrix.columns)
    qr = QRFactorization(consume matrix) { rows, columns, elements, factors, workspace in
      Self.reflect(
        rows: rows, columns: columns, &elements, &permutation, factors: &factors, workspace)
    }
    self.permutation = permutation
    try requireInRange()
  }

  /// Factors another matrix into the memory of this factorization.
  ///
  /// - Throws: What the initializer throws. Where R leaves the range, this is the factorization of
  ///   an empty matrix afterwards.
  /// - Complexity: O(rows · columns · min(rows, columns)), two transpositions; no allocation if the
  ///   shape is that of the last two.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    Self.checkSize(rows: matrix.rows, columns: matrix.columns)
    var pivots = takePermutation(matrix.columns)
    qr.refactor(matrix) { rows, columns, elements, factors, workspace in
      Self.reflect(rows: rows, columns: columns, &elements, &pivots, factors: &factors, workspace)
    }
    permutation = pivots
    try requireInRange()
  }

  /// Factors another matrix in the memory of both; it gets the memory of the factors.
  ///
  /// - Throws: What the initializer throws. Where R leaves the range, this is the factorization of
  ///   an empty matrix afterwards.
  /// - Complexity: O(rows · columns · min(rows, columns)), two transpositions; no allocation if the
  ///   shape is that of the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    Self.checkSize(rows: matrix.rows, columns: matrix.columns)
    var pivots = takePermutation(matrix.columns)
    qr.factorInPlace(&matrix) { rows, columns, elements, factors, workspace in
      Self.reflect(rows: rows, columns: columns, &elements, &pivots, factors: &factors, workspace)
    }
    permutation = pivots
    try requireInRange()
  }

  /// Stops the program at too large a matrix before there is an array of so many columns.
  private static func checkSize(rows: Int, columns: Int) {
    require(
      rows <= Int32.max && columns <= Int32.max,
      "a matrix of \(rows)×\(columns) has too many rows or columns for LAPACK")
  }

  /// Throws where the diagonal of R has overflowed, or is subnormal within the rank.
  private mutating func requireInRange() throws(LinearAlgebraError) {
    do {
      try qr.factors.requirePivotsInRange(allowsSubnormal: true)
      try qr.factors.requirePivotsInRange(count: rank())
    } catch {
      qr.becomeEmpty()
      permutation = []
      throw error
    }
  }

  /// Hands out the memory of the permutation, for as many columns.
  private mutating func takePermutation(_ columns: Int) -> [Int] {
    guard permutation.count == columns else { return [Int](repeating: 0, count: columns) }
    let result = permutation
    permutation = []
    return result
  }

  /// Runs `geqp3`.
  private static func reflect(
    rows: Int, columns: Int, _ elements: inout MutableSpan<Scalar>, _ permutation: inout [Int],
    factors: inout MutableSpan<Scalar>, _ workspace: LAPACKWorkspace?
  ) {
    let status = factorPivotedQR(
      rows: rows, columns: columns, &elements, pivots: &permutation, factors: &factors,
      workspace: workspace)
    require(status == .success, "the pivoted QR factorization reports \(status)")
  }

  /// How many diagonal elements of R are greater in modulus than a share of the first.
  ///
  /// - Parameter tolerance: The share; by default max(rows, columns)·ε.
  /// - Returns: The numerical rank of A, 0 for a matrix of zeros.
  /// - Precondition: `tolerance ≥ 0`.
  /// - Complexity: O(min(rows, columns)), no allocation.
  /// - Remark: Matrices are known whose rank this does not see, Kahan's for one; singular values
  ///   are safe.
  public func rank(tolerance: Scalar.RealPart? = nil) -> Int {
    let tolerance = tolerance ?? Matrix<Scalar>.rankTolerance(rows: qr.rows, columns: qr.columns)
    require(tolerance >= 0, "a rank with a tolerance of \(tolerance)")
    let count = qr.reflectionCount
    if count == 0 { return 0 }
    let threshold = tolerance * qr.factors[0, 0].modulus
    return (0..<count).first { !(qr.factors[$0, $0].modulus > threshold) } ?? count
  }

  /// Returns an X that minimizes ‖A·X − B‖ for each column, with zeros for the columns of A beyond
  /// its rank.
  ///
  /// The basic solution: where A's columns depend on each other others are as good, and
  /// ``Matrix/leastSquares(_:method:tolerance:)-(Matrix<Scalar>,_,_)`` finds the one of least norm.
  ///
  /// - Parameters:
  ///   - rightHandSides: B, one right-hand side per column.
  ///   - tolerance: As for ``rank(tolerance:)``.
  /// - Returns: X, columns of A × columns of B.
  /// - Precondition: B has the rows of A.
  /// - Complexity: O(rows · columns · columns of B).
  public func solve(
    _ rightHandSides: Matrix<Scalar>, tolerance: Scalar.RealPart? = nil
  ) -> Matrix<Scalar> {
    require(
      rightHandSides.rows == qr.rows,
      "A is \(qr.rows)×\(qr.columns), B is \(rightHandSides.rows)×\(rightHandSides.columns)")
    let leading = qr.solveLeading(rank(tolerance: tolerance), rightHandSides)
    var result = Matrix<Scalar>(rows: qr.columns, columns: rightHandSides.columns)
    for row in 0..<leading.rows { result[row: permutation[row]] = leading[row: row] }
    return result
  }

  /// Returns an x that minimizes ‖A·x − b‖, with zeros for the columns of A beyond its rank.
  ///
  /// - Precondition: b has one element per row of A.
  /// - Complexity: O(rows · columns).
  public func solve(_ rightHandSide: [Scalar], tolerance: Scalar.RealPart? = nil) -> [Scalar] {
    [Scalar](solve(Matrix(column: rightHandSide), tolerance: tolerance))
  }

  /// Q·R·Pᵀ, which is A up to rounding.
  ///
  /// - Complexity: O(rows · columns · min(rows, columns)).
  public func reconstructed() -> Matrix<Scalar> {
    let permuted = qr.reconstructed()
    var result = Matrix<Scalar>(rows: qr.rows, columns: qr.columns)
    for (place, column) in permutation.enumerated() {
      result[column: column] = permuted[column: place]
    }
    return result
  }
}

extension Matrix {
  /// Factors the matrix as A·P = Q·R, R's diagonal falling in modulus.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when an element is NaN or infinite, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` when the diagonal of R overflows or is subnormal.
  /// - Complexity: O(rows · columns · min(rows, columns)); one copy of a square matrix, two of
  ///   another.
  public func pivotedQR() throws(LinearAlgebraError) -> PivotedQRFactorization<Scalar> {
    try PivotedQRFactorization(self)
  }

  /// The share of the greatest singular value, or diagonal element of R, that counts as zero:
  /// max(rows, columns)·ε.
  static func rankTolerance(rows: Int, columns: Int) -> Scalar.RealPart {
    Scalar.RealPart(Swift.max(rows, columns)) * Scalar.RealPart.ulpOfOne
  }
}
