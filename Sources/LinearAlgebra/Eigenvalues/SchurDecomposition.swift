internal import BLASKernels
public import ElementwiseKernels

/// A = Z·T·Zᴴ with unitary Z and upper triangular T: what every square matrix has.
///
/// The eigenvalues stand on the diagonal of T. Real matrices stay real: a conjugate pair of
/// eigenvalues makes a block of 2×2 on the diagonal, with equal diagonal elements and off-diagonal
/// ones of opposite signs. For a triangular T convert the matrix to complex numbers first.
///
/// **Order, signs and phases** are LAPACK's choice: the eigenvalues come in no particular order,
/// and every column of Z may be multiplied by a number of modulus 1.
///
/// **Accuracy.** Z·T·Zᴴ is A + E with ‖E‖₂ ≤ p(n)·ε·‖A‖₂, p a modest function, for any matrix.
///
/// - SeeAlso: Golub & Van Loan, "Matrix Computations", 4th edition, sections 7.1 and 7.5.
public struct SchurDecomposition<Scalar: MatrixScalar>: Factorization {
  /// n, the rows and columns of the matrix.
  public private(set) var size: Int
  /// T, n×n: triangular, or for real numbers with blocks of 2×2 on the diagonal.
  public private(set) var triangularFactor: Matrix<Scalar>
  /// Z, n×n and unitary.
  public private(set) var unitaryFactor: Matrix<Scalar>
  /// The n eigenvalues in the order of T's diagonal.
  public private(set) var eigenvalues: [Complex<Scalar.RealPart>]
  private var memory = RetainedMemory<Scalar>()

  /// Decomposes a square matrix.
  ///
  /// LAPACK gets the matrix column by column, so the copy that it overwrites is a transposition,
  /// and both factors are transposed back where they lie: three O(n²) passes beside O(n³) work. A
  /// matrix that is given away is transposed in place.
  ///
  /// - Parameter matrix: A.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a row of T that overflows, or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: A is square.
  /// - Complexity: O(n³). LAPACK's `gees`.
  public init(_ matrix: consuming Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Schur form")
    try matrix.requireFinite()
    (size, eigenvalues) = (matrix.rows, [])
    unitaryFactor = Matrix(unwrittenRows: size, columns: size)
    matrix.formTranspose()
    triangularFactor = consume matrix
    try decompose()
  }

  /// Decomposes another matrix into the memory of this decomposition.
  ///
  /// - Throws: What the initializer throws. Where the values do not converge or overflow, this is
  ///   the decomposition of an empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), three transpositions; no allocation if the shape is that of the last two.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Schur form")
    try matrix.requireFinite()
    memory.keepWorkspace()
    triangularFactor.copyTranspose(of: matrix)
    try decompose()
  }

  /// Decomposes another matrix where it lies; it becomes T, and gets the memory of the former T.
  ///
  /// - Throws: What the initializer throws. Where the values do not converge or overflow, this is
  ///   the decomposition of an empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), three transpositions; no allocation if the shape is that of the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Schur form")
    try matrix.requireFinite()
    memory.keepWorkspace()
    matrix.formTranspose()
    swap(&triangularFactor, &matrix)
    matrix.takeShape(rows: triangularFactor.rows, columns: triangularFactor.columns)
    try decompose()
  }

  /// Replaces Aᵀ, where T is going to lie, with T, and finds Z.
  private mutating func decompose() throws(LinearAlgebraError) {
    let (n, workspace) = (triangularFactor.rows, memory.workspace)
    size = n
    if eigenvalues.count != n { eigenvalues = [Complex<Scalar.RealPart>](repeating: 0, count: n) }
    unitaryFactor.makeUnwritten(rows: n, columns: n)
    func run(
      _ triangular: inout Matrix<Scalar>, _ values: inout [Complex<Scalar.RealPart>],
      _ unitary: inout Matrix<Scalar>
    ) -> LAPACKStatus {
      var elements = triangular.mutableSpan
      var valueSpan = values.mutableSpan
      var vectors = unitary.mutableSpan
      return decomposeSchur(
        size: n, &elements, values: &valueSpan, vectors: &vectors, workspace: workspace)
    }
    let status = run(&triangularFactor, &eigenvalues, &unitaryFactor)
    do throws(LinearAlgebraError) {
      try status.requireConvergence()
      if let (_, row) = triangularFactor.firstNonFinite() {
        throw LinearAlgebraError.outOfRange(index: row)
      }
    } catch {
      (size, eigenvalues) = (0, [])
      triangularFactor = Matrix(rows: 0, columns: 0)
      unitaryFactor = Matrix(rows: 0, columns: 0)
      throw error
    }
    triangularFactor.formTranspose()
    unitaryFactor.formTranspose()
  }

  /// Returns Z·T·Zᴴ: A, up to rounding.
  ///
  /// - Complexity: O(n³).
  public func reconstructed() -> Matrix<Scalar> {
    (unitaryFactor * triangularFactor).product(
      .none, .adjoint, unitaryFactor, shape: (rows: size, columns: size, inner: size))
  }
}
