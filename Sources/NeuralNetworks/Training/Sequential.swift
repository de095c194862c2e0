internal import ElementwiseKernels
public import LinearAlgebra

/// A network of layers one behind the other, trained as in Keras.
///
/// ```swift
/// var model = Sequential(inputSize: 784) {
///   Dense(64, activation: .relu)
///   Dense(10, activation: .softmax)
/// }
/// model.compile(
///   optimizer: RMSprop(learningRate: 0.001, rho: 0.9),
///   loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
/// let history = try model.fit(train, epochs: 10, batchSize: 32)
/// let score = try model.evaluate(test)
/// ```
/// A value: a copy has its own parameters, optimizer state and random generator, so two copies that
/// are trained alike end with the same bits.
public struct Sequential<Scalar: RealScalar>: Sendable {
  /// The number of columns of the input.
  public let inputSize: Int
  /// The layers, from the input on.
  public let layers: [any Layer]
  /// All weights in one flat buffer, and their gradients in another.
  public var parameters: FlatParameters<Scalar> {
    didSet {
      require(
        parameters.count == (ranges.last?.upperBound ?? 0),
        "\(parameters.count) parameters cannot replace \(ranges.last?.upperBound ?? 0)")
    }
  }

  // The width of the input and of each layer's output, and each layer's range of the parameters.
  let sizes: [Int]
  let ranges: [Range<Int>]
  let seed: UInt64
  // Draws the initial weights, then the order of every epoch.
  var generator: SeededGenerator
  // What `compile` decided, and the state of the optimizer.
  var training: TrainingSetup<Scalar>?

  /// Creates a network and draws its initial weights.
  ///
  /// - Parameters:
  ///   - inputSize: The number of columns of the input.
  ///   - scalar: The number type, `Float` unless given.
  ///   - seed: Decides the initial weights and the order of all batches.
  ///   - layers: The layers, from the input on.
  /// - Precondition: `inputSize ≥ 1`, and there is a layer.
  public init(
    inputSize: Int, scalar: Scalar.Type, seed: UInt64 = 0,
    @LayerBuilder layers: () -> [any Layer]
  ) {
    let layers = layers()
    require(inputSize >= 1, "a network needs at least one input, not \(inputSize)")
    require(!layers.isEmpty, "a network needs at least one layer")
    var generator = SeededGenerator(seed: seed)
    var sizes = [inputSize]
    var ranges: [Range<Int>] = []
    var requests: [(name: String, fanIn: Int, fanOut: Int, shapes: [ParameterShape])] = []
    var start = 0
    for (index, layer) in layers.enumerated() {
      let input = sizes[index]
      let output = layer.outputSize(inputSize: input)
      let shapes = layer.parameterShapes(inputSize: input)
      let count = shapes.reduce(0) { $0 + $1.rows * $1.columns }
      requests.append(("\(layer.kind)_\(index + 1)", input, output, shapes))
      sizes.append(output)
      ranges.append(start..<start + count)
      start += count
    }
    self.inputSize = inputSize
    self.seed = seed
    self.layers = layers
    self.sizes = sizes
    self.ranges = ranges
    parameters = FlatParameters(requests, using: &generator)
    self.generator = generator
  }

  /// The number of columns of the output.
  public var outputSize: Int { sizes[sizes.count - 1] }

  /// The widths between which layers have products: without those of layers that have no parameters.
  var productSizes: [Int] {
    [inputSize] + zip(ranges, sizes.dropFirst()).filter { !$0.0.isEmpty }.map(\.1)
  }

  /// One line per layer: what it is, its output and its parameters.
  public var summary: String {
    var lines = ["input \(inputSize)"]
    for (index, layer) in layers.enumerated() {
      lines.append(
        "\(layer.kind)_\(index + 1) \(layer.details): \(sizes[index + 1]) outputs, "
          + "\(ranges[index].count) parameters")
    }
    lines.append("\(parameters.count) parameters")
    return lines.joined(separator: "\n")
  }
}

extension Sequential where Scalar == Float {
  /// Creates a network of `Float` and draws its initial weights.
  ///
  /// - Parameters:
  ///   - inputSize: The number of columns of the input.
  ///   - seed: Decides the initial weights and the order of all batches.
  ///   - layers: The layers, from the input on.
  /// - Precondition: `inputSize ≥ 1`, and there is a layer.
  public init(inputSize: Int, seed: UInt64 = 0, @LayerBuilder layers: () -> [any Layer]) {
    self.init(inputSize: inputSize, scalar: Float.self, seed: seed, layers: layers)
  }
}
