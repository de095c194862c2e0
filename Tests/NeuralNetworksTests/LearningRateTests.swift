import Descent
import TestSupport
import Testing

@Suite struct LearningRateTests {
  private static func makeModel(
    optimizer: any Optimizer = SGD(learningRate: 0.05), schedule: Schedule? = nil
  ) -> Sequential<Float> {
    var model = Sequential(inputSize: 4, seed: 4) {
      Dense(8, activation: .relu)
      Dense(3, activation: .softmax)
    }
    model.compile(
      optimizer: optimizer, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy],
      schedule: schedule)
    return model
  }

  // MARK: Schedules in training

  @Test func aScheduleSetsTheRateOfEveryStep() throws {
    let data = FitTests.blobs(60)
    // Six steps an epoch, each epoch at one rate.
    let rates = [0.1, 0.02, 0.005]
    var scheduled = Self.makeModel(
      schedule: .piecewiseConstant(boundaries: [5, 11], values: rates))
    #expect(scheduled.learningRate == 0.1)
    let history = try scheduled.fit(data, epochs: 3, batchSize: 10, shuffles: false)
    #expect(history["learning_rate"] == rates)
    // Plain SGD keeps nothing between epochs, so three models one after the other do the same.
    var weights = Self.makeModel().parameters
    for rate in rates {
      var model = Self.makeModel(optimizer: SGD(learningRate: rate))
      model.parameters = weights
      try model.fit(data, epochs: 1, batchSize: 10, shuffles: false)
      weights = model.parameters
    }
    #expect(scheduled.parameters.values == weights.values)
  }

  @Test func aScheduleGoesOnInTheNextCall() throws {
    let data = FitTests.blobs(64)
    let schedule = Schedule.cosine(initial: 0.1, decaySteps: 16).warmingUp(over: 3)
    var (once, twice) = (Self.makeModel(schedule: schedule), Self.makeModel(schedule: schedule))
    try once.fit(data, epochs: 4, batchSize: 16)
    try twice.fit(data, epochs: 2, batchSize: 16)
    #expect(twice.learningRate == schedule.learningRate(atStep: 8))
    try twice.fit(data, epochs: 2, batchSize: 16)
    #expect(once.parameters.values == twice.parameters.values)
  }

  @Test func aConstantScheduleIsTheOptimizersRate() throws {
    let data = FitTests.blobs(64)
    for optimizer in [RMSprop(momentum: 0.9), RMSprop(convention: .keras)] {
      var plain = Self.makeModel(optimizer: optimizer)
      var scheduled = Self.makeModel(
        optimizer: optimizer, schedule: .constant(optimizer.learningRate))
      #expect(
        try plain.fit(data, epochs: 2)["loss"] == scheduled.fit(data, epochs: 2)["loss"])
      #expect(plain.parameters.values == scheduled.parameters.values)
    }
  }

  // MARK: Reduce on plateau

  @Test func aPlateauLowersTheRateOfTheNextEpoch() throws {
    var model = Self.makeModel(optimizer: SGD(learningRate: 0.5))
    let rule = ReduceOnPlateau(factor: 0.5, patience: 2, minimum: 0.02)
    let history = try model.fit(
      FitTests.blobs(60), epochs: 40, validation: .data(FitTests.blobs(60, seed: 3)),
      reduceOnPlateau: rule)
    // The rule alone, on the values that were recorded, gives the rates of the epochs after them.
    var (replay, rate) = (rule, 0.5)
    var expected: [Double] = []
    for loss in history["val_loss"] {
      expected.append(rate)
      rate = replay.learningRate(after: loss, from: rate)
    }
    #expect(history["learning_rate"] == expected)
    #expect(model.learningRate == rate && rate < 0.5)
  }

  @Test func aPlateauOfAccuracyWaitsForItToGrow() throws {
    var model = Self.makeModel(optimizer: SGD(learningRate: 1e-9))
    // Nothing moves at such a rate, so the accuracy rests from the first epoch on.
    let history = try model.fit(
      FitTests.blobs(60), epochs: 5,
      reduceOnPlateau: ReduceOnPlateau(monitor: "accuracy", factor: 0.5, patience: 2))
    #expect(history["learning_rate"] == [1e-9, 1e-9, 1e-9, 5e-10, 5e-10])
  }

  // MARK: The learning-rate finder

  private static func makeDigitsModel(_ optimizer: any Optimizer) -> Sequential<Float> {
    var model = Sequential(inputSize: 64, seed: 2) {
      Dense(32, activation: .relu)
      Dense(10, activation: .softmax)
    }
    model.compile(
      optimizer: optimizer, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    return model
  }

  @Test(arguments: [true, false])
  func findsARateThatTrainsTheDigits(isAdaptive: Bool) throws {
    let (train, test) = Digits.load()
    let optimizer: any Optimizer = isAdaptive ? RMSprop() : SGD(momentum: 0.9)
    var model = Self.makeDigitsModel(optimizer)
    let sweep = try model.sweepLearningRates(on: train)
    let rate = try #require(sweep.suggestion)
    // Three to four decades below and two above are known not to train this model.
    #expect(rate >= 1e-4 && rate <= 0.5)
    var tuned = optimizer
    tuned.learningRate = rate
    model.compile(
      optimizer: tuned, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    try model.fit(train, epochs: 10)
    let accuracy = try #require(try model.evaluate(test).accuracy)
    #expect(accuracy >= 0.93, "rate \(rate)")
  }

  @Test func aSweepIsRepeatableAndLeavesTheModelAlone() throws {
    let (train, _) = Digits.load()
    let model = Self.makeDigitsModel(RMSprop())
    let first = try model.sweepLearningRates(on: train, steps: 60)
    #expect(try model.sweepLearningRates(on: train, steps: 60) == first)
    #expect(model.optimizerState?.step == 0 && model.learningRate == 0.001)
    #expect(model.parameters == Self.makeDigitsModel(RMSprop()).parameters)
    #expect(first.points[0].learningRate == 1e-6)
    // With the bias taken off, the first mean is the first loss.
    #expect((first.points[0].smoothedLoss - first.points[0].loss).magnitude <= 1e-15 * 4)
    let ratios = zip(first.points.dropFirst(), first.points).map {
      $0.learningRate / $1.learningRate
    }
    let ratio = try #require(ratios.first)
    #expect(ratios.allSatisfy { ($0 / ratio - 1).magnitude <= 1e-12 })
  }

  @Test func aSweepEndsWhereTheLossDiverges() throws {
    var model = Sequential(inputSize: 4, seed: 1) { Dense(3) }
    model.compile(optimizer: SGD(), loss: .meanSquaredError)
    var generator = SeededGenerator(seed: 1)
    let data = Dataset(
      features: Matrix<Float>.normal(rows: 64, columns: 4, using: &generator),
      values: Matrix<Float>.normal(rows: 64, columns: 3, using: &generator))
    let sweep = try model.sweepLearningRates(on: data, from: 1e-3, to: 1e6, batchSize: 16)
    let end = try #require(sweep.divergedAt)
    #expect(end > 0.1 && end < 1e4 && sweep.points.count < 100)
    #expect(sweep.points.allSatisfy { $0.smoothedLoss.isFinite && $0.learningRate < end })
  }

  @Test func aSweepRefusesDataThatDoesNotFit() {
    #expect(throws: TrainingError.featureCount(found: 4, expected: 64)) {
      try Self.makeDigitsModel(RMSprop()).sweepLearningRates(on: FitTests.blobs(9))
    }
  }
}
