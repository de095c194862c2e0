import Descent
import TestSupport
import Testing

/// Batches that are not finite: found in their step, named, and kept from the weights.
@Suite struct NonFinitePolicyTests {
  static let spoiltRow = 13

  /// A regression whose loss is finite in every row, while the gradient of one row overflows.
  static func data(
    rows: Int = 20, without: Bool = false, feature: Float = 1e27
  ) -> Dataset<Float> {
    var generator = SeededGenerator(seed: 5)
    var features = Matrix<Float>.normal(rows: rows, columns: 3, using: &generator)
    let targets = Matrix<Float>.normal(rows: rows, columns: 2, using: &generator)
    features[spoiltRow, 1] = feature
    let kept = (0..<rows).filter { !without || $0 != spoiltRow }
    return Dataset(features: features.rows(at: kept), values: targets.rows(at: kept))
  }

  private static func makeModel() -> Sequential<Float> {
    var model = Sequential(inputSize: 3, seed: 2) {
      Dense(4, activation: .tanh)
      Dense(2)
    }
    // tanh is 1 there, and has no slope: the gradient of the second layer stays finite too.
    model.compile(optimizer: Adam(learningRate: 0.01), loss: .meanSquaredError)
    return model
  }

  static func makeLinearModel() -> Sequential<Float> {
    var model = Sequential(inputSize: 3, seed: 2) { Dense(2) }
    model.compile(optimizer: Adam(learningRate: 1e-11), loss: .meanSquaredError)
    // Predictions of about 1e17 have squares that a Float holds, and times 1e27 none does.
    var parameters = model.parameters
    for index in parameters.values.span.indices { parameters.values[index] *= 1e-10 }
    model.parameters = parameters
    return model
  }

