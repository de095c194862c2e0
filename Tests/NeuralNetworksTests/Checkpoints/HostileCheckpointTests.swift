import Descent
import Foundation
import TestSupport
import Testing

@testable import NeuralNetworks

/// Anybody can put the checksum of a checkpoint right: whatever numbers are in it, it is refused, or its
/// training goes on and ends.
@Suite struct HostileCheckpointTests {
  /// Trainings that between them keep everything that a checkpoint can hold.
  enum Kind: CaseIterable, Sendable {
    case rule, plan, schedule

    var training: TrainingCase<Float> {
      var training = TrainingCase<Float>(makeModel: makeModel, data: FitTests.blobs(65))
      training.epochs = 2
      if self == .schedule { return training }
      training.reduceOnPlateau = ReduceOnPlateau(monitor: "loss", patience: 1)
      if self == .plan { return training }
      training.validation = .split(0.2)
      training.earlyStopping = EarlyStopping(patience: 100, restoresBestWeights: true)
      return training
    }

    private var makeModel: @Sendable () -> Sequential<Float> {
      let (optimizer, schedule) = (optimizer, schedule)
      return {
        var model = Sequential<Float>(inputSize: 4, seed: 4) {
          Dense(8, activation: .relu)
          Dropout(0.1)
          Dense(3, activation: .softmax)
        }
        model.compile(
          optimizer: optimizer, loss: .sparseCategoricalCrossentropy, metrics: [.accuracy],
          schedule: schedule)
        return model
      }
    }

    private var optimizer: any Optimizer {
      switch self {
      case .rule: RMSprop(learningRate: 0.01, momentum: 0.9)
      case .schedule: SGD(momentum: 0.9)
      case .plan:
        // The rate of the group is a thousand times that of the plan.
        UpdatePlan(
          NAdam(learningRate: 1e-4),
          groups: [ParameterGroup(0..<4, NAdam(learningRate: 0.1, beta1: 0.5))],
          clipping: .globalNorm(1), accumulationSteps: 3,
          lossScaling: .dynamic(initial: 1, growthInterval: 4), averageDecay: 0.9)
      }
    }

    /// One that grows without a limit.
    private var schedule: Schedule? {
      self == .schedule ? .exponential(initial: 1e-3, decayRate: 1.01) : nil
    }

    /// A checkpoint within the second epoch.
    func checkpoint(in folder: RunFolder) throws -> CheckpointRecord {
      _ = try training.run(
        checkpoints: Checkpointing(
          in: folder.path, every: .steps(10), keepsBestBy: self == .rule ? "val_loss" : nil),
        onBatch: { _ in usleep(30_000) })
      return try CheckpointRecord(contentsOf: folder.checkpoints[0])
    }

    /// Goes on with a training, and says what refuses it.
    func fault(of bytes: [UInt8]) throws -> CheckpointError? {
      let folder = RunFolder()
      do {
        let checkpoint = try Checkpoint<Float>(contentsOf: bytes, file: "hostile")
        _ = try training.run(
          checkpoints: Checkpointing(in: folder.path, every: .steps(1000)), from: checkpoint,
          epochs: 3)
      } catch let error as CheckpointError {
        return error
      } catch let error as TrainingError {
        // Rates and moments may be such that the loss is not finite in the end.
        guard case .diverged = error else { throw error }
        return nil
      }
      // What it has come to can be gone on with; one that says it is over comes to nothing.
      if let last = try Checkpoint<Float>.latest(in: folder.path) { #expect(last.epoch == 4) }
      return nil
    }
  }

  private static let extremes = [
    "9223372036854775807", "9223372036854775806", "18446744073709551615",
    "-9223372036854775808", "281474976710657", "-1", "0", "1", "0.5", "1e300", "3e38",
    "\"NaN\"", "\"Infinity\"", "null",
  ]

  @Test(arguments: Kind.allCases)
  func anyNumberIsRefusedOrGoneOnWith(kind: Kind) throws {
    let folder = RunFolder()
    let record = try kind.checkpoint(in: folder)
    let places = record.places
    #expect(places.count > 30)
    var refused = 0
    for place in places {
      for word in Self.extremes {
        let bytes = try record.bytes(with: word, at: place)
        do {
          guard let fault = try kind.fault(of: bytes) else { continue }
          refused += 1
          guard case .damaged(file: "hostile", _) = fault else {
            Issue.record("\(record.words(at: place)) → \(word): \(fault)")
            continue
          }
        } catch {
          Issue.record("\(record.words(at: place)) → \(word): \(error)")
        }
      }
    }
    #expect(refused > places.count)
  }

