internal import ElementwiseKernels
internal import Foundation

extension TestFunction {
  /// The function with normal noise on its gradient, as a mini-batch would put there.
  ///
  /// ```swift
  /// var noisy = TestFunction.sphere().withGradientNoise(standardDeviation: 0.1, seed: 7)
  /// let minimum = try minimize(
  ///   { noisy($0) }, from: [3.0, 3.0], with: SGD(),
  ///   schedule: .inverseTime(initial: 0.1, decayRate: 0.1), until: .steps(1000))
  /// ```
  ///
  /// - Parameters:
  ///   - standardDeviation: That of each coordinate, at each call.
  ///   - seed: Decides all of the noise.
  /// - Returns: The function; the value has no noise.
  /// - Precondition: The standard deviation is finite and not negative.
  public func withGradientNoise(standardDeviation: Double, seed: UInt64) -> NoisyGradient {
    if let fault = faultUnlessNonNegative("standardDeviation", standardDeviation) {
      fatalError("gradient noise: \(fault)")
    }
    return NoisyGradient(
      function: self, standardDeviation: standardDeviation, state: seed)
  }
}

/// A ``TestFunction`` whose gradient carries seeded noise.
///
/// A value: a copy goes on with the same noise. The numbers come from SplitMix64 by the method of
/// Box and Muller, two uniform numbers for each normal one.
public struct NoisyGradient: Sendable {
  /// The function without noise.
  public let function: TestFunction
  /// The standard deviation of the noise on each coordinate.
  public let standardDeviation: Double

  // The counter of SplitMix64.
  var state: UInt64

  /// Computes the value, and the gradient with the next noise.
  ///
  /// - Precondition: The point has as many coordinates as the function.
  public mutating func callAsFunction<Scalar: RealScalar>(
    _ point: [Scalar]
  ) -> (value: Scalar, gradient: [Scalar]) {
    let (value, gradient) = function(point)
    return (value, gradient.map { $0 + Scalar(standardDeviation * nextNormal()) })
  }

  private mutating func nextNormal() -> Double {
    // In (0, 1], so that the logarithm is finite.
    let radius = (-2 * log(1 - nextUniform())).squareRoot()
    return radius * cos(2 * .pi * nextUniform())
  }

  /// A multiple of 2⁻⁵³ in 0..<1.
  private mutating func nextUniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }
}
