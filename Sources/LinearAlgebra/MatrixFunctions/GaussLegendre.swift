internal import RealModule

/// The points and weights with which Σ w·f(x) is the integral of f from 0 to 1, exactly for
/// polynomials of degree below twice the number of points.
///
/// The points are the roots of the Legendre polynomial P, found by Newton's method from an estimate
/// with which it converges to each; the weights are 1 / ((1 − x²)·P′(x)²) on the interval halved.
///
/// - Complexity: O(points²).
/// - SeeAlso: Press et al., "Numerical Recipes", 3rd edition, section 4.6.1.
func gaussLegendreRule(points: Int) -> [(node: Double, weight: Double)] {
  (0..<points).map { index in
    var x = Double.cos(.pi * (Double(index) + 0.75) / (Double(points) + 0.5))
    var slope = 1.0
    // Quadratic from an error of 10⁻³: the fourth step is the last that changes anything.
    for _ in 0..<6 {
      var (before, value) = (1.0, x)
      for degree in 2..<Swift.max(2, points + 1) {
        let k = Double(degree)
        (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k)
      }
      slope = Double(points) * (before - x * value) / (1 - x * x)
      x -= value / slope
    }
    return (node: (1 + x) / 2, weight: 1 / ((1 - x * x) * slope * slope))
  }
}
