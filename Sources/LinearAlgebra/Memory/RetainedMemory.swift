internal import BLASKernels
internal import ElementwiseKernels

/// What a factorization keeps for the next one: no part of its value, so that all are equal.
struct RetainedMemory<Scalar: MatrixScalar>: Equatable, Sendable {
  /// What LAPACK works in, from the first refactoring on.
  private(set) var workspace: LAPACKWorkspace?
  private var spare: Matrix<Scalar>?

  /// Sees to a workspace that no copy of the factorization uses.
  mutating func keepWorkspace() {
    if !isKnownUniquelyReferenced(&workspace) { workspace = LAPACKWorkspace() }
  }

  /// Hands out the matrix that was kept last, or a new one, whose elements hold any bits.
  mutating func takeSpare(rows: Int, columns: Int) -> Matrix<Scalar> {
    guard var result = spare else { return Matrix(unwrittenRows: rows, columns: columns) }
    // The only owner is now the caller, who may write without a copy.
    spare = nil
    result.makeUnwritten(rows: rows, columns: columns)
    return result
  }

  /// Keeps a matrix for the next time.
  mutating func keep(_ matrix: consuming Matrix<Scalar>) { spare = consume matrix }

  static func == (left: RetainedMemory, right: RetainedMemory) -> Bool { true }
}
