internal import ComplexModule
internal import ElementwiseKernels
internal import RealModule

/// The slope of the principal logarithm between two numbers, to nearly all digits even where they
/// almost agree.
///
/// Of a triangle T of 2×2 the element above the diagonal of f(T) is that of T times the slope
/// (f(μ) − f(λ)) / (μ − λ) of f between the eigenvalues.
///
/// - SeeAlso: Higham (2008), "Functions of Matrices", equations 11.27 and 11.28; Higham & Lin
///   (2011), "A Schur–Padé algorithm for fractional powers of a matrix", equation 5.6.
struct LogarithmSlope<Real: RealScalar> {
  /// (ln μ − ln λ) / (μ − λ), or 1/λ where both are equal.
  let ofLogarithm: Complex<Real>
  /// ln μ − ln λ.
  private let difference: Complex<Real>

  /// Finds the slope between λ and μ, neither of which is zero.
  init(
    from lambda: Complex<Real>, to mu: Complex<Real>, logarithms first: Complex<Real>,
    _ second: Complex<Real>
  ) {
    let direct = second - first
    let distance = mu - lambda
    if distance.isZero {
      (ofLogarithm, difference) = (1 / lambda, 0)
      return
    }
    let quotient = distance / lambda
    if quotient.length < 0.5 {
      // ln(μ/λ) without cancellation; across the cut it is short of a whole turn.
      let near = Complex.log(onePlus: quotient)
      let turns = ((direct.imaginary - near.imaginary) / (2 * .pi)).rounded()
      difference = near + Complex(0, 2 * .pi * turns)
    } else {
      difference = direct
    }
    ofLogarithm = difference / distance
  }

  /// The slope of the power zᵗ = e^(t·ln z) between the same numbers, given their logarithms.
  func ofPower(
    _ t: Real, _ first: Complex<Real>, _ second: Complex<Real>
  ) -> Complex<Real> {
    let middle = Complex.exp((first + second).multiplied(by: t / 2))
    let half = difference.multiplied(by: t / 2)
    // (e^h − e^−h) / 2h.
    let spread = half.isZero ? 1 : Complex.sinh(half) / half
    return ofLogarithm.multiplied(by: t) * middle * spread
  }
}

/// The logarithms of some numbers, and the slopes from each to the next.
func differences<Real: RealScalar>(
  of values: [Complex<Real>]
) -> (logarithms: [Complex<Real>], slopes: [LogarithmSlope<Real>]) {
  let logarithms = values.map { principalLogarithm($0) }
  let slopes = (0..<Swift.max(0, values.count - 1)).map {
    LogarithmSlope(
      from: values[$0], to: values[$0 + 1], logarithms: logarithms[$0], logarithms[$0 + 1])
  }
  return (logarithms, slopes)
}
