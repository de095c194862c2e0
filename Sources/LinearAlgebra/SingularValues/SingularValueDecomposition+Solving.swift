internal import ComplexModule
internal import ElementwiseKernels
internal import RealModule

extension SingularValueDecomposition {
  /// Returns U·Σ·Vᴴ: A, up to rounding.
  ///
  /// - Precondition: The form has vectors.
  /// - Complexity: O(m·n·min(m, n)).
  public func reconstructed() -> Matrix<Scalar> {
    requireVectors()
    let scaled = scaledRightAdjoint(by: singularValues)
    return left.product(
      .none, .none, scaled, shape: (rows: rows, columns: columns, inner: singularValues.count))
  }

  /// Returns the pseudo-inverse A⁺ = V·Σ⁺·Uᴴ, n×m: in Σ⁺ a zero stays zero.
  ///
  /// A⁺·b is the shortest of all x that come closest to A·x = b. To solve a system, `solve`
  /// is faster and no less accurate. Elements beyond the range of the type are infinite: where that is to be
  /// an error, ``Matrix/pseudoInverse(tolerance:)`` throws.
  ///
  /// - Parameter tolerance: As for ``rank(tolerance:)``.
  /// - Returns: A⁺.
  /// - Precondition: The form has vectors.
  /// - Complexity: O(m·n·rank); a copy of Vᴴ, unless the decomposition is not used again.
  public consuming func pseudoInverse(tolerance: Scalar.RealPart? = nil) -> Matrix<Scalar> {
    requireVectors()
    let values = singularValues.prefix(rank(tolerance: tolerance))
    // 1/σ of a subnormal σ may overflow where the elements of A⁺ do not.
    let isInRange = values.last.map { (1 / $0).isFinite } ?? true
    let scale = isInRange ? 1 : Scalar.RealPart.ulpOfOne
    let others = rightAdjoint.rows - values.count
    rightAdjoint.scaleRows(
      by: values.map { scale / $0 } + [Scalar.RealPart](repeating: 0, count: others))
    var result = rightAdjoint.product(
      .adjoint, .adjoint, left, shape: (rows: columns, columns: rows, inner: values.count))
    if !isInRange {
      result.scaleRows(by: [Scalar.RealPart](repeating: 1 / scale, count: result.rows))
    }
    return result
  }

  /// Returns the inverse A⁻¹ = V·Σ⁻¹·Uᴴ.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` with the place of a singular value that is
  ///   exactly zero, ``LinearAlgebraError/outOfRange(index:)`` at a row that overflows.
  /// - Precondition: The matrix is square, and the form has vectors.
  /// - Complexity: O(n³); a copy of Vᴴ, unless the decomposition is not used again.
  public consuming func inverse() throws(LinearAlgebraError) -> Matrix<Scalar> {
    require(rows == columns, "a matrix of \(rows)×\(columns) is not square: no inverse")
    requireVectors()
    if let zero = singularValues.firstIndex(of: 0) { throw .singular(pivot: zero) }
    let result = pseudoInverse(tolerance: 0)
    try result.requireFiniteRows()
    return result
  }

  /// Returns the least-squares solutions of A·X = B, X = V·Σ⁺·(Uᴴ·B).
  ///
  /// Each column minimizes ‖A·x − b‖₂ and, where several do, also ‖x‖₂: it answers
  /// overdetermined, underdetermined and rank-deficient systems alike.
  ///
  /// - Parameters:
  ///   - rightHandSides: B, m×p.
  ///   - tolerance: As for ``rank(tolerance:)``.
  /// - Returns: X, n×p.
  /// - Precondition: B has m rows, and the form has vectors.
  /// - Complexity: O((m + n)·rank·p).
  public func solve(
    _ rightHandSides: Matrix<Scalar>, tolerance: Scalar.RealPart? = nil
  ) -> Matrix<Scalar> {
    require(
      rightHandSides.rows == rows,
      "A is \(rows)×\(columns), B is \(rightHandSides.rows)×\(rightHandSides.columns)")
    var result = Matrix<Scalar>(unwrittenRows: columns, columns: rightHandSides.columns)
    solve(rightHandSides, tolerance: tolerance, into: &result)
    return result
  }

  /// Overwrites a matrix with the least-squares solutions of A·X = B, X = V·Σ⁺·(Uᴴ·B).
  ///
  /// - Parameters:
  ///   - rightHandSides: B, m×p.
  ///   - tolerance: As for ``rank(tolerance:)``.
  ///   - result: X, n×p; overwritten.
  /// - Precondition: B has m rows, X is n×p, and the form has vectors.
  /// - Complexity: O((m + n)·rank·p). Allocates Uᴴ·B, rank×p, and the reciprocals of the values.
  public func solve(
    _ rightHandSides: Matrix<Scalar>, tolerance: Scalar.RealPart? = nil,
    into result: inout Matrix<Scalar>
  ) {
    requireVectors()
    require(
      rightHandSides.rows == rows && result.rows == columns
        && result.columns == rightHandSides.columns,
      "A is \(rows)×\(columns), B is \(rightHandSides.rows)×\(rightHandSides.columns), X is "
        + "\(result.rows)×\(result.columns)")
    let values = Array(singularValues.prefix(rank(tolerance: tolerance)))
    let (rank, count) = (values.count, rightHandSides.columns)
    var coordinates = left.product(
      .adjoint, .none, rightHandSides, shape: (rows: rank, columns: count, inner: rows))
    coordinates.divideRows(by: values)
    rightAdjoint.product(
      .adjoint, .none, coordinates, shape: (rows: columns, columns: count, inner: rank),
      into: &result)
  }

  /// Returns the least-squares solution of A·x = b of the smallest norm.
  ///
  /// ```swift
  /// let a: Matrix<Double> = [[1, 1], [1, 1], [1, 1]]
  /// try a.svd().solve([1, 2, 3])     // [1, 1]: of all x + y = 2 the shortest
  /// ```
  /// - Parameters:
  ///   - rightHandSide: b, m elements.
  ///   - tolerance: As for ``rank(tolerance:)``.
  /// - Returns: x, n elements.
  /// - Precondition: b has m elements, and the form has vectors.
  /// - Complexity: O((m + n)·rank).
  public func solve(
    _ rightHandSide: [Scalar], tolerance: Scalar.RealPart? = nil
  ) -> [Scalar] {
    require(
      rightHandSide.count == rows,
      "A is \(rows)×\(columns), b has \(rightHandSide.count) elements")
    return [Scalar](solve(Matrix(column: rightHandSide), tolerance: tolerance))
  }

  /// Row i of Vᴴ times factors[i], as many rows as there are factors.
  private func scaledRightAdjoint(by factors: [Scalar.RealPart]) -> Matrix<Scalar> {
    var scaled = rightAdjoint[rows: 0..<factors.count, columns: 0..<columns]
    scaled.scaleRows(by: factors)
    return scaled
  }
}
