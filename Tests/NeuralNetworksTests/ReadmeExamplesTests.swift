import Descent
import Foundation
import Testing

/// What README.md says about files, models and checkpoints, as it stands there.
@Suite struct ReadmeExamplesTests {
  @Test func filesModelsAndCheckpointsAreUsedAsTheReadmeSays() async throws {
    // The examples name files in the current folder: a process of its own has one of its own.
    await #expect(processExitsWith: .success) {
      let folder = RunFolder()
      try FileManager.default.createDirectory(
        atPath: folder.path, withIntermediateDirectories: true)
      guard FileManager.default.changeCurrentDirectoryPath(folder.path) else { exit(1) }
      try ReadmeExamplesTests.run()
    }
  }

  static func run() throws {
    var (train, _) = Digits.load()
    train = train.prefix(fraction: 0.1)
    let labels = train.labels ?? []
    var model = Sequential(inputSize: 64) {
      Dense(8, activation: .relu)
      Dense(10, activation: .softmax)
    }
    model.compile(optimizer: RMSprop(), loss: .sparseCategoricalCrossentropy)
    try train.features.write(toCSV: "measured.csv")
    try NPZ.write(["x": NumericArray(train.features)], to: "arrays.npz")
    try Safetensors.write(["x": NumericArray(train.features)], to: "tensors.safetensors")
    let pixels = Array(train.features).map { UInt8(min($0 * 16, 255)) }
    try IDXArray(pixels, shape: [train.count, 8, 8]).write(to: "train-images-idx3-ubyte")
    try model.writeWeights(to: "model.safetensors", convention: .pytorch)

    // README: Files
    let measured = try Matrix<Float>(contentsOfCSV: "measured.csv")
    try measured.write(toNPY: "measured.npy")
    let arrays = try NPZ(contentsOf: "arrays.npz")
    let tensors = try Safetensors(contentsOf: "tensors.safetensors")
    print(measured.rows, arrays.names, tensors.names)

    let images = try MappedMatrix<Float>(contentsOfIDX: "train-images-idx3-ubyte", dividedBy: 255)
    let data = try MappedDataset(validating: images, targets: .labels(labels, classCount: 10))
    try model.fit(data, epochs: 10)

    // README: Models
    try model.loadWeights(contentsOf: "model.safetensors", convention: .pytorch)
    try model.writeWeights(to: "model.npz", convention: .keras)

    // README: Checkpoints
    try model.fit(
      train, epochs: 100,
      checkpoints: Checkpointing(in: "runs/a", every: .minutes(5), stopsOnSignals: true),
      resumingFrom: Checkpoint.latest(in: "runs/a"))
    CheckpointProcessTests.expect(
      try Checkpoint<Float>.latest(in: "runs/a")?.epoch == 101, "no checkpoint at the end")
  }

  /// Every line of the README's Swift under these headings is above.
  @Test(
    arguments: ["**Files.**", "**Models move.**", "**A night's training survives a power cut.**"])
  func theReadmeSaysWhatRuns(heading: String) throws {
    let here = URL(fileURLWithPath: #filePath)
    let root = here.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(
      contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let lines = try Set(
      String(contentsOf: here, encoding: .utf8).split(separator: "\n")
        .map { $0.trimmingCharacters(in: .whitespaces) })
    let section = try #require(readme.components(separatedBy: heading).dropFirst().first)
    let example = try #require(
      section.components(separatedBy: "```swift\n").dropFirst().first?
        .components(separatedBy: "```").first)
    for line in example.split(separator: "\n") {
      #expect(lines.contains(line.trimmingCharacters(in: .whitespaces)), "\(line)")
    }
  }
}
