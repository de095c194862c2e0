internal import ElementwiseKernels
public import LinearAlgebra

/// A fully connected layer with its own parameters, stepped by hand as in PyTorch: y = x·W + b.
///
/// ```swift
/// var linear = Linear(3, 2, using: &generator)
/// let prediction = linear.forward(x)                       // keeps x for the backward pass
/// linear.backward(criterion.backward(prediction, y))       // fills linear.parameters.gradients
/// optimizer.update(&linear.parameters, state: &state)
/// ```
/// W is stored as [inputs, outputs], the transpose of PyTorch's.
public struct Linear<Scalar: RealScalar>: Sendable {
  /// "linear.weight" of shape [inputs, outputs] and "linear.bias" of shape [1, outputs].
  public var parameters: FlatParameters<Scalar>
  /// The number of columns of the input.
  public let inputSize: Int
  private let layer: Dense
  // What the last forward pass was given and gave.
  private var input: Matrix<Scalar>
  private var output: Matrix<Scalar>
  private var cache = AlignedBuffer<Scalar>(zeros: 0)

  /// Creates a layer with PyTorch's initial values, U(1/√inputs) for W and b.
  ///
  /// - Precondition: Both sizes are at least 1.
  public init(
    _ inputSize: Int, _ outputSize: Int, scalar: Scalar.Type, activation: Activation = .identity,
    using generator: inout SeededGenerator
  ) {
    require(inputSize >= 1, "a linear layer needs at least one input, not \(inputSize)")
    layer = Dense(
      outputSize, activation: activation, weightInitializer: .pytorchDefault,
      biasInitializer: .pytorchDefault)
    self.inputSize = inputSize
    parameters = FlatParameters(
      [("linear", inputSize, outputSize, layer.parameterShapes(inputSize: inputSize))],
      using: &generator)
    input = Matrix(rows: 0, columns: inputSize)
    output = Matrix(rows: 0, columns: outputSize)
  }

  /// x·W + b, row by row; keeps x for ``backward(_:)``.
  ///
  /// - Precondition: x has ``inputSize`` columns.
  public mutating func forward(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
    require(
      x.columns == inputSize, "the input has \(x.columns) columns, the layer \(inputSize) inputs")
    var result = Matrix<Scalar>(rows: x.rows, columns: layer.units)
    var cache = AlignedBuffer<Scalar>(zeros: x.rows * layer.cacheSize(inputSize: inputSize))
    do {
      var resultSpan = result.mutableSpan
      var cacheSpan = cache.mutableSpan
      layer.forward(
        rows: x.rows, inputSize: inputSize, input: x.span, parameters: parameters.values.span,
        output: &resultSpan, cache: &cacheSpan)
    }
    (input, output, self.cache) = (x, result, cache)
    return result
  }

  /// Overwrites the gradients of the parameters, and gives that of the input.
  ///
  /// - Parameter outputGradient: ∂loss/∂y for the y of the last ``forward(_:)``.
  /// - Returns: ∂loss/∂x.
  /// - Precondition: `outputGradient` has the shape of that y.
  @discardableResult
  public mutating func backward(_ outputGradient: Matrix<Scalar>) -> Matrix<Scalar> {
    require(
      outputGradient.rows == output.rows && outputGradient.columns == output.columns,
      "the gradient is \(outputGradient.rows)×\(outputGradient.columns), "
        + "the last output \(output.rows)×\(output.columns)")
    var delta = outputGradient
    var inputGradient = Matrix<Scalar>(rows: input.rows, columns: input.columns)
    let (layer, input, output, cache) = (self.layer, self.input, self.output, self.cache)
    let values = parameters.values
    do {
      var deltaSpan = delta.mutableSpan
      var gradientSpan = parameters.gradients.mutableSpan
      var inputSpan = inputGradient.mutableSpan
      layer.backward(
        rows: input.rows, inputSize: input.columns, input: input.span, output: output.span,
        cache: cache.span, parameters: values.span, outputGradient: &deltaSpan,
        gradients: &gradientSpan, accumulates: false, inputGradient: &inputSpan)
    }
    return inputGradient
  }
}

extension Linear where Scalar == Float {
  /// Creates a layer of `Float` with PyTorch's initial values, U(1/√inputs) for W and b.
  ///
  /// - Precondition: Both sizes are at least 1.
  public init(
    _ inputSize: Int, _ outputSize: Int, activation: Activation = .identity,
    using generator: inout SeededGenerator
  ) {
    self.init(
      inputSize, outputSize, scalar: Float.self, activation: activation, using: &generator)
  }
}
