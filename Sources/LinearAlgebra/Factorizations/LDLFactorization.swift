public import BLASKernels
public import ElementwiseKernels

/// The factors A[p, p] = L·D·Lᴴ of a symmetric or Hermitian matrix that need not be definite.
///
/// L is n×n with a unit diagonal and nothing above it; D is symmetric like A, with blocks of order
/// 1 and 2 on its diagonal; p is a permutation. With a complex symmetric A, the last factor is Lᵀ.
/// Only the diagonal of A and what lies below it are used; all elements must be finite. A singular
/// matrix has factors too: only solving and inverting throw.
///
/// ```swift
/// let factors = try Matrix<Double>([[0, 1], [1, 0]]).ldl()
/// factors.determinant        // -1
/// factors.inertia            // (positive: 1, negative: 1, zero: 0)
/// ```
/// The pivoting is Bunch and Kaufman's; runs `ssytrf`, `dsytrf`, `csytrf`, `chetrf`, `zsytrf` or
/// `zhetrf`. The copy that keeps A as it is transposes it; a matrix that is given away,
/// `LDLFactorization(consume a)`, is transposed where it lies. It costs half of an LU
/// factorization.
public struct LDLFactorization<Scalar: MatrixScalar>: LinearSolver, Factorization {
  /// Whether A = Aᵀ or A = Aᴴ; for real numbers the same.
  public let symmetry: MirrorSymmetry
  /// The place of the first zero block of D, from zero, or nil if there is none.
  public private(set) var firstZeroPivot: Int?

