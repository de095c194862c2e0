import Descent
import ElementwiseKernels

/// The buffers on which every rule is measured in turn, and those of the plain loop beside it.
struct RuleThroughput<Scalar: RealScalar> {
  /// How long it is measured.
  struct Effort: Sendable {
    /// Rounds, of which the median is taken; each times the update and the plain loop.
    var rounds: Int
    /// Updates that are timed as one in a round.
    var updatesPerRound: Int
  }

  private let effort: Effort
  private var values: AlignedBuffer<Scalar>
  private let gradient: AlignedBuffer<Scalar>
  private var streams: UpdateStreams<Scalar>

  /// The updates before the clock starts: RAdam divides from its sixth step on.
  private static var warmUps: Int { 6 }

  /// Allocates parameters and their gradient, of which no element is zero.
  init(count: Int, effort: Effort) {
    self.effort = effort
    values = Self.noise(count: count, seed: 1)
    gradient = Self.noise(count: count, seed: 2)
    streams = UpdateStreams(repeating: 1, count: count)
  }

  /// Normal numbers, which repeat after a while: to draw millions would take longer than to measure.
  private static func noise(count: Int, seed: UInt64) -> AlignedBuffer<Scalar> {
    var generator = SeededGenerator(seed: seed)
    let period: [Scalar] = (0..<min(count, 1 << 16)).map { _ in generator.nextNormal() }
    var noise = AlignedBuffer<Scalar>(zeros: count)
    noise.withMutableSpan { noise in
      var position = 0
      for index in noise.indices {
        noise[index] = period[position]
        position = position + 1 == period.count ? 0 : position + 1
      }
    }
    return noise
  }

  /// Times the updates of a rule and the plain loop in turns, on each number of threads.
  mutating func measure(_ rule: MeasuredRule, threads: [Int]) -> [RuleRate] {
    measure(rule.optimizer, traffic: rule.traffic, threads: threads)
  }

  private mutating func measure(
    _ optimizer: some Optimizer, traffic: UpdateTraffic, threads: [Int]
  ) -> [RuleRate] {
    let before = UpdateThreads.count
    defer { UpdateThreads.count = before }
    var state = optimizer.makeState(count: values.count, of: Scalar.self)
    for _ in 0..<Self.warmUps {
      optimizer.update(&values, gradient: gradient, state: &state)
    }
    return threads.map { threads in
      UpdateThreads.count = threads
      var (updates, plainLoops): ([Double], [Double]) = ([], [])
      // The first of either is not counted: it fetches what the other left out of the cache.
      for round in 0...effort.rounds {
        // Whoever comes first in a round comes second in the next.
        if round % 2 == 0 { plainLoops.append(plainLoop(traffic)) }
        updates.append(
          seconds(traffic.accumulatesTwo ? evenUpdates : effort.updatesPerRound) {
            optimizer.update(&values, gradient: gradient, state: &state)
          })
        if round % 2 == 1 { plainLoops.append(plainLoop(traffic)) }
      }
      return RuleRate(
        updates: Array(updates.dropFirst()), plainLoops: Array(plainLoops.dropFirst()),
        count: values.count, traffic: traffic, bytesPerScalar: MemoryLayout<Scalar>.stride)
    }
  }

  /// Updates of a round that end with a step where two gradients make one.
  private var evenUpdates: Int { (effort.updatesPerRound + 1) / 2 * 2 }

  /// Seconds of the plain loop; a factor of zero leaves its numbers as they are.
  private mutating func plainLoop(_ traffic: UpdateTraffic) -> Double {
    // Of two updates that share a step, one copies and one does all else.
    var copies = false
    return seconds(traffic.accumulatesTwo ? evenUpdates : effort.updatesPerRound) {
      copies.toggle()
      if traffic.accumulatesTwo && copies { return streams.copyGradient() }
      let extraReads = traffic.gradientReads - 1 + (traffic.accumulatesTwo ? 1 : 0)
      for _ in 0..<extraReads { streams.readGradient() }
      streams.add(scale: 0, momentCount: traffic.momentCount)
    }
  }
}
