import Descent
import TestSupport
import Testing

@testable import NeuralNetworks

/// Every layer and loss against central finite differences, in Double.
@Suite struct GradientTests {
  static let activations: [Activation] = [
    .identity, .relu, .leakyReLU(slope: 0.2), .sigmoid, .tanh, .gelu, .softmax,
  ]

  static let losses: [Loss] = [
    .sparseCategoricalCrossentropy, .sparseCategoricalCrossentropy(fromLogits: true),
    .categoricalCrossentropy, .categoricalCrossentropy(fromLogits: true),
    .binaryCrossentropy, .binaryCrossentropy(fromLogits: true), .meanSquaredError,
  ]

  /// Whether the loss is finite and smooth over what the last layer gives.
  private static func fits(_ loss: Loss, _ last: Activation) -> Bool {
    loss.isFromLogits || loss == .meanSquaredError
      ? true : last == .softmax || last == .sigmoid
  }

  @Test(arguments: activations, losses)
  func matchesFiniteDifferences(_ activation: Activation, _ loss: Loss) throws {
    for last in Self.activations where Self.fits(loss, last) {
      try check(hidden: activation, last: last, loss: loss, usesBias: last != .tanh)
    }
  }

  private func check(hidden: Activation, last: Activation, loss: Loss, usesBias: Bool) throws {
    let (rows, inputs, units, outputs) = (3, 5, 4, 3)
    var model = Sequential(inputSize: inputs, scalar: Double.self, seed: 5) {
      Dense(units, activation: hidden, usesBias: usesBias, biasInitializer: .heNormal)
      Dense(outputs, activation: last, usesBias: usesBias, biasInitializer: .heNormal)
    }
    model.compile(optimizer: SGD(), loss: loss)
    let setup = model.requireTraining(for: "the check")
    var generator = SeededGenerator(seed: 9)
    let features = Matrix<Double>.normal(rows: rows, columns: inputs, using: &generator)
    let rowTargets = Matrix<Double>.uniform(rows: rows, columns: outputs, using: &generator)
    let dataset =
      loss.takesLabels
      ? Dataset(features: features, labels: [2, 0, 1], classCount: outputs)
      : Dataset(features: features, values: rowTargets)
    let data = try TrainingData(
      dataset, inputSize: inputs, outputSize: outputs, loss: loss, sampleWeights: [1, 0.5, 2])
    var workspace = BatchWorkspace<Double>(
      layers: setup.layers, sizes: model.sizes, ranges: model.ranges, capacity: rows,
      trains: true)
    workspace.load(data, order: [0, 1, 2], places: 0..<3)

    func meanLoss(_ parameters: AlignedBuffer<Double>) -> Double {
      workspace.forward(rows: 0..<rows, parameters: parameters)
      workspace.computeLoss(
        setup.trainingLoss, rows: 0..<rows, batchRows: rows, hasWeights: true)
      return (0..<rows).reduce(0) { $0 + workspace.losses[$1] } / Double(rows)
    }

    _ = meanLoss(model.parameters.values)
    workspace.backward(
      rows: 0..<rows, parameters: model.parameters.values,
      parameterGradients: &model.parameters.gradients, accumulates: false)
    for index in 0..<model.parameters.count {
      // The cube root of the precision balances the error of the formula, h², with that of the
      // subtraction, ε/h.
      let h = 6e-6 * max(1, model.parameters.values[index].magnitude)
      var moved = model.parameters.values
      moved[index] += h
      let above = meanLoss(moved)
      moved[index] -= 2 * h
      let below = meanLoss(moved)
      let expected = (above - below) / (2 * h)
      let found = model.parameters.gradients[index]
      let error = (found - expected).magnitude
      #expect(
        error <= 1e-8 * max(1, expected.magnitude),
        "\(hidden), \(last), \(loss.name), parameter \(index): \(found) instead of \(expected)")
    }
  }

  /// A batch that goes through in pieces, or on several threads, has the gradient of the batch in
  /// whole.
  @Test(
    arguments: [1, 2, 7, 16, 33],
    [(1, false), (2, false), (3, false), (33, false), (1, true), (2, true), (3, true), (6, true)])
  func piecesAddUpToTheBatch(_ pieceRows: Int, _ team: (members: Int, sharesInputs: Bool)) throws {
    let rows = 33
    var generator = SeededGenerator(seed: 4)
    let data = try TrainingData(
      Dataset(
        features: Matrix<Double>.normal(rows: rows, columns: 6, using: &generator),
        labels: (0..<Int32(rows)).map { $0 % 3 }, classCount: 3),
      inputSize: 6, outputSize: 3, loss: .sparseCategoricalCrossentropy)
    func train(
      pieceRows: Int, members: Int, sharesInputs: Bool = false
    ) -> (model: Sequential<Double>, loss: Double) {
      var model = Sequential(inputSize: 6, scalar: Double.self, seed: 5) {
        Dense(9, activation: .gelu)
        Dense(3, activation: .softmax)
      }
      model.compile(
        optimizer: SGD(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
      var setup = model.requireTraining(for: "the check")
      var team = TrainingTeam(
        model, setup: setup, batchSize: rows,
        partition: BatchPartition(
          members: members, pieceRows: pieceRows, sharesInputs: sharesInputs))
      var sums = RunningSums(metricCount: 0)
      let isFinite = team.step(
        data, order: Array(0..<rows), places: 0..<rows, parameters: &model.parameters,
        setup: &setup, sums: &sums)
      #expect(isFinite)
      return (model, sums.meanLoss)
    }
    let whole = train(pieceRows: rows, members: 1)
    let pieces = train(
      pieceRows: pieceRows, members: team.members, sharesInputs: team.sharesInputs)
    // Each gradient is a sum of 33 terms below one, added in another order.
    let bound = Double(rows) * Double.ulpOfOne
    #expect((whole.loss - pieces.loss).magnitude <= bound * whole.loss)
    #expect(
      isClose(
        Array(pieces.model.parameters.gradients), Array(whole.model.parameters.gradients),
        absolute: bound))
    #expect(
      isClose(
        Array(pieces.model.parameters.values), Array(whole.model.parameters.values),
        absolute: bound))
  }

  @Test func linearGivesTheGradientOfItsInput() {
    var generator = SeededGenerator(seed: 2)
    var layer = Linear(4, 3, scalar: Double.self, activation: .gelu, using: &generator)
    let x = Matrix<Double>.normal(rows: 2, columns: 4, using: &generator)
    let y = Matrix<Double>.normal(rows: 2, columns: 3, using: &generator)
    let criterion = MSELoss()
    let prediction = layer.forward(x)
    let found = layer.backward(criterion.backward(prediction, y))
    for row in 0..<2 {
      for column in 0..<4 {
        let h = 6e-6
        var (above, below) = (x, x)
        above[row, column] += h
        below[row, column] -= h
        let expected =
          (criterion.forward(layer.forward(above), y) - criterion.forward(layer.forward(below), y))
          / (2 * h)
        #expect((found[row, column] - expected).magnitude <= 1e-8)
      }
    }
  }

  /// With metrics that need memory of their own, with one layer, with a last batch of a single row.
  @Test(arguments: [1, 2, 3], [true, false])
  func sharedInputsTrainAsOneThreadDoes(layers: Int, hasMetrics: Bool) throws {
    let rows = 21
    var generator = SeededGenerator(seed: 4)
    let data = try TrainingData(
      Dataset(
        features: Matrix<Double>.normal(rows: rows, columns: 6, using: &generator),
        labels: (0..<Int32(rows)).map { $0 % 3 }, classCount: 3),
      inputSize: 6, outputSize: 3, loss: .sparseCategoricalCrossentropy)
    func train(_ partition: BatchPartition) -> (model: Sequential<Double>, sums: RunningSums) {
      var model = Sequential(inputSize: 6, scalar: Double.self, seed: 5) {
        for _ in 1..<layers { Dense(9, activation: .gelu) }
        Dense(3, activation: .softmax)
      }
      model.compile(
        optimizer: SGD(learningRate: 0.1), loss: .sparseCategoricalCrossentropy,
        metrics: hasMetrics ? [.accuracy, .topKAccuracy(2)] : [])
      var setup = model.requireTraining(for: "the check")
      var team = TrainingTeam(model, setup: setup, batchSize: 10, partition: partition)
      var sums = RunningSums(metricCount: hasMetrics ? 2 : 0)
      let order = Array((0..<rows).reversed())
      for start in [0, 10, 20] {
        let isFinite = team.step(
          data, order: order, places: start..<min(rows, start + 10),
          parameters: &model.parameters, setup: &setup, sums: &sums)
        #expect(isFinite)
      }
      return (model, sums)
    }
    let alone = train(BatchPartition(members: 1, pieceRows: 10))
    let shared = train(BatchPartition(members: 3, pieceRows: 4, sharesInputs: true))
    // Three steps of sums of at most ten terms below one, added in another order.
    let bound = 3 * 10 * Double.ulpOfOne
    #expect((alone.sums.loss - shared.sums.loss).magnitude <= bound * alone.sums.loss)
    #expect(alone.sums.metrics == shared.sums.metrics)
    #expect(
      isClose(
        Array(shared.model.parameters.values), Array(alone.model.parameters.values),
        absolute: bound))
  }
}
