public import ComplexModule
internal import ElementwiseKernels

extension Eigendecomposition {
  /// The determinant: the product of all eigenvalues.
  ///
  /// That of a real matrix is real up to rounding. Partial products never overflow.
  ///
  /// - Complexity: O(n).
  public var determinant: Complex<Scalar.RealPart> { product(of: values) }
}

extension SchurDecomposition {
  /// The determinant: the product of all eigenvalues.
  ///
  /// That of a real matrix is real up to rounding. Partial products never overflow.
  ///
  /// - Complexity: O(n).
  public var determinant: Complex<Scalar.RealPart> { product(of: eigenvalues) }
}

private func product<Real: RealScalar>(of values: [Complex<Real>]) -> Complex<Real> {
  var product = ScaledProduct<Complex<Real>>()
  for value in values { product.multiply(by: value) }
  return product.value
}
