import Descent
import TestSupport
import Testing

/// Networks trained by a plan around a rule.
@Suite struct PlanTrainingTests {
  private static func makeModel(
    _ optimizer: any Optimizer, schedule: Schedule? = nil
  ) -> Sequential<Float> {
    var model = FitTests.makeModel()
    model.compile(
      optimizer: optimizer, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy],
      schedule: schedule)
    return model
  }

  @Test func averagesServeTheEvaluation() throws {
    let frozen = FitTests.makeModel().parameters.blocks[0]
    #expect(frozen.name == "dense_1.weight")
    let plan = UpdatePlan(
      RMSprop(learningRate: 0.02), groups: [.frozen(frozen.range)], clipping: .globalNorm(1),
      averageDecay: 0.98)
    var model = Self.makeModel(plan)
    let start = model.parameters
    try model.fit(FitTests.blobs(200), epochs: 20, batchSize: 10)
    let trained = model.parameters
    #expect(trained["dense_1.weight"] == start["dense_1.weight"])
    #expect(trained["dense_1.bias"] != start["dense_1.bias"])

    let averages = try #require(model.optimizerState?["averagedValues"])
    model.swapAverages()
    #expect(Array(model.parameters.values) == averages)
    #expect(model.parameters["dense_1.weight"] == start["dense_1.weight"])
    #expect(model.parameters != trained && model.optimizerState?.isSwapped == true)
    let test = FitTests.blobs(300, seed: 2)
    #expect(try #require(try model.evaluate(test).accuracy) > 0.9)

    model.swapAverages()
    #expect(model.parameters.values == trained.values)
    #expect(model.optimizerState?.isSwapped == false)
    try model.fit(FitTests.blobs(20))
  }

  /// A power of two scales every product and sum exactly, and is divided out before the step.
  @Test func aLossScaleLeavesNoTrace() throws {
    let data = FitTests.blobs(96)
    let weights = (0..<96).map { Float($0 % 5) }
    for rule in [RMSprop(learningRate: 0.01, momentum: 0.9), RMSprop(convention: .keras)] {
      var plain = Self.makeModel(rule)
      var scaled = Self.makeModel(
        UpdatePlan(rule, lossScaling: .dynamic(initial: 1024, growthInterval: 7)))
      let a = try plain.fit(data, epochs: 4, batchSize: 10, sampleWeights: weights)
      let b = try scaled.fit(data, epochs: 4, batchSize: 10, sampleWeights: weights)
      #expect(a["loss"] == b["loss"])
      #expect(plain.parameters.values == scaled.parameters.values)
      let state = try #require(scaled.optimizerState)
      #expect(state.step == 40 && state.skippedSteps == 0)
      // Doubled five times: it was in force, and changed on the way.
      #expect(
        Array(scaled.parameters.gradients)
          == Array(plain.parameters.gradients).map { $0 * 0x1p15 })
    }
  }

  /// A gradient beyond the largest number skips the step until the scale has come down.
  @Test func aLossScaleThatIsTooLargeComesDown() throws {
    // Weights of 10¹² make gradients whose 2¹⁰⁰-fold no Float can hold, at a rate for them.
    let plan = UpdatePlan(
      SGD(learningRate: 1e-13), lossScaling: .dynamic(initial: 0x1p100))
    var model = Self.makeModel(plan)
    try model.fit(
      FitTests.blobs(60), epochs: 10, batchSize: 10,
      sampleWeights: Array(repeating: 1e12, count: 60))
    let state = try #require(model.optimizerState)
    #expect(state.skippedSteps > 0 && state.step == 60 - state.skippedSteps && state.step > 30)
    #expect(plan.lossScale(in: state) < 0x1p100)
    let isFinite = Array(model.parameters.values).allSatisfy { $0.isFinite }
    #expect(isFinite)
  }

  @Test func aScheduleCountsStepsAndNotBatches() throws {
    let data = FitTests.blobs(60)
    let schedule = Schedule.piecewiseConstant(boundaries: [1, 3], values: [0.2, 0.1, 0.05])
    let plan = UpdatePlan(SGD(learningRate: 1), accumulationSteps: 3)
    var accumulating = Self.makeModel(plan, schedule: schedule)
    var plain = Self.makeModel(SGD(learningRate: 1), schedule: schedule)
    let a = try accumulating.fit(data, epochs: 4, batchSize: 10, shuffles: false)
    let b = try plain.fit(data, epochs: 4, batchSize: 30, shuffles: false)
    #expect(accumulating.optimizerState?.step == 8)
    #expect(a["learning_rate"] == b["learning_rate"] && a["learning_rate"][0] == 0.2)
    // The mean of the means of three batches is that of one three times as large: the order of
    // addition differs, by some ulp a step.
    let pairs = zip(Array(accumulating.parameters.values), Array(plain.parameters.values))
    for (one, other) in pairs { #expect((one - other).magnitude <= 8 * 16 * .ulpOfOne) }
  }
}
