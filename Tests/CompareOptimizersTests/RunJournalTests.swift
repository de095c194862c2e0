import Foundation
import Testing

@testable import CompareOptimizers

/// What is kept of a comparison that is broken off.
@Suite struct RunJournalTests {
  private let scratch: ScratchFolder
  private var path: String { scratch.path + "/out.unfinished" }

  init() throws { scratch = try ScratchFolder() }

  private func journal(_ plan: ComparisonPlan, startsAnew: Bool = false) throws -> RunJournal {
    try Self.journal(at: path, plan, startsAnew: startsAnew)
  }

  static func journal(
    at path: String, _ plan: ComparisonPlan, startsAnew: Bool = false
  ) throws -> RunJournal {
    try RunJournal(path: path, fingerprint: fingerprint(of: plan), startsAnew: startsAnew)
  }

  /// The plan's, but for the instruction set, which tests of the loops switch meanwhile.
  private static func fingerprint(of plan: ComparisonPlan) -> String {
    let lines = plan.fingerprint.split(separator: "\n")
    return lines.filter { !$0.hasPrefix("instructions ") }.joined(separator: "\n")
  }

  private func plan(seeds: Int = 2) throws -> ComparisonPlan { try Self.plan(seeds: seeds) }

  static func plan(seeds: Int = 2) throws -> ComparisonPlan {
    try ComparisonTests.plan("rmsprop,sgd", problems: "digits,rosenbrock:noise=0.2", seeds: seeds)
  }

  /// Two runs of the search of that plan.
  static func jobs(of plan: ComparisonPlan) -> [TrialJob] {
    Array(plan.searchJobs(problem: 0, candidates: plan.search.candidates)[1...2])
  }

