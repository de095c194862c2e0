internal import BLASKernels
public import ElementwiseKernels

/// The factor A = L·Lᴴ of a positive definite matrix, real symmetric or complex Hermitian.
///
/// L is n×n with a positive diagonal and nothing above it. Only the diagonal of A and what lies
/// below it are used, and of a complex diagonal the real parts; all elements must be finite.
///
/// ```swift
/// let factor = try Matrix<Double>([[4, 2], [2, 3]]).cholesky()
/// factor.lower                  // [[2, 0], [1, 1.414…]]
/// try factor.solve([6, 5])      // [1, 1]
/// ```
/// Runs `spotrf`, `dpotrf`, `cpotrf` or `zpotrf`: below order 64, and for `Complex<Double>`, on the
/// row-major memory as it is; else on the transposed triangle, which lies in the other half of the
/// same memory and is faster by more than the way there and back takes. A matrix that is given away,
/// `CholeskyFactorization(consume a)`, is factored in place, without a copy.
///
/// Solving is backward stable: (A + E)·x = b with |E| ≤ γ₃ₙ₊₁·|L||Lᴴ| (Higham, theorem 10.4).
public struct CholeskyFactorization<Scalar: MatrixScalar>: LinearSolver, Factorization {
  /// L in the lower triangle; the other one is of no meaning.
  private var factor: Matrix<Scalar>
  /// ‖A‖₁, unless nobody is going to ask for the condition.
  private var norm: Scalar.RealPart?
  private var memory = RetainedMemory<Scalar>()

  /// Whether the factors are equal, whatever lies above their diagonals.
  public static func == (left: Self, right: Self) -> Bool {
    left.order == right.order && left.lower == right.lower
  }

  /// Factors a matrix, and finds out whether it is positive definite.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/notPositiveDefinite(minor:)`` with the order of the first leading minor
  ///   that is not positive.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one copy of the matrix unless it is given away.
  public init(_ matrix: consuming Matrix<Scalar>) throws(LinearAlgebraError) {
    try self.init(consume matrix, measured: true)
  }

