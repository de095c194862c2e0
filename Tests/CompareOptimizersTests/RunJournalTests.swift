import Foundation
import Testing

@testable import CompareOptimizers

/// What is kept of a comparison that is broken off.
@Suite struct RunJournalTests {
  private let scratch: ScratchFolder
  private var path: String { scratch.path + "/out.unfinished" }

  init() throws { scratch = try ScratchFolder() }

  private func journal(_ plan: ComparisonPlan, startsAnew: Bool = false) throws -> RunJournal {
    try RunJournal(path: path, fingerprint: fingerprint(of: plan), startsAnew: startsAnew)
  }

  /// The plan's, but for the instruction set, which tests of the loops switch meanwhile.
  private func fingerprint(of plan: ComparisonPlan) -> String {
    let lines = plan.fingerprint.split(separator: "\n")
    return lines.filter { !$0.hasPrefix("instructions ") }.joined(separator: "\n")
  }

  private func plan(seeds: Int = 2) throws -> ComparisonPlan {
    try ComparisonTests.plan("rmsprop,sgd", problems: "digits,rosenbrock:noise=0.2", seeds: seeds)
  }

  /// The lines of the journal.
  private func lines() throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func `a comparison that goes on ends as one that was never broken off`() throws {
    let plan = try plan()
    let whole = ComparisonTests.run(plan)
    _ = ComparisonTests.run(plan, journal: try journal(plan))
    let all = try lines()
    // A header, and for each of 2 · 2 · (4 + 2) runs its begin and its end.
    #expect(all.count == 1 + 2 * 24)
    for kept in [1, 2, 11, 20, 30, 48] {
      // Broken off in the middle of a line.
      let text = all.prefix(kept).joined(separator: "\n") + "\n" + all[kept].prefix(20)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let journal = try journal(plan)
      #expect(journal.finishedCount == all.prefix(kept).count { $0.contains("\"end\"") })
      let resumed = ComparisonTests.run(plan, journal: journal)
      #expect(try ComparisonTests.timeless(resumed) == ComparisonTests.timeless(whole))
      #expect(resumed.verdict.sentence == whole.verdict.sentence)
    }
  }

  @Test func `a run that took the program down twice is recorded as failed`() throws {
    let plan = try plan()
    let job = plan.searchJobs(problem: 0, candidates: plan.search.candidates)[1]
    for attempt in 0..<2 {
      let journal = try journal(plan)
      #expect(journal.record(of: job) == nil, "attempt \(attempt)")
      journal.begin(job)
      // Nothing closes it: so ends a program that crashes.
    }
    let results = ComparisonTests.run(plan, journal: try journal(plan))
    let failed = results.problems[0].contenders.flatMap(\.trials).filter { $0.failure != nil }
    #expect(failed.count == 1)
    #expect(failed.first?.learningRate == job.candidate.learningRate)
    #expect(failed.first?.validationLoss == .infinity)
    #expect(results.problems[0].notes.contains { $0.contains("the program ended during this run") })
  }

  @Test func `Ctrl-C is no failure of the runs under way`() throws {
    let plan = try plan()
    let job = plan.searchJobs(problem: 0, candidates: plan.search.candidates)[1]
    for _ in 0..<4 {
      let journal = try journal(plan)
      journal.begin(job)
      journal.close()
      #expect(journal.record(of: job) == nil)
    }
    #expect(try journal(plan).record(of: job) == nil)
  }

  @Test func `the journal of another plan is refused, and dropped on request`() throws {
    let first = try plan()
    _ = ComparisonTests.run(first, journal: try journal(first))
    let other = try plan(seeds: 3)
    let error = #expect(throws: JournalError.self) { try journal(other) }
    #expect(error == .otherPlan(path: path))
    #expect(error?.description.contains("--fresh") == true)
    #expect(try journal(other, startsAnew: true).finishedCount == 0)
  }

  @Test func `another file is refused and left alone`() throws {
    for bytes in ["dear diary\n", "", "\n\n", "{\"pause\":true}\n"] {
      try scratch.write(Array(bytes.utf8), to: "out.unfinished")
      #expect(throws: JournalError.notAJournal(path: path)) { try journal(plan()) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == bytes)
    }
    try FileManager.default.removeItem(atPath: path)
    try scratch.makeFolder("out.unfinished")
    #expect(throws: JournalError.self) { try journal(plan()) }
  }

  @Test func `the journal goes away when the report holds everything`() throws {
    let plan = try plan()
    let journal = try journal(plan)
    #expect(try scratch.names == ["out.unfinished"])
    journal.remove()
    #expect(try scratch.names == [])
  }
}
