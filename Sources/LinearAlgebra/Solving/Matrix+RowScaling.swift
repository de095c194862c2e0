internal import ComplexModule
internal import ElementwiseKernels

extension Matrix {
  /// Multiplies the rows of A·X = B by powers of two that bring the greatest element of each near 1,
  /// if any element is near the ends of the range; X stays the same.
  ///
  /// `gesvx` balances a matrix by factors r for its rows and c for its columns, but multiplies by r·c,
  /// which may overflow where r·c·a does not. For elements within the cube root of the range, or in
  /// rows whose greatest is near 1, r·c is in range.
  ///
  /// - Parameter rightHandSides: B.
  /// - Throws: ``LinearAlgebraError/outOfRange(index:)`` at a row of B that overflows: some element
  ///   of X does then.
  /// - Complexity: O(rows · columns).
  mutating func bringRowsNearOne(
    with rightHandSides: inout Matrix
  ) throws(LinearAlgebraError) {
    let reach = Int(Scalar.RealPart.greatestFiniteMagnitude.exponent) / 3
    let ranges = (0..<rows).map { exponentRange(ofRow: $0) }
    guard
      ranges.contains(where: { $0.map { $0.lowerBound < -reach || $0.upperBound > reach } ?? false }
      )
    else { return }
    let factors = ranges.map { range in range.map { Self.power(for: $0) } ?? 1 }
    scaleRows(by: factors)
    rightHandSides.scaleRows(by: factors)
    try rightHandSides.requireFiniteRows()
  }

  /// The exponents of the least and the greatest part in a row, or nil where all are zero.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  private func exponentRange(ofRow row: Int) -> ClosedRange<Int>? {
    let elements = span
    var (least, greatest) = (Scalar.RealPart.infinity, Scalar.RealPart.zero)
    for index in row * columns..<(row + 1) * columns {
      let real = elements[index].realPart.magnitude
      let imaginary = elements[index].imaginaryPart.magnitude
      greatest = Swift.max(greatest, Swift.max(real, imaginary))
      if real > 0 { least = Swift.min(least, real) }
      if imaginary > 0 { least = Swift.min(least, imaginary) }
    }
    return greatest == 0 ? nil : Int(least.exponent)...Int(greatest.exponent)
  }

  /// The power of two that brings the greatest element near 1 and lets no element underflow.
  private static func power(for range: ClosedRange<Int>) -> Scalar.RealPart {
    let least = Int(Scalar.RealPart.leastNormalMagnitude.exponent)
    let greatest = Int(Scalar.RealPart.greatestFiniteMagnitude.exponent)
    if range.upperBound <= 0 { return powerOfTwo(Swift.min(-range.upperBound, greatest)) }
    return powerOfTwo(Swift.min(0, Swift.max(-range.upperBound, least - range.lowerBound)))
  }
}
