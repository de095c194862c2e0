internal import CElementwise

/// How many elements are infinite or NaN, and where the first of them is.
package struct NonFiniteElements: Equatable, Sendable {
  /// How many there are.
  package let count: Int
  /// The index of the first, or nil when all elements are finite.
  package let first: Int?
}

/// Looks for infinities and NaN.
///
/// - Complexity: O(n), one pass and part of a second, no allocation.
package func nonFiniteElements<Scalar: RealScalar>(
  of values: Span<Scalar>
) -> NonFiniteElements {
  var found = 0
  var first: Int64 = -1
  let count = values.count
  unsafe values.withUnsafeBytes { values in
    unsafe descent_find_non_finite(Scalar.cScalar, count, &found, &first, values.baseAddress)
  }
  return NonFiniteElements(count: found, first: first < 0 ? nil : Int(first))
}
