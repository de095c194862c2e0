internal import ElementwiseKernels

/// What solves A·x = b for one square matrix A, any number of times: its factors.
///
/// ```swift
/// let factors = try a.lu()
/// let x = try factors.solve([1, 2, 3])
/// ```
/// A conforming type needs ``order``, ``reciprocalCondition`` and
/// ``solveInPlace(_:columns:)``; solving for arrays and matrices follows.
public protocol LinearSolver<Scalar>: Sendable {
  /// The number type of A.
  associatedtype Scalar: MatrixScalar

  /// The number of rows and columns of A.
  ///
  /// - Precondition: A is square.
  var order: Int { get }

  /// An estimate of 1 / (‖A‖₁·‖A⁻¹‖₁): 1 at best, 0 for a singular A.
  ///
  /// About −log₁₀ of it is the number of digits that a solution may lose. The estimate is seldom
  /// more than 3 times too large, and never too small but for rounding (Higham, "Accuracy and
  /// Stability of Numerical Algorithms", 2nd ed., section 15.3).
  ///
  /// - Complexity: O(n²).
  var reciprocalCondition: Scalar.RealPart { get }

  /// Overwrites B with A⁻¹·B, B being row-major and without gaps; one column is a vector.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` when A has no inverse; B is then unchanged.
  /// - Precondition: `elements` has `order` · `columns` elements.
  func solveInPlace(
    _ elements: inout MutableSpan<Scalar>, columns: Int
  ) throws(LinearAlgebraError)
}

extension LinearSolver {
  /// Returns x with A·x = b.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` when A has no inverse.
  /// - Precondition: b has one element per row of A.
  /// - Complexity: O(n²), one allocation.
  public func solve(_ b: [Scalar]) throws(LinearAlgebraError) -> [Scalar] {
    var x = b
    try solveInPlace(&x)
    return x
  }

  /// Returns X with A·X = B.
  ///
  /// A NaN or an infinity in B goes into its own column of X and no other, as in NumPy.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` when A has no inverse.
  /// - Precondition: B has the rows of A.
  /// - Complexity: O(n²) per column, one allocation.
  public func solve(_ b: Matrix<Scalar>) throws(LinearAlgebraError) -> Matrix<Scalar> {
    var x = b
    try solveInPlace(&x)
    return x
  }

  /// Overwrites b with the solution x of A·x = b.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` when A has no inverse; b is then unchanged.
  /// - Precondition: b has one element per row of A.
  /// - Complexity: O(n²).
  public func solveInPlace(_ b: inout [Scalar]) throws(LinearAlgebraError) {
    require(b.count == order, "A is \(order)×\(order), b has \(b.count) elements")
    var elements = b.mutableSpan
    try solveInPlace(&elements, columns: 1)
  }

  /// Overwrites B with the solution X of A·X = B.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` when A has no inverse; B is then unchanged.
  /// - Precondition: B has the rows of A.
  /// - Complexity: O(n²) per column.
  public func solveInPlace(_ b: inout Matrix<Scalar>) throws(LinearAlgebraError) {
    require(b.rows == order, "A is \(order)×\(order), B is \(b.rows)×\(b.columns)")
    let columns = b.columns
    var elements = b.mutableSpan
    try solveInPlace(&elements, columns: columns)
  }

  /// Stops the program unless a matrix has the shape of A⁻¹.
  func requireShapeOfInverse(_ result: borrowing Matrix<Scalar>) {
    let (rows, columns) = (result.rows, result.columns)
    require(
      rows == order && columns == order,
      "A is \(order)×\(order), its inverse goes into \(rows)×\(columns)")
  }

  /// Solves with a routine that wants B column-major: as it is if B has one column, else through a
  /// transposed copy.
  func withColumnMajor(
    _ elements: inout MutableSpan<Scalar>, columns: Int,
    _ routine: (inout MutableSpan<Scalar>) -> Void
  ) {
    let count = elements.count
    require(
      count == order * columns, "\(count) elements do not fill \(order)×\(columns) of B")
    if columns <= 1 || order == 0 { return routine(&elements) }
    var copy = AlignedBuffer<Scalar>(zeros: count)
    var target = copy.mutableSpan
    transpose(rows: order, columns: columns, elements.span, into: &target)
    routine(&target)
    transpose(rows: columns, columns: order, target.span, into: &elements)
  }
}

extension Matrix {
  /// Stops the program unless the matrix is square and the right-hand sides fit it.
  func requireSystem(_ fits: Bool, _ rightHandSides: @autoclosure () -> String) {
    require(
      rows == columns && fits,
      "A, which must be square, is \(rows)×\(columns), \(rightHandSides())")
  }

  /// Stops the program unless the matrix is square, as what is about to happen demands.
  func requireSquare(to purpose: StaticString) {
    require(rows == columns, "a matrix of \(rows)×\(columns) is not square: cannot \(purpose)")
  }
}
