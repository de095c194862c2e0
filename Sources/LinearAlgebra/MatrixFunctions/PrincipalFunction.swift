internal import ComplexModule
internal import ElementwiseKernels

/// A function of numbers with a cut along the negative real axis, and how to make it one of
/// matrices.
struct PrincipalFunction<Real: RealScalar> {
  /// f of a number, on the cut continued from above.
  let ofNumber: (Complex<Real>) -> Complex<Real>
  /// Whether f(0) is a number.
  let hasValueAtZero: Bool
  /// Replaces an upper triangle T with f(T), f being defined on its diagonal; the second argument
  /// is what counts as zero off the diagonal.
  let ofTriangle: (inout Matrix<Complex<Real>>, Real) throws(LinearAlgebraError) -> Void

  /// Returns an eigenvalue as f takes it, or throws if f cannot.
  ///
  /// - Parameters:
  ///   - value: The eigenvalue.
  ///   - index: Its place, for the error.
  ///   - negligible: How large a modulus may come of rounding alone.
  ///   - staysReal: Whether f of a negative number is refused.
  /// - Returns: The eigenvalue, or 0 for one that rounding alone may have made negative.
  /// - Throws: ``LinearAlgebraError/zeroEigenvalue(index:)`` or
  ///   ``LinearAlgebraError/negativeEigenvalue(index:value:)``.
  func checked(
    _ value: Complex<Real>, at index: Int, negligible: Real, staysReal: Bool
  ) throws(LinearAlgebraError) -> Complex<Real> {
    if !hasValueAtZero && value.length <= negligible { throw .zeroEigenvalue(index: index) }
    // −0 would continue f from below the cut.
    let (real, imaginary) = (value.real, value.imaginary + 0)
    guard staysReal && imaginary == 0 && real < 0 else { return Complex(real, imaginary) }
    if real >= -negligible { return 0 }
    throw .negativeEigenvalue(index: index, value: Double(real))
  }
}

extension Matrix {
  /// Returns f(A): from the eigenvalues where A is Hermitian, from the Schur form elsewhere.
  ///
  /// - Precondition: A is square.
  func applying(
    _ function: PrincipalFunction<Scalar.RealPart>
  ) throws(LinearAlgebraError) -> Matrix {
    try requireFinite()
    let isReal = Scalar.self == Scalar.RealPart.self
    if !isUpperTriangular && isHermitian {
      return try applyingToEigenvalues(function, staysReal: isReal)
    }
    var form = try ComplexSchurForm(of: self)
    for index in 0..<rows {
      form.triangular[index, index] = try function.checked(
        form.triangular[index, index], at: index, negligible: form.negligible, staysReal: isReal)
    }
    try function.ofTriangle(&form.triangular, form.negligible)
    return Matrix(narrowing: form.transformed(form.triangular))
  }

  /// Creates a matrix from complex elements, dropping their imaginary parts if its own are real.
  init(narrowing wide: Matrix<Complex<Scalar.RealPart>>) {
    self = (wide as? Matrix) ?? wide.map { Scalar(real: $0.realPart) }
  }
}
