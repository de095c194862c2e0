import Foundation
import Testing

@testable import ElementwiseKernels

@Suite struct ProcessorTimeTests {
  @Test func `a thread that sleeps takes no time of a core`() {
    let start = ProcessorTime.ofThread
    Thread.sleep(forTimeInterval: 0.1)
    let slept = ProcessorTime.ofThread - start
    #expect(slept >= 0 && slept < 0.05, "\(slept)")
  }

  @Test func `a thread that works takes as long as the clock says, or less`() {
    let clock = ContinuousClock()
    let (start, begin) = (ProcessorTime.ofThread, clock.now)
    while ProcessorTime.ofThread - start < 0.01 {}
    let worked = ProcessorTime.ofThread - start
    let passed = (clock.now - begin) / .seconds(1)
    // The two clocks are not read at the same moment.
    #expect(worked >= 0.01 && worked <= passed + 0.001, "\(worked) of \(passed)")
  }

  @Test func `a load is not negative`() {
    #expect((ProcessorTime.load ?? 0) >= 0)
  }
}
