import Descent
import TestSupport
import Testing

/// Networks whose loss scale is too large at first: the steps that are skipped are no damage.
@Suite struct SkippedStepDiagnosisTests {
  /// Makes gradients whose 2¹⁰⁰-fold no `Float` can hold.
  private static let weights = Array(repeating: Float(1e12), count: 60)

  private static func makeModel(_ scaling: LossScaling) -> Sequential<Float> {
    var model = FitTests.makeModel()
    model.compile(
      optimizer: UpdatePlan(SGD(learningRate: 1e-13), lossScaling: scaling),
      loss: .sparseCategoricalCrossentropy)
    return model
  }

  @Test func aFitReportsNoSkippedStep() throws {
    var model = Self.makeModel(.dynamic(initial: 0x1p100))
    let reports = Recorder<Diagnosis>()
    try model.fit(
      FitTests.blobs(60), epochs: 10, batchSize: 10, sampleWeights: Self.weights,
      diagnosing: Diagnosing(every: 10) { reports.record($0) })
    let state = try #require(model.optimizerState)
    #expect(state.skippedSteps > 0)
    #expect(reports.all.map(\.step) == Array(stride(from: 10, through: state.step, by: 10)))
    #expect(reports.all.allSatisfy { $0.firstNonFinite == nil && !$0.wasSkipped })
  }

  @Test func aLossThatIsNotFiniteIsNoSkippedStep() throws {
    // Every step is skipped, until the weights are spoilt.
    var model = Self.makeModel(.fixed(0x1p100))
    try model.fit(FitTests.blobs(60), batchSize: 20, sampleWeights: Self.weights)
    #expect(model.optimizerState?.skippedSteps == 3 && model.diagnose().wasSkipped)
    #expect(model.diagnose().firstNonFinite == nil)

    var parameters = model.parameters
    for index in 40..<64 { parameters.values[index] = 2e38 }
    model.parameters = parameters
    let reports = Recorder<Diagnosis>()
    #expect(throws: TrainingError.self) {
      try model.fit(
        FitTests.blobs(30), diagnosing: Diagnosing(every: 1000) { reports.record($0) })
    }
    #expect(model.optimizerState?.skippedSteps == 3)
    #expect(reports.all.count == 1 && reports.all[0].firstNonFinite?.quantity == .gradient)
    #expect(!model.diagnose().wasSkipped)
    #expect(model.diagnose().firstNonFinite?.quantity == .gradient)
  }
}
