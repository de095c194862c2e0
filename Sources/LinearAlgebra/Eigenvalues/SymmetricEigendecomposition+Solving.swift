internal import ElementwiseKernels

extension SymmetricEigendecomposition {
  /// The determinant: the product of all eigenvalues.
  ///
  /// Partial products never overflow.
  ///
  /// - Precondition: All eigenvalues were computed.
  /// - Complexity: O(n).
  public var determinant: Scalar.RealPart {
    requireAll(for: "have no determinant")
    var product = ScaledProduct<Scalar.RealPart>()
    for value in values { product.multiply(by: value) }
    return product.value
  }

  /// κ₂, the ratio of the greatest to the least modulus of an eigenvalue; ∞ when one is zero.
  ///
  /// - Precondition: All eigenvalues were computed, and there is one.
  /// - Complexity: O(n).
  public var conditionNumber: Scalar.RealPart {
    requireAll(for: "have no condition number")
    let moduli = values.map { Swift.abs($0) }
    guard let greatest = moduli.max(), let least = moduli.min() else {
      fatalError("a matrix of 0×0 has no condition number")
    }
    return least == 0 ? .infinity : greatest / least
  }

  /// Returns X with A·X = B, X = V·Λ⁻¹·(Vᴴ·B).
  ///
  /// - Parameter rightHandSides: B, one right-hand side per column.
  /// - Returns: X, n rows.
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` with the place of an eigenvalue that is
  ///   exactly zero.
  /// - Precondition: All eigenvalues and the eigenvectors were computed, and B has n rows.
  /// - Complexity: O(n²) per column.
  public func solve(
    _ rightHandSides: Matrix<Scalar>
  ) throws(LinearAlgebraError) -> Matrix<Scalar> {
    requireAll(for: "solve nothing")
    require(
      rightHandSides.rows == size,
      "A is \(size)×\(size), B is \(rightHandSides.rows)×\(rightHandSides.columns)")
    if let zero = values.firstIndex(of: 0) { throw .singular(pivot: zero) }
    var coordinates = vectors.multiplied(by: rightHandSides, leftOperation: .adjoint)
    coordinates.scaleRows(by: values.map { 1 / $0 })
    return vectors * coordinates
  }

  /// Returns A⁻¹ = V·Λ⁻¹·Vᴴ.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` with the place of an eigenvalue that is
  ///   exactly zero.
  /// - Precondition: All eigenvalues and the eigenvectors were computed.
  /// - Complexity: O(n³).
  public func inverse() throws(LinearAlgebraError) -> Matrix<Scalar> {
    requireAll(for: "have no inverse")
    if let zero = values.firstIndex(of: 0) { throw .singular(pivot: zero) }
    return applying { 1 / $0 }
  }

  private func requireAll(for purpose: StaticString) {
    require(
      values.count == size,
      "\(values.count) eigenvalues of a \(size)×\(size) matrix \(purpose)")
  }
}
