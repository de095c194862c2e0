internal import ElementwiseKernels
internal import LinearAlgebra

/// A fully connected layer whose input has many zeros, which it does not multiply with anything.
///
/// Images on a black background, counts of words and one-hot categories are mostly zero: the two
/// products with the input, most of the work of many a network, then take a part of the time.
struct SparselyFedDense: Layer {
  let layer: Dense

  var kind: String { layer.kind }
  var details: String { layer.details }
  func outputSize(inputSize: Int) -> Int { layer.outputSize(inputSize: inputSize) }
  func parameterShapes(inputSize: Int) -> [ParameterShape] {
    layer.parameterShapes(inputSize: inputSize)
  }
  func cacheSize(inputSize: Int) -> Int { layer.cacheSize(inputSize: inputSize) }

  func forward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, parameters: Span<Scalar>,
    output: inout MutableSpan<Scalar>, cache: inout MutableSpan<Scalar>
  ) {
    layer.forward(
      rows: rows, inputSize: inputSize, input: input, parameters: parameters, output: &output,
      cache: &cache, skipsZeros: true)
  }

  func backward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, output: Span<Scalar>, cache: Span<Scalar>,
    parameters: Span<Scalar>, outputGradient: inout MutableSpan<Scalar>,
    gradients: inout MutableSpan<Scalar>, accumulates: Bool,
    inputGradient: inout MutableSpan<Scalar>
  ) {
    layer.backward(
      rows: rows, inputSize: inputSize, input: input, output: output, cache: cache,
      parameters: parameters, outputGradient: &outputGradient, gradients: &gradients,
      accumulates: accumulates, inputGradient: &inputGradient, skipsZeros: true)
  }
}
