internal import ComplexModule
internal import ElementwiseKernels
internal import RealModule

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
    // First, because a missing eigenvector is the caller's mistake whatever the eigenvalues are.
    let vectors = self.vectors
    if let zero = values.firstIndex(of: 0) { throw .singular(pivot: zero) }
    var coordinates = vectors.multiplied(by: rightHandSides, leftOperation: .adjoint)
    coordinates.divideRows(by: values)
    return vectors * coordinates
  }

  /// Returns x with A·x = b, x = V·Λ⁻¹·(Vᴴ·b).
  ///
  /// ```swift
  /// let a: Matrix<Double> = [[2, 1], [1, 2]]
  /// try a.symmetricEigen().solve([3, 3])     // [1, 1], rounded
  /// ```
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` with the place of an eigenvalue that is
  ///   exactly zero.
  /// - Precondition: All eigenvalues and the eigenvectors were computed, and b has n elements.
  /// - Complexity: O(n²).
  public func solve(_ rightHandSide: [Scalar]) throws(LinearAlgebraError) -> [Scalar] {
    require(
      rightHandSide.count == size, "A is \(size)×\(size), b has \(rightHandSide.count) elements")
    return [Scalar](try solve(Matrix(column: rightHandSide)))
  }

  /// Returns A⁻¹ = V·Λ⁻¹·Vᴴ.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` with the place of an eigenvalue that is
  ///   exactly zero, ``LinearAlgebraError/outOfRange(index:)`` with that of one whose reciprocal
  ///   overflows.
  /// - Precondition: All eigenvalues and the eigenvectors were computed.
  /// - Complexity: O(n³).
  public func inverse() throws(LinearAlgebraError) -> Matrix<Scalar> {
    requireAll(for: "have no inverse")
    _ = vectors
    if let zero = values.firstIndex(of: 0) { throw .singular(pivot: zero) }
    if let least = values.firstIndex(where: { !(1 / $0).isFinite }) {
      throw .outOfRange(index: least)
    }
    return applying { 1 / $0 }
  }

  private func requireAll(for purpose: StaticString) {
    require(
      values.count == size,
      "\(values.count) eigenvalues of a \(size)×\(size) matrix \(purpose)")
  }
}
