internal import CElementwise

/// One of the four operations between two numbers.
package enum ArithmeticOperation: UInt32, CaseIterable, Sendable {
  case add, subtract, multiply, divide

  var cOperation: descent_operation { descent_operation(rawValue) }
}

// Sums and differences of complex numbers are those of their parts; only products and quotients mix
// the two.

extension MatrixScalar {
  /// Whether an operation acts on the parts of two numbers separately.
  fileprivate static func isByParts(_ operation: ArithmeticOperation) -> Bool {
    realParts.count == 1 || operation == .add || operation == .subtract
  }
}

// MARK: - Buffer and buffer

/// result[i] ← left[i] ∘ right[i].
///
/// - Precondition: The three counts are equal.
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func combine<Scalar: MatrixScalar>(
  _ left: Span<Scalar>, _ operation: ArithmeticOperation, _ right: Span<Scalar>,
  into result: inout MutableSpan<Scalar>
) {
  require(
    left.count == right.count && left.count == result.count,
    "left has \(left.count) elements, right \(right.count), the result \(result.count)")
  let count = left.count
  unsafe left.withElementBytes { left in
    unsafe right.withElementBytes { right in
      unsafe result.withElementBytes { result in
        unsafe combine(
          Scalar.self, count, operation, result.baseAddress, left.baseAddress, right.baseAddress)
      }
    }
  }
}

/// left[i] ← left[i] ∘ right[i].
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func combine<Scalar: MatrixScalar>(
  _ left: inout MutableSpan<Scalar>, _ operation: ArithmeticOperation, _ right: Span<Scalar>
) {
  require(
    left.count == right.count, "left has \(left.count) elements, right has \(right.count)")
  let count = left.count
  unsafe right.withElementBytes { right in
    unsafe left.withElementBytes { left in
      unsafe combine(
        Scalar.self, count, operation, left.baseAddress, left.baseAddress, right.baseAddress)
    }
  }
}

private func combine<Scalar: MatrixScalar>(
  _ type: Scalar.Type, _ count: Int, _ operation: ArithmeticOperation,
  _ result: UnsafeMutableRawPointer?, _ left: UnsafeRawPointer?, _ right: UnsafeRawPointer?
) {
  let parts = Scalar.realParts
  if Scalar.isByParts(operation) {
    unsafe descent_combine(
      parts.scalar, parts.count * count, operation.cOperation, result, left, right)
  } else {
    unsafe descent_combine_pairs(parts.scalar, count, operation.cOperation, result, left, right)
  }
}

// MARK: - Buffer and constant

/// result[i] ← values[i] ∘ constant.
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func combine<Scalar: MatrixScalar>(
  _ values: Span<Scalar>, _ operation: ArithmeticOperation, _ constant: Scalar,
  into result: inout MutableSpan<Scalar>
) {
  combine(values, operation, constant, constantFirst: false, into: &result)
}

/// result[i] ← constant ∘ values[i].
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func combine<Scalar: MatrixScalar>(
  _ constant: Scalar, _ operation: ArithmeticOperation, _ values: Span<Scalar>,
  into result: inout MutableSpan<Scalar>
) {
  combine(values, operation, constant, constantFirst: true, into: &result)
}

/// values[i] ← values[i] ∘ constant.
///
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func combine<Scalar: MatrixScalar>(
  _ values: inout MutableSpan<Scalar>, _ operation: ArithmeticOperation, _ constant: Scalar
) {
  combine(&values, operation, constant, constantFirst: false)
}

/// values[i] ← constant ∘ values[i].
///
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func combine<Scalar: MatrixScalar>(
  _ constant: Scalar, _ operation: ArithmeticOperation, _ values: inout MutableSpan<Scalar>
) {
  combine(&values, operation, constant, constantFirst: true)
}

@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
private func combine<Scalar: MatrixScalar>(
  _ values: Span<Scalar>, _ operation: ArithmeticOperation, _ constant: Scalar,
  constantFirst: Bool, into result: inout MutableSpan<Scalar>
) {
  require(
    values.count == result.count,
    "there are \(values.count) values, the result has \(result.count) elements")
  let count = values.count
  unsafe values.withElementBytes { values in
    unsafe result.withElementBytes { result in
      unsafe combine(
        count, operation, constant, constantFirst, result.baseAddress, values.baseAddress)
    }
  }
}

@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
private func combine<Scalar: MatrixScalar>(
  _ values: inout MutableSpan<Scalar>, _ operation: ArithmeticOperation, _ constant: Scalar,
  constantFirst: Bool
) {
  let count = values.count
  unsafe values.withElementBytes { values in
    unsafe combine(
      count, operation, constant, constantFirst, values.baseAddress, values.baseAddress)
  }
}

private func combine<Scalar: MatrixScalar>(
  _ count: Int, _ operation: ArithmeticOperation, _ constant: Scalar, _ constantFirst: Bool,
  _ result: UnsafeMutableRawPointer?, _ values: UnsafeRawPointer?
) {
  let (parts, (real, imaginary)) = (Scalar.realParts, constant.doubleParts)
  if parts.count == 1 {
    unsafe descent_combine_constant(
      parts.scalar, count, operation.cOperation, result, values, real, constantFirst)
  } else {
    unsafe descent_combine_pairs_constant(
      parts.scalar, count, operation.cOperation, result, values, real, imaginary, constantFirst)
  }
}

/// result[i] ← −values[i].
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func negate<Scalar: MatrixScalar>(
  _ values: Span<Scalar>, into result: inout MutableSpan<Scalar>
) {
  require(
    values.count == result.count,
    "there are \(values.count) values, the result has \(result.count) elements")
  let parts = Scalar.realParts
  let count = parts.count * values.count
  unsafe values.withElementBytes { values in
    unsafe result.withElementBytes { result in
      unsafe descent_combine_constant(
        parts.scalar, count, DESCENT_MULTIPLY, result.baseAddress, values.baseAddress, -1, false)
    }
  }
}

/// values[i] ← values[i] / divisor, part by part.
///
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func divide<Scalar: MatrixScalar>(_ values: inout MutableSpan<Scalar>, by divisor: Int) {
  let parts = Scalar.realParts
  let count = parts.count * values.count
  unsafe values.withElementBytes { values in
    unsafe descent_combine_constant(
      parts.scalar, count, DESCENT_DIVIDE, values.baseAddress, values.baseAddress, Double(divisor),
      false)
  }
}

/// values[i] ← constant.
///
/// - Complexity: O(n), one pass, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func fill<Scalar: MatrixScalar>(
  _ values: inout MutableSpan<Scalar>, with constant: Scalar
) {
  let (parts, (real, imaginary)) = (Scalar.realParts, constant.doubleParts)
  let count = values.count
  unsafe values.withElementBytes { values in
    if parts.count == 1 {
      unsafe descent_fill(parts.scalar, count, values.baseAddress, real)
    } else {
      unsafe descent_fill_pairs(parts.scalar, count, values.baseAddress, real, imaginary)
    }
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
