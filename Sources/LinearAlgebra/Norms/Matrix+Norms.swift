internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// Returns a norm of the matrix; 0 if it has no elements.
  ///
  /// ```swift
  /// let a: Matrix<Double> = [[3, -4], [0, 1]]
  /// try a.norm(.one)         // 5, of the second column
  /// try a.norm(.infinity)    // 7, of the first row
  /// ```
  /// An infinite or NaN element makes the norm infinite or NaN, except the 2-norm and the nuclear
  /// norm, which throw. No norm overflows unless it is itself too large.
  ///
  /// - Parameter kind: Which norm.
  /// - Returns: The norm, not negative.
  /// - Throws: For the 2-norm and the nuclear norm only:
  ///   ``LinearAlgebraError/notFinite(row:column:)``, or
  ///   ``LinearAlgebraError/notConverged(count:)`` when the singular values are not found.
  /// - Complexity: O(m·n), and O(m·n·min(m, n)) for those two. LAPACK's `slange`, `dlange`,
  ///   `clange`, `zlange`; those two as ``singularValues(method:)``.
  public func norm(_ kind: MatrixNorm) throws(LinearAlgebraError) -> Scalar.RealPart {
    switch kind {
    case .one: elementNorm(.one)
    case .two: try singularValues().first ?? 0
    case .infinity: elementNorm(.infinity)
    case .frobenius: elementNorm(.frobenius)
    case .nuclear: try singularValues().reduce(0, +)
    case .max: elementNorm(.max)
    }
  }

  /// Returns the condition number κ = ‖A‖·‖A⁻¹‖, ∞ when the matrix is singular.
  ///
  /// An error of relative size ε in A or b can change the solution of A·x = b by a relative κ·ε.
  /// In the 2-norm κ is the ratio of the greatest to the least singular value, and the matrix need
  /// not be square. In the others the inverse is computed, from the LU factorization; rounding can
  /// make a singular matrix one of a condition number above 1/ε instead of ∞.
  ///
  /// - Parameter kind: Which norm; not `.max`, which bounds no product.
  /// - Returns: κ, at least 1 up to rounding.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The matrix has elements, and is square except for the 2-norm.
  /// - Complexity: O(m·n·min(m, n)).
  /// - SeeAlso: Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, chapter 7.
  public func conditionNumber(
    _ kind: MatrixNorm = .two
  ) throws(LinearAlgebraError) -> Scalar.RealPart {
    require(!isEmpty, "a matrix of \(rows)×\(columns) has no condition number")
    require(kind != .max, "there is no condition number in the maximum norm")
    if kind == .two { return try svd(form: .valuesOnly).conditionNumber }
    requireSquare(to: "take its condition number in another norm than the 2-norm")
    let factors = try lu()
    if factors.firstZeroPivot != nil { return .infinity }
    let product = try norm(kind) * factors.inverse().norm(kind)
    // An inverse that overflows can hold NaN beside ∞.
    return product.isNaN ? .infinity : product
  }

  private func elementNorm(_ kind: ElementNorm) -> Scalar.RealPart {
    BLASKernels.norm(kind, rows: rows, columns: columns, of: span)
  }
}
