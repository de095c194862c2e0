import Descent
import Testing

@testable import NeuralNetworks

@Suite struct DropoutTests {
  private func model(_ seed: UInt64 = 3, rate: Double = 0.5) -> Sequential<Double> {
    Sequential(inputSize: 6, scalar: Double.self, seed: seed) {
      Dense(40, activation: .tanh)
      Dropout(rate)
      Dense(3, activation: .softmax)
    }
  }

  private var data: Dataset<Double> {
    var generator = SeededGenerator(seed: 9)
    let features = Matrix<Double>(
      rows: 64, columns: 6, elements: (0..<64 * 6).map { _ in generator.nextNormal() })
    return Dataset(
      features: features, labels: (0..<64).map { Int32($0 % 3) }, classCount: 3)
  }

  private func trained(_ model: Sequential<Double>, epochs: Int = 2) throws -> Sequential<Double> {
    var model = model
    model.compile(
      optimizer: SGD(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
    try model.fit(data, epochs: epochs, batchSize: 16, progress: .none)
    return model
  }

  /// What the layer gives for ones, with the noise of a batch.
  private func mask(
    _ layer: Dropout, rows: Int, columns: Int, seed: UInt64 = 1, batch: UInt64 = 0,
    firstRow: Int = 0
  ) -> [Double] {
    var output = [Double](repeating: -1, count: rows * columns)
    var cache = output
    let input = [Double](repeating: 1, count: rows * columns)
    let noise = TrainingNoise(seed: seed, batch: batch).forLayer(0, firstRow: firstRow)
    var outputSpan = output.mutableSpan
    var cacheSpan = cache.mutableSpan
    layer.forward(
      rows: rows, inputSize: columns, input: input.span, parameters: Span(), output: &outputSpan,
      cache: &cacheSpan, noise: noise)
    #expect(Array(output) == Array(cache))
    return Array(output)
  }

  @Test(arguments: [0.0, 0.1, 0.5, 0.9])
  func `the share that was asked for is zero, and the rest is scaled`(rate: Double) {
    let values = mask(Dropout(rate), rows: 200, columns: 100)
    let dropped = values.count { $0 == 0 }
    // Five standard deviations of a binomial count.
    let deviation = (20_000 * rate * (1 - rate)).squareRoot()
    #expect(abs(Double(dropped) - 20_000 * rate) <= 5 * deviation)
    #expect(values.allSatisfy { $0 == 0 || $0 == 1 / (1 - rate) })
  }

  @Test func `rows, columns, batches, layers and seeds have numbers of their own`() {
    let layer = Dropout(0.5)
    let values = mask(layer, rows: 64, columns: 64)
    #expect(mask(layer, rows: 64, columns: 64) == values)
    for other in [
      mask(layer, rows: 64, columns: 64, seed: 2), mask(layer, rows: 64, columns: 64, batch: 1),
      mask(layer, rows: 64, columns: 64, firstRow: 64),
    ] {
      let same = zip(values, other).count { $0 == $1 }
      // Half of 4,096 agree by chance, within five standard deviations of 32.
      #expect(abs(same - 2_048) <= 160)
    }
    for offset in [1, 64] {
      let same = (0..<4_096 - offset).count { values[$0] == values[$0 + offset] }
      #expect(abs(same - (4_096 - offset) / 2) <= 160)
    }
    // A part of the rows has the numbers that it has in the whole.
    #expect(mask(layer, rows: 24, columns: 64, firstRow: 40) == Array(values[(40 * 64)...]))
  }

  @Test func `outside of training nothing is dropped`() throws {
    let model = model()
    let plain = Sequential(inputSize: 6, scalar: Double.self, seed: 3) {
      Dense(40, activation: .tanh)
      Dense(3, activation: .softmax)
    }
    #expect(model.parameters.values == plain.parameters.values)
    #expect(model.predict(data.features) == plain.predict(data.features))
  }

  @Test func `without a rate it trains as a network without it`() throws {
    let plain = Sequential(inputSize: 6, scalar: Double.self, seed: 3) {
      Dense(40, activation: .tanh)
      Dense(3, activation: .softmax)
    }
    let with = try trained(model(rate: 0)), without = try trained(plain)
    #expect(with.parameters.values == without.parameters.values)
    #expect(try trained(model(rate: 0.5)).parameters.values != without.parameters.values)
  }

  @Test func `training twice from one seed gives the same bits`() throws {
    let first = try trained(model())
    #expect(try trained(model()).parameters.values == first.parameters.values)
    #expect(try trained(model(4)).parameters.values != first.parameters.values)
  }

  @Test func `the gradient is that of the network with the same numbers dropped`() throws {
    var model = model()
    model.compile(optimizer: SGD(learningRate: 1), loss: .sparseCategoricalCrossentropy)
    let start = model.parameters.values
    // One step of one batch, from the same batch count each time: θ' = θ − g.
    var stepped = model
    try stepped.fit(data, batchSize: 64, shuffles: false, progress: .none)
    func loss(at index: Int, plus offset: Double) throws -> Double {
      var moved = model
      moved.parameters.values[index] += offset
      // The loss before the update of the only batch, with the same elements dropped.
      return try moved.fit(data, batchSize: 64, shuffles: false, progress: .none).epochs[0].loss
    }
    for index in stride(from: 0, to: start.count, by: 37) {
      let gradient = start[index] - stepped.parameters.values[index]
      let h = 1e-5
      let slope = try (loss(at: index, plus: h) - loss(at: index, plus: -h)) / (2 * h)
      // Central differences: h²/6 of a third derivative below 10, and 2⁻⁵² · loss / h of rounding.
      #expect(abs(slope - gradient) <= 1e-9, "\(index)")
    }
  }

  @Test(arguments: [(1, false), (2, false), (2, true), (3, false)])
  func `however a batch is split, the same elements are dropped`(
    members: Int, sharesInputs: Bool
  ) throws {
    var model = Sequential(inputSize: 128, scalar: Double.self, seed: 5) {
      Dense(16, activation: .relu)
      Dropout(0.4)
      Dense(3, activation: .softmax)
    }
    var generator = SeededGenerator(seed: 2)
    let features = Matrix<Double>(
      rows: 48, columns: 128, elements: (0..<48 * 128).map { _ in generator.nextNormal() })
    let samples = Dataset(
      features: features, labels: (0..<48).map { Int32($0 % 3) }, classCount: 3)
    model.compile(optimizer: SGD(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
    var setup = try #require(model.training)
    let source = try TrainingData(
      samples, inputSize: 128, outputSize: 3, loss: setup.loss)
    var sums = RunningSums(metricCount: 0)
    var team = TrainingTeam(
      model, setup: setup, batchSize: 48,
      partition: BatchPartition(members: members, pieceRows: 16, sharesInputs: sharesInputs))
    let isFinite = team.step(
      source, order: Array(0..<48), places: 0..<48, parameters: &model.parameters, setup: &setup,
      sums: &sums)
    #expect(isFinite)
    var whole = Sequential(inputSize: 128, scalar: Double.self, seed: 5) {
      Dense(16, activation: .relu)
      Dropout(0.4)
      Dense(3, activation: .softmax)
    }
    whole.compile(optimizer: SGD(learningRate: 0.1), loss: .sparseCategoricalCrossentropy)
    let history = try whole.fit(samples, batchSize: 48, shuffles: false, progress: .none)
    // Sums in another order: 48 terms of at most a few, each rounded to 2⁻⁵³.
    #expect(abs(sums.meanLoss - history.epochs[0].loss) <= 1e-13)
    for (one, other) in zip(Array(model.parameters.values), Array(whole.parameters.values)) {
      #expect(abs(one - other) <= 1e-13)
    }
  }

  @Test func `a rate of one, or none, is refused`() async {
    await #expect(processExitsWith: .failure) { _ = Dropout(1) }
    await #expect(processExitsWith: .failure) { _ = Dropout(-0.1) }
    await #expect(processExitsWith: .failure) { _ = Dropout(.nan) }
  }
}
