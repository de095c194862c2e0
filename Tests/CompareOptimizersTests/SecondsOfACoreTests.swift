import ElementwiseKernels
import Foundation
import Testing

@testable import CompareOptimizers

/// Of a run only that time counts in which a core works on its steps.
@Suite struct SecondsOfACoreTests {
  /// The first final run of a plan of one problem, and how long it took by the clock on the wall.
  private func run(
    _ plan: ComparisonPlan, onProgress: (TrialProgress) -> Void = { _ in }
  ) throws -> (trial: ComparisonResults.Trial, passed: Double) {
    let job = try #require(plan.finalJobs(problem: 0, chosen: [.init(learningRate: 0.01)]).first)
    let (clock, optimizer) = (ContinuousClock(), plan.contenders[0].optimizer(for: job.candidate))
    let start = clock.now
    let trial = try plan.problems[0].run(job, with: optimizer, onProgress: onProgress)
    return (trial, (clock.now - start) / .seconds(1))
  }

  @Test func `a network that has to wait takes no longer`() throws {
    let plan = try ComparisonTests.plan("rmsprop:rate=0.01", seeds: 1)
    // Of the first epoch only: its time is a part of the second's.
    let (trial, passed) = try run(plan) { if $0.epoch == 1 { Thread.sleep(forTimeInterval: 0.05) } }
    #expect(trial.epochs.count == 2 && passed > 19 * 0.05)
    for epoch in trial.epochs { #expect(epoch.seconds > 0 && epoch.seconds < passed / 2) }
  }

  @Test(arguments: [500, 2_345])
  func `every step of a function counts the same`(steps: Int) throws {
    let budget = ProblemBudget(steps: steps)
    let plan = try ComparisonTests.plan(
      "rmsprop:rate=0.01", problems: "sphere", budget: budget, seeds: 1)
    var told: [Double] = []
    let (trial, passed) = try run(plan) { told.append($0.fraction) }
    let (target, last) = (try #require(trial.stepsToTarget), try #require(trial.epochs.last))
    #expect(last.steps == steps && last.seconds > 0 && last.seconds < passed + 0.001)
    let perStep = last.seconds / Double(steps)
    for epoch in trial.epochs {
      #expect(abs(epoch.seconds - Double(epoch.steps) * perStep) <= 4 * last.seconds.ulp)
    }
    let toTarget = try #require(trial.secondsToTarget)
    #expect(abs(toTarget - Double(target) * perStep) <= 4 * last.seconds.ulp)
    // Every record is told once, in order.
    #expect(told == trial.epochs.map { Double($0.steps) / Double(steps) })
  }

  @Test func `a run that diverges has times too`() throws {
    // Every step multiplies the point by 1 − 2 · 5.
    let plan = try ComparisonTests.plan("sgd:rate=5", problems: "sphere", seeds: 1)
    let job = try #require(plan.finalJobs(problem: 0, chosen: [.init(learningRate: 5)]).first)
    let trial = try plan.problems[0].run(
      job, with: plan.contenders[0].optimizer(for: job.candidate), onProgress: { _ in })
    let step = try #require(trial.divergedAtStep)
    #expect(step > 100 && trial.epochs.count == (step - 1) / 10)
    #expect(trial.epochs.allSatisfy { $0.seconds > 0 })
  }

  @Test func `work on one thread is timed without its pauses`() {
    #expect(coreSeconds(2) { Thread.sleep(forTimeInterval: 0.05) } < 0.025)
  }
}
