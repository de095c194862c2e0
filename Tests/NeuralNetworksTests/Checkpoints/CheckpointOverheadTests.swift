import Descent
import Foundation
import Testing

/// What checkpoints cost in time: measured on request, since it wants a quiet machine.
///
/// ```
/// DESCENT_MEASURE=1 swift test -c release -Xswiftc -enable-testing --filter CheckpointOverheadTests
/// ```
@Suite(
  .serialized,
  .enabled(
    if: ProcessInfo.processInfo.environment["DESCENT_MEASURE"] != nil,
    "set DESCENT_MEASURE to measure"))
struct CheckpointOverheadTests {
  /// A network, the rows of its data and of a batch, and the steps between two checkpoints.
  struct Load: Sendable, CustomStringConvertible {
    let sizes: [Int]
    let rows: Int
    let batchSize: Int
    let steps: Int
    let epochs: Int

    var description: String {
      "\(sizes.map(String.init).joined(separator: "-")), batches of \(batchSize), every \(steps)"
    }
  }

  /// Checkpoints of 0.6, 8 and 140 MB, some of each.
  static let loads = [
    Load(sizes: [784, 64, 10], rows: 60_000, batchSize: 32, steps: 10_000, epochs: 32),
    Load(sizes: [784, 512, 512, 10], rows: 30_000, batchSize: 128, steps: 500, epochs: 11),
    Load(sizes: [784, 4096, 2048, 10], rows: 12_800, batchSize: 128, steps: 400, epochs: 9),
  ]

  /// The seconds of a call of `fit`, and those of them that went into steps.
  private struct Timing {
    var whole = Double.infinity
    var steps = Double.infinity

    mutating func takeLeast(of other: Timing) {
      whole = min(whole, other.whole)
      steps = min(steps, other.steps)
    }
  }

  /// Trains; the whole call ends when the last checkpoint is safe on the disk.
  private static func timing(
    of load: Load, on data: Dataset<Float>, _ checkpoints: Checkpointing?
  ) throws -> Timing {
    var model = Sequential(inputSize: load.sizes[0]) {
      for size in load.sizes.dropFirst().dropLast() { Dense(size, activation: .relu) }
      Dense(10, activation: .softmax)
    }
    model.compile(optimizer: Adam(), loss: .sparseCategoricalCrossentropy)
    let clock = ContinuousClock()
    let start = clock.now
    let history = try model.fit(
      data, epochs: load.epochs, batchSize: load.batchSize, progress: .none,
      checkpoints: checkpoints)
    return Timing(
      whole: (clock.now - start) / .seconds(1),
      steps: history.epochs.reduce(0) { $0 + $1.seconds })
  }

  /// Both in turn; the least time of each counts, all that checkpoints make `fit` do included: the
  /// checksum of the data at its beginning, and the wait for the last one at its end.
  ///
  /// A checkpoint costs the same whatever the interval. The default leaves five minutes between two.
  @Test(arguments: loads) func oneAMinuteCostsLessThanATwentieth(_ load: Load) throws {
    var generator = SeededGenerator(seed: 1)
    let data = Dataset(
      features: Matrix<Float>.normal(
        rows: load.rows, columns: load.sizes[0], using: &generator),
      labels: (0..<load.rows).map { Int32($0 % 10) }, classCount: 10)
    var (plain, kept) = (Timing(), Timing())
    var files = 0
    for _ in 0..<3 {
      let folder = RunFolder()
      plain.takeLeast(of: try Self.timing(of: load, on: data, nil))
      kept.takeLeast(
        of: try Self.timing(
          of: load, on: data,
          Checkpointing(in: folder.path, every: .steps(load.steps), keepLast: 1)))
      let digits = try #require(folder.checkpoints.last).filter(\.isNumber).suffix(6)
      files = Int(digits) ?? 0
    }
    let each = (kept.whole - plain.whole) / Double(files)
    func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }
    print(
      "\(load): \(plain.whole) s without, \(kept.whole) s with \(files) checkpoints, "
        + "\(rounded(each)) s each; of the steps alone "
        + "\(rounded((kept.steps - plain.steps) / Double(files))) s; 5 % of the time from an "
        + "interval of \(rounded(each / 0.05)) s on")
    #expect(each / 60 <= 0.05, "\(load)")
  }
}
