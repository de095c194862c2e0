internal import CElementwise

/// An activation that the kernels apply element by element.
package enum ElementwiseActivation: Equatable, Sendable {
  case identity
  case relu
  /// `slope` is the factor of negative inputs; at least 0.
  case leakyReLU(slope: Double)
  case sigmoid
  case tanh
  /// x·Φ(x), the exact form.
  case gelu

  /// Whether the derivative needs z itself: for the others f(z) determines it.
  package var needsPreactivation: Bool { self == .gelu }

  var c: descent_activation {
    switch self {
    case .identity: DESCENT_IDENTITY
    case .relu: DESCENT_RELU
    case .leakyReLU: DESCENT_LEAKY_RELU
    case .sigmoid: DESCENT_SIGMOID
    case .tanh: DESCENT_TANH
    case .gelu: DESCENT_GELU
    }
  }

  var slope: Double {
    if case .leakyReLU(let slope) = self { slope } else { 0 }
  }
}

/// Overwrites each row z of `values` by f(z + bias), in one pass.
///
/// - Parameters:
///   - rows: The number of samples.
///   - columns: The width of a sample.
///   - values: Shape [rows, columns], row-major; overwritten.
///   - bias: Shape [columns], or empty for none.
///   - preactivations: Receives z + bias, shape [rows, columns]; or empty.
///   - activation: f.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func applyBiasAndActivation<Scalar: RealScalar>(
  rows: Int, columns: Int, values: inout MutableSpan<Scalar>, bias: Span<Scalar>,
  preactivations: inout MutableSpan<Scalar>, activation: ElementwiseActivation
) {
  checkBatch(rows: rows, columns: columns, "values", values.count)
  require(bias.isEmpty || bias.count == columns, "\(columns) columns, \(bias.count) biases")
  if !preactivations.isEmpty {
    checkBatch(rows: rows, columns: columns, "preactivations", preactivations.count)
  }
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe bias.withUnsafeBufferPointer { bias in
      unsafe preactivations.withUnsafeMutableBufferPointer { preactivations in
        unsafe descent_bias_activation(
          Scalar.cScalar, rows, columns, values.baseAddress,
          bias.isEmpty ? nil : bias.baseAddress,
          preactivations.isEmpty ? nil : preactivations.baseAddress, activation.c,
          activation.slope)
      }
    }
  }
}

/// Overwrites ∂loss/∂f(z) by ∂loss/∂z, and sums it over the rows for the bias, in one pass.
///
/// - Parameters:
///   - rows: The number of samples.
///   - columns: The width of a sample.
///   - reference: f(z), or z itself where `needsPreactivation`; shape [rows, columns].
///   - gradients: ∂loss/∂f(z), shape [rows, columns]; overwritten.
///   - biasGradients: Receives the sums over the rows, shape [columns]; or empty.
///   - accumulates: Whether the sums are added to what is there.
///   - activation: f.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func activationBackward<Scalar: RealScalar>(
  rows: Int, columns: Int, reference: Span<Scalar>, gradients: inout MutableSpan<Scalar>,
  biasGradients: inout MutableSpan<Scalar>, accumulates: Bool, activation: ElementwiseActivation
) {
  checkBatch(rows: rows, columns: columns, "references", reference.count)
  checkBatch(rows: rows, columns: columns, "gradients", gradients.count)
  require(
    biasGradients.isEmpty || biasGradients.count == columns,
    "\(columns) columns, \(biasGradients.count) bias gradients")
  unsafe reference.withUnsafeBufferPointer { reference in
    unsafe gradients.withUnsafeMutableBufferPointer { gradients in
      unsafe biasGradients.withUnsafeMutableBufferPointer { biasGradients in
        unsafe descent_activation_backward(
          Scalar.cScalar, rows, columns, reference.baseAddress, gradients.baseAddress,
          biasGradients.isEmpty ? nil : biasGradients.baseAddress, accumulates, activation.c,
          activation.slope)
      }
    }
  }
}

/// Overwrites each row by its softmax, eᶻ / Σ eᶻ, shifted so that nothing overflows.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func softmaxRows<Scalar: RealScalar>(
  rows: Int, columns: Int, values: inout MutableSpan<Scalar>
) {
  checkBatch(rows: rows, columns: columns, "values", values.count)
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe descent_softmax_rows(Scalar.cScalar, rows, columns, values.baseAddress)
  }
}

/// Overwrites ∂loss/∂p by ∂loss/∂z, row by row, where p = softmax(z).
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func softmaxBackwardRows<Scalar: RealScalar>(
  rows: Int, columns: Int, probabilities: Span<Scalar>, gradients: inout MutableSpan<Scalar>
) {
  checkBatch(rows: rows, columns: columns, "probabilities", probabilities.count)
  checkBatch(rows: rows, columns: columns, "gradients", gradients.count)
  unsafe probabilities.withUnsafeBufferPointer { probabilities in
    unsafe gradients.withUnsafeMutableBufferPointer { gradients in
      unsafe descent_softmax_backward_rows(
        Scalar.cScalar, rows, columns, probabilities.baseAddress, gradients.baseAddress)
    }
  }
}

/// Overwrites each scalar by its exponential, good to 2 ulp.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func exponentiate<Scalar: RealScalar>(_ values: inout MutableSpan<Scalar>) {
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe descent_exponential_all(Scalar.cScalar, values.count, values.baseAddress)
  }
}

/// result[i] ← e^values[i], good to 2 ulp.
///
/// - Precondition: Both counts are equal.
/// - Complexity: O(n), one pass over memory, no allocation.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func exponentials<Scalar: RealScalar>(
  of values: Span<Scalar>, into result: inout MutableSpan<Scalar>
) {
  let count = values.count
  require(
    count == result.count, "there are \(count) values, the result has \(result.count) elements")
  // The kernel works in place: what it finds there is copied in pieces that stay in the cache.
  let piece = 2048
  unsafe values.withUnsafeBufferPointer { values in
    unsafe result.withUnsafeMutableBufferPointer { result in
      guard let source = values.baseAddress, let target = result.baseAddress else { return }
      for start in stride(from: 0, to: count, by: piece) {
        let length = min(piece, count - start)
        unsafe (target + start).update(from: source + start, count: length)
        unsafe descent_exponential_all(Scalar.cScalar, length, target + start)
      }
    }
  }
}

/// eˣ, good to 1 ulp, with the same bits on every processor.
package func exponential(_ x: Double) -> Double {
  var value = x
  unsafe descent_exponential_all(DESCENT_FLOAT64, 1, &value)
  return value
}

/// Overwrites each scalar by its natural logarithm, good to 2 ulp.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func takeLogarithm<Scalar: RealScalar>(_ values: inout MutableSpan<Scalar>) {
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe descent_natural_logarithm_all(Scalar.cScalar, values.count, values.baseAddress)
  }
}

/// Traps unless a span holds exactly `rows` · `columns` scalars.
func checkBatch(rows: Int, columns: Int, _ what: StaticString, _ count: Int) {
  require(
    rows >= 0 && columns >= 0 && count == rows * columns,
    "\(what): \(count) scalars do not fill \(rows)×\(columns)")
}
