internal import BLASKernels
internal import ElementwiseKernels

/// A solution of A·X = B with bounds for its errors, and what they rest on.
public struct RefinedSolution<Scalar: MatrixScalar>: Equatable, Sendable {
  /// X, n×k: one solution per column.
  public let solution: Matrix<Scalar>
  /// Per column, an estimated bound of the greatest error relative to the greatest element.
  ///
  /// With x the true solution, ‖x̂ − x‖∞ ≤ bound · ‖x̂‖∞, almost always.
  public let forwardErrorBounds: [Scalar.RealPart]
  /// Per column, the smallest relative change of any element of A or b that makes it exact.
  public let backwardErrors: [Scalar.RealPart]
  /// An estimate of 1 / (‖A‖·‖A⁻¹‖) of the balanced matrix; 1 at best.
  ///
  /// Below `Scalar.RealPart.ulpOfOne`, the matrix is singular to working precision.
  public let reciprocalCondition: Scalar.RealPart
  /// How much the elements grew in the elimination, max |A| / max |U|; far below 1, nothing else
  /// here can be relied on.
  public let reciprocalPivotGrowth: Scalar.RealPart
}

extension Matrix {
  /// Returns X with A·X = B, refined until its residual is as small as rounding allows, with bounds
  /// for its errors.
  ///
  /// Rows and columns are balanced first if that helps. Runs `gesvx`. A matrix that is singular to
  /// working precision is solved with too: its ``RefinedSolution/reciprocalCondition`` says so.
  ///
  /// ```swift
  /// let refined = try a.solveWithRefinement(b)
  /// refined.solution
  /// refined.forwardErrorBounds[0]      // 3.1e-15, relative to the greatest element
  /// ```
  /// - Parameter b: B, one right-hand side per column.
  /// - Returns: The solution and its bounds.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity in A or else
  ///   in B, ``LinearAlgebraError/singular(pivot:)`` at a pivot that is exactly zero, or
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a row of X that overflows.
  /// - Precondition: A is square, and B has as many rows.
  /// - Complexity: O(n³): about n² more than ``solve(_:structure:)-([Scalar],_)`` per step of the
  ///   refinement, of which there are five at most, and for the bounds. Two copies of A; B and X
  ///   are transposed.
  /// - SeeAlso: Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., chapter 12.
  public func solveWithRefinement(
    _ b: Matrix
  ) throws(LinearAlgebraError) -> RefinedSolution<Scalar> {
    requireSquare(to: "solve with it")
    require(b.rows == rows, "A is \(rows)×\(columns), B is \(b.rows)×\(b.columns)")
    try requireFinite()
    try b.requireFinite()
    var balanced = self
    var right = b.transposed()
    var solution = Matrix(rows: b.columns, columns: rows)
    let (order, count) = (rows, b.columns)
    let (status, report) = Self.refine(order, count, &balanced, &right, &solution)
    // At n + 1 the routine only warns of the condition, and reports that as well.
    if case .failure(let index) = status, index <= order { throw .singular(pivot: index - 1) }
    // What the scaling could not bring into the range of the type is no answer.
    if let (_, row) = solution.firstNonFinite() { throw .outOfRange(index: row) }
    solution.formTranspose()
    return RefinedSolution(
      solution: solution,
      forwardErrorBounds: Array(report.forwardErrors),
      backwardErrors: Array(report.backwardErrors),
      reciprocalCondition: report.reciprocalCondition,
      reciprocalPivotGrowth: report.reciprocalPivotGrowth)
  }

  /// Returns x with A·x = b as ``solveWithRefinement(_:)-(Matrix<Scalar>)`` for a matrix of one
  /// column does.
  ///
  /// - Throws: What that one throws.
  /// - Precondition: A is square, and b has one element per row.
  /// - Complexity: O(n³).
  public func solveWithRefinement(
    _ b: [Scalar]
  ) throws(LinearAlgebraError) -> RefinedSolution<Scalar> {
    require(b.count == rows, "A is \(rows)×\(columns), b has \(b.count) elements")
    return try solveWithRefinement(Matrix(rows: b.count, columns: 1, elements: b))
  }

  private static func refine(
    _ order: Int, _ count: Int, _ balanced: inout Matrix, _ right: inout Matrix,
    _ solution: inout Matrix
  ) -> (LAPACKStatus, RefinementReport<Scalar>) {
    var a = balanced.mutableSpan
    var b = right.mutableSpan
    var x = solution.mutableSpan
    return solveRefined(order: order, columns: count, &a, &b, into: &x)
  }
}
