import Descent
import Synchronization
import TestSupport
import Testing

@testable import CompareOptimizers

@Suite struct UpdateTrafficTests {
  /// What each rule must move, counted by hand from its formula.
  @Test func `every rule moves as many scalars as its formula says`() {
    let scalars = Dictionary(
      uniqueKeysWithValues: MeasuredRule.all.map {
        ($0.name, $0.traffic.scalars)
      })
    #expect(
      scalars == [
        "RMSprop": 5, "RMSprop, weight decay": 5, "RMSprop, momentum": 7, "RMSprop, Nesterov": 7,
        "RMSprop, centered": 7, "RMSprop, centered, reference": 7,
        "RMSprop, centered, momentum": 9, "RMSprop, clipped by value": 5,
        "RMSprop, clipped by norm": 6, "RMSprop, with averages": 7,
        "RMSprop, two gradients a step": 4, "SGD": 3, "SGD, momentum": 5,
        "SGD, Nesterov": 5,
        "Adam": 7, "Adam, AMSGrad": 9, "AdamW": 7, "NAdam": 7, "RAdam": 7, "Adamax": 7,
        "Adagrad": 5, "Adadelta": 7, "Lion": 5, "Yogi": 7, "Rprop": 7,
      ])
  }

  @Test func `reads and writes become bytes per second`() {
    let traffic = MeasuredRule(RMSprop()).traffic
    #expect(traffic.reads == 3 && traffic.writes == 2)
    // 5 scalars of 4 bytes in half a nanosecond.
    #expect(traffic.gigabytesPerSecond(nanoseconds: 0.5, bytesPerScalar: 4) == 40)
    #expect(traffic.gigabytesPerSecond(nanoseconds: 0.5, bytesPerScalar: 8) == 80)
  }
}

@Suite struct RuleRateTests {
  @Test func `a rate is the median and a ratio that of the rounds`() {
    let traffic = UpdateTraffic(momentCount: 0)
    // Round by round the loop takes 1/2, 4/4 and 3/1 of the update's time.
    let rate = RuleRate(
      updates: [2e-6, 4e-6, 1e-6], plainLoops: [1e-6, 4e-6, 3e-6], count: 1000, traffic: traffic,
      bytesPerScalar: 4)
    #expect(abs(rate.nanoseconds - 2) < 1e-12)
    #expect(abs(rate.gigabytes - 6) < 1e-12)
    #expect(abs(rate.ratio - 1) < 1e-12)
  }

  @Test func `a measurement gives one rate per number of threads`() {
    var buffers = RuleThroughput<Double>(
      count: 1000, effort: .init(rounds: 2, updatesPerRound: 3))
    for rule in MeasuredRule.all {
      let rates = buffers.measure(rule, threads: [1, 2])
      #expect(rates.count == 2)
      #expect(rates.allSatisfy { $0.nanoseconds > 0 && $0.gigabytes > 0 && $0.ratio > 0 })
    }
  }
}

@Suite struct RuleCheckTests {
  /// A rule that forgets the last parameter, as a kernel with a fault in its remainder would.
  private struct Forgetful: Optimizer {
    static let name = "Forgetful"
    var learningRate = 0.1
    var moments: [String] { [] }

    func update<Scalar: RealScalar>(
      _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
      state: inout OptimizerState<Scalar>
    ) {
      for i in values.indices.dropLast() { values[i] -= Scalar(learningRate) }
    }
  }

  /// A rule whose steps depend on how often it was called before.
  private struct Unsteady: Optimizer {
    static let name = "Unsteady"
    static let calls = Mutex(0)
    var learningRate = 0.1
    var moments: [String] { [] }

    func update<Scalar: RealScalar>(
      _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
      state: inout OptimizerState<Scalar>
    ) {
      let calls = Self.calls.withLock {
        $0 += 1
        return $0
      }
      for i in values.indices { values[i] -= Scalar(learningRate) * Scalar(calls) }
    }
  }

  /// The message with which a rule is refused; nil when it passes.
  private func refusal(_ optimizer: some Optimizer) -> String? {
    var message: String?
    // The check chooses an instruction set for the process, as tests beside this one do.
    onEveryInstructionSet { _ in
      do {
        try RuleCheck.check(MeasuredRule(optimizer), threads: 2, count: 1000, as: Float.self)
      } catch {
        message = "\(error)"
      }
    }
    return message
  }

  @Test func `a rule that leaves out a parameter is not timed`() throws {
    let message = try #require(refusal(Forgetful()))
    #expect(message.hasPrefix("parameter 999, ") && message.contains("by Forgetful"))
    #expect(message.hasSuffix("; nothing was timed"))
  }

  @Test func `a rule that differs from run to run is not timed`() throws {
    let message = try #require(refusal(Unsteady()))
    #expect(message.hasPrefix("the update by Unsteady on 2 threads"))
  }

  @Test func `every rule that is measured passes`() {
    for rule in MeasuredRule.all { #expect(refusal(rule.optimizer) == nil) }
  }
}

@Suite struct RuleTableTests {
  private func rate(nanoseconds: Double, bytesPerScalar: Int = 4) -> RuleRate {
    RuleRate(
      updates: [nanoseconds * 1e-9], plainLoops: [nanoseconds * 1e-9], count: 1,
      traffic: UpdateTraffic(momentCount: 3), bytesPerScalar: bytesPerScalar)
  }

  @Test(arguments: [[1], [1, 2], [1, 256]])
  func `columns line up within eighty columns`(threads: [Int]) {
    let table = RuleTable(threads: threads)
    // From the fastest conceivable to a machine a thousand times slower.
    for nanoseconds in [0.0123, 0.374, 1.15, 12.3, 1150] {
      let rates = threads.map { _ in rate(nanoseconds: nanoseconds, bytesPerScalar: 8) }
      let lines = table.header + MeasuredRule.all.map { table.line($0, rates) }
      #expect(lines.allSatisfy { $0.count <= 80 && $0.last != " " })
      #expect(Set(lines.map(\.count)).count == 1, "\(lines)")
    }
  }

  @Test func `a line names the rule, its traffic and its rates`() {
    let table = RuleTable(threads: [1, 2])
    let line = table.line(
      MeasuredRule(Adam(amsgrad: true), "AMSGrad"),
      [rate(nanoseconds: 0.9), rate(nanoseconds: 0.45)])
    #expect(
      line.split(separator: " ")
        == ["AMSGrad", "9", "0.900", "40.0", "1.00", "0.450", "80.0", "1.00"])
    #expect(line.hasPrefix("  AMSGrad"))
    #expect(table.header[0].contains(" 1 thread ") && table.header[0].hasSuffix(" 2 threads"))
  }

  @Test func `every row has a name of its own, and options stand beneath their rule`() {
    #expect(Set(MeasuredRule.all.map(\.name)).count == MeasuredRule.all.count)
    for (row, next) in zip(MeasuredRule.all, MeasuredRule.all.dropFirst())
    where !next.options.isEmpty {
      #expect(next.rule == row.rule)
    }
  }
}
