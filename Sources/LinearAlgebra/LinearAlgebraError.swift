/// Why a matrix does not have what was asked of it: a property of the data, not a bug of the
/// caller.
public enum LinearAlgebraError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An element is NaN or infinite, so nothing can be computed from the matrix.
  case notFinite(row: Int, column: Int)
  /// The pivot at this position, counted from zero, is exactly zero: the matrix has no inverse.
  case singular(pivot: Int)
  /// The leading minor of this order is not positive: the matrix has no Cholesky factor.
  case notPositiveDefinite(minor: Int)
  /// Values were not found when the iteration was given up.
  ///
  /// What the count says is LAPACK's choice, and differs:
  ///
  /// | thrown by | count |
  /// |---|---|
  /// | ``Eigendecomposition``, ``SchurDecomposition`` | the eigenvalues not found, at most |
  /// | ``SymmetricEigendecomposition`` of all values, ``GeneralizedSymmetricEigendecomposition`` | with vectors the eigenvalues not found, at most; without, the off-diagonal elements of the tridiagonal form that did not become zero |
  /// | ``SymmetricEigendecomposition`` of some values | that of the vectors not found, or a code: only that it is positive |
  /// | ``SingularValueDecomposition``, ``LeastSquaresMethod/singularValues`` | the superdiagonal elements of the bidiagonal form that did not become zero; by divide and conquer of more than 25 values those of the part that failed first, or 1 |
  /// | ``Matrix/logarithm()`` beside these | the rows, where repeated square roots overflow |
  ///
  /// Norms, ranks, pseudo-inverses, polar factors and functions of matrices throw what the
  /// decomposition throws that they rest on.
  case notConverged(count: Int)
  /// This eigenvalue of a real matrix is negative, where a principal root or logarithm is not real;
  /// that of the matrix in complex numbers exists. The place is that on the diagonal of the Schur
  /// form, or in ascending order if the matrix is symmetric.
  case negativeEigenvalue(index: Int, value: Double)
  /// The eigenvalue at this place is zero, as far as rounding lets one tell, and the function of
  /// the matrix does not exist. The place is as for ``negativeEigenvalue(index:value:)``.
  case zeroEigenvalue(index: Int)
  /// The matrix has this rank where it should have full rank.
  case rankDeficient(rank: Int, needed: Int)
  /// The pivot, value, or row of a factor or solution at this place, counted from zero, left the
  /// range of the type: it overflowed, or it is a pivot that is subnormal, whose reciprocal
  /// overflows.
  ///
  /// The elements are finite but near the ends of the range, beyond 10^±300 for `Double`, 10^±35
  /// for `Float`. Multiply the matrix by a number that brings them near 1; or solve by
  /// ``Matrix/solveWithRefinement(_:)-(Matrix<Scalar>)`` or ``LeastSquaresMethod/singularValues``,
  /// which do that themselves.
  case outOfRange(index: Int)

  /// One sentence that says what the matrix lacks, and where.
  public var description: String {
    switch self {
    case .notFinite(let row, let column):
      "the element in row \(row), column \(column) is not a finite number"
    case .singular(let pivot): "the matrix is singular: pivot \(pivot), from zero, is 0"
    case .notPositiveDefinite(let minor):
      "the matrix is not positive definite: its leading minor of order \(minor) is not positive"
    case .notConverged(let count): "the iteration did not converge: \(count)"
    case .negativeEigenvalue(let index, let value):
      "eigenvalue \(index), from zero, is \(value): the principal function of the matrix is not real"
    case .zeroEigenvalue(let index):
      "eigenvalue \(index), from zero, is 0 up to rounding: the matrix has no such function"
    case .outOfRange(let index):
      "pivot or value \(index), from zero, left the range of the numbers: scale the matrix"
    case .rankDeficient(let rank, let needed): "the matrix has rank \(rank), \(needed) is needed"
    }
  }
}