  /// What a journal says that is closed again at once.
  private func reading<Answer>(
    _ plan: ComparisonPlan, _ body: (RunJournal) throws -> Answer
  ) throws -> Answer {
    let journal = try journal(plan)
    defer { journal.close() }
    return try body(journal)
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
      // What was cut off is gone, and that it goes on is written down.
      #expect(journal.warning == nil)
      #expect(try lines().count == kept + 1)
      let resumed = ComparisonTests.run(plan, journal: journal)
      #expect(try ComparisonTests.timeless(resumed) == ComparisonTests.timeless(whole))
      #expect(resumed.verdict.sentence == whole.verdict.sentence)
    }
  }

  /// Of two runs under way, the one on whose thread it happened is to blame.
  @Test func `a run in which the program crashed twice is recorded as crashed`() async throws {
    let plan = try plan()
    let jobs = Self.jobs(of: plan)
    for attempt in 0..<2 {
      try reading(plan) { journal in
        #expect(journal.record(of: jobs[1]) == nil, "attempt \(attempt)")
      }
      await #expect(processExitsWith: .failure) { [path = path as String] in
        let plan = try RunJournalTests.plan()
        let jobs = RunJournalTests.jobs(of: plan)
        let journal = try RunJournalTests.journal(at: path, plan)
        journal.watchForCrashes()
        let other = Thread { journal.begin(jobs[0]) }
        other.start()
        while !other.isFinished { usleep(1_000) }
        journal.begin(jobs[1])
        fatalError("a mistake in a run")
      }
      #expect(try lines().contains { $0.hasPrefix("{\"crash\":") })
      try reading(plan) { journal in
        #expect(journal.isDoubtful(jobs[1]) && !journal.isDoubtful(jobs[0]))
      }
    }
    let results = ComparisonTests.run(plan, journal: try journal(plan))
    let crashed = results.problems[0].contenders.flatMap(\.trials).filter(\.hasCrashed)
    #expect(crashed.count == 1)
    #expect(crashed.first?.learningRate == jobs[1].candidate.learningRate)
    #expect(crashed.first?.validationLoss == .infinity)
    #expect(
      results.problems[0].notes.contains {
        $0.hasSuffix("crashed: a fault ended the program during this run, 2 times.")
      }, "\(results.problems[0].notes)")
    // What is done at last and alone stands where it belongs.
    let whole = ComparisonTests.run(plan).problems[0].contenders.flatMap(\.trials)
    #expect(results.problems[0].contenders.flatMap(\.trials).map(\.seed) == whole.map(\.seed))
  }

  @Test func `a crash behind a run is no fault of it`() async throws {
    let plan = try plan()
    let jobs = Self.jobs(of: plan)
    for _ in 0..<3 {
      await #expect(processExitsWith: .failure) { [path = path as String] in
        let plan = try RunJournalTests.plan()
        let jobs = RunJournalTests.jobs(of: plan)
        let journal = try RunJournalTests.journal(at: path, plan)
        journal.watchForCrashes()
        let other = Thread { journal.begin(jobs[0]) }
        other.start()
        while !other.isFinished { usleep(1_000) }
        journal.begin(jobs[1])
        journal.end(jobs[1], ComparisonResults.Trial(jobs[1]))
        abort()
      }
    }
    try reading(plan) { journal in
      #expect(!journal.isDoubtful(jobs[0]) && journal.record(of: jobs[0]) == nil)
      #expect(journal.record(of: jobs[1])?.hasCrashed == false)
    }
  }

  /// Asked for first, and brought about by something that nothing can be written after.
  @Test func `who is asked to end, and killed then, has not failed`() async throws {
    for _ in 0..<4 {
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let plan = try RunJournalTests.plan()
        let journal = try RunJournalTests.journal(at: path, plan)
        Interruption.postpone()
        journal.watchForCrashes()
        journal.begin(RunJournalTests.jobs(of: plan)[0])
        func pauses() throws -> Int {
          try String(contentsOfFile: path, encoding: .utf8).ranges(of: "pause").count
        }
        let before = try pauses()
        // Some thread takes it.
        kill(getpid(), SIGTERM)
        while try pauses() == before {
          usleep(1_000)
        }
        kill(getpid(), SIGKILL)
        while true { usleep(1_000_000) }
      }
    }
    let plan = try plan()
    let job = Self.jobs(of: plan)[0]
    try reading(plan) { journal in
      #expect(!journal.isDoubtful(job) && journal.record(of: job) == nil)
    }
  }

  /// As with `kill -9`: nothing is written, and nobody knows why.
  @Test func `one that is killed is done alone, and given up when that is no better`() throws {
    let plan = try plan()
    let jobs = Self.jobs(of: plan)
    for count in 1...5 {
      let journal = try journal(plan)
      journal.begin(jobs[0])
      journal.begin(jobs[1])
      for job in jobs {
        #expect(journal.record(of: job) == nil)
        #expect(journal.isDoubtful(job) == (count > 2))
      }
    }
    for _ in 0..<3 {
      let journal = try journal(plan)
      #expect(journal.record(of: jobs[0]) == nil)
      journal.begin(jobs[0])
    }
    try reading(plan) { journal in
      #expect(
        journal.record(of: jobs[0])?.failure
          == "the program was killed 3 times during this run, while it did no other")
      #expect(journal.record(of: jobs[1]) == nil)
      journal.end(jobs[1], ComparisonResults.Trial(jobs[1]))
    }
    // What comes to its end after all is forgiven.
    try reading(plan) { journal in
      #expect(!journal.isDoubtful(jobs[1]))
      #expect(journal.record(of: jobs[1]).map(\.hasCrashed) == false)
    }
  }

  @Test func `one comparison at a time has the journal`() throws {
    let plan = try plan()
    let first = try journal(plan)
    let before = try lines()
    for startsAnew in [false, true] {
      let error = #expect(throws: JournalError.self) {
        try journal(plan, startsAnew: startsAnew)
      }
      #expect(error == .inUse(path: path))
      #expect(
        error?.description.hasPrefix("another comparison is at work for \(scratch.path)/out; ")
          == true)
    }
    #expect(try lines() == before)
    first.close()
    try reading(plan) { journal in #expect(journal.finishedCount == 0) }
    // What is begun when the first has ended finds nothing.
    try reading(plan) { $0.remove() }
    try reading(plan) { journal in #expect(journal.finishedCount == 0) }
    #expect(try lines().count == 2)
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

  @Test func `that the data have changed is said`() throws {
    func begin(_ rows: Int, _ name: String = "own", epochs: Int = 2) throws {
      let text = (0..<rows).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
      try scratch.write(Array(text.utf8), to: name + ".csv")
      let plan = try ComparisonPlan(
        problems: ProblemCatalogue.list(
          "\(scratch.path)/\(name).csv", ProblemBudget(epochs: epochs)),
        contenders: ContenderSpecification.list("sgd"), search: SearchProtocol(), finalSeeds: 2,
        searchSeeds: 1, reference: 0, workers: 1, commandLine: "")
      try journal(plan).close()
    }
    try begin(40)
    try begin(40)
    #expect(throws: JournalError.otherData(path: path)) { try begin(60) }
    // Another file, or another plan for the same.
    #expect(throws: JournalError.otherPlan(path: path)) { try begin(60, "other") }
    #expect(throws: JournalError.otherPlan(path: path)) { try begin(40, epochs: 3) }
  }

  @Test(arguments: [false, true])
  func `another file is refused and left alone`(startsAnew: Bool) throws {
    for bytes in [
      "dear diary\n", "\n\n", "{\"pause\":true}\n", "a plan:\n" + JournalLine.plan("x").text,
    ] {
      try scratch.write(Array(bytes.utf8), to: "out.unfinished")
      #expect(throws: JournalError.notAJournal(path: path)) {
        try journal(plan(), startsAnew: startsAnew)
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == bytes)
    }
    // Left behind when the power failed at the very beginning.
    try scratch.write([], to: "out.unfinished")
    try reading(plan()) { journal in #expect(journal.finishedCount == 0) }
    try FileManager.default.removeItem(atPath: path)
    try scratch.makeFolder("out.unfinished")
    #expect(throws: JournalError.self) { try journal(plan()) }
  }

  @Test func `a link to nothing is called that`() throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nothing")
    let error = #expect(throws: JournalError.self) { try journal(plan()) }
    #expect(error == .notAFile(path: path, kind: "link that leads nowhere"))
    #expect(error?.description.contains("it is a link that leads nowhere, not a file") == true)
  }

  @Test func `how to go on depends on how it began`() throws {
    let plan = try plan()
    let jobs = Self.jobs(of: plan)
    let anew = try journal(plan, startsAnew: true)
    anew.end(jobs[0], ComparisonResults.Trial(jobs[0]))
    // With --fresh again the run would be dropped.
    #expect(
      anew.promise
        == "1 finished run is kept in \(path); the same command without --fresh goes on from there."
    )
    anew.close()
    try reading(plan) { journal in
      #expect(journal.finishedCount == 1)
      journal.end(jobs[1], ComparisonResults.Trial(jobs[1]))
      #expect(
        journal.promise
          == "2 finished runs are kept in \(path); the same command goes on from there.")
    }
  }

  @Test func `a journal that took its place stays`() throws {
    let plan = try plan()
    let first = try journal(plan)
    try FileManager.default.removeItem(atPath: path)
    let second = try journal(plan)
    first.remove()
    #expect(try scratch.names == ["out.unfinished"])
    second.remove()
    #expect(try scratch.names == [])
    // One that is closed has nothing to take away.
    let third = try journal(plan)
    third.close()
    third.remove()
    #expect(try scratch.names == ["out.unfinished"])
  }

  @Test func `the journal goes away when the report holds everything`() throws {
    let plan = try plan()
    let journal = try journal(plan)
    #expect(try scratch.names == ["out.unfinished"])
    journal.remove()
    #expect(try scratch.names == [])
  }
}
