import Descent

/// The data, split three ways, and the shape of the network that all contenders train.
struct TrainingProblem: Sendable {
  /// What reports call the data.
  let dataName: String
  /// What was done to the pixels.
  let preprocessing: String
  let training: Dataset<Float>
  let validation: Dataset<Float>
  let test: Dataset<Float>
  let shape: ModelShape
  let defaultEpochs: Int

  /// The part of the training data that learning rates are chosen on.
  private static let validationFraction = 1.0 / 6

  /// Loads MNIST from a folder, or the digits that are built in.
  ///
  /// - Throws: `DataFormatError` for the data, `ProblemError` for a model that does not fit it.
  static func load(folder: String?, model: ModelShape?) throws -> TrainingProblem {
    if let folder {
      return try TrainingProblem(
        dataName: "MNIST: 70,000 handwritten digits of 28×28 pixels",
        preprocessing: "pixels divided by 255", try MNIST.load(from: folder),
        shape: model ?? ModelShape([784, 64, 10]), defaultEpochs: 10)
    }
    return try TrainingProblem(
      dataName: "Digits: 1,797 handwritten digits of 8×8 pixels",
      preprocessing: "pixels divided by 16", Digits.load(),
      shape: model ?? ModelShape([64, 32, 10]), defaultEpochs: 40)
  }

  private init(
    dataName: String, preprocessing: String, _ data: (train: Dataset<Float>, test: Dataset<Float>),
    shape: ModelShape, defaultEpochs: Int
  ) throws(ProblemError) {
    let inputs = data.train.featureCount
    let classes = data.train.classCount ?? 0
    guard shape.widths.first == inputs, shape.widths.last == classes else {
      throw ProblemError(model: shape.text, inputs: inputs, classes: classes)
    }
    self.dataName = dataName
    self.preprocessing = preprocessing
    (training, validation) = data.train.validationSplit(fraction: Self.validationFraction)
    test = data.test
    self.shape = shape
    self.defaultEpochs = defaultEpochs
  }

  /// The network with the weights of a seed.
  func makeModel(seed: UInt64) -> Sequential<Float> {
    let hidden = shape.widths.dropFirst().dropLast()
    let classes = shape.widths[shape.widths.count - 1]
    return Sequential(inputSize: shape.widths[0], seed: seed) {
      for width in hidden { Dense(width, activation: .relu) }
      Dense(classes, activation: .softmax)
    }
  }

  /// How reports describe it.
  var description: ComparisonResults.Problem {
    ComparisonResults.Problem(
      data: dataName, trainingCount: training.count, validationCount: validation.count,
      testCount: test.count, preprocessing: preprocessing, model: shape.text,
      activations: shape.widths.count > 2 ? "ReLU, then softmax" : "softmax",
      parameterCount: makeModel(seed: 0).parameters.count,
      initialization: "Glorot uniform, biases 0",
      loss: "cross-entropy, computed from the logits", scalar: "Float (32 bits)")
  }
}

/// A model that does not fit the data.
struct ProblemError: Error, CustomStringConvertible {
  let model: String
  let inputs: Int
  let classes: Int

  var description: String {
    "the model \(model) does not fit data of \(inputs) pixels and \(classes) classes: "
      + "it must begin with \(inputs) and end with \(classes)"
  }
}
