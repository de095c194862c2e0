import Testing

@testable import CompareOptimizers

@Suite struct ProgressMeterTests {
  @Test func `a guess needs something to go by`() {
    var meter = ProgressMeter(work: [1], workers: 1)
    #expect(meter.timeLeft(rest: [.init(final: 3)], running: []) == nil)
    meter.note(problem: 0, stage: .final, part: 1, seconds: 0.4)
    #expect(meter.timeLeft(rest: [.init(final: 3)], running: []) == nil)
    meter.note(problem: 0, stage: .final, part: 1, seconds: 0.6)
    #expect(meter.timeLeft(rest: [.init(final: 3)], running: []) == 1.5)
    #expect(meter.timeLeft(rest: [.init()], running: []) == 0)
  }

  @Test func `runs side by side share the rest`() {
    var meter = ProgressMeter(work: [1], workers: 4)
    for _ in 0..<4 { meter.note(problem: 0, stage: .final, part: 1, seconds: 2) }
    #expect(meter.timeLeft(rest: [.init(final: 8)], running: []) == 4)
    // A single run cannot be shared.
    #expect(meter.timeLeft(rest: [.init(final: 1)], running: []) == 2)
  }

  @Test func `a run under way tells of the pace`() {
    let meter = ProgressMeter(work: [1], workers: 1)
    let left = meter.timeLeft(rest: [.init(final: 0.75)], running: [(0, 0.25, 5)])
    #expect(left == 15)
  }

  @Test func `a problem that is still to come is guessed from its work`() {
    var meter = ProgressMeter(work: [1, 10], workers: 1)
    meter.note(problem: 0, stage: .final, part: 1, seconds: 2)
    #expect(meter.timeLeft(rest: [.init(), .init(final: 3)], running: []) == 60)
    // And by its own pace once there is one, whatever its work was thought to be.
    meter.note(problem: 1, stage: .final, part: 1, seconds: 4)
    #expect(meter.timeLeft(rest: [.init(), .init(final: 3)], running: []) == 12)
  }

  @Test func `a search of which half diverges at once takes half as long`() {
    var meter = ProgressMeter(work: [1], workers: 1)
    for _ in 0..<4 {
      meter.note(problem: 0, stage: .search, part: 1, seconds: 2)
      meter.note(problem: 0, stage: .search, part: 0, seconds: 0)
    }
    #expect(meter.timeLeft(rest: [.init(search: 10)], running: []) == 10)
    #expect(meter.timeLeft(rest: [.init(final: 10)], running: []) == 20)
  }
}
