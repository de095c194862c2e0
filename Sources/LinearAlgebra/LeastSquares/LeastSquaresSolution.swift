/// What a least-squares problem is solved with.
///
/// | method | cost for m×n, m ≥ n | columns that depend on each other |
/// |---|---|---|
/// | ``qr`` | 2mn² − ⅔n³ | are refused |
/// | ``completeOrthogonal`` | a little more | solution of least norm |
/// | ``singularValues`` | several times as much | solution of least norm, the surest rank |
public enum LeastSquaresMethod: Sendable, CaseIterable {
  /// QR factorization, or LQ where there are more columns than rows; A must have full rank.
  case qr
  /// Complete orthogonal factorization, LAPACK's `gelsy`.
  case completeOrthogonal
  /// Singular value decomposition by divide and conquer, LAPACK's `gelsd`; what NumPy's `lstsq`
  /// does.
  case singularValues
}

/// The X that minimizes ‖A·X − B‖ column by column, and what was learned on the way.
public struct LeastSquaresSolution<Scalar: MatrixScalar>: Sendable, Equatable {
  /// X, one solution per column.
  public let solution: Matrix<Scalar>

  /// Σ|b − A·x|² for each right-hand side, from the residual itself.
  ///
  /// NumPy leaves it out where A has not full column rank or has no more rows than columns; here it
  /// is always there.
  public let residualSumsOfSquares: [Scalar.RealPart]

  /// How many columns of A count as independent.
  public let rank: Int

  /// The singular values of A, falling, or nil if the method does not find them.
  public let singularValues: [Scalar.RealPart]?

  /// The solution for the first right-hand side.
  ///
  /// - Precondition: There is one.
  public var coefficients: [Scalar] { solution[column: 0] }
}
