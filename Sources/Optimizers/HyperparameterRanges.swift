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
