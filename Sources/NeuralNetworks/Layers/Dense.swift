internal import BLASKernels
internal import ElementwiseKernels
public import LinearAlgebra

/// A fully connected layer: y = f(x·W + b).
///
/// With x of shape [rows, inputs], W of shape [inputs, units], b of shape [units]. The gradients
/// are ∂W = xᵀ·δ, ∂b = Σ δ over the rows and ∂x = δ·Wᵀ, where δ = ∂y ⊙ f'(x·W + b): three products
/// and one element-wise pass, each written straight into its place.
public struct Dense: Layer, Equatable {
  /// The number of outputs.
  public var units: Int
  /// f.
  public var activation: Activation
  /// Whether there is a bias b.
  public var usesBias: Bool
  /// How W gets its first values.
  public var weightInitializer: Initializer
  /// How b gets its first values.
  public var biasInitializer: Initializer

  /// Creates a layer with Keras' initial values unless others are asked for.
  ///
  /// - Precondition: `units ≥ 1`.
  public init(
    _ units: Int, activation: Activation = .identity, usesBias: Bool = true,
    weightInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros
  ) {
    require(units >= 1, "a dense layer needs at least one unit, not \(units)")
    if case .leakyReLU(let slope) = activation {
      require(slope >= 0 && slope.isFinite, "the slope must be at least 0, not \(slope)")
    }
    self.units = units
    self.activation = activation
    self.usesBias = usesBias
    self.weightInitializer = weightInitializer
    self.biasInitializer = biasInitializer
  }

  /// "dense".
  public var kind: String { "dense" }

  /// The name of the activation.
  public var details: String { activation.name }

  /// `units`.
  public func outputSize(inputSize: Int) -> Int { units }

  /// "weight" of shape [inputSize, units] and "bias" of shape [1, units].
  public func parameterShapes(inputSize: Int) -> [ParameterShape] {
    let weight = ParameterShape(
      name: "weight", rows: inputSize, columns: units, initializer: weightInitializer)
    let bias = ParameterShape(
      name: "bias", rows: 1, columns: units, initializer: biasInitializer)
    return usesBias ? [weight, bias] : [weight]
  }

  /// The pre-activations, where the derivative needs them.
  public func cacheSize(inputSize: Int) -> Int {
    activation.elementwise?.needsPreactivation == true ? units : 0
  }

  /// output ← f(input·W + b).
  public func forward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, parameters: Span<Scalar>,
    output: inout MutableSpan<Scalar>, cache: inout MutableSpan<Scalar>
  ) {
    forward(
      rows: rows, inputSize: inputSize, input: input, parameters: parameters, output: &output,
      cache: &cache, skipsZeros: false)
  }

  /// The same, with a choice whether to look for zeros in the input.
  func forward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, parameters: Span<Scalar>,
    output: inout MutableSpan<Scalar>, cache: inout MutableSpan<Scalar>, skipsZeros: Bool
  ) {
    let weightCount = inputSize * units
    multiply(
      rows: rows, inputSize: inputSize, input, weights: parameters.extracting(first: weightCount),
      into: &output, skipsZeros: skipsZeros)
    activate(
      rows: rows, bias: parameters.extracting(droppingFirst: weightCount), output: &output,
      cache: &cache)
  }

  /// gradients ← (inputᵀ·δ, Σ δ) and inputGradient ← δ·Wᵀ.
  public func backward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, output: Span<Scalar>, cache: Span<Scalar>,
    parameters: Span<Scalar>, outputGradient: inout MutableSpan<Scalar>,
    gradients: inout MutableSpan<Scalar>, accumulates: Bool,
    inputGradient: inout MutableSpan<Scalar>
  ) {
    backward(
      rows: rows, inputSize: inputSize, input: input, output: output, cache: cache,
      parameters: parameters, outputGradient: &outputGradient, gradients: &gradients,
      accumulates: accumulates, inputGradient: &inputGradient, skipsZeros: false)
  }

  /// The same, with a choice whether to look for zeros in the input.
  func backward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, output: Span<Scalar>, cache: Span<Scalar>,
    parameters: Span<Scalar>, outputGradient: inout MutableSpan<Scalar>,
    gradients: inout MutableSpan<Scalar>, accumulates: Bool,
    inputGradient: inout MutableSpan<Scalar>, skipsZeros: Bool
  ) {
    let weightCount = inputSize * units
    do {
      var biasGradients = gradients.slice(weightCount..<gradients.count)
      differentiate(
        rows: rows, output: output, cache: cache, outputGradient: &outputGradient,
        biasGradients: &biasGradients, accumulates: accumulates)
    }
    do {
      var weightGradients = gradients.slice(0..<weightCount)
      multiplyTransposed(
        rows: rows, inputSize: inputSize, input, outputGradient.span, into: &weightGradients,
        accumulates: accumulates, skipsZeros: skipsZeros)
    }
    if !inputGradient.isEmpty {
      gemm(
        .none, .transpose, rows: rows, columns: inputSize, inner: units,
        alpha: 1, outputGradient.span, leadingDimensionA: units,
        parameters.extracting(first: weightCount), leadingDimensionB: units,
        beta: 0, &inputGradient, leadingDimensionC: inputSize)
    }
  }
}
