import Descent
import ElementwiseKernels
import Foundation

/// Measures what an update costs at every size, beside a plain loop, on one thread.
struct UpdateCostMeasurement: Sendable {
  /// Whose rules are measured.
  let subjects: [PictureSubject]
  /// The numbers of parameters, ascending.
  let sizes: [Int]
  /// How long a rule, or the loop, is measured at a size, at least.
  var seconds = 0.006

  /// From the first-level cache to memory; less far for many rules, or with little memory.
  static func sizes(
    ruleCount: Int, memory: Double = Double(ProcessInfo.processInfo.physicalMemory)
  ) -> [Int] {
    let small = [1_000, 4_000, 16_000, 64_000, 250_000, 1_000_000, 4_000_000]
    return ruleCount <= 4 && memory >= 4e9 ? small + [20_000_000] : small
  }

  private static let rounds = 5
  /// The moments of the streams of the plain loop.
  private static let loopMoments = 1

  /// Measures everything; the fastest of several rounds counts, which others on the machine disturb
  /// least.
  func costs() -> ComparisonResults.UpdateCosts {
    let before = UpdateThreads.count
    UpdateThreads.count = 1
    defer { UpdateThreads.count = before }
    var loops: [Double] = []
    var curves = subjects.map { subject in
      ComparisonResults.UpdateCosts.Curve(
        contender: subject.name,
        bytesPerParameter: bytes(momentCount: subject.optimizer.moments.count),
        nanosecondsPerParameter: [])
    }
    for size in sizes {
      let nanoseconds = loopNanoseconds(size: size)
      loops.append((bytes(momentCount: Self.loopMoments) / nanoseconds).rounded(toDigits: 4))
      let gradient = AlignedBuffer<Float>(repeating: 0.7, count: size)
      var values = AlignedBuffer<Float>(repeating: 1, count: size)
      for (index, subject) in subjects.enumerated() {
        curves[index].nanosecondsPerParameter.append(
          updateNanoseconds(subject.optimizer, &values, gradient: gradient).rounded(toDigits: 4))
      }
    }
    return ComparisonResults.UpdateCosts(
      sizes: sizes, loopBytesPerNanosecond: loops, curves: curves,
      remark: "On one thread, in 32 bits and seconds of its core; the fastest of several rounds. "
        + "The bytes are those that a rule must read and write at least; the plain loop reads three "
        + "arrays and writes two of them, as RMSprop does.")
  }

  private func bytes(momentCount: Int) -> Double {
    Double(UpdateTraffic(momentCount: momentCount).scalars * MemoryLayout<Float>.stride)
  }

  private func loopNanoseconds(size: Int) -> Double {
    var streams = UpdateStreams<Float>(repeating: 1, count: size)
    return nanoseconds(size: size) { streams.add(scale: 0, momentCount: Self.loopMoments) }
  }

  private func updateNanoseconds(
    _ optimizer: some Optimizer, _ values: inout AlignedBuffer<Float>,
    gradient: AlignedBuffer<Float>
  ) -> Double {
    var tiny = optimizer
    // Steps so small that thousands of them leave the numbers where they are.
    tiny.learningRate = 1e-12
    var state = tiny.makeState(for: values)
    return nanoseconds(size: values.count) {
      tiny.update(&values, gradient: gradient, state: &state)
    }
  }

  /// Nanoseconds per parameter of some work, at its fastest.
  private func nanoseconds(size: Int, _ work: () -> Void) -> Double {
    // The first calls meet memory that nobody has touched yet; RAdam divides from its sixth step on.
    let warmUps = size <= 1_000_000 ? 6 : 1
    for _ in 0..<warmUps { work() }
    let once = coreSeconds(1, work)
    let calls = max(1, Int(seconds / Double(Self.rounds) / max(once, 1e-9)))
    let rounds = size <= 4_000_000 ? Self.rounds : 3
    let times = (0..<rounds).map { _ in coreSeconds(calls, work) }
    return (times.min() ?? once) / Double(size) * 1e9
  }
}
