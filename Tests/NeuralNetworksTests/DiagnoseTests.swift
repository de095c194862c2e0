import Descent
import TestSupport
import Testing

@Suite struct DiagnoseTests {
  @Test func theRangesAreTheBlocksOfTheModel() {
    let model = FitTests.makeModel()
    #expect(
      model.parameterRanges == [
        ParameterRange(name: "dense_1.weight", range: 0..<32),
        ParameterRange(name: "dense_1.bias", range: 32..<40),
        ParameterRange(name: "dense_2.weight", range: 40..<64),
        ParameterRange(name: "dense_2.bias", range: 64..<67),
      ])
    var generator = SeededGenerator(seed: 1)
    let linear = Linear(3, 2, using: &generator)
    #expect(linear.parameters.parameterRanges.map(\.range) == linear.parameters.blocks.map(\.range))
  }

  @Test func looksAtTheLastStepOfAFit() throws {
    var model = FitTests.makeModel()
    #expect(model.diagnose().ranges.allSatisfy { $0.steps == nil })
    try model.fit(FitTests.blobs(60), epochs: 2, batchSize: 30)
    let found = model.diagnose()
    #expect(found.rule == "RMSprop" && found.step == 4 && found.firstNonFinite == nil)
    #expect(found.ranges.map(\.name) == model.parameterRanges.map(\.name))
    #expect(found.ranges.allSatisfy { ($0.gradientRMS ?? 0) > 0 && $0.steps?.quantiles != nil })
    #expect(found.updateRatio == nil)
    #expect(model.diagnose(before: model.parameters.values).updateRatio == 0)
  }

  @Test func reportsAtTheIntervalWithTheRatio() throws {
    var (model, plain) = (FitTests.makeModel(), FitTests.makeModel())
    let data = FitTests.blobs(70)
    let reports = Recorder<Diagnosis>()
    for _ in 0..<2 {
      try model.fit(
        data, epochs: 1, batchSize: 10, diagnosing: Diagnosing(every: 4) { reports.record($0) })
      try plain.fit(data, epochs: 1, batchSize: 10)
    }
    // Steps count since compile, so the second call goes on where the first ended.
    #expect(reports.all.map(\.step) == [4, 8, 12])
    #expect(reports.all.allSatisfy { ($0.updateRatio ?? 0) > 0 && $0.firstNonFinite == nil })
    #expect(model.parameters.values == plain.parameters.values)
  }

  /// The ratio is that of the step itself, held against a step taken apart.
  @Test func theRatioIsThatOfTheStep() throws {
    var (model, plain) = (FitTests.makeModel(), FitTests.makeModel())
    let data = FitTests.blobs(10)
    let reports = Recorder<Diagnosis>()
    let before = plain.parameters.values
    try plain.fit(data, batchSize: 10)
    try model.fit(data, batchSize: 10, diagnosing: Diagnosing(every: 1) { reports.record($0) })
    #expect(reports.all == [plain.diagnose(before: before)])
  }

  @Test func reportsTheFirstNaNAtOnceAndThenThrows() throws {
    var model = FitTests.makeModel()
    // The scores of 2e38·x overflow: the loss of the first batch is not finite.
    var parameters = model.parameters
    for index in 40..<64 { parameters.values[index] = 2e38 }
    model.parameters = parameters
    let reports = Recorder<Diagnosis>()
    #expect(throws: TrainingError.self) {
      try model.fit(
        FitTests.blobs(30), diagnosing: Diagnosing(every: 1000) { reports.record($0) })
    }
    #expect(reports.all.count == 1 && reports.all[0].step == 0)
    #expect(reports.all[0].firstNonFinite?.quantity == .gradient)
    #expect(reports.all[0].firstNonFinite?.step == 1)
    #expect(reports.all[0].updateRatio == nil)
    #expect(model.diagnose().firstNonFinite?.quantity == .gradient)
  }

  @Test func namesTheStepInWhichAMomentOverflowed() throws {
    var model = FitTests.makeModel()
    var features = FitTests.blobs(30).features
    // Gradients of about 1e25 square to infinity in Float, though the loss stays finite.
    for row in 0..<30 { features[row, 2] *= 1e25 }
    let data = Dataset(features: features, labels: FitTests.blobs(30).labels ?? [], classCount: 3)
    let reports = Recorder<Diagnosis>()
    _ = try? model.fit(
      data, epochs: 2, batchSize: 30, diagnosing: Diagnosing(every: 1000) { reports.record($0) })
    let first = try #require(reports.all.first?.firstNonFinite)
    #expect(reports.all.count == 1 && first.step == 1)
    #expect(first.quantity == .moment("meanSquare") && first.range == "dense_1.weight")
    // Row 2 of the 4×8 weights belongs to the third feature.
    #expect((16..<24).contains(first.index))
  }

  /// Two batches make a step: each step is reported once, and not its halves.
  @Test func countsStepsNotBatches() throws {
    var model = FitTests.makeModel()
    model.compile(
      optimizer: UpdatePlan(RMSprop(), accumulationSteps: 2),
      loss: .sparseCategoricalCrossentropy)
    let reports = Recorder<Diagnosis>()
    try model.fit(
      FitTests.blobs(90), batchSize: 10, diagnosing: Diagnosing(every: 2) { reports.record($0) })
    #expect(reports.all.map(\.step) == [2, 4])
    #expect(reports.all.allSatisfy { ($0.updateRatio ?? 0) > 0 })
  }
}
