internal import BLASKernels
internal import ElementwiseKernels
internal import LinearAlgebra

/// The two halves of each pass: the product with W, and what follows or precedes it.
///
/// The product is a sum over the inputs, and the rows of W belong to one input each: threads that
/// share the inputs need no part of W, and of its gradient, but their own.
extension Dense {
  /// output ← input·W, for a range of the inputs and the rows of W that belong to them.
  ///
  /// With `skipsZeros` an input of zero adds nothing even where W holds an infinity or NaN.
  func multiply<Scalar: RealScalar>(
    rows: Int, inputSize: Int, _ input: Span<Scalar>, weights: Span<Scalar>,
    into output: inout MutableSpan<Scalar>, skipsZeros: Bool
  ) {
    if skipsZeros {
      NonzeroProducts.gemm(
        .none, rows: rows, columns: units, inner: inputSize, input, weights, into: &output,
        accumulates: false)
      return
    }
    gemm(
      .none, .none, rows: rows, columns: units, inner: inputSize,
      alpha: 1, input, leadingDimensionA: max(1, inputSize), weights, leadingDimensionB: units,
      beta: 0, &output, leadingDimensionC: units)
  }

  /// output ← f(output + b).
  func activate<Scalar: RealScalar>(
    rows: Int, bias: Span<Scalar>, output: inout MutableSpan<Scalar>,
    cache: inout MutableSpan<Scalar>
  ) {
    applyBiasAndActivation(
      rows: rows, columns: units, values: &output, bias: bias, preactivations: &cache,
      activation: activation.elementwise ?? .identity)
    if activation == .softmax { softmaxRows(rows: rows, columns: units, values: &output) }
  }

  /// outputGradient ← δ, and biasGradients ← Σ δ or what they were plus that.
  func differentiate<Scalar: RealScalar>(
    rows: Int, output: Span<Scalar>, cache: Span<Scalar>,
    outputGradient: inout MutableSpan<Scalar>, biasGradients: inout MutableSpan<Scalar>,
    accumulates: Bool
  ) {
    if activation == .softmax {
      softmaxBackwardRows(
        rows: rows, columns: units, probabilities: output, gradients: &outputGradient)
    }
    activationBackward(
      rows: rows, columns: units, reference: cache.isEmpty ? output : cache,
      gradients: &outputGradient, biasGradients: &biasGradients, accumulates: accumulates,
      activation: activation.elementwise ?? .identity)
  }

  /// weightGradients ← inputᵀ·δ, or what they were plus that, for a range of the inputs.
  func multiplyTransposed<Scalar: RealScalar>(
    rows: Int, inputSize: Int, _ input: Span<Scalar>, _ delta: Span<Scalar>,
    into weightGradients: inout MutableSpan<Scalar>, accumulates: Bool, skipsZeros: Bool
  ) {
    if skipsZeros {
      NonzeroProducts.gemm(
        .transpose, rows: inputSize, columns: units, inner: rows, input, delta,
        into: &weightGradients, accumulates: accumulates)
      return
    }
    gemm(
      .transpose, .none, rows: inputSize, columns: units, inner: rows,
      alpha: 1, input, leadingDimensionA: max(1, inputSize), delta, leadingDimensionB: units,
      beta: accumulates ? 1 : 0, &weightGradients, leadingDimensionC: units)
  }
}
