public import BLASKernels
public import ElementwiseKernels

/// The factors A[p, p] = L·D·Lᴴ of a symmetric or Hermitian matrix that need not be definite.
///
/// L is n×n with a unit diagonal and nothing above it; D is symmetric like A, with blocks of order 1
/// and 2 on its diagonal; p is a permutation. With a complex symmetric A, the last factor is Lᵀ. Only
/// the diagonal of A and what lies below it are used; all elements must be finite. A singular matrix
/// has factors too: only solving and inverting throw.
///
/// ```swift
/// let factors = try Matrix<Double>([[0, 1], [1, 0]]).ldl()
/// factors.determinant        // -1
/// factors.inertia            // (positive: 1, negative: 1, zero: 0)
/// ```
/// The pivoting is Bunch and Kaufman's; runs `ssytrf`, `dsytrf`, `csytrf`, `chetrf`, `zsytrf` or
/// `zhetrf`. The copy that keeps A as it is transposes it. It costs half of an LU factorization.
public struct LDLFactorization<Scalar: MatrixScalar>: LinearSolver, Equatable {
  /// Whether A = Aᵀ or A = Aᴴ; for real numbers the same.
  public let symmetry: MirrorSymmetry
  /// The place of the first zero block of D, from zero, or nil if there is none.
  public let firstZeroPivot: Int?

  /// What LAPACK keeps of L and D, column-major.
  let factors: Matrix<Scalar>
  /// As ``BLASKernels/factorLDL(order:_:_:pivots:)`` leaves them.
  let pivots: [Int32]
  private let norm: Scalar.RealPart

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - symmetry: What the lower triangle says about the upper one.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a pivot that overflows or is subnormal.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one copy of the matrix, and workspace.
  public init(
    _ matrix: Matrix<Scalar>, symmetry: MirrorSymmetry = .hermitian
  ) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "factor it as L·D·Lᴴ")
    try matrix.requireFinite()
    self.symmetry = symmetry
    norm = oneNorm(order: matrix.rows, symmetry, matrix.span)
    let order = matrix.rows
    var factors = matrix.transposed()
    var pivots = [Int32](repeating: 0, count: order)
    var elements = factors.mutableSpan
    var exchanges = pivots.mutableSpan
    switch factorLDL(order: order, symmetry, &elements, pivots: &exchanges) {
    case .success: firstZeroPivot = nil
    case .failure(let index): firstZeroPivot = index - 1
    }
    try Self.requirePivotsInRange(factors, pivots)
    self.factors = factors
    self.pivots = pivots
  }

  /// Throws at the first block of D that cannot be divided by; one of order 2 is led by the element
  /// off its diagonal.
  private static func requirePivotsInRange(
    _ factors: Matrix<Scalar>, _ pivots: [Int32]
  ) throws(LinearAlgebraError) {
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
  public func ldl(
    symmetry: MirrorSymmetry = .hermitian
  ) throws(LinearAlgebraError) -> LDLFactorization<Scalar> {
    try LDLFactorization(self, symmetry: symmetry)
  }
}