  /// What LAPACK keeps of L and D, column-major.
  private(set) var factors: Matrix<Scalar>
  /// As ``BLASKernels/factorLDL(order:_:_:pivots:workspace:)`` leaves them.
  private(set) var pivots: [Int32]
  private var norm: Scalar.RealPart
  private var memory = RetainedMemory<Scalar>()

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - symmetry: What the lower triangle says about the upper one.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a pivot that overflows or is subnormal.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one copy of the matrix unless it is given away, and workspace.
  public init(
    _ matrix: consuming Matrix<Scalar>, symmetry: MirrorSymmetry = .hermitian
  ) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "factor it as L·D·Lᴴ")
    try matrix.requireFinite()
    self.symmetry = symmetry
    norm = oneNorm(order: matrix.rows, symmetry, matrix.span)
    pivots = [Int32](repeating: 0, count: matrix.rows)
    matrix.formTranspose()
    factors = consume matrix
    try eliminate()
  }

  /// Factors another matrix of the same symmetry into the memory of this factorization.
  ///
  /// - Throws: What the initializer throws. Where a pivot is out of range, this is the
  ///   factorization of an empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one transposition; no allocation if the shape is that of the last two.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    try measure(matrix)
    factors.copyTranspose(of: matrix)
    try eliminate()
  }

  /// Factors another matrix of the same symmetry where it lies; it becomes the factors, and gets
  /// their memory.
  ///
  /// - Throws: What the initializer throws. Where a pivot is out of range, this is the
  ///   factorization of an empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³); no allocation if the shape is that of the last two.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    try measure(matrix)
    matrix.formTranspose()
    swap(&factors, &matrix)
    matrix.takeShape(rows: factors.rows, columns: factors.columns)
    try eliminate()
  }

  /// Finds the norm of a matrix that is square and finite.
  private mutating func measure(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "factor it as L·D·Lᴴ")
    try matrix.requireFinite()
    memory.keepWorkspace()
    norm = oneNorm(order: matrix.rows, symmetry, matrix.span, workspace: memory.workspace)
  }

  /// Replaces the elements of Aᵀ with the factors.
  private mutating func eliminate() throws(LinearAlgebraError) {
    let (order, symmetry, workspace) = (factors.rows, symmetry, memory.workspace)
    if pivots.count != order { pivots = [Int32](repeating: 0, count: order) }
    func run(_ factors: inout Matrix<Scalar>, _ pivots: inout [Int32]) -> LAPACKStatus {
      var elements = factors.mutableSpan
      var exchanges = pivots.mutableSpan
      return factorLDL(
        order: order, symmetry, &elements, pivots: &exchanges, workspace: workspace)
    }
    switch run(&factors, &pivots) {
    case .success: firstZeroPivot = nil
    case .failure(let index): firstZeroPivot = index - 1
    }
    do { try requirePivotsInRange() } catch {
      (factors, pivots, firstZeroPivot, norm) = (Matrix(rows: 0, columns: 0), [], nil, 0)
      throw error
    }
  }

  /// Whether the factors are equal, and what was assumed of the matrix.
  public static func == (left: Self, right: Self) -> Bool {
    guard left.symmetry == right.symmetry, left.pivots == right.pivots else { return false }
    let (parts, others) = (left.parts, right.parts)
    return parts.lower == others.lower && parts.blockDiagonal == others.blockDiagonal
  }

  /// Throws at the first block of D that cannot be divided by; one of order 2 is led by the element
  /// off its diagonal.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  private func requirePivotsInRange() throws(LinearAlgebraError) {
    var index = 0
    while index < factors.rows {
      let size = pivots[index] < 0 ? 2 : 1
      if factors[index, index + size - 1].isOutOfPivotRange { throw .outOfRange(index: index) }
      index += size
    }
  }

  /// n, the number of rows and columns.
  public var order: Int { factors.rows }

  /// Overwrites B with A⁻¹·B, B being row-major and without gaps; one column is a vector.
  ///
  /// Runs `sytrs` or `hetrs`. More than one column is transposed for the routine and back.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero block; B is then unchanged.
  /// - Precondition: `elements` has n · `columns` elements.
  /// - Complexity: O(n² · columns); a copy of B if it has several columns.
  public func solveInPlace(
    _ elements: inout MutableSpan<Scalar>, columns: Int
  ) throws(LinearAlgebraError) {
    if let firstZeroPivot { throw .singular(pivot: firstZeroPivot) }
    withColumnMajor(&elements, columns: columns) { b in
      solveLDL(order: order, symmetry, factors.span, pivots: pivots.span, &b)
    }
  }

  /// An estimate of 1 / (‖A‖₁·‖A⁻¹‖₁), by `sycon` or `hecon`: 1 at best, 0 for a singular matrix.
  ///
  /// - Complexity: O(n²).
  public var reciprocalCondition: Scalar.RealPart {
    reciprocalConditionLDL(
      order: order, symmetry, factors.span, pivots: pivots.span, norm: norm)
  }

  /// Returns A⁻¹, by solving for the columns of the identity.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero block.
  /// - Complexity: O(n³); two matrices.
  public func inverse() throws(LinearAlgebraError) -> Matrix<Scalar> {
    try solve(Matrix<Scalar>.identity(order))
  }

  /// Overwrites a matrix with A⁻¹, by solving for the columns of the identity.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` at a zero block; the matrix is then the
  ///   identity.
  /// - Precondition: The matrix has the shape of A.
  /// - Complexity: O(n³); a transposed copy, as ``solveInPlace(_:columns:)`` says.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func inverse(into result: inout Matrix<Scalar>) throws(LinearAlgebraError) {
    require(
      result.rows == order && result.columns == order,
      "A is \(order)×\(order), its inverse goes into \(result.rows)×\(result.columns)")
    let order = order
    var elements = result.mutableSpan
    for index in elements.indices { elements[index] = index % (order + 1) == 0 ? 1 : 0 }
    try solveInPlace(&elements, columns: order)
  }
}

extension Matrix {
  /// Returns the factors A[p, p] = L·D·Lᴴ of the matrix, of which only the lower triangle is used.
  ///
  /// - Parameter symmetry: Whether A = Aᴴ or, what differs for complex numbers only, A = Aᵀ.
  /// - Returns: The factors.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a pivot that overflows or is subnormal.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one copy of the matrix, and workspace.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func ldl(
    symmetry: MirrorSymmetry = .hermitian
  ) throws(LinearAlgebraError) -> LDLFactorization<Scalar> {
    try LDLFactorization(self, symmetry: symmetry)
  }
}
