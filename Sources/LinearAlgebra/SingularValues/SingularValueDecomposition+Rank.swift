internal import ElementwiseKernels

// What the values tell, and the subspaces that belong to zero and to the others.
extension SingularValueDecomposition {
  /// max(m, n)·ε·σ₁: up to this a singular value counts as zero, unless another limit is given.
  ///
  /// The limit of NumPy's `matrix_rank` and `lstsq` and of SciPy's `pinv`, `null_space` and `orth`.
  /// (NumPy's `pinv` has it with `rtol=None`; called bare, it takes 10⁻¹⁵·σ₁.)
  public var defaultTolerance: Scalar.RealPart {
    // The norm comes last: times the number of rows alone it may overflow.
    Matrix<Scalar>.rankTolerance(rows: rows, columns: columns) * norm
  }

  /// ‖A‖₂, the greatest singular value, or 0 if there is none.
  public var norm: Scalar.RealPart { singularValues.first ?? 0 }

  /// κ₂ = σ₁ / σₖ, k = min(m, n): ∞ when the last singular value is zero.
  ///
  /// - Precondition: The matrix has elements.
  public var conditionNumber: Scalar.RealPart {
    guard let least = singularValues.last else {
      fatalError("a matrix of \(rows)×\(columns) has no condition number")
    }
    return least == 0 ? .infinity : norm / least
  }

  /// Returns how many singular values are not zero: the dimension of what A·x can reach.
  ///
  /// - Parameter tolerance: Up to this a singular value counts as zero; not relative to others.
  ///   By default ``defaultTolerance``.
  /// - Returns: The rank, from 0 to min(m, n).
  /// - Precondition: The tolerance is not negative or NaN.
  /// - Complexity: O(min(m, n)).
  public func rank(tolerance: Scalar.RealPart? = nil) -> Int {
    let limit = tolerance ?? defaultTolerance
    require(limit >= 0, "a tolerance cannot be \(limit)")
    return singularValues.count { $0 > limit }
  }

  /// Returns an orthonormal basis of all x with A·x = 0, as columns: n×(n − rank).
  ///
  /// - Parameter tolerance: As for ``rank(tolerance:)``.
  /// - Returns: The basis, with no columns when only x = 0 is mapped to 0.
  /// - Precondition: The form is full, or thin and m ≥ n.
  /// - Complexity: O(n·(n − rank)).
  public func nullSpace(tolerance: Scalar.RealPart? = nil) -> Matrix<Scalar> {
    requireVectors()
    require(
      rightAdjoint.rows == columns,
      "the null space of a \(rows)×\(columns) matrix needs the full form, not the thin one")
    let rank = rank(tolerance: tolerance)
    return rightAdjoint[rows: rank..<columns, columns: 0..<columns].adjoint()
  }

  /// Returns an orthonormal basis of all A·x, as columns: m×rank.
  ///
  /// SciPy's `orth`.
  ///
  /// - Parameter tolerance: As for ``rank(tolerance:)``.
  /// - Returns: The basis.
  /// - Precondition: The form has vectors.
  /// - Complexity: O(m·rank).
  public func columnSpace(tolerance: Scalar.RealPart? = nil) -> Matrix<Scalar> {
    requireVectors()
    return left[rows: 0..<rows, columns: 0..<rank(tolerance: tolerance)]
  }
}
