import Descent
import Foundation
import TestSupport
import Testing

@testable import NeuralNetworks

/// The file of a checkpoint: whatever is wrong with it is found.
@Suite struct CheckpointFileTests {
  private let folder = RunFolder()
  private let training: TrainingCase<Float>

  init() throws {
    var training = TrainingCase<Float>.blobs
    training.validation = .split(0.2)
    training.earlyStopping = EarlyStopping(patience: 9, restoresBestWeights: true)
    self.training = training
    try Self.train(training, in: folder)
  }

  /// Three checkpoints, each at the end of an epoch and of a call.
  private static func train(_ training: TrainingCase<Float>, in folder: RunFolder) throws {
    for epochs in 1...3 {
      _ = try training.run(
        checkpoints: Checkpointing(in: folder.path, keepsBestBy: "val_loss"),
        from: .latest(in: folder.path), epochs: epochs)
    }
  }

  private func latest() throws -> (path: String, bytes: [UInt8]) {
    let path = try #require(folder.checkpoints.last)
    return (path, try RunFolder.bytes(path))
  }

  private func fault(of bytes: [UInt8]) -> CheckpointError? {
    do throws(CheckpointError) {
      _ = try Checkpoint<Float>(contentsOf: bytes, file: "x")
      return nil
    } catch {
      return error
    }
  }

  /// Each of them: in the header, in tensors of every kind, and in the checksum itself.
  @Test func everyFlippedBitIsFound() throws {
    var (_, bytes) = try latest()
    #expect(fault(of: bytes) == nil)
    for index in bytes.indices {
      for bit in 0..<8 {
        bytes[index] ^= 1 << bit
        guard case .damaged("x", _) = fault(of: bytes) else {
          Issue.record("bit \(bit) of byte \(index) was not missed")
          return
        }
        bytes[index] ^= 1 << bit
      }
    }
  }

  @Test func everyShorterAndLongerFileIsFound() throws {
    let (_, bytes) = try latest()
    for count in 0..<bytes.count {
      guard case .damaged = fault(of: Array(bytes[..<count])) else {
        Issue.record("the first \(count) bytes passed for all")
        return
      }
    }
    for surplus in [[0], [UInt8](repeating: 0, count: 8), bytes] {
      guard case .damaged = fault(of: bytes + surplus) else {
        Issue.record("\(surplus.count) bytes more passed")
        continue
      }
    }
  }

