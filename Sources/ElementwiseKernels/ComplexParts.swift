internal import CElementwise
package import ComplexModule

/// Which of the two parts of a number.
package enum ComplexPart: Sendable {
  case real, imaginary
}

/// result[i] ← one part of values[i]; the imaginary part of a real number is 0.
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
package func takeParts<Scalar: MatrixScalar>(
  _ part: ComplexPart, of values: Span<Scalar>, into result: inout MutableSpan<Scalar.RealPart>
) {
  checkCounts(values.count, result.count)
  let (parts, count) = (Scalar.realParts, values.count)
  unsafe values.withElementBytes { values in
    unsafe result.withElementBytes { result in
      switch (parts.count, part) {
      case (1, .real):
        unsafe descent_copy_block(
          parts.scalar, 1, count, result.baseAddress, count, values.baseAddress, count)
      case (1, .imaginary):
        unsafe descent_fill(parts.scalar, count, result.baseAddress, 0)
      default:
        unsafe descent_take_parts(
          parts.scalar, count, result.baseAddress, values.baseAddress, part == .imaginary)
      }
    }
  }
}

/// result[i] ← real[i] + imaginary[i]·i.
///
/// - Precondition: The three counts are equal.
/// - Complexity: O(n), one pass, no allocation.
package func joinParts<Real: RealScalar>(
  real: Span<Real>, imaginary: Span<Real>, into result: inout MutableSpan<Complex<Real>>
) {
  checkCounts(real.count, result.count)
  checkCounts(imaginary.count, result.count)
  let count = real.count
  unsafe real.withElementBytes { real in
    unsafe imaginary.withElementBytes { imaginary in
      unsafe result.withElementBytes { result in
        unsafe descent_join_parts(
          Real.cScalar, count, result.baseAddress, real.baseAddress, imaginary.baseAddress)
      }
    }
  }
}

/// result[i] ← values[i] with the opposite imaginary part.
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
package func conjugate<Scalar: MatrixScalar>(
  _ values: Span<Scalar>, into result: inout MutableSpan<Scalar>
) {
  checkCounts(values.count, result.count)
  let (parts, count) = (Scalar.realParts, values.count)
  unsafe values.withElementBytes { values in
    unsafe result.withElementBytes { result in
      if parts.count == 1 {
        unsafe descent_copy_block(
          parts.scalar, 1, count, result.baseAddress, count, values.baseAddress, count)
      } else {
        unsafe descent_conjugate_pairs(
          parts.scalar, count, result.baseAddress, values.baseAddress)
      }
    }
  }
}

/// values[i] ← values[i] with the opposite imaginary part.
///
/// - Complexity: O(n), one pass and none for real numbers, no allocation.
package func conjugate<Scalar: MatrixScalar>(_ values: inout MutableSpan<Scalar>) {
  let (parts, count) = (Scalar.realParts, values.count)
  if parts.count == 1 { return }
  unsafe values.withElementBytes { values in
    unsafe descent_conjugate_pairs(
      parts.scalar, count, values.baseAddress, UnsafeRawPointer(values.baseAddress))
  }
}

/// result[i] ← |values[i]|, which overflows only where the result does.
///
/// An infinite part makes it infinite, and otherwise a NaN makes it NaN.
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
/// - Remark: Within 2 ulp of the exact value: two squares, their sum and a root are rounded.
package func moduli<Scalar: MatrixScalar>(
  of values: Span<Scalar>, into result: inout MutableSpan<Scalar.RealPart>
) {
  checkCounts(values.count, result.count)
  let (parts, count) = (Scalar.realParts, values.count)
  unsafe values.withElementBytes { values in
    unsafe result.withElementBytes { result in
      unsafe descent_moduli(
        parts.scalar, count, parts.count, result.baseAddress, values.baseAddress)
    }
  }
}

private func checkCounts(_ count: Int, _ places: Int) {
  require(count == places, "\(count) numbers do not fill \(places) places")
}
