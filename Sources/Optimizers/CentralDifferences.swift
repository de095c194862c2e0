internal import ElementwiseKernels
internal import Foundation

/// Approximates the gradient of a function from its values.
///
/// For each coordinate i, with the unit vector eᵢ and the ulp of one u:
/// ```
/// gᵢ = (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h,   h = ∛u · max(|xᵢ|, 1)
/// ```
/// The truncation h²·f‴/6 and the rounding u·|f|/h are then of the same order, u^⅔: about 10 digits
/// in `Double` (h ≈ 6e-6) and 4 or 5 in `Float` (h ≈ 5e-3) where f and its derivatives are of
/// order 1. What is divided by is the distance between the two points as they are rounded.
///
/// - Parameters:
///   - function: The value at a point; called twice per coordinate.
///   - point: x.
/// - Returns: g; NaN or infinite where a value is.
public func centralDifferences<Scalar: RealScalar>(
  of function: (_ point: [Scalar]) -> Scalar, at point: [Scalar]
) -> [Scalar] {
  let relativeStep = Scalar(cbrt(Double(Scalar.ulpOfOne)))
  var shifted = point
  return point.indices.map { index in
    let center = point[index]
    let step = relativeStep * max(center.magnitude, 1)
    let (above, below) = (center + step, center - step)
    shifted[index] = above
    let high = function(shifted)
    shifted[index] = below
    let low = function(shifted)
    shifted[index] = center
    return (high - low) / (above - below)
  }
}
