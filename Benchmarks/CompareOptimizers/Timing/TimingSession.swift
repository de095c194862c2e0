import Descent
import ElementwiseKernels
import Foundation

/// One engine of `Benchmarks/Peers`: it answers a line with a line of JSON.
///
/// | line | answer |
/// |---|---|
/// | `describe` | `name`, `blas`, `core`, `threads`, `revision` |
/// | `prepare gemm float64 32` | `answer`, what the work gives, or `missing` when there is none |
/// | `time 100` | `seconds` of 100 repetitions of the work prepared last |
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
      return Reply(seconds: try prepared.seconds(repetitions: repetitions))
    default: return Reply(error: "not understood: \(words.joined(separator: " "))")
    }
  }

  private static func work(
    _ operation: String, on scalar: String, size: Int
  ) throws -> TimedWork? {
    switch scalar {
    case "float32": work(operation, size: size, as: Float.self)
    case "float64": work(operation, size: size, as: Double.self)
    default: nil
    }
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
