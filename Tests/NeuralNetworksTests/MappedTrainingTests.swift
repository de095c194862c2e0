import Descent
import Foundation
import TestSupport
import Testing

@testable import DataFormats

/// Training on samples that stay in their file.
@Suite struct MappedTrainingTests {
  private let folder = RunFolder()

  init() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
  }

  /// Pixels, four fifths of them zero.
  private static func pixels(_ count: Int, _ columns: Int, share: Double = 0.2) -> [UInt8] {
    var generator = SeededGenerator(seed: 5)
    return (0..<count * columns).map { _ in
      Double.random(in: 0..<1, using: &generator) < share
        ? UInt8.random(in: 1...255, using: &generator) : 0
    }
  }

  private static func model(_ inputs: Int, _ hidden: Int) -> Sequential<Float> {
    var model = Sequential(inputSize: inputs, seed: 3) {
      Dense(hidden, activation: .relu)
      Dropout(0.2)
      Dense(4, activation: .softmax)
    }
    model.compile(
      optimizer: RMSprop(), loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    return model
  }

  /// Trains in memory and from a file, and expects the same bits.
  private func expectSame(
    _ data: Dataset<Float>, _ mapped: MappedDataset<Float>, hidden: Int = 20,
    shuffles: Bool = true, batchSize: Int = 16
  ) throws {
    var (one, other) = (
      Self.model(data.featureCount, hidden), Self.model(data.featureCount, hidden)
    )
    let first = try one.fit(
      data, epochs: 3, batchSize: batchSize, validation: .split(0.2), shuffles: shuffles,
      classWeights: [1: 2], progress: .none)
    let second = try other.fit(
      mapped, epochs: 3, batchSize: batchSize, validation: .split(0.2), shuffles: shuffles,
      classWeights: [1: 2], progress: .none)
    #expect(TrainingOutcome(one, first) == TrainingOutcome(other, second))
    #expect(try one.evaluate(data) == other.evaluate(mapped))
  }

  private static func labels(_ count: Int) -> [Int32] { (0..<count).map { Int32($0 * 7 % 4) } }

  @Test func pixelsOfAnIDXFileTrainToTheSameBits() throws {
    let (count, columns) = (203, 6 * 5)
    let images = IDXArray(Self.pixels(count, columns), shape: [count, 6, 5])
    try images.write(to: folder.path("images"))
    let features = try MappedMatrix<Float>(
      contentsOfIDX: folder.path("images"), dividedBy: 255)
    let labels = Self.labels(count)
    let data = Dataset<Float>(
      features: images.matrix(dividedBy: 255), labels: labels, classCount: 4)
    let mapped = MappedDataset(features: features, labels: labels, classCount: 4)
    #expect(mapped.count == count && mapped.featureCount == columns)
    try expectSame(data, mapped)
    try expectSame(data, mapped, shuffles: false)
    // Wide enough for the products that leave zeros out.
    try expectSame(data, mapped, hidden: 64)
  }

  /// A first layer that two threads share by its inputs.
  @Test func inputsSharedByThreadsTrainToTheSameBits() async throws {
    let (count, columns) = (80, 512)
    let pixels = NumericArray(Self.pixels(count, columns), shape: [count, columns])
    let path = folder.path("x.npy")
    try pixels.write(toNPY: path)
    await #expect(processExitsWith: .success) { [path = path as String] in
      Backend.threadCount = 2
      let mapped = try MappedMatrix<Float>(contentsOfNPY: path, dividedBy: 255)
      let matrix = try mapped.matrix()
      let labels = MappedTrainingTests.labels(80)
      var (one, other) = (
        MappedTrainingTests.model(512, 512), MappedTrainingTests.model(512, 512)
      )
      let first = try one.fit(
        Dataset(features: matrix, labels: labels, classCount: 4), epochs: 2, batchSize: 16,
        progress: .none)
      let second = try other.fit(
        MappedDataset(features: mapped, labels: labels, classCount: 4), epochs: 2,
        batchSize: 16, progress: .none)
      CheckpointProcessTests.expect(
        TrainingOutcome(one, first) == TrainingOutcome(other, second), "other bits")
    }
  }

  @Test func doublesOfAnNPYFileTrainToTheSameBits() throws {
    var generator = SeededGenerator(seed: 6)
    let features = Matrix<Double>.normal(rows: 61, columns: 4, using: &generator)
    let values = Matrix<Double>.normal(rows: 61, columns: 2, using: &generator)
    try features.write(toNPY: folder.path("x.npy"), byteOrder: .bigEndian)
    let mapped = try MappedDataset(
      validating: MappedMatrix<Double>(contentsOfNPY: folder.path("x.npy")),
      targets: .values(values))
    func outcome(_ train: (inout Sequential<Double>) throws -> History) rethrows
      -> TrainingOutcome<Double>
    {
      var model = Sequential(inputSize: 4, scalar: Double.self) {
        Dense(5, activation: .tanh)
        Dense(2)
      }
      model.compile(optimizer: Adam(), loss: .meanSquaredError)
      return TrainingOutcome(model, try train(&model))
    }
    let inMemory = try outcome {
      try $0.fit(
        Dataset(features: features, values: values), epochs: 4, batchSize: 7,
        validation: .split(0.1), progress: .none)
    }
    #expect(
      try outcome {
        try $0.fit(mapped, epochs: 4, batchSize: 7, validation: .split(0.1), progress: .none)
      } == inMemory)
  }

  @Test func aRunGoesOnFromItsCheckpoint() throws {
    let path = folder.path("x.npy")
    try FitTests.blobs(65).features.write(toNPY: path)
    func data() throws -> MappedDataset<Float> {
      MappedDataset(
        features: try MappedMatrix(contentsOfNPY: path), labels: FitTests.blobs(65).labels ?? [],
        classCount: 3)
    }
    func run(_ checkpoints: Checkpointing?, from: Checkpoint<Float>?) throws
      -> TrainingOutcome<Float>
    {
      var model = FitTests.makeModel()
      let history = try model.fit(
        data(), epochs: 3, batchSize: 10, progress: .none, checkpoints: checkpoints,
        resumingFrom: from)
      return TrainingOutcome(model, history)
    }
    let uninterrupted = try TrainingCase<Float>.blobs.run()
    let runs = RunFolder()
    #expect(
      try run(Checkpointing(in: runs.path, every: .steps(10), keepLast: 100), from: nil)
        == uninterrupted)
    let checkpoint = try Checkpoint<Float>(contentsOf: runs.checkpoints[0])
    #expect(checkpoint.samples > 0)
    #expect(try run(nil, from: checkpoint) == uninterrupted)
    // One number of the file is another.
    var features = FitTests.blobs(65).features
    features[64, 3] += 1
    try features.write(toNPY: path)
    #expect {
      try run(nil, from: checkpoint)
    } throws: { error in
      guard case CheckpointError.differs(_, let differences) = error else { return false }
      return differences.count == 1 && differences[0].hasPrefix("the data is 65 samples with")
    }
  }

  // MARK: Faults

  @Test func aFeatureThatIsNotFiniteIsNamed() throws {
    var features = FitTests.blobs(30).features
    features[29, 2] = .infinity
    try features.write(toNPY: folder.path("x.npy"))
    let data = MappedDataset(
      features: try MappedMatrix<Float>(contentsOfNPY: folder.path("x.npy")),
      labels: FitTests.blobs(30).labels ?? [], classCount: 3)
    var model = FitTests.makeModel()
    #expect(throws: TrainingError.nonFiniteFeature(row: 29, column: 2)) {
      try model.fit(data, progress: .none)
    }
    #expect(throws: TrainingError.nonFiniteFeature(row: 29, column: 2)) {
      try model.evaluate(data)
    }
    #expect(throws: DataFormatError("x", .countMismatch(samples: 30, targets: 1))) {
      try MappedDataset(
        validating: data.features, targets: .labels([0], classCount: 1), name: "x")
    }
    #expect(
      throws: DataFormatError("x", .labelOutsideClasses(row: 1, label: 3, classCount: 3))
    ) {
      try MappedDataset(
        validating: data.features.rows(0..<2), targets: .labels([0, 3], classCount: 3), name: "x")
    }
  }

  /// Training stops between two steps, with the weights of the last one.
  @Test func aFileThatBecomesShorterStopsTraining() throws {
    let path = folder.path("x.npy")
    try FitTests.blobs(300).features.write(toNPY: path)
    let data = MappedDataset(
      features: try MappedMatrix<Float>(contentsOfNPY: path),
      labels: FitTests.blobs(300).labels ?? [], classCount: 3)
    var model = FitTests.makeModel()
    var steps = 0
    let error = DataFormatError(path, .truncated(expected: 4_928, found: 4_096))
    #expect(throws: error) {
      try model.fit(
        data, epochs: 2, progress: .none,
        onBatch: { _ in
          steps += 1
          // The page stays, and only its end is cut off: nothing that is read is missing.
          if steps == 4 { _ = truncate(path, 4_096) }
        })
    }
    #expect(steps == 4)
    #expect(model.optimizerState?.step == 4)
    #expect(throws: error) { try model.evaluate(data) }
  }

  // MARK: Memory

  /// Fails the process of a test that took more.
  static func expectPeak(below limit: Int, _ what: String) {
    let peak = ProcessMemory.bytes("VmHWM") ?? 0
    CheckpointProcessTests.expect(peak < limit, "\(what) took \(peak) bytes")
  }

  @Test(.enabled(if: Allocations.canBeCounted, "only an optimized build is measured"))
  func aFileOfSixHundredMegabytesTakesAPartOfIt() async throws {
    let path = folder.path("large.npy")
    // As Float it would be 2.4 GB; on the disk it takes no room.
    let header = try NPYHeader.bytes(.uint8, .littleEndian, .rowMajor, [600_000, 1_000])
    try Data(header).write(to: URL(fileURLWithPath: path))
    #expect(truncate(path, off_t(header.count + 600_000_000)) == 0)
    await #expect(processExitsWith: .success) { [path = path as String] in
      let features = try MappedMatrix<Float>(contentsOfNPY: path, dividedBy: 255)
      let data = MappedDataset(
        features: features, labels: MappedTrainingTests.labels(600_000), classCount: 4)
      var model = MappedTrainingTests.model(1_000, 64)
      try model.fit(data, batchSize: 128, progress: .none)
      MappedTrainingTests.expectPeak(below: 300_000_000, "an epoch on 600 MB")
    }
  }

  @Test(
    .enabled(if: Allocations.canBeCounted, "only an optimized build is measured"),
    .enabled(
      if: ProcessInfo.processInfo.environment["MNIST_DIR"] != nil, "MNIST_DIR names no folder"))
  func mnistTakesLessThanThreeHundredMegabytes() async throws {
    let mnist = try #require(ProcessInfo.processInfo.environment["MNIST_DIR"])
    let path = folder.path("images")
    try IDXArray(contentsOf: mnist + "/train-images-idx3-ubyte.gz").write(to: path)
    await #expect(processExitsWith: .success) {
      [path = path as String, mnist = mnist as String] in
      let labels = try IDXArray(contentsOf: mnist + "/train-labels-idx1-ubyte.gz").integers() ?? []
      let features = try MappedMatrix<Float>(contentsOfIDX: path, dividedBy: 255)
      var model = MappedTrainingTests.mnistModel()
      let history = try model.fit(
        MappedDataset(features: features, labels: labels, classCount: 10), epochs: 2,
        validation: .split(0.1), progress: .none)
      CheckpointProcessTests.expect(history["val_accuracy"][1] > 0.95, "it learns nothing")
      MappedTrainingTests.expectPeak(below: 150_000_000, "MNIST from its file")
    }
    await #expect(processExitsWith: .success) { [mnist = mnist as String] in
      let (train, test) = try MNIST.load(from: mnist)
      var model = MappedTrainingTests.mnistModel()
      try model.fit(train, epochs: 1, validation: .data(test), progress: .none)
      try model.fit(train, epochs: 1, validation: .split(0.1), progress: .none)
      MappedTrainingTests.expectPeak(below: 300_000_000, "MNIST in memory")
    }
  }

  static func mnistModel() -> Sequential<Float> {
    var model = Sequential(inputSize: 784) {
      Dense(64, activation: .relu)
      Dense(10, activation: .softmax)
    }
    model.compile(
      optimizer: RMSprop(), loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    return model
  }
}
