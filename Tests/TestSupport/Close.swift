public import ElementwiseKernels

/// How far two numbers are apart, in units in the last place of the expected one.
///
/// NaN on one side only is infinitely far, so a comparison `ulps(…) <= bound` fails on it.
public func ulps<Scalar: RealScalar>(_ actual: Scalar, _ expected: Scalar) -> Double {
  if actual == expected || (actual.isNaN && expected.isNaN) { return 0 }
  guard actual.isFinite, expected.isFinite else { return .infinity }
  let difference = Double(actual) - Double(expected)
  return Swift.abs(difference) / Double(max(expected.ulp, Scalar.leastNonzeroMagnitude))
}

/// Whether two lists have the same count and differ nowhere by more than
/// `absolute + relative · |expected|`; NaN is close to nothing.
public func isClose<Scalar: RealScalar>(
  _ actual: some Collection<Scalar>, _ expected: some Collection<Scalar>,
  absolute: Scalar, relative: Scalar = 0
) -> Bool {
  guard actual.count == expected.count else { return false }
  return zip(actual, expected).allSatisfy { actual, expected in
    Swift.abs(actual - expected) <= absolute + relative * Swift.abs(expected)
  }
}
