public import ElementwiseKernels

/// What can factor one matrix after another in the memory that it already has.
///
/// ```swift
/// var factors = try matrices[0].lu()
/// for matrix in matrices.dropFirst() {
///   try factors.refactor(matrix)            // no allocation
///   try factors.solveInPlace(&b)            // none either
/// }
/// ```
/// For a matrix of the same shape, the second ``refactor(_:)`` and all that follow allocate
/// nothing; the first adds what LAPACK needs besides the factors. <doc:Memory> says which types
/// copy what.
///
/// After ``LinearAlgebraError/notFinite(row:column:)`` the factorization and the matrix are as they
/// were. After another error the factorization is that of an empty matrix.
public protocol Factorization<Scalar>: Equatable, Sendable {
  /// The number type of the matrix.
  associatedtype Scalar: MatrixScalar

  /// Factors another matrix, with the same options, into the memory of this factorization.
  ///
  /// - Throws: What the initializer throws.
  /// - Precondition: As for the initializer.
  /// - Complexity: As the initializer; no allocation where the shape is that of the last two.
  mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError)

  /// Factors another matrix, with the same options, in the memory of both.
  ///
  /// The matrix keeps its shape, and its elements are unspecified afterwards: it may have got the
  /// memory that was the factorization's.
  ///
  /// - Throws: What the initializer throws.
  /// - Precondition: As for the initializer.
  /// - Complexity: As the initializer; no allocation where the shape is that of the last two and no
  ///   copy shares the memory of the matrix.
  mutating func factorInPlace(_ matrix: inout Matrix<Scalar>) throws(LinearAlgebraError)
}