  /// Numbers that need another one to do harm, and some that do none and are not the training's.
  private static let contradictions: [(Kind, [(String, String)])] = [
    (
      .rule,
      [
        (#""wait":[0-9]+"#, #""wait":9223372036854775807"#),
        (#""plateau":\{"best":[0-9.e-]+"#, #""plateau":{"best":-1"#),
      ]
    ),
    (.rule, [(#""cooldownLeft":0"#, #""cooldownLeft":-1"#)]),
    (.rule, [(#""cooldownLeft":0"#, #""cooldownLeft":1"#)]),
    (.rule, [(#""groupProducts":\[\]"#, #""groupProducts":[1,1,1,1,1]"#)]),
    (.rule, [(#""skippedSteps":0"#, #""skippedSteps":1"#)]),
    // Epochs that are not done, the second of which is at work.
    (.rule, [(#""kept":\{"epoch":1"#, #""kept":{"epoch":9223372036854775807"#)]),
    (.rule, [(#""kept":\{"epoch":1"#, #""kept":{"epoch":2"#)]),
    (.rule, [(#""best":\{"epoch":1"#, #""best":{"epoch":2"#)]),
    // Batches are done, and no step is.
    (.rule, [(#""step":1[0-9]"#, #""step":0"#)]),
    (.schedule, [(#""step":1[0-9]"#, #""step":0"#)]),
    (.rule, [(#""learningRate":[0-9.e-]+"#, #""learningRate":0.02"#)]),
    (.rule, [(#""factor":0.1"#, #""factor":0.2"#)]),
    (.plan, [(#""groupProducts":\[[^\]]*\]"#, #""groupProducts":[1,1]"#)]),
    (.plan, [(#""isSwapped":false"#, #""isSwapped":true"#)]),
    (.plan, [(#""heldGradients":[0-9]"#, #""heldGradients":3"#)]),
    (.plan, [(#""finiteSteps":[0-9]"#, #""finiteSteps":4"#)]),
    // The rate is too large for the type.
    (.schedule, [(#""step":1[0-9]"#, #""step":9700"#)]),
    // The weights in another order.
    (
      .schedule,
      [
        (#"\{"columns":8,"name":"dense_1.weight","rows":4\},"#, ""),
        (#"\],"optimizer""#, #",{"columns":8,"name":"dense_1.weight","rows":4}],"optimizer""#),
      ]
    ),
  ]

  @Test(arguments: contradictions)
  func contradictionsAreRefused(kind: Kind, changes: [(String, String)]) throws {
    let folder = RunFolder()
    let record = try kind.checkpoint(in: folder)
    let fault = try kind.fault(of: record.bytes(replacing: changes))
    guard case .damaged(file: "hostile", _)? = fault else {
      Issue.record("\(changes): \(String(describing: fault))")
      return
    }
  }

  @Test(arguments: [
    (#","step":[0-9]+"#, "", "optimizer.step is missing"),
    (#""step":[0-9]+"#, #""step":4,"step":5"#, #"optimizer has two members of the name "step""#),
    (#""step":[0-9]+"#, #""step":"4""#, "optimizer.step is of another kind"),
    (
      #""step":[0-9]+"#, #""step":4.5"#,
      "optimizer.step is 4.5, which is no whole number, or out of its range"
    ),
  ])
  func whatIsWrongWithTheRecordHasAPlace(old: String, new: String, words: String) throws {
    let folder = RunFolder()
    let record = try Kind.rule.checkpoint(in: folder)
    #expect(
      try Kind.rule.fault(of: record.bytes(replacing: [(old, new)]))
        == .damaged(file: "hostile", reason: "its metadata cannot be read: " + words))
  }

  /// A dictionary of them would take seven times the file.
  @Test(.enabled(if: Allocations.canBeEstimated))
  func noBlockIsLargerThanFourTimesTheFile() throws {
    let folder = RunFolder()
    let record = try Kind.rule.checkpoint(in: folder)
    let names = (0..<12_500).map { "\"\(String($0, radix: 36))\"" }
    let refusals: [(String, String, String?)] = [
      (#""words":\{"#, #""words":{"# + names.map { $0 + #":"","# }.joined(), nil),
      (
        #""moments":\["#, #""moments":["# + names.map { $0 + "," }.joined(),
        "it speaks of 12502 arrays"
      ),
      (#""metrics":\["#, #""metrics":["# + String(repeating: "0,", count: 50_000), nil),
    ]
    for (old, list, refusal) in refusals {
      let bytes = try record.bytes(replacing: [(old, list)])
      let allocations = Allocations.of(largeSize: 4 * bytes.count + 35_000) {
        do {
          _ = try Checkpoint<Float>(contentsOf: bytes, file: "hostile")
          #expect(refusal == nil)
        } catch {
          #expect(refusal.map { "\(error)".contains($0) } == true, "\(error)")
        }
      }
      #expect(allocations.largeBytes == 0, "\(old)")
    }
  }

  /// Putting terms in order would compare them, in a time that grows with the square of their number.
  @Test func textsOfManyCombiningMarksAreRefused() throws {
    let folder = RunFolder()
    let record = try Kind.rule.checkpoint(in: folder)
    for (count, isRefused) in [(30, false), (31, true), (200_000, true)] {
      let marks = String(repeating: "\u{301}", count: count)
      let fault = try Kind.rule.fault(
        of: record.bytes(replacing: [(#""wait":"#, "\"e\(marks)\":0,\"wait\":")]))
      #expect(
        fault
          == (isRefused
            ? .damaged(
              file: "hostile",
              reason: "its metadata has more than 30 combining marks in a row, or is no JSON")
            : nil))
    }
  }

  /// Without a change there is nothing to refuse.
  @Test(arguments: Kind.allCases)
  func soundOnesAreGoneOnWith(kind: Kind) throws {
    let folder = RunFolder()
    #expect(try kind.fault(of: kind.checkpoint(in: folder).bytes(replacing: [])) == nil)
  }

  // MARK: Text

  /// What a file says reaches a terminal in one line, and not all of it.
  @Test func noTextSteersATerminal() throws {
    let folder = RunFolder()
    let record = try Kind.rule.checkpoint(in: folder)
    let evil = #"a\u001b[31m\n\u202eb"#
    let moments = (0..<20_000).map { _ in "\"moment\"" }.joined(separator: ",")
    for change in [
      (#""name":"dense_1.weight""#, "\"name\":\"\(evil)\""),
      (#""monitor":"loss""#, "\"monitor\":\"\(evil)\""),
      (#""convention":"keras""#, "\"convention\":\"\(evil)\""),
      (#""rule":"RMSprop""#, "\"rule\":\"\(evil)\""),
      (#""the scalar type":"Float""#, "\"the scalar type\":\"\(evil)\""),
      (#""the batch size":"10""#, "\"the batch size\":\"\(evil)\""),
      (#""moments":\["#, "\"moments\":[\(moments),"),
    ] {
      let fault = try Kind.rule.fault(of: record.bytes(replacing: [change]))
      let text = try #require(fault?.description, "\(change.0)")
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" }, "\(text)")
      #expect(text.utf8.count < 5000)
    }
    for error: CheckpointError in [
      .version(file: "f", found: "\u{1B}"), .unreadable(file: "\u{1B}", reason: "\u{202E}"),
      .occupied(folder: "\n", file: "\u{202E}"),
      .newestUnusable(fault: .damaged(file: "f", reason: "\n"), intact: "\u{202E}"),
    ] {
      let text = error.description
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" }, "\(text)")
    }
  }

  // MARK: Places

  @Test func noFolderIsCutOrNamedByNothing() throws {
    let folder = RunFolder()
    _ = try Kind.rule.checkpoint(in: folder)
    for path in ["", folder.path + "\0", folder.path + "\0/a"] {
      #expect(throws: CheckpointError.self) { try Checkpoint<Float>.latest(in: path) }
      #expect(throws: CheckpointError.self) { try Checkpoint<Float>.best(in: path) }
    }
    let error = #expect(throws: CheckpointError.self) {
      try Kind.rule.training.run(checkpoints: Checkpointing(in: folder.path + "-x\0y"))
    }
    guard case .unwritable? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "-x"))
  }

  @Test func whatIsNoFileIsSaidOnce() throws {
    let folder = RunFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("f"), withIntermediateDirectories: true)
    #expect(
      throws: CheckpointError.unreadable(
        file: folder.path("f"), reason: "it is a folder, not a file")
    ) { try Checkpoint<Float>(contentsOf: folder.path("f")) }
  }

  @Test func weightsInCapitalsAreNPZ() throws {
    let folder = RunFolder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    var model = FitTests.makeModel()
    let weights = folder.path("k.NPZ")
    try model.writeWeights(to: weights, convention: .keras)
    #expect(try NPZ(contentsOf: weights).names.count == model.parameters.blocks.count)
    try model.loadWeights(contentsOf: weights, convention: .keras)
  }
}
