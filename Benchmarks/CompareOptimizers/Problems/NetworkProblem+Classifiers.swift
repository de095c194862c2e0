import Descent

extension NetworkProblem<Float> {
  /// The part of the training data that hyper-parameters are chosen on.
  static var validationFraction: Double { 1.0 / 6 }

  /// 64-32-10 on the embedded digits, or a network of other widths.
  static func digits(_ budget: ProblemBudget) throws(ProblemError) -> NetworkProblem {
    try classifier(
      .init(
        name: "digits", title: "Handwritten digits", source: digitsSource, data: digitsData,
        preprocessing: "pixels divided by 16", shape: budget.shape ?? ModelShape([64, 32, 10]),
        target: 0.95, epochs: 40, batchSize: 32),
      Digits.load(), budget)
  }

  /// Logistic regression on the embedded digits.
  static func logistic(_ budget: ProblemBudget) throws(ProblemError) -> NetworkProblem {
    try classifier(
      .init(
        name: "logistic", title: "Logistic regression", source: digitsSource, data: digitsData,
        preprocessing: "pixels divided by 16", shape: ModelShape([64, 10]), target: 0.93,
        epochs: 40, batchSize: 32),
      Digits.load(), budget)
  }

  /// 784-64-10 on MNIST or its like, or a network of other widths.
  ///
  /// - Throws: `ProblemError`, or `DataFormatError` for the files.
  static func mnist(_ budget: ProblemBudget) throws -> NetworkProblem {
    guard let folder = budget.folder else { throw ProblemError.needsFolder(problem: "mnist") }
    let data = try MNIST.load(from: folder)
    return try classifier(
      .init(
        name: "mnist", title: "MNIST", source: mnistSource, data: imageText(data),
        preprocessing: "pixels divided by 255",
        shape: budget.shape ?? ModelShape([data.train.featureCount, 64, MNIST.classCount]),
        target: 0.97, epochs: 10, batchSize: 32, place: folder),
      data, budget)
  }

  /// 784-512-512-10 with dropout on MNIST or its like, or a network of other widths.
  ///
  /// - Throws: `ProblemError`, or `DataFormatError` for the files.
  static func deepMNIST(_ budget: ProblemBudget) throws -> NetworkProblem {
    guard let folder = budget.folder else { throw ProblemError.needsFolder(problem: "mnist-deep") }
    let data = try MNIST.load(from: folder)
    return try classifier(
      .init(
        name: "mnist-deep", title: "MNIST, deeper", source: mnistSource, data: imageText(data),
        preprocessing: "pixels divided by 255",
        shape: budget.shape ?? ModelShape([data.train.featureCount, 512, 512, MNIST.classCount]),
        target: 0.98, epochs: 10, batchSize: 128, dropout: 0.2, place: folder),
      data, budget)
  }

  /// What a classifier is made of.
  struct Classifier {
    var name: String
    var title: String
    var source: String
    var data: String
    var preprocessing: String
    var shape: ModelShape
    var target: Double
    var epochs: Int
    var batchSize: Int
    /// The share of each hidden layer's outputs that training sets to zero.
    var dropout = 0.0
    /// What errors call the data; nil for the title.
    var place: String?
  }

  private static var digitsData: String { "1,797 handwritten digits of 8×8 pixels" }

  private static var digitsSource: String {
    "E. Alpaydin, C. Kaynak, “Optical Recognition of Handwritten Digits”, UCI Machine Learning "
      + "Repository, 1998"
  }

  static var mnistSource: String {
    "Y. LeCun, C. Cortes, C. Burges, “The MNIST database of handwritten digits”, 1998"
  }

  static func imageText(_ data: (train: Dataset<Float>, test: Dataset<Float>)) -> String {
    "\(NumberText.grouped(data.train.count + data.test.count)) images of "
      + "\(data.train.featureCount) pixels"
  }

  /// Splits the data and puts a network of dense layers upon them.
  static func classifier(
    _ parts: Classifier, _ data: (train: Dataset<Float>, test: Dataset<Float>),
    _ budget: ProblemBudget
  ) throws(ProblemError) -> NetworkProblem {
    let (shape, inputs) = (parts.shape, data.train.featureCount)
    let classes = data.train.classCount ?? 0
    guard shape.widths.first == inputs, shape.widths.last == classes else {
      throw .doesNotFit(model: shape.text, inputs: inputs, classes: classes)
    }
    let (training, validation) = data.train.validationSplit(fraction: validationFraction)
    guard !training.isEmpty, !validation.isEmpty, !data.test.isEmpty else {
      throw .tooFewSamples(name: parts.place ?? parts.title, count: data.train.count)
    }
    guard Set(training.labels ?? []).count > 1 else {
      throw .oneClass(name: parts.place ?? parts.title)
    }
    let hidden = shape.widths.dropFirst().dropLast()
    let batchSize = min(budget.batchSize ?? parts.batchSize, training.count)
    let activations = hidden.isEmpty ? "softmax" : "ReLU, then softmax"
    let rate = parts.dropout
    return NetworkProblem(
      description: ComparisonResults.Problem(
        name: parts.name, title: parts.title, kind: hidden.isEmpty ? .convex : .network,
        source: parts.source, data: parts.data, trainingCount: training.count,
        validationCount: validation.count, testCount: data.test.count,
        preprocessing: parts.preprocessing, model: shape.text,
        activations: rate > 0 ? activations + ", dropout \(NumberText.short(rate))" : activations,
        parameterCount: shape.parameterCount, initialization: "Glorot uniform, biases 0",
        loss: "cross-entropy, computed from the logits", scalar: "Float (32 bits)",
        target: .init(measure: .accuracy, value: budget.targetAccuracy ?? parts.target),
        epochs: budget.epochs ?? parts.epochs,
        stepsPerEpoch: (training.count + batchSize - 1) / batchSize, batchSize: batchSize,
        hasAccuracy: true),
      training: training, validation: validation, test: data.test,
      layers: hidden.flatMap { width -> [any Layer] in
        let layer = Dense(width, activation: .relu)
        return rate > 0 ? [layer, Dropout(rate)] : [layer]
      } + [Dense(classes, activation: .softmax)],
      loss: .sparseCategoricalCrossentropy)
  }
}
