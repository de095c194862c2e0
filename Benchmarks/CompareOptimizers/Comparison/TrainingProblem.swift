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

  /// The epochs of a run on the digits that are built in, unless the user says otherwise.
  static let digitsEpochs = 40

  /// The epochs of a run on data from files, unless the user says otherwise.
  static let filesEpochs = 10

  /// Loads MNIST or its like from a folder, or the digits that are built in.
  ///
  /// - Throws: `DataFormatError` for the data, `ProblemError` for data too few to be split, or a
  ///   model that does not fit them.
  static func load(folder: String?, model: ModelShape?) throws -> TrainingProblem {
    if let folder {
      let data = try MNIST.load(from: folder)
      let images = NumberText.grouped(data.train.count + data.test.count)
      return try TrainingProblem(
        dataName: "\(folder): \(images) images of \(data.train.featureCount) pixels",
        preprocessing: "pixels divided by 255", data, name: folder,
        shape: model ?? ModelShape([data.train.featureCount, 64, MNIST.classCount]),
        defaultEpochs: filesEpochs)
    }
    return try TrainingProblem(
      dataName: "Digits: 1,797 handwritten digits of 8×8 pixels",
      preprocessing: "pixels divided by 16", Digits.load(), name: "the digits",
      shape: model ?? ModelShape([64, 32, 10]), defaultEpochs: digitsEpochs)
  }

  private init(
    dataName: String, preprocessing: String, _ data: (train: Dataset<Float>, test: Dataset<Float>),
    name: String, shape: ModelShape, defaultEpochs: Int
  ) throws(ProblemError) {
    let inputs = data.train.featureCount
    let classes = data.train.classCount ?? 0
    guard shape.widths.first == inputs, shape.widths.last == classes else {
      throw .doesNotFit(model: shape.text, inputs: inputs, classes: classes)
    }
    (training, validation) = data.train.validationSplit(fraction: Self.validationFraction)
    guard !training.isEmpty, !validation.isEmpty else {
      throw .tooFewSamples(name: name, count: data.train.count)
    }
    self.dataName = dataName
    self.preprocessing = preprocessing
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
      parameterCount: shape.parameterCount,
      initialization: "Glorot uniform, biases 0",
      loss: "cross-entropy, computed from the logits", scalar: "Float (32 bits)")
  }
}

/// Why a network cannot be trained on data that are sound in themselves.
enum ProblemError: Error, Equatable, CustomStringConvertible {
  /// The first or last width of the model is another than that of the data.
  case doesNotFit(model: String, inputs: Int, classes: Int)

  /// None would be left for training, or none for validation.
  case tooFewSamples(name: String, count: Int)

  var description: String {
    switch self {
    case .doesNotFit(let model, let inputs, let classes):
      "the model \(model) does not fit data of \(inputs) pixels and \(classes) classes: "
        + "it must begin with \(inputs) and end with \(classes)"
    case .tooFewSamples(let name, let count):
      "\(name): \(count) training image\(count == 1 ? " is" : "s are") too few to set some aside "
        + "for validation"
    }
  }
}
