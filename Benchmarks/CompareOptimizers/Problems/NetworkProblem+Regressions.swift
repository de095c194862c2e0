import Descent

extension NetworkProblem<Float> {
  /// 64-32-8-32-64: the embedded digits through a bottleneck of eight numbers, and back.
  static func autoencoder(_ budget: ProblemBudget) throws(ProblemError) -> NetworkProblem {
    let data = Digits.load()
    func copies(_ set: Dataset<Float>) -> Dataset<Float> {
      Dataset(features: set.features, values: set.features)
    }
    let shape = ModelShape([64, 32, 8, 32, 64])
    return try regression(
      .init(
        name: "autoencoder", title: "Autoencoder",
        source: "G. Hinton, R. Salakhutdinov, “Reducing the dimensionality of data with neural "
          + "networks”, Science 313, 2006",
        data: "1,797 handwritten digits of 8×8 pixels, to be given back",
        preprocessing: "pixels divided by 16", shape: shape, activations: "ReLU, then sigmoid",
        target: 0.02, epochs: 40, batchSize: 32),
      (copies(data.train), copies(data.test)),
      layers: [
        Dense(32, activation: .relu), Dense(8, activation: .relu), Dense(32, activation: .relu),
        Dense(64, activation: .sigmoid),
      ], budget)
  }

  /// 3-16-2: two smooth functions of three numbers, with a little noise.
  static func regression(_ budget: ProblemBudget) throws(ProblemError) -> NetworkProblem {
    var generator = SeededGenerator(seed: 32)
    func samples(_ count: Int) -> Dataset<Float> {
      let inputs = Matrix<Float>(rows: count, columns: 3) { _, _ in generator.nextNormal() }
      let outputs = Matrix<Float>(rows: count, columns: 2) { row, column in
        let (a, b, c) = (inputs[row, 0], inputs[row, 1], inputs[row, 2])
        let noise: Float = 0.05 * generator.nextNormal()
        return (column == 0 ? a * b / (1 + c * c) : a - b / (1 + a * a)) + noise
      }
      return Dataset(features: inputs, values: outputs)
    }
    return try regression(
      .init(
        name: "regression", title: "Regression from 3 to 2",
        source: "made from a fixed seed: y₁ = x₁x₂/(1 + x₃²), y₂ = x₁ − x₂/(1 + x₁²), with "
          + "normal noise of 0.05",
        data: "1,200 samples of three normal numbers", preprocessing: "",
        shape: ModelShape([3, 16, 2]), activations: "tanh, then none", target: 0.05, epochs: 60,
        batchSize: 32),
      (samples(1_000), samples(200)),
      layers: [Dense(16, activation: .tanh), Dense(2, activation: .identity)], budget)
  }

  /// What a regression is made of.
  struct Regression {
    var name: String
    var title: String
    var source: String
    var data: String
    var preprocessing: String
    var shape: ModelShape
    var activations: String
    /// The loss to reach.
    var target: Double
    var epochs: Int
    var batchSize: Int
  }

  /// Splits the data and puts a network upon them.
  static func regression(
    _ parts: Regression, _ data: (train: Dataset<Float>, test: Dataset<Float>),
    layers: [any Layer], _ budget: ProblemBudget
  ) throws(ProblemError) -> NetworkProblem {
    let (training, validation) = data.train.validationSplit(fraction: validationFraction)
    guard !training.isEmpty, !validation.isEmpty, !data.test.isEmpty else {
      throw .tooFewSamples(name: parts.title, count: data.train.count)
    }
    let batchSize = min(budget.batchSize ?? parts.batchSize, training.count)
    return NetworkProblem(
      description: ComparisonResults.Problem(
        name: parts.name, title: parts.title, kind: layers.count > 1 ? .network : .convex,
        source: parts.source, data: parts.data, trainingCount: training.count,
        validationCount: validation.count, testCount: data.test.count,
        preprocessing: parts.preprocessing, model: parts.shape.text,
        activations: parts.activations, parameterCount: parts.shape.parameterCount,
        initialization: "Glorot uniform, biases 0", loss: "mean squared error",
        scalar: "Float (32 bits)", target: .init(measure: .loss, value: parts.target),
        epochs: budget.epochs ?? parts.epochs,
        stepsPerEpoch: (training.count + batchSize - 1) / batchSize, batchSize: batchSize,
        hasAccuracy: false),
      training: training, validation: validation, test: data.test, layers: layers,
      loss: .meanSquaredError)
  }
}
