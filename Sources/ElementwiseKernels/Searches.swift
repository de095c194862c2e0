internal import CElementwise
internal import ComplexModule

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
  let (found, first) = nonFiniteParts(of: values)
  return NonFiniteElements(count: found, first: first)
}

/// The index of the first NaN, or nil.
///
/// - Complexity: O(n), one pass where all is finite, and part of two more; no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func firstNaN<Scalar: RealScalar>(of values: Span<Scalar>) -> Int? {
  guard let first = nonFiniteElements(of: values).first else { return nil }
  for index in first..<values.count where values[index].isNaN { return index }
  return nil
}

/// The index of the first element with an infinite part or a NaN, or nil.
///
/// - Complexity: O(n), one pass and part of a second, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
@_specialize(where Scalar == Complex<Float>)
@_specialize(where Scalar == Complex<Double>)
package func firstNonFiniteElement<Scalar: MatrixScalar>(of values: Span<Scalar>) -> Int? {
  nonFiniteParts(of: values).first.map { $0 / Scalar.realParts.count }
}

@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
private func nonFiniteParts<Scalar: MatrixScalar>(
  of values: Span<Scalar>
) -> (count: Int, first: Int?) {
  var found = 0
  var first: Int64 = -1
  let parts = Scalar.realParts
  let count = parts.count * values.count
  unsafe values.withElementBytes { values in
    unsafe descent_find_non_finite(parts.scalar, count, &found, &first, values.baseAddress)
  }
  return (found, first < 0 ? nil : Int(first))
}