  @Test func stopNamesLayerAndRowAndKeepsTheWeights() throws {
    var (model, before) = (Self.makeLinearModel(), Self.makeLinearModel())
    let data = Self.data()
    let error = #expect(throws: TrainingError.self) {
      try model.fit(data, batchSize: 5, shuffles: false, progress: .none, onNonFinite: .stop)
    }
    guard case .nonFinite(let batch)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(batch.quantity == .gradient && batch.layer == "dense_1")
    #expect(batch.row == Self.spoiltRow && batch.epoch == 1 && batch.step == 3)
    #expect(
      "\(batch)" == "the gradient of dense_1 is not finite for row 13, in step 3 of epoch 1")
    #expect(error?.description.contains("\(batch)") == true)
    // Two good steps, and nothing of the third.
    try before.fit(data.split(at: 10).0, batchSize: 5, shuffles: false, progress: .none)
    #expect(model.parameters.values == before.parameters.values)
    #expect(model.optimizerState == before.optimizerState)
    // Without the search the gradient gets into the weights, and is noticed a step later.
    var unwatched = Self.makeLinearModel()
    _ = try? unwatched.fit(data, batchSize: 5, shuffles: false, progress: .none)
    let weights = Array(unwatched.parameters.values)
    #expect(weights.contains { !$0.isFinite })
  }

  @Test func skippingIsAsIfTheRowWereNotThere() throws {
    var (model, without) = (Self.makeLinearModel(), Self.makeLinearModel())
    let found = Recorder<NonFiniteBatch>()
    let history = try model.fit(
      Self.data(), epochs: 2, batchSize: 1, shuffles: false, progress: .none,
      onNonFinite: .skip { found.record($0) })
    let expected = try without.fit(
      Self.data(without: true), epochs: 2, batchSize: 1, shuffles: false, progress: .none)
    #expect(found.all.map(\.row) == [Self.spoiltRow, Self.spoiltRow])
    #expect(found.all.map(\.epoch) == [1, 2] && found.all.map(\.step) == [14, 14])
    #expect(model.parameters.values == without.parameters.values)
    #expect(model.optimizerState == without.optimizerState)
    #expect(history["loss"] == expected["loss"])
  }

  /// Where rows are skipped, a feature may be NaN or infinite: its batch is one that is skipped.
  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func aRowWithAFeatureThatIsNotFiniteIsSkipped(feature: Float) throws {
    var (model, without) = (Self.makeModel(), Self.makeModel())
    let found = Recorder<NonFiniteBatch>()
    try model.fit(
      Self.data(feature: feature), epochs: 2, batchSize: 1, shuffles: false, progress: .none,
      onNonFinite: .skip { found.record($0) })
    try without.fit(
      Self.data(without: true), epochs: 2, batchSize: 1, shuffles: false, progress: .none)
    #expect(found.all.map(\.quantity) == [.feature, .feature])
    #expect(found.all.map(\.row) == [Self.spoiltRow, Self.spoiltRow])
    #expect(
      found.all.map(\.description)
        == ["1", "2"].map { "a feature is not finite for row 13, in step 14 of epoch \($0)" })
    #expect(model.parameters.values == without.parameters.values)
    #expect(model.optimizerState == without.optimizerState)
    // Nothing else begins with it.
    #expect(throws: TrainingError.nonFiniteFeature(row: Self.spoiltRow, column: 1)) {
      try model.fit(Self.data(feature: feature), progress: .none, onNonFinite: .stop)
    }
    #expect(throws: TrainingError.nonFiniteFeature(row: Self.spoiltRow, column: 1)) {
      try model.fit(
        Self.data(), validation: .data(Self.data(feature: feature)), progress: .none,
        onNonFinite: .skip { _ in })
    }
  }

  /// The search finds nothing where nothing is, and changes nothing.
  @Test func whatIsFiniteIsLeftAlone() throws {
    var (watched, plain) = (FitTests.makeModel(), FitTests.makeModel())
    let data = FitTests.blobs(65)
    let a = try watched.fit(data, epochs: 2, progress: .none, onNonFinite: .stop)
    let b = try plain.fit(data, epochs: 2, progress: .none)
    #expect(watched.parameters.values == plain.parameters.values && a["loss"] == b["loss"])
    // A saturated layer gives no gradient, however large its input is.
    var saturated = Self.makeModel()
    try saturated.fit(Self.data(), progress: .none, onNonFinite: .stop)
  }

  @Test func theFirstLayerWhoseOutputIsNotFiniteIsNamed() throws {
    for (range, layer) in [(0..<32, "dense_1"), (40..<64, "dense_2")] {
      var model = FitTests.makeModel()
      var parameters = model.parameters
      // The scores of 3e38·x overflow.
      for index in range { parameters.values[index] = 3e38 }
      model.parameters = parameters
      let found = Recorder<NonFiniteBatch>()
      let error = #expect(throws: TrainingError.self) {
        try model.fit(
          FitTests.blobs(30), batchSize: 3, shuffles: false, progress: .none,
          onNonFinite: .skip(limit: 4) { found.record($0) })
      }
      // Four are skipped, the fifth in a row stops.
      #expect(found.all.count == 4 && found.all.map(\.step) == [1, 2, 3, 4])
      guard case .nonFinite(let last)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(last.step == 5 && last.quantity == .output && last.layer == layer)
      #expect(last.row.map { (12..<15).contains($0) } == true)
      #expect(model.optimizerState?.step == 0)
    }
  }

  /// The rows are searched as they were trained on: a weight behind zeros only is not to blame.
  @Test func infiniteWeightsBehindZerosNameNoRow() throws {
    let (rows, inputs, units, spoilt) = (12, 20, 64, 7)
    var features = Matrix<Float>(repeating: 0, rows: rows, columns: inputs)
    for row in 0..<rows { features[row, row % 4] = row == spoilt ? 3e38 : 1 }
    var model = Sequential(inputSize: inputs, seed: 2) { Dense(units) }
    model.compile(optimizer: Adam(learningRate: 1e-6), loss: .meanSquaredError)
    var parameters = model.parameters
    for unit in 0..<units {
      parameters.values[(inputs - 1) * units + unit] = .infinity
      parameters.values[spoilt % 4 * units + unit] = 10
    }
    model.parameters = parameters
    let data = Dataset(
      features: features, values: Matrix<Float>(repeating: 0, rows: rows, columns: units))
    let error = #expect(throws: TrainingError.self) {
      try model.fit(data, batchSize: 6, shuffles: false, progress: .none, onNonFinite: .stop)
    }
    guard case .nonFinite(let batch)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(batch.row == spoilt && batch.step == 2)
    #expect(batch.quantity == .output && batch.layer == "dense_1")
  }

  /// Skipping by a plan's loss scaling is the plan's affair.
  @Test func aPlanSkipsItsOwnSteps() throws {
    var model = FitTests.makeModel()
    model.compile(
      optimizer: UpdatePlan(
        SGD(learningRate: 1e-13), lossScaling: .dynamic(initial: 0x1p100)),
      loss: .sparseCategoricalCrossentropy)
    try model.fit(
      FitTests.blobs(60), epochs: 10, batchSize: 10,
      sampleWeights: Array(repeating: Float(1e12), count: 60), progress: .none,
      onNonFinite: .stop)
    #expect(model.optimizerState.map { $0.skippedSteps > 0 } == true)
  }

  @Test func skippedBatchesGoIntoCheckpoints() throws {
    let folder = RunFolder()
    func run(
      _ checkpoints: Checkpointing?, from checkpoint: Checkpoint<Float>? = nil
    ) throws -> TrainingOutcome<Float> {
      var model = Self.makeLinearModel()
      let history = try model.fit(
        Self.data(), epochs: 2, batchSize: 3, progress: .none, onNonFinite: .skip { _ in },
        checkpoints: checkpoints, resumingFrom: checkpoint)
      return TrainingOutcome(model, history)
    }
    let uninterrupted = try run(nil)
    _ = try run(Checkpointing(in: folder.path, every: .steps(1), keepLast: 100))
    for file in folder.checkpoints {
      #expect(try run(nil, from: Checkpoint(contentsOf: file)) == uninterrupted)
    }
  }

  @Test(.enabled(if: Allocations.canBeCounted)) func theSearchAllocatesNothing() throws {
    func count(_ data: Dataset<Float>) throws -> Int {
      var model = FitTests.makeModel()
      return try Allocations.of {
        try model.fit(data, batchSize: 8, progress: .none, onNonFinite: .stop)
      }.count
    }
    let (few, many) = (FitTests.blobs(64), FitTests.blobs(640))
    _ = try count(few)
    #expect(try count(many) == count(few))
  }
}
