/// Says what is wrong with a hyper-parameter that must be finite and at least zero.
///
/// - Returns: A sentence with the name and the value, or nil when it is in range.
func faultUnlessNonNegative(_ name: StaticString, _ value: Double) -> String? {
  value >= 0 && value.isFinite
    ? nil : "\(name) must be finite and not negative, but is \(value)"
}

/// Says what is wrong with a hyper-parameter that must lie in 0 ≤ x < 1.
///
/// - Returns: A sentence with the name and the value, or nil when it is in range.
func faultUnlessFraction(_ name: StaticString, _ value: Double) -> String? {
  value >= 0 && value < 1 ? nil : "\(name) must be at least 0 and below 1, but is \(value)"
}

/// Says what is wrong with a share that must lie in 0...1.
///
/// - Returns: A sentence with the name and the value, or nil when it is in range.
func faultUnlessShare(_ name: StaticString, _ value: Double) -> String? {
  value >= 0 && value <= 1 ? nil : "\(name) must lie in 0...1, but is \(value)"
}

/// Says what is wrong with a number of steps, or of other things, that must be at least one.
///
/// - Returns: A sentence with the name and the value, or nil when it is in range.
func faultUnlessPositive(_ name: StaticString, _ value: Int) -> String? {
  value >= 1 ? nil : "\(name) must be at least 1, but is \(value)"
}

/// Says what is wrong with a factor or a divisor that must be finite and above zero.
///
/// - Returns: A sentence with the name and the value, or nil when it is in range.
func faultUnlessPositive(_ name: StaticString, _ value: Double) -> String? {
  value > 0 && value.isFinite ? nil : "\(name) must be finite and above 0, but is \(value)"
}

/// Says what is wrong with the hyper-parameters that Adam and its relatives share.
///
/// - Returns: A sentence with the name and the value of the first that is out of range, or nil.
func faultInAdam(
  learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, weightDecay: Double = 0
) -> String? {
  faultUnlessNonNegative("learningRate", learningRate)
    ?? faultUnlessFraction("beta1", beta1)
    ?? faultUnlessFraction("beta2", beta2)
    ?? faultUnlessNonNegative("epsilon", epsilon)
    ?? faultUnlessNonNegative("weightDecay", weightDecay)
}
