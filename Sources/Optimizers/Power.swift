internal import ElementwiseKernels

/// baseᵉˣᵖᵒⁿᵉⁿᵗ, rounded correctly but for rare ties.
///
/// Bias corrections need 1 − βᵗ once per step. The system's `pow` may give other last bits on
/// another processor; these operations are IEEE's and give the same everywhere. The product of two
/// doubles is kept as a sum of two, so that repeated squaring loses nothing that shows.
///
/// - Precondition: `exponent ≥ 0`.
func power(_ base: Double, _ exponent: Int) -> Double {
  require(exponent >= 0, "a power of \(exponent) is not a whole number of steps")
  var result = (high: 1.0, low: 0.0)
  var square = (high: base, low: 0.0)
  var remaining = exponent
  while remaining > 0 {
    if remaining & 1 == 1 { result = product(result, square) }
    remaining >>= 1
    if remaining > 0 { square = product(square, square) }
  }
  return result.high
}

private func product(
  _ a: (high: Double, low: Double), _ b: (high: Double, low: Double)
) -> (high: Double, low: Double) {
  let high = a.high * b.high
  let rest = (-high).addingProduct(a.high, b.high) + (a.high * b.low + a.low * b.high)
  let sum = high + rest
  return (sum, rest - (sum - high))
}
