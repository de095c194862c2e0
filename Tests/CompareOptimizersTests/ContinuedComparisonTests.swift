import Foundation
import Testing

@testable import CompareOptimizers

/// What results say of a comparison that was continued otherwise than it was begun.
@Suite struct ContinuedComparisonTests {
  @Test(arguments: [
    ([], "3 runs side by side, each on one thread."),
    ([1], "one run at a time, on one thread."),
    ([2], "2 runs side by side, each on one thread."),
    (
      [8, 1, 2],
      "1, 2 or 8 runs side by side, each on one thread, as it was continued with other --threads."
    ),
  ])
  func `how many runs went on side by side`(counts: [Int], end: String) throws {
    let plan = try ComparisonTests.plan("sgd", workers: 3)
    #expect(
      plan.settings(workerCounts: Set(counts)).clock
        == "Times are seconds of a core at work on training steps: evaluation is left out, and so "
        + "is what a run waited while others had the core; " + end)
  }

  @Test func `the journal knows with how many threads runs were done`() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/out.unfinished"
    let plan = try ComparisonTests.plan("sgd", problems: "sphere")
    let jobs = plan.searchJobs(problem: 0, candidates: plan.search.candidates)
    func journal(_ workers: Int) throws -> RunJournal {
      try RunJournal(path: path, fingerprint: "the same", workers: workers)
    }
    let first = try journal(2)
    #expect(first.workerCounts == [])
    first.end(jobs[0], ComparisonResults.Trial(jobs[0]))
    #expect(first.workerCounts == [2])
    first.close()
    // Nothing came to its end there.
    let second = try journal(5)
    second.begin(jobs[1])
    second.close()
    let third = try journal(1)
    #expect(third.workerCounts == [2])
    let results = ComparisonTests.run(plan, journal: third)
    #expect(third.workerCounts == [1, 2])
    #expect(results.settings.clock.contains("; 1 or 2 runs side by side"))
  }
}