  init(_ matrix: consuming Matrix<Scalar>, measured: Bool) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Cholesky factor")
    try matrix.requireFinite()
    norm = measured ? oneNorm(order: matrix.rows, .hermitian, matrix.span) : nil
    factor = consume matrix
    if factor.isShared {
      let original = factor
      factor = Matrix(unwrittenRows: original.rows, columns: original.columns)
      try eliminate(original)
    } else {
      try eliminate()
    }
  }

  /// Factors another matrix into the memory of this factorization.
  ///
  /// - Throws: What the initializer throws. Where the matrix is not positive definite, this is
  ///   the factorization of an empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one copy; no allocation if the shape is the same.
  public mutating func refactor(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    try measure(matrix)
    factor.makeUnwritten(rows: matrix.rows, columns: matrix.columns)
    try eliminate(matrix)
  }

  /// Factors another matrix where it lies; it becomes the factor, and gets the factor's memory.
  ///
  /// - Throws: What the initializer throws. Where the matrix is not positive definite, this is
  ///   the factorization of an empty matrix afterwards.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³); no allocation if the shape is the same.
  public mutating func factorInPlace(
    _ matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    try measure(matrix)
    swap(&factor, &matrix)
    matrix.takeShape(rows: factor.rows, columns: factor.columns)
    try eliminate()
  }

  /// Finds the norm of a matrix that is square and finite.
  private mutating func measure(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    matrix.requireSquare(to: "take its Cholesky factor")
    try matrix.requireFinite()
    memory.keepWorkspace()
    norm = oneNorm(
      order: matrix.rows, .hermitian, matrix.span, workspace: memory.workspace)
  }

  /// Replaces the elements of A, or any that have its shape where A is another matrix, with the
  /// factor.
  private mutating func eliminate(_ original: Matrix<Scalar>? = nil) throws(LinearAlgebraError) {
    let order = factor.rows
    let status: LAPACKStatus
    do {
      var elements = factor.mutableSpan
      if let original {
        status = factorCholesky(order: order, of: original.span, into: &elements)
      } else {
        status = factorCholesky(order: order, &elements)
      }
    }
    if case .failure(let minor) = status {
      (factor, norm) = (Matrix(rows: 0, columns: 0), 0)
      throw .notPositiveDefinite(minor: minor)
    }
  }

  /// n, the number of rows and columns.
  public var order: Int { factor.rows }

  /// L, n×n, zeros above the diagonal.
  ///
  /// - Complexity: O(n²), one copy.
  public var lower: Matrix<Scalar> {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Complex<Float>)
    @_specialize(where Scalar == Complex<Double>)
    get {
      var result = Matrix<Scalar>(unwrittenRows: order, columns: order)
      let order = order
      var elements = result.mutableSpan
      copyLowerTriangle(order: order, factor.span, into: &elements)
      return result
    }
  }

  /// Returns L·Lᴴ, which is A but for rounding: |L·Lᴴ − A| ≤ γₙ₊₁·|L||Lᴴ| (Higham, theorem 10.3).
  ///
  /// Runs `trmm`.
  ///
  /// - Complexity: O(n³), one allocation.
  public func reconstructed() -> Matrix<Scalar> {
    var product = lower
    let n = order
    var elements = product.mutableSpan
    multiplyTriangular(
      .right, TriangularOperand(.lower, .adjoint), rows: n, columns: n, factor.span,
      leadingDimensionA: Swift.max(1, n), &elements, leadingDimensionB: Swift.max(1, n))
    return product
  }

  /// Overwrites B with A⁻¹·B, B being row-major and without gaps; one column is a vector.
  ///
  /// Solves with L and Lᴴ where B lies, by `trsm` (`trsv` for one column): the work of `potrs`
  /// without its column-major order, so without a copy.
  ///
  /// - Precondition: `elements` has n · `columns` elements.
  /// - Complexity: O(n² · columns), no allocation.
  public func solveInPlace(_ elements: inout MutableSpan<Scalar>, columns: Int) {
    require(
      elements.count == order * columns,
      "\(elements.count) elements do not fill \(order)×\(columns) of B")
    let (n, factor) = (order, factor.span)
    solveTriangular(TriangularOperand(.lower), order: n, factor, &elements, columns: columns)
    solveTriangular(
      TriangularOperand(.lower, .adjoint), order: n, factor, &elements, columns: columns)
  }

  /// An estimate of 1 / (‖A‖₁·‖A⁻¹‖₁), by `pocon`: 1 at best.
  ///
  /// - Complexity: O(n²).
  public var reciprocalCondition: Scalar.RealPart {
    guard let norm else { fatalError("the matrix was factored without its norm") }
    return reciprocalConditionCholesky(order: order, factor.span, norm: norm)
  }

  /// Returns A⁻¹, by `potri`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` when an element of the diagonal of L has
  ///   come out as zero.
  /// - Complexity: O(n³), one copy.
  public func inverse() throws(LinearAlgebraError) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(unwrittenRows: order, columns: order)
    try inverse(into: &result)
    return result
  }

  /// Overwrites a matrix with A⁻¹, by `potri`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` when an element of the diagonal of L has
  ///   come out as zero, ``LinearAlgebraError/outOfRange(index:)`` at a row of A⁻¹ that overflows;
  ///   the elements of the matrix are then unspecified.
  /// - Precondition: The matrix has the shape of A.
  /// - Complexity: O(n³), no allocation.
  public func inverse(into result: inout Matrix<Scalar>) throws(LinearAlgebraError) {
    let order = order
    requireShapeOfInverse(result)
    result.copyElements(of: factor)
    do {
      var elements = result.mutableSpan
      let status = invertCholesky(order: order, &elements)
      if case .failure(let index) = status { throw LinearAlgebraError.singular(pivot: index - 1) }
      mirrorLowerTriangle(order: order, &elements, conjugating: true)
    }
    try result.requireFiniteRows()
  }

  /// The determinant, a positive number: the square of the product of the diagonal of L.
  ///
  /// - Complexity: O(n).
  public var determinant: Scalar.RealPart { diagonalProduct.value.realPart }

  /// The natural logarithm of the determinant, where the determinant itself is out of range.
  ///
  /// - Complexity: O(n).
  public var logDeterminant: Scalar.RealPart { diagonalProduct.logarithm.logarithm }

  private var diagonalProduct: ScaledProduct<Scalar> {
    var product = ScaledProduct<Scalar>()
    for index in 0..<order {
      product.multiply(by: factor[index, index])
      product.multiply(by: factor[index, index])
    }
    return product
  }
}

extension Matrix {
  /// Returns the factor A = L·Lᴴ of the matrix, of which only the lower triangle is used.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity, or
  ///   ``LinearAlgebraError/notPositiveDefinite(minor:)`` with the order of the first leading minor
  ///   that is not positive.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³), one copy of the matrix.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func cholesky() throws(LinearAlgebraError) -> CholeskyFactorization<Scalar> {
    try CholeskyFactorization(self)
  }
}
