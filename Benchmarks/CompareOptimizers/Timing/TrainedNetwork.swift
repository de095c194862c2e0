import Descent

/// A network that every engine trains from the same weights.
struct TrainedNetwork {
  /// The width of the input and of each layer's output.
  let widths: [Int]
  /// Whether it learns classes; otherwise it learns values, with the mean squared error.
  let classifies: Bool
  /// η of its RMSprop.
  let learningRate: Double
  /// Whether it learns random samples and is there only to be timed, by parts of epochs too.
  let isForTimingOnly: Bool

  /// The networks of the comparison by their letters; those that classify learn MNIST.
  static let named: [String: TrainedNetwork] = [
    "A": TrainedNetwork(widths: [784, 64, 10], classifies: true),
    // With 0.001 the first steps throw it about so much that rounding alone decides the third digit
    // of its loss.
    "B": TrainedNetwork(widths: [784, 512, 512, 10], classifies: true, learningRate: 0.0001),
    "C": TrainedNetwork(widths: [1024, 4096, 4096, 1024], classifies: false),
    "D": TrainedNetwork(widths: [784, 10], classifies: true),
  ]

  /// After how many steps the losses are compared; where a step takes a second in some engines, few.
  var agreementSteps: Int { isForTimingOnly ? 1 : classifies ? 100 : 10 }

  /// The network of a letter, or of widths such as `784x128x10`, which learns random classes.
  init?(description: String) {
    if let network = Self.named[description] {
      self = network
      return
    }
    let widths = description.split(separator: "x", omittingEmptySubsequences: false).map {
      Int($0) ?? 0
    }
    guard widths.count >= 2, widths.allSatisfy({ $0 >= 1 }) else { return nil }
    // Random classes cannot be learnt; with a small rate the parameters stay ordinary numbers.
    self.init(widths: widths, classifies: true, learningRate: 1e-5, isForTimingOnly: true)
  }

  /// A network of one's own.
  init(
    widths: [Int], classifies: Bool, learningRate: Double = 0.001, isForTimingOnly: Bool = false
  ) {
    self.widths = widths
    self.classifies = classifies
    self.learningRate = learningRate
    self.isForTimingOnly = isForTimingOnly
  }

  /// The network before its first step, as a user of the package writes it.
  ///
  /// The convention says where ε stands: beside the root, or inside it as in Keras.
  func makeModel(convention: RMSprop.Convention = .textbook) -> Sequential<Float> {
    let hidden = widths.dropFirst().dropLast()
    var model = Sequential(inputSize: widths[0], seed: 1) {
      for width in hidden { Dense(width, activation: .relu) }
      Dense(widths[widths.count - 1], activation: classifies ? .softmax : .identity)
    }
    for (layer, block) in model.parameters.blocks.filter({ $0.rows > 1 }).enumerated() {
      model.parameters[block.name] = TrainingInputs.weights(
        ofLayer: layer, inputs: block.rows, outputs: block.columns)
    }
    model.compile(
      optimizer: RMSprop(
        learningRate: learningRate, rho: 0.9, epsilon: 1e-7, convention: convention),
      loss: classifies ? .sparseCategoricalCrossentropy : .meanSquaredError,
      metrics: classifies ? [.accuracy] : [])
    return model
  }
}
