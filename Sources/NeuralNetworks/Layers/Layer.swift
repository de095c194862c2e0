public import LinearAlgebra

/// One step of a network, from a batch of rows to a batch of rows.
///
/// A layer describes: it holds sizes and choices, and no numbers. Its parameters are a range of the
/// model's flat buffers, lent to it for each pass, and so are the activations.
///
/// All batches are row-major, one sample per row.
public protocol Layer: Sendable {
  /// What the layer is, in lower case: "dense". Its blocks are named after it.
  var kind: String { get }

  /// A few words for a summary, such as "relu".
  var details: String { get }

  /// How many outputs a sample has.
  func outputSize(inputSize: Int) -> Int

  /// The blocks of parameters, in the order of the flat buffer.
  func parameterShapes(inputSize: Int) -> [ParameterShape]

  /// How many scalars per sample the backward pass needs beyond input and output.
  func cacheSize(inputSize: Int) -> Int

  /// Whether training draws random numbers; false unless a layer says otherwise.
  ///
  /// Training then calls `forward` with noise, and everything else the one without.
  var isRandom: Bool { get }

  /// Computes the output of a batch.
  ///
  /// - Parameters:
  ///   - rows: The samples in the batch.
  ///   - inputSize: The columns of `input`.
  ///   - input: Shape [rows, inputSize].
  ///   - parameters: The layer's own range.
  ///   - output: Shape [rows, outputSize]; overwritten.
  ///   - cache: Shape [rows, cacheSize]; overwritten.
  func forward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, parameters: Span<Scalar>,
    output: inout MutableSpan<Scalar>, cache: inout MutableSpan<Scalar>)

  /// Computes the output of a batch in training, for a layer that ``isRandom``.
  ///
  /// - Parameters:
  ///   - rows: The samples in the batch.
  ///   - inputSize: The columns of `input`.
  ///   - input: Shape [rows, inputSize].
  ///   - parameters: The layer's own range.
  ///   - output: Shape [rows, outputSize]; overwritten.
  ///   - cache: Shape [rows, cacheSize]; overwritten.
  ///   - noise: The random numbers.
  func forward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, parameters: Span<Scalar>,
    output: inout MutableSpan<Scalar>, cache: inout MutableSpan<Scalar>, noise: TrainingNoise)

  /// Computes the gradients of a batch whose output was the last that `forward` gave.
  ///
  /// - Parameters:
  ///   - rows: The samples in the batch.
  ///   - inputSize: The columns of `input`.
  ///   - input: What `forward` was given.
  ///   - output: What `forward` gave.
  ///   - cache: What `forward` left.
  ///   - parameters: The layer's own range.
  ///   - outputGradient: ∂loss/∂output; may be overwritten.
  ///   - gradients: ∂loss/∂parameters of the layer's own range; overwritten, or added to.
  ///   - accumulates: Whether to add to `gradients` instead of overwriting.
  ///   - inputGradient: ∂loss/∂input; overwritten. Empty where nobody needs it.
  func backward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, output: Span<Scalar>, cache: Span<Scalar>,
    parameters: Span<Scalar>, outputGradient: inout MutableSpan<Scalar>,
    gradients: inout MutableSpan<Scalar>, accumulates: Bool,
    inputGradient: inout MutableSpan<Scalar>)
}

extension Layer {
  /// False: training and everything else compute the same.
  public var isRandom: Bool { false }

  /// Computes the same as without noise.
  public func forward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, parameters: Span<Scalar>,
    output: inout MutableSpan<Scalar>, cache: inout MutableSpan<Scalar>, noise: TrainingNoise
  ) {
    forward(
      rows: rows, inputSize: inputSize, input: input, parameters: parameters, output: &output,
      cache: &cache)
  }
}
