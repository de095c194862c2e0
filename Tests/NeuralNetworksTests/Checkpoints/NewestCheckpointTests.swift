import Descent
import Foundation
import Testing

/// Folders whose newest checkpoint is of no use: whatever is wrong with it, the one before is offered.
@Suite struct NewestCheckpointTests {
  private let folder = RunFolder()
  private let training = TrainingCase<Float>.blobs
  private let files: [String]

  init() throws {
    for epochs in 1...3 {
      _ = try training.run(
        checkpoints: Checkpointing(in: folder.path), from: .latest(in: folder.path),
        epochs: epochs)
    }
    files = folder.checkpoints
    try #require(files.count == 3)
  }

  private static func save(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Puts something else in the place of a checkpoint with these bytes.
  private typealias Fault = @Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void

  /// What is said of it, and the fault.
  private static let faults: [(words: String, fault: Fault)] = [
    ("damaged: its checksum", { path, bytes in try save(bytes.reversed(), to: path) }),
    ("damaged: its checksum", { path, bytes in try save(Array(bytes.dropLast()), to: path) }),
    (
      "damaged: its checksum",
      { path, bytes in try save(Array(bytes.prefix(bytes.count / 2)), to: path) }
    ),
    ("damaged: its checksum", { path, _ in try save([], to: path) }),
    (
      "has version 2 of the format",
      { path, bytes in
        try save(resealed(bytes, "\"version\":\"1\"", with: "\"version\":\"2\""), to: path)
      }
    ),
    (
      "damaged: it is no checkpoint",
      { path, bytes in
        try save(resealed(bytes, "descent.checkpoint", with: "another.checkpoint"), to: path)
      }
    ),
    (
      "cannot be read",
      { path, _ in
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      }
    ),
    ("cannot be read", { path, _ in try #require(mkfifo(path, 0o600) == 0) }),
    (
      "cannot be read: No such file or directory",
      { path, _ in
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "none")
      }
    ),
    ("the scalar type is Float and was Double", { path, _ in try writeDoubles(to: path) }),
  ]

  /// Writes a checkpoint of the same network with other scalars.
  private static func writeDoubles(to path: String) throws {
    let folder = RunFolder()
    var model = Sequential(inputSize: 2, scalar: Double.self, seed: 2) { Dense(1) }
    model.compile(optimizer: SGD(), loss: .meanSquaredError)
    let data = Dataset<Double>(features: [[1, 2], [3, 4]], values: [[1], [2]])
    try model.fit(data, progress: .none, checkpoints: Checkpointing(in: folder.path))
    try FileManager.default.copyItem(atPath: folder.checkpoints[0], toPath: path)
  }

  @Test func theOneBeforeIsOffered() throws {
    let newest = files[2]
    let bytes = try RunFolder.bytes(newest)
    for (words, fault) in Self.faults {
      try FileManager.default.removeItem(atPath: newest)
      try fault(newest, bytes)
      let error = #expect(throws: CheckpointError.self) {
        try Checkpoint<Float>.latest(in: folder.path)
      }
      guard case .newestUnusable(let cause, let intact)? = error else {
        Issue.record("\(words): \(String(describing: error))")
        continue
      }
      #expect(cause.description.hasPrefix("\(newest): ") && cause.description.contains(words))
      #expect(intact == files[1])
      #expect(error?.description.hasPrefix("\(cause); \(intact) is sound") == true)
      let skipped = try Checkpoint<Float>.latest(in: folder.path, skipsDamaged: true)
      #expect(skipped?.file == files[1], "\(words)")
    }
    // From there training goes on behind all of them, and is the same.
    let skipped = try #require(
      try Checkpoint<Float>.latest(in: folder.path, skipsDamaged: true))
    let resumed = try training.run(checkpoints: Checkpointing(in: folder.path), from: skipped)
    #expect(try resumed == training.run())
    #expect(folder.checkpoints.last == folder.path("checkpoint-000004.safetensors"))
    #expect(try Checkpoint<Float>.latest(in: folder.path)?.file == folder.checkpoints.last)
  }

  @Test func whereNoneIsSoundTheFaultOfTheNewestIsTold() throws {
    let bytes = try RunFolder.bytes(files[2])
    try Self.save([], to: files[0])
    try Self.save([], to: files[1])
    try Self.save(
      resealed(bytes, "\"version\":\"1\"", with: "\"version\":\"2\""), to: files[2])
    for skipsDamaged in [false, true] {
      #expect(throws: CheckpointError.version(file: files[2], found: "2")) {
        try Checkpoint<Float>.latest(in: folder.path, skipsDamaged: skipsDamaged)
      }
    }
  }
}
