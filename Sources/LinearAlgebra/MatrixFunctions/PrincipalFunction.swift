internal import ComplexModule
internal import ElementwiseKernels

/// A function of numbers with a cut along the negative real axis, and how to make it one of
/// matrices.
struct PrincipalFunction<Real: RealScalar> {
  /// f of a number, on the cut continued from above.
  let ofNumber: (Complex<Real>) -> Complex<Real>
  /// Whether f(0) is a number.
  let hasValueAtZero: Bool
  /// What makes f(A) of f(2⁻ᵏ·A) for an even k: f(A) = factor · f(2⁻ᵏ·A) + shift · I.
  let ofMultiple: (_ k: Int) -> (factor: Real, shift: Real)
  /// Replaces an upper triangle T with f(T), f being defined on its diagonal; the second argument is
  /// what counts as zero off the diagonal.
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
  /// Near the ends of the range that of 2⁻ᵏ·A with elements near 1 is computed instead.
  ///
  /// - Throws: What f says of an eigenvalue; ``LinearAlgebraError/notFinite(row:column:)``,
  ///   ``LinearAlgebraError/notConverged(count:)``, or ``LinearAlgebraError/outOfRange(index:)`` at a
  ///   row of f(A) that overflows.
  /// - Precondition: A is square.
  func applying(
    _ function: PrincipalFunction<Scalar.RealPart>
  ) throws(LinearAlgebraError) -> Matrix {
    try requireFinite()
    let k = evenScalingExponent
    let scaled = k == 0 ? self : self * Scalar(real: powerOfTwo(-k))
    // The eigenvalues of a triangle are read off, each to its last digit, so none may underflow.
    let isTriangle = isUpperTriangular
    if k == 0 || isTriangle && scaled * Scalar(real: powerOfTwo(k)) != self {
      let result = try applyingInRange(function)
      try result.requireFiniteRows()
      return result
    }
    var result: Matrix
    do {
      result = try scaled.applyingInRange(function)
    } catch .negativeEigenvalue(let index, let value) {
      throw .negativeEigenvalue(index: index, value: value * powerOfTwo(k))
    } catch {
      throw error
    }
    let (factor, shift) = function.ofMultiple(k)
    result *= Scalar(real: factor)
    for index in 0..<rows {
      result[index, index] =
        isTriangle
        ? Scalar(narrowing: function.ofNumber(self[index, index].widened))
        : result[index, index] + Scalar(real: shift)
    }
    try result.requireFiniteRows()
    return result
  }

  /// The even k with which 2⁻ᵏ·A has its greatest element near 1, or 0 where squares of elements are
  /// in range.
  private var evenScalingExponent: Int {
    var greatest: Scalar.RealPart = 0
    let elements = span
    for index in elements.indices {
      let element = elements[index]
      greatest = Swift.max(greatest, element.realPart.magnitude, element.imaginaryPart.magnitude)
    }
    let last = Int(Scalar.RealPart.greatestFiniteMagnitude.exponent)
    guard greatest > 0, Int(greatest.exponent).magnitude > last / 2 else { return 0 }
    // Both powers, of k and of −k, are normal numbers.
    return Swift.min(Swift.max(Int(greatest.exponent) / 2 * 2, 1 - last), last - 1)
  }

  private func applyingInRange(
    _ function: PrincipalFunction<Scalar.RealPart>
  ) throws(LinearAlgebraError) -> Matrix {
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

extension MatrixScalar {
  /// The number among the complex ones.
  fileprivate var widened: Complex<RealPart> { Complex(realPart, imaginaryPart) }

  /// The number, without its imaginary part if the type has none.
  fileprivate init(narrowing wide: Complex<RealPart>) {
    self = (wide as? Self) ?? Self(real: wide.real)
  }
}

/// 2 to an integral power.
func powerOfTwo<Real: RealScalar>(_ exponent: Int, as type: Real.Type = Real.self) -> Real {
  Real(Double(sign: .plus, exponent: exponent, significand: 1))
}
