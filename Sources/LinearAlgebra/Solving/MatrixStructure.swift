internal import ElementwiseKernels

/// What is known about a matrix, so that a system with it is solved in the cheapest way.
///
/// A stated structure is believed: elements that it says are zero, or mirror images of others, are
/// not used. They must still be finite numbers.
public enum MatrixStructure: Equatable, Sendable {
  /// Nothing is known: triangles are recognized, then Hermitian matrices with a positive diagonal,
  /// for which Cholesky's factorization is tried; all else is solved as general.
  case automatic
  /// No structure: LU factorization, 2n³/3 operations.
  case general
  /// Zeros above the diagonal: forward substitution, n² operations.
  case lowerTriangular
  /// Zeros below the diagonal: back substitution, n² operations.
  case upperTriangular
  /// Symmetric or Hermitian with positive eigenvalues: Cholesky factorization of the lower
  /// triangle, n³/3 operations.
  case positiveDefinite
  /// A = Aᵀ: L·D·Lᵀ factorization of the lower triangle, n³/3 operations.
  case symmetric
  /// A = Aᴴ: L·D·Lᴴ factorization of the lower triangle, n³/3 operations.
  case hermitian
  /// Zeros further than so many diagonals below and above the main one: O(n) operations.
  case banded(lower: Int, upper: Int)
  /// Zeros but on the main diagonal and the two beside it: O(n) operations.
  case tridiagonal
}

extension Matrix {
  /// Whether all elements above the diagonal are zero.
  ///
  /// - Complexity: O(rows · columns) at most; ends at the first other element.
  public var isLowerTriangular: Bool {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Complex<Float>)
    @_specialize(where Scalar == Complex<Double>)
    get {
      let elements = span
      for row in 0..<rows {
        for column in Swift.min(row + 1, columns)..<columns
        where elements[row * columns + column] != 0 { return false }
      }
      return true
    }
  }

  /// Whether all elements below the diagonal are zero.
  ///
  /// - Complexity: O(rows · columns) at most; ends at the first other element.
  public var isUpperTriangular: Bool {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Complex<Float>)
    @_specialize(where Scalar == Complex<Double>)
    get {
      let elements = span
      for row in 0..<rows {
        for column in 0..<Swift.min(row, columns)
        where elements[row * columns + column] != 0 { return false }
      }
      return true
    }
  }

  /// Whether every element of the diagonal has a positive real part.
  var hasPositiveDiagonal: Bool {
    (0..<Swift.min(rows, columns)).allSatisfy { self[$0, $0].realPart > 0 }
  }

  /// The structure that the elements show.
  var visibleStructure: MatrixStructure {
    if isLowerTriangular { return .lowerTriangular }
    if isUpperTriangular { return .upperTriangular }
    return hasPositiveDiagonal && isHermitian ? .positiveDefinite : .general
  }
}
