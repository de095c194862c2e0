internal import CElementwise

/// One of the four operations between two numbers.
package enum ArithmeticOperation: UInt32, CaseIterable, Sendable {
  case add, subtract, multiply, divide

  fileprivate var cOperation: descent_operation { descent_operation(rawValue) }
}

// MARK: - Buffer and buffer

/// result[i] ← left[i] ∘ right[i].
///
/// - Precondition: The three counts are equal.
/// - Complexity: O(n), one pass, no allocation.
package func combine<Scalar: RealScalar>(
  _ left: Span<Scalar>, _ operation: ArithmeticOperation, _ right: Span<Scalar>,
  into result: inout MutableSpan<Scalar>
) {
  require(
    left.count == right.count && left.count == result.count,
    "left has \(left.count) elements, right \(right.count), the result \(result.count)")
  let count = left.count
  unsafe left.withUnsafeBytes { left in
    unsafe right.withUnsafeBytes { right in
      unsafe result.withUnsafeMutableBytes { result in
        unsafe descent_combine(
          Scalar.cScalar, count, operation.cOperation, result.baseAddress, left.baseAddress,
          right.baseAddress)
      }
    }
  }
}

/// left[i] ← left[i] ∘ right[i].
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
package func combine<Scalar: RealScalar>(
  _ left: inout MutableSpan<Scalar>, _ operation: ArithmeticOperation, _ right: Span<Scalar>
) {
  require(
    left.count == right.count, "left has \(left.count) elements, right has \(right.count)")
  let count = left.count
  unsafe right.withUnsafeBytes { right in
    unsafe left.withUnsafeMutableBytes { left in
      unsafe descent_combine(
        Scalar.cScalar, count, operation.cOperation, left.baseAddress, left.baseAddress,
        right.baseAddress)
    }
  }
}

// MARK: - Buffer and constant

/// result[i] ← values[i] ∘ constant.
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
package func combine<Scalar: RealScalar>(
  _ values: Span<Scalar>, _ operation: ArithmeticOperation, _ constant: Scalar,
  into result: inout MutableSpan<Scalar>
) {
  combine(values, operation, constant, constantFirst: false, into: &result)
}

/// result[i] ← constant ∘ values[i].
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
package func combine<Scalar: RealScalar>(
  _ constant: Scalar, _ operation: ArithmeticOperation, _ values: Span<Scalar>,
  into result: inout MutableSpan<Scalar>
) {
  combine(values, operation, constant, constantFirst: true, into: &result)
}

/// values[i] ← values[i] ∘ constant.
///
/// - Complexity: O(n), one pass, no allocation.
package func combine<Scalar: RealScalar>(
  _ values: inout MutableSpan<Scalar>, _ operation: ArithmeticOperation, _ constant: Scalar
) {
  combine(&values, operation, constant, constantFirst: false)
}

/// values[i] ← constant ∘ values[i].
///
/// - Complexity: O(n), one pass, no allocation.
package func combine<Scalar: RealScalar>(
  _ constant: Scalar, _ operation: ArithmeticOperation, _ values: inout MutableSpan<Scalar>
) {
  combine(&values, operation, constant, constantFirst: true)
}

private func combine<Scalar: RealScalar>(
  _ values: Span<Scalar>, _ operation: ArithmeticOperation, _ constant: Scalar,
  constantFirst: Bool, into result: inout MutableSpan<Scalar>
) {
  require(
    values.count == result.count,
    "there are \(values.count) values, the result has \(result.count) elements")
  let count = values.count
  unsafe values.withUnsafeBytes { values in
    unsafe result.withUnsafeMutableBytes { result in
      unsafe descent_combine_constant(
        Scalar.cScalar, count, operation.cOperation, result.baseAddress, values.baseAddress,
        Double(constant), constantFirst)
    }
  }
}

private func combine<Scalar: RealScalar>(
  _ values: inout MutableSpan<Scalar>, _ operation: ArithmeticOperation, _ constant: Scalar,
  constantFirst: Bool
) {
  let count = values.count
  unsafe values.withUnsafeMutableBytes { values in
    unsafe descent_combine_constant(
      Scalar.cScalar, count, operation.cOperation, values.baseAddress, values.baseAddress,
      Double(constant), constantFirst)
  }
}

/// values[i] ← constant.
///
/// - Complexity: O(n), one pass, no allocation.
package func fill<Scalar: RealScalar>(_ values: inout MutableSpan<Scalar>, with constant: Scalar) {
  let count = values.count
  unsafe values.withUnsafeMutableBytes { values in
    unsafe descent_fill(Scalar.cScalar, count, values.baseAddress, Double(constant))
  }
}

/// result[i] ← bytes[i] / divisor, rounded once.
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
package func convert<Scalar: RealScalar>(
  _ bytes: Span<UInt8>, dividingBy divisor: Scalar, into result: inout MutableSpan<Scalar>
) {
  require(
    bytes.count == result.count,
    "there are \(bytes.count) bytes, the result has \(result.count) elements")
  let count = bytes.count
  unsafe bytes.withUnsafeBufferPointer { bytes in
    unsafe result.withUnsafeMutableBytes { result in
      unsafe descent_convert_bytes(
        Scalar.cScalar, count, result.baseAddress, bytes.baseAddress, Double(divisor))
    }
  }
}
