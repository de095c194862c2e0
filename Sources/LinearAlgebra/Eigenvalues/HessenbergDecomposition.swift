internal import BLASKernels
public import ElementwiseKernels

/// A = Q·H·Qᴴ with unitary Q and an H that is zero below the first subdiagonal.
///
/// It takes a fixed number of steps, unlike the eigenvalues, which H shares with A. A system
/// (A − s·I)·x = b then costs O(n²) for each further s.
///
/// **Signs and phases.** Q is a product of Householder reflections; its first column and row are
/// those of the identity, and the phases of the others are LAPACK's choice.
///
/// **Accuracy.** Q·H·Qᴴ is A + E with ‖E‖F ≤ c·n²·ε·‖A‖F, c a small constant.
///
/// - SeeAlso: Golub & Van Loan, "Matrix Computations", 4th edition, section 7.4.
public struct HessenbergDecomposition<Scalar: MatrixScalar>: Factorization {
  /// n, the rows and columns of the matrix.
  public var size: Int { hessenbergFactor.rows }
  /// H, n×n, zero below the first subdiagonal.
  public private(set) var hessenbergFactor: Matrix<Scalar>
  /// Q, n×n and unitary.
  public private(set) var unitaryFactor: Matrix<Scalar>
  private var memory = Memory()

  /// What another matrix is decomposed with; no part of the value.
  private struct Memory: Equatable {
    var retained = RetainedMemory<Scalar>()
    /// τ of the reflections.
    var factors: [Scalar] = []

    static func == (left: Memory, right: Memory) -> Bool { true }
  }

  /// Reduces a square matrix.
  ///
  /// LAPACK gets the matrix column by column, so the copy that it overwrites is a transposition, in
  /// place if the matrix is given away; Q is transposed back there, H into a second matrix.
  ///
  /// - Parameter matrix: A.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a row of H that overflows.
  /// - Precondition: A is square.
  /// - Complexity: O(n³). LAPACK's `gehrd`, and `orghr` or `unghr`.
  public init(_ matrix: consuming Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Hessenberg form")
    try matrix.requireFinite()
    hessenbergFactor = Matrix(unwrittenRows: matrix.rows, columns: matrix.rows)
    matrix.formTranspose()
    unitaryFactor = consume matrix
    try decompose()
    memory.factors = []
  }

  /// Reduces another matrix in the memory of this decomposition.
  ///
  /// - Throws: What the initializer throws. Where H overflows, this is the decomposition of an
  ///   empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), three transpositions; no allocation if the shape is that of the last two.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Hessenberg form")
    try matrix.requireFinite()
    memory.retained.keepWorkspace()
    unitaryFactor.copyTranspose(of: matrix)
    try decompose()
  }

  /// Reduces another matrix where it lies; it becomes Q, and gets the memory of the former Q.
  ///
  /// - Throws: What the initializer throws. Where H overflows, this is the decomposition of an
  ///   empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), three transpositions; no allocation if the shape is that of the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Hessenberg form")
    try matrix.requireFinite()
    memory.retained.keepWorkspace()
    matrix.formTranspose()
    swap(&unitaryFactor, &matrix)
    matrix.takeShape(rows: unitaryFactor.rows, columns: unitaryFactor.columns)
    try decompose()
  }

  /// Replaces Aᵀ, where Q is going to lie, with Q, and finds H.
  private mutating func decompose() throws(LinearAlgebraError) {
    let (n, workspace) = (unitaryFactor.rows, memory.retained.workspace)
    if memory.factors.count != max(0, n - 1) {
      memory.factors = [Scalar](repeating: 0, count: max(0, n - 1))
    }
    func reduce(_ matrix: inout Matrix<Scalar>, _ factors: inout [Scalar]) -> LAPACKStatus {
      var elements = matrix.mutableSpan
      var factorSpan = factors.mutableSpan
      return reduceToHessenberg(
        size: n, &elements, factors: &factorSpan, workspace: workspace)
    }
    let reduction = reduce(&unitaryFactor, &memory.factors)
    require(reduction == .success, "the reduction to Hessenberg form reports \(reduction)")
    if let (_, row) = unitaryFactor.firstNonFinite() {
      (hessenbergFactor, unitaryFactor) = (Matrix(rows: 0, columns: 0), Matrix(rows: 0, columns: 0))
      throw .outOfRange(index: row)
    }
    hessenbergFactor.copyTranspose(of: unitaryFactor)
    // Below the first subdiagonal LAPACK leaves the reflections.
    for row in 0..<n {
      for column in 0..<max(0, row - 1) { hessenbergFactor[row, column] = 0 }
    }
    do {
      let factors = memory.factors
      var elements = unitaryFactor.mutableSpan
      let status = formHessenbergQ(
        size: n, &elements, factors: factors.span, workspace: workspace)
      require(status == .success, "forming Q reports \(status)")
    }
    unitaryFactor.formTranspose()
  }

  /// Returns Q·H·Qᴴ: A, up to rounding.
  ///
  /// - Complexity: O(n³).
  public func reconstructed() -> Matrix<Scalar> {
    (unitaryFactor * hessenbergFactor).product(
      .none, .adjoint, unitaryFactor, shape: (rows: size, columns: size, inner: size))
  }
}
