internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// Returns a norm of the matrix; 0 if it has no elements.
  ///
  /// ```swift
  /// let a: Matrix<Double> = [[3, -4], [0, 1]]
  /// a.norm(.one)             // 5, of the second column
  /// a.norm(.infinity)        // 7, of the first row
  /// a.norm()                 // 5.099…, the Frobenius norm
  /// try a.norm(.two)         // 5.064…, by the singular values
  /// ```
  /// An infinite or NaN element makes the norm infinite or NaN. No norm overflows unless it is itself
  /// too large.
  ///
  /// - Parameter kind: Which norm.
  /// - Returns: The norm, not negative.
  /// - Complexity: O(m·n). Sums of complex moduli by LAPACK's `clange` and `zlange`; the Frobenius
  ///   norm as `norm()`, the greatest modulus in a pass of its own.
  public func norm(_ kind: MatrixNorm) -> Scalar.RealPart {
    switch kind {
    case .one: elementNorm(.one)
    case .infinity: elementNorm(.infinity)
    case .frobenius: norm()
    case .max: vectorNorm(order: .infinity)
    }
  }

  /// Returns a norm that the singular values make; 0 if the matrix has no elements.
  ///
  /// - Parameter kind: Which norm.
  /// - Returns: The norm, not negative.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` when a singular value overflows, or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  /// - Complexity: O(m·n·min(m, n)), as ``singularValues(method:)``.
  public func norm(_ kind: SingularValueNorm) throws(LinearAlgebraError) -> Scalar.RealPart {
    switch kind {
    case .two: try singularValues().first ?? 0
    case .nuclear: try singularValues().reduce(0, +)
    }
  }

  /// Returns the condition number κ = ‖A‖·‖A⁻¹‖, ∞ when the matrix is singular.
  ///
  /// An error of relative size ε in A or b can change the solution of A·x = b by a relative κ·ε. The
  /// inverse is computed, from the LU factorization; rounding can make a singular matrix one of a
  /// condition number above 1/ε instead of ∞.
  ///
  /// - Parameter kind: Which norm; not `.max`, which bounds no product.
  /// - Returns: κ, at least 1 up to rounding.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` or
  ///   ``LinearAlgebraError/outOfRange(index:)``.
  /// - Precondition: The matrix has elements, and is square.
  /// - Complexity: O(n³).
  /// - SeeAlso: Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, chapter 7.
  public func conditionNumber(_ kind: MatrixNorm) throws(LinearAlgebraError) -> Scalar.RealPart {
    require(kind != .max, "there is no condition number in the maximum norm")
    guard let inverse = try inverseForCondition() else { return .infinity }
    return Self.condition(norm(kind), inverse.norm(kind))
  }

  /// Returns the condition number κ by singular values, ∞ when the matrix is singular.
  ///
  /// In the 2-norm κ is the ratio of the greatest to the least singular value, and the matrix need not
  /// be square. In the nuclear norm it is ‖A‖⁎·‖A⁻¹‖⁎, as ``conditionNumber(_:)-(MatrixNorm)`` finds it.
  ///
  /// - Parameter kind: Which norm.
  /// - Returns: κ, at least 1 up to rounding.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/outOfRange(index:)`` or ``LinearAlgebraError/notConverged(count:)``.
  /// - Precondition: The matrix has elements, and is square except for the 2-norm.
  /// - Complexity: O(m·n·min(m, n)).
  public func conditionNumber(
    _ kind: SingularValueNorm = .two
  ) throws(LinearAlgebraError) -> Scalar.RealPart {
    switch kind {
    case .two:
      requireElements()
      return try svd(form: .valuesOnly).conditionNumber
    case .nuclear:
      guard let inverse = try inverseForCondition() else { return .infinity }
      // An inverse that overflows has no singular values.
      if inverse.firstNonFinite() != nil { return .infinity }
      return Self.condition(try norm(kind), try inverse.norm(kind))
    }
  }

  /// The inverse, or nil at a zero pivot.
  private func inverseForCondition() throws(LinearAlgebraError) -> Matrix? {
    requireElements()
    requireSquare(to: "take its condition number in another norm than the 2-norm")
    let factors = try lu()
    return factors.firstZeroPivot == nil ? try factors.inverse() : nil
  }

  private static func condition(
    _ norm: Scalar.RealPart, _ inverseNorm: Scalar.RealPart
  ) -> Scalar.RealPart {
    let product = norm * inverseNorm
    // An inverse that overflows can hold NaN beside ∞.
    return product.isNaN ? .infinity : product
  }

  private func requireElements() {
    require(!isEmpty, "a matrix of \(rows)×\(columns) has no condition number")
  }

  private func elementNorm(_ kind: ElementNorm) -> Scalar.RealPart {
    BLASKernels.norm(kind, rows: rows, columns: columns, of: span)
  }
}
