import Descent
import ElementwiseKernels
import Foundation

/// One engine of `Benchmarks/Peers`: it answers a line with a line of JSON.
///
/// | line | answer |
/// |---|---|
/// | `describe` | `name`, `blas`, `core`, `threads`, `revision` |
/// | `prepare gemm float64 32` | `answer`, what the work gives, or `missing` when there is none |
/// | `time 100` | `seconds` of `repetitions` of the work prepared last, 100 or more |
/// | `epoch` | the same of the first epoch of a training, and its `accuracy` on the test samples |
///
/// Training is `train-A float32 32` with a letter of ``TrainedNetwork`` and a batch size, or
/// `train-784x128x10 float32 32` with widths and random samples; the update alone is
/// `update-adam float32 1000`. With `floor-` before the letter or the rule it is the least
/// that could do the same work: one product per GEMM and an update, or a loop with the same traffic.
///
/// Work that fails answers with `error`, as does a line that says nothing.
struct TimingSession {
  private var prepared: TimedWork?

  /// What is sent back; what does not apply is left out.
  struct Reply: Encodable {
    var name: String?
    var blas: String?
    var core: String?
    var threads: Int?
    var revision: String?
    var answer: [Double]?
    var missing: Bool?
    var seconds: Double?
    var repetitions: Int?
    var accuracy: Double?
    var error: String?
  }

  /// The answer to a line.
  mutating func reply(to line: String) -> Reply {
    do {
      return try reply(to: line.split(separator: " ").map(String.init))
    } catch {
      return Reply(error: "\(line): \(error)")
    }
  }

  private mutating func reply(to words: [String]) throws -> Reply {
    switch words.first {
    case "describe" where words.count == 1:
      return Reply(
        name: "Descent", blas: Backend.blasDescription, core: Backend.blasCoreName,
        threads: Backend.threadCount, revision: Machine.revision)
    case "prepare" where words.count == 4:
      // First, so that the inputs of the last work do not stay beside those of the next.
      prepared = nil
      guard let size = Int(words[3]), size >= 1 else { return Reply(error: "no size: \(words[3])") }
      prepared = try Self.work(words[1], on: words[2], size: size)
      return try prepared.map { Reply(answer: try $0.answer()) } ?? Reply(missing: true)
    case "time" where words.count == 2:
      guard let prepared else { return Reply(error: "nothing is prepared") }
      guard let repetitions = Int(words[1]), repetitions >= 1 else {
        return Reply(error: "no number of repetitions: \(words[1])")
      }
      return Self.reply(with: try prepared.timing(repetitions))
    case "epoch" where words.count == 1:
      guard let epoch = prepared?.epoch else { return Reply(error: "no training is prepared") }
      return Self.reply(with: try epoch())
    default: return Reply(error: "not understood: \(words.joined(separator: " "))")
    }
  }

  private static func reply(with timing: TimedWork.Timing) -> Reply {
    Reply(
      seconds: timing.seconds, repetitions: timing.repetitions, accuracy: timing.accuracy)
  }

  private static func work(
    _ operation: String, on scalar: String, size: Int
  ) throws -> TimedWork? {
    switch scalar {
    case "float32":
      try training(operation, size: size) ?? work(operation, size: size, as: Float.self)
    case "float64": work(operation, size: size, as: Double.self)
    default: nil
    }
  }

  /// Training, updates, and their floors.
  private static func training(_ operation: String, size: Int) throws -> TimedWork? {
    let name = String(operation.drop { $0 != "-" }.dropFirst())
    let isFloor = operation.hasPrefix("floor-")
    if let rule = UpdateWork.rules["update-" + name], isFloor || operation.hasPrefix("update-") {
      let work = UpdateWork(count: size)
      return isFloor ? work.traffic(of: rule) : work.updates(by: rule)
    }
    guard let network = TrainedNetwork(description: name) else { return nil }
    if isFloor {
      var floor = StepFloor(widths: network.widths, rows: size)
      return TimedWork(answer: { [] }, work: { floor.run() })
    }
    guard operation.hasPrefix("train-") else { return nil }
    let (train, test) = try TrainingInputs.data(for: network, batchSize: size)
    return try TrainingRun(network, batchSize: size, train: train, test: test).work
  }

  private static func work<Scalar: RealScalar>(
    _ operation: String, size: Int, as scalar: Scalar.Type
  ) -> TimedWork? {
    if let loop = ElementwiseWork<Scalar>.operations[operation] {
      return loop(ElementwiseWork<Scalar>(count: size))
    }
    if let routine = LinearAlgebraWork<Scalar>.operations[operation] {
      return routine(LinearAlgebraWork<Scalar>(size: size))
    }
    return nil
  }
}
