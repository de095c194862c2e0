import Descent
import TestSupport
import Testing

/// Whole training runs against the engines that the two introductory programs are written for.
@Suite struct TrainingParityTests {
  // MARK: PyTorch: a linear layer, step by step

  @Test(arguments: ["float32", "float64"])
  func linearLayerFollowsPyTorch(_ dtype: String) throws {
    if dtype == "float32" {
      try fitLinear(dtype, as: Float.self)
    } else {
      try fitLinear(dtype, as: Double.self)
    }
  }

  private func fitLinear<Scalar: RealScalar>(_ dtype: String, as scalar: Scalar.Type) throws {
    let fixture = EngineFixtures.training.linear
    let inputs = try #require(fixture.inputs[dtype])
    let testCase = try #require(fixture.cases.first { $0.dtype == dtype })
    let (x, y): (Matrix<Scalar>, Matrix<Scalar>) = (matrix(inputs.x), matrix(inputs.y))
    // A hundred updates, each of ten roundings, that partly cancel.
    let bound = 64 * Double(Scalar.ulpOfOne)

    var generator = SeededGenerator(seed: 0)
    var linear = Linear(3, 2, scalar: scalar, using: &generator)
    linear.parameters["linear.weight"] = matrix(inputs.weight)
    linear.parameters["linear.bias"] = matrix([inputs.bias])
    let criterion = MSELoss()
    let optimizer = RMSprop(
      learningRate: testCase.optimizer.learningRate, rho: testCase.optimizer.rho,
      epsilon: testCase.optimizer.epsilon, momentum: 0, centered: false, weightDecay: 0,
      convention: .pytorch)
    var state = optimizer.makeState(for: linear.parameters)
    for step in 0..<testCase.steps {
      let prediction = linear.forward(x)
      let loss = criterion.forward(prediction, y)
      let expected = testCase.losses[step]
      #expect((Double(loss) - expected).magnitude <= bound * expected, "step \(step)")
      linear.backward(criterion.backward(prediction, y))
      if step == 0 {
        #expect(
          largestError(
            linear.parameters.gradient(of: "linear.weight"), testCase.firstGradient.weight,
            floor: 1) <= bound)
      }
      optimizer.update(&linear.parameters, state: &state)
    }
    #expect(
      largestError(linear.parameters["linear.weight"], testCase.final.weight, floor: 0.1) <= bound)
    #expect(
      largestError(linear.parameters["linear.bias"], [testCase.final.bias], floor: 0.1) <= bound)
  }

  // MARK: Keras: compile, fit, evaluate, predict

  @Test(arguments: EngineFixtures.training.classifier.cases)
  func classifierFollowsKeras(_ testCase: TrainingFixture.Classifier.Case) throws {
    if testCase.dtype == "float32" {
      try fitClassifier(testCase, as: Float.self)
    } else {
      try fitClassifier(testCase, as: Double.self)
    }
  }

  private func fitClassifier<Scalar: RealScalar>(
    _ testCase: TrainingFixture.Classifier.Case, as scalar: Scalar.Type
  ) throws {
    let inputs = try #require(EngineFixtures.training.classifier.inputs[testCase.dtype])
    let train = Dataset<Scalar>(
      features: matrix(inputs.x), labels: inputs.labels, classCount: 4)
    let validation = Dataset<Scalar>(
      features: matrix(inputs.validationX), labels: inputs.validationLabels, classCount: 4)
    var model = Sequential(inputSize: 12, scalar: scalar) {
      Dense(8, activation: .relu)
      Dense(4, activation: .softmax)
    }
    model.parameters["dense_1.weight"] = matrix(inputs.weight1)
    model.parameters["dense_1.bias"] = matrix([inputs.bias1])
    model.parameters["dense_2.weight"] = matrix(inputs.weight2)
    model.parameters["dense_2.bias"] = matrix([inputs.bias2])
    model.compile(
      optimizer: RMSprop(
        learningRate: testCase.optimizer.learningRate, rho: testCase.optimizer.rho,
        epsilon: testCase.optimizer.epsilon, convention: .keras),
      loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    let history = try model.fit(
      train, epochs: testCase.epochs, batchSize: testCase.batchSize,
      validation: .data(
        validation,
        sampleWeights: testCase.name == "sample_weights"
          ? inputs.validationSampleWeights.map { Scalar($0) } : nil),
      shuffles: false,
      classWeights: testCase.name == "class_weights"
        ? Dictionary(uniqueKeysWithValues: inputs.classWeights.enumerated().map { ($0, $1) })
        : nil,
      sampleWeights: testCase.name == "sample_weights"
        ? inputs.sampleWeights.map { Scalar($0) } : nil)

    // Twelve updates; the engines and an exact evaluation differ by as much.
    let bound = 64 * Double(Scalar.ulpOfOne)
    for key in ["loss", "accuracy", "val_loss", "val_accuracy"] {
      let (found, expected) = (history[key], try #require(testCase.history[key]))
      #expect(found.count == expected.count)
      for (found, expected) in zip(found, expected) {
        #expect((found - expected).magnitude <= bound * max(1, expected), "\(key)")
      }
    }
    #expect(
      largestError(model.parameters["dense_1.weight"], testCase.final.weight1, floor: 0.1) <= bound)
    #expect(
      largestError(model.parameters["dense_1.bias"], [testCase.final.bias1], floor: 0.1) <= bound)
    #expect(
      largestError(model.parameters["dense_2.weight"], testCase.final.weight2, floor: 0.1) <= bound)
    #expect(
      largestError(model.parameters["dense_2.bias"], [testCase.final.bias2], floor: 0.1) <= bound)
    let predictions = model.predict(validation.features)
    #expect(largestError(predictions, testCase.predictions, floor: 0.1) <= bound)
  }
}