  @Test func theDamagedFileIsNamedAndTheOneBeforeOffered() throws {
    let files = folder.checkpoints
    #expect(files.count == 3)
    func damage(_ path: String) throws {
      var bytes = try RunFolder.bytes(path)
      bytes[bytes.count / 2] ^= 4
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    try damage(files[2])
    func expectRefusal(intact: String?) throws {
      let error = #expect(throws: CheckpointError.self) {
        try Checkpoint<Float>.latest(in: folder.path)
      }
      var fault = error
      if let intact {
        guard case .newestUnusable(let newest, intact)? = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        fault = newest
      }
      guard case .damaged(files[2], let reason)? = fault else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(reason.contains("checksum"))
      let text = try #require(error?.description)
      #expect(text.contains(files[2]) && (intact.map(text.contains) ?? true))
    }
    try expectRefusal(intact: files[1])
    try damage(files[1])
    try expectRefusal(intact: files[0])
    let skipped = try #require(
      try Checkpoint<Float>.latest(in: folder.path, skipsDamaged: true))
    #expect(skipped.file == files[0])
    #expect(try training.run(from: skipped) == training.run())
    try damage(files[0])
    // The last that is left.
    try expectRefusal(intact: folder.path("best.safetensors"))
    try damage(folder.path("best.safetensors"))
    try expectRefusal(intact: nil)
    #expect(throws: CheckpointError.self) {
      try Checkpoint<Float>.latest(in: folder.path, skipsDamaged: true)
    }
  }

  @Test func otherFilesAreRefused() throws {
    let missing = folder.path("none.safetensors")
    #expect(
      throws: CheckpointError.unreadable(file: missing, reason: "No such file or directory")
    ) { try Checkpoint<Float>(contentsOf: missing) }
    #expect(throws: CheckpointError.self) { try Checkpoint<Float>(contentsOf: folder.path) }
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    #expect(throws: CheckpointError.self) {
      try Checkpoint<Float>(contentsOf: folder.path("pipe"))
    }
    let path = try latest().path
    let error = #expect(throws: CheckpointError.self) {
      try Checkpoint<Double>(contentsOf: path)
    }
    #expect(
      error
        == .differs(file: path, differences: ["the scalar type is Double and was Float"]))
  }

  /// Two columns with both ways to write an é, one way round and the other, and a checksum that is right.
  @Test func columnsThatAreOneForSwiftAreRefused() throws {
    var bytes = try latest().bytes
    func put(_ name: String, inPlaceOf other: String) throws {
      let (new, old) = (Array("\"history.\(name)\"".utf8), Array("\"history.\(other)\"".utf8))
      try #require(new.count == old.count)
      let places = bytes.indices.filter { bytes[$0...].starts(with: old) }
      bytes.replaceSubrange(try #require(places.first)..<places[0] + old.count, with: new)
    }
    let rest = String(repeating: "x", count: 13)
    try put("\u{E9}e\u{301}\(rest)", inPlaceOf: "mean_squared_error")
    try put("e\u{301}\u{E9}\(rest)", inPlaceOf: "val_top_2_accuracy")
    guard case .damaged("x", let reason) = fault(of: sealed(bytes)) else {
      Issue.record("one of two columns was lost")
      return
    }
    let names = [#"\u{00E9}e\u{0301}"#, #"e\u{0301}\u{00E9}"#].map { "\"history.\($0)\(rest)\"" }
    #expect(
      [names, names.reversed()].map { "the names \($0[0]) and \($0[1]) are one for Swift" }
        .contains(reason), "\(reason)")
  }

  /// The record is JSON, which is read by a decoder that calls itself for what is nested.
  @Test func aRecordThatIsNestedDeeplyIsRefused() throws {
    let file = try Safetensors(contentsOf: latest().path)
    let arrays = try Dictionary(
      uniqueKeysWithValues: file.names.map { ($0, try file.array($0)) })
    let sound = try #require(file.metadata["training"])
    func problem(_ record: String) -> CheckpointError? {
      var metadata = Dictionary(uniqueKeysWithValues: file.metadata)
      metadata["training"] = record
      return fault(of: sealed(Safetensors.fileBytes(of: arrays, metadata: metadata)))
    }
    #expect(problem(sound) == nil)
    let open = String(repeating: "[", count: 100_000)
    let close = String(repeating: "]", count: 100_000)
    let records = [
      open, open + close, String(repeating: "{\"a\":", count: 100_000),
      // Behind all that is wanted, as something that nobody asks for; and in place of what is.
      "\(sound.dropLast()),\"surplus\":\(open)\(close)}",
      "{\"blocks\":\(open)\(close),\(sound.dropFirst())",
    ]
    for record in records {
      guard case .damaged("x", let reason) = problem(record) else {
        Issue.record("a record that begins with \(record.prefix(20)) was read")
        continue
      }
      #expect(reason.hasPrefix("its metadata cannot be read"), "\(reason)")
      #expect(!reason.contains("\n") && reason.utf8.count < 1000, "\(reason)")
    }
  }

  @Test(.enabled(if: Allocations.canBeEstimated))
  func metadataThatNobodyAsksForTakeNoMoreThanTheFile() throws {
    let file = try Safetensors(contentsOf: latest().path)
    let arrays = try Dictionary(
      uniqueKeysWithValues: file.names.map { ($0, try file.array($0)) })
    var metadata = Dictionary(uniqueKeysWithValues: file.metadata)
    for index in 0..<100_000 { metadata[String(index, radix: 36)] = "" }
    let bytes = sealed(Safetensors.fileBytes(of: arrays, metadata: metadata))
    #expect(fault(of: bytes) == nil)
    let allocations = Allocations.of(largeSize: 64 << 10) { _ = fault(of: bytes) }
    // A dictionary of them would take more than that by itself.
    #expect(allocations.largeBytes <= 8 * bytes.count)
  }

  @Test func aFolderWithoutCheckpointsHasNone() throws {
    #expect(try Checkpoint<Float>.latest(in: folder.path("none")) == nil)
    #expect(try Checkpoint<Float>.best(in: folder.path("none")) == nil)
  }

  /// What the documentation says of the file.
  @Test func theFileIsSafetensors() throws {
    let (path, _) = try latest()
    let file = try Safetensors(contentsOf: path)
    let checkpoint = try Checkpoint<Float>(contentsOf: path)
    #expect(
      Set(file.names) == [
        "best.dense_1.bias", "best.dense_1.weight", "best.dense_2.bias", "best.dense_2.weight",
        "checksum", "history.accuracy", "history.learning_rate", "history.loss",
        "history.mean_squared_error", "history.seconds", "history.top_2_accuracy",
        "history.val_accuracy", "history.val_loss", "history.val_mean_squared_error",
        "history.val_top_2_accuracy", "optimizer.meanSquare", "parameters.dense_1.bias",
        "parameters.dense_1.weight", "parameters.dense_2.bias", "parameters.dense_2.weight",
      ])
    #expect(file.names.last == "checksum")
    #expect(file.metadata["format"] == "descent.checkpoint" && file.metadata["version"] == "1")
    var model = FitTests.makeModel()
    model.parameters.values = checkpoint.values
    #expect(
      try file.matrix("parameters.dense_1.weight", of: Float.self)
        == model.parameters["dense_1.weight"])
    let moment = try file.matrix("optimizer.meanSquare", of: Float.self)
    #expect(Array(moment) == checkpoint.optimizerState["meanSquare"])
  }

  @Test func theBestEpochIsKept() throws {
    let best = try #require(try Checkpoint<Float>.best(in: folder.path))
    let losses = best.history["val_loss"]
    let all = try training.run().epochs.compactMap { $0["val_loss"] }
    #expect(losses.last == all.min() && losses == Array(all.prefix(losses.count)))
    #expect(try training.run(from: best) == training.run())
  }

  /// Two runs write the same bytes but for their times.
  @Test func equalRunsWriteEqualTensors() throws {
    let other = RunFolder()
    try Self.train(training, in: other)
    let left = try Safetensors(contentsOf: latest().path)
    let right = try Safetensors(contentsOf: #require(other.checkpoints.last))
    #expect(left.names == right.names)
    for name in left.names where !["checksum", "history.seconds"].contains(name) {
      #expect(try left.array(name) == right.array(name))
    }
  }
}
