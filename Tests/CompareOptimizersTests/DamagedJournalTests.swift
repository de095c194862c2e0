import Foundation
import TestSupport
import Testing

@testable import CompareOptimizers

/// A journal that a disk has spoilt: what is not sound is done again, and nothing else becomes of it.
@Suite struct DamagedJournalTests {
  private typealias Trial = ComparisonResults.Trial

  private let scratch: ScratchFolder
  private var path: String { scratch.path + "/out.unfinished" }

  init() throws { scratch = try ScratchFolder() }

  private static func plan() throws -> ComparisonPlan {
    try ComparisonTests.plan("rmsprop,sgd", problems: "sphere,rosenbrock:noise=0.2")
  }

  private func journal(startsAnew: Bool = false) throws -> RunJournal {
    // As for RunJournalTests, without what tests switch meanwhile.
    try RunJournal(
      path: path, fingerprint: "sphere and rosenbrock", workers: 1, startsAnew: startsAnew)
  }

  /// The bytes of a journal in which every run has its record, and what the comparison came to.
  private func whole() throws -> (bytes: [UInt8], results: String) {
    let results = ComparisonTests.run(try Self.plan(), journal: try journal())
    return (try bytes(), try ComparisonTests.timeless(results))
  }

  private func bytes() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func write(_ bytes: [UInt8]) throws { try scratch.write(bytes, to: "out.unfinished") }

  /// What a comparison comes to that goes on with the file as it is.
  private func resumed() throws -> String {
    let results = ComparisonTests.run(try Self.plan(), journal: try journal())
    return try ComparisonTests.timeless(results)
  }

  private static func text(_ trial: Trial) throws -> Data {
    let encoder = ResultsJSON.encoder
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(trial)
  }

  /// Flipped bits are found wherever they are, and no record is another one because of them.
  @Test func `a flipped bit makes no other result`() throws {
    let (sound, results) = try whole()
    let records = try JournalReading(sound).history.finished.mapValues(Self.text)
    #expect(records.count == 24)
    let lastLine = (sound.dropLast().lastIndex(of: UInt8(ascii: "\n")) ?? 0) + 1
    let firstLine = sound.firstIndex(of: UInt8(ascii: "\n")) ?? 0
    var random = NoiseGenerator(seed: 41)
    var (refused, warned) = (0, 0)
    for attempt in 0..<240 {
      var bytes = sound
      // The lines of the plan and of what was begun are short beside the records.
      let place = Int(random.next() % UInt64(attempt % 12 == 0 ? firstLine : sound.count))
      bytes[place] ^= 1 << UInt8(random.next() % 8)
      try write(bytes)
      do {
        let journal = try journal()
        #expect(journal.warning != nil || place >= lastLine, "byte \(place)")
        var lost = 0
        for (job, record) in records {
          guard let found = journal.record(of: job) else {
            lost += 1
            continue
          }
          #expect(try Self.text(found) == record, "byte \(place)")
        }
        // A line feed that is gone takes the line after it along.
        #expect(lost <= 2 && journal.finishedCount == records.count - lost, "byte \(place)")
        warned += 1
        guard attempt % 10 == 1 else { continue }
        let resumed = ComparisonTests.run(try Self.plan(), journal: journal)
        #expect(try ComparisonTests.timeless(resumed) == results, "byte \(place)")
      } catch let error as JournalError {
        #expect(place <= firstLine, "byte \(place): \(error)")
        #expect(!"\(error)".contains("\n"))
        #expect(try self.bytes() == bytes)
        refused += 1
      }
    }
    #expect(refused >= 20 && warned >= 200, "\(refused) refused, \(warned) told of")
  }

  @Test func `what is damaged is told once, with its line, and done again`() throws {
    let (sound, results) = try whole()
    var lines = String(decoding: sound, as: UTF8.self).split(separator: "\n").map(String.init)
    let ends = lines.indices.filter { lines[$0].hasPrefix("{\"end\"") }
    func damage(_ count: Int) throws -> String {
      var damaged = lines
      for index in ends.prefix(count) {
        damaged[index] = damaged[index].replacing(
          "\"seed\":", with: "\"seed\":1", maxReplacements: 1)
      }
      try write(Array((damaged.joined(separator: "\n") + "\n").utf8))
      let journal = try journal()
      #expect(journal.finishedCount == 24 - count)
      return try #require(journal.warning)
    }
    #expect(
      try damage(1)
        == "\(path): line \(ends[0] + 1) is damaged; the run whose result it held, if any, is "
        + "done again")
    #expect(try resumed() == results)
    #expect(try journal().warning == nil)
    let numbers = ends.prefix(5).map { "\($0 + 1)" }
    #expect(
      try damage(3)
        == "\(path): lines \(numbers[0]), \(numbers[1]) and \(numbers[2]) are damaged; "
        + "the runs whose results they held are done again")
    #expect(
      try damage(5)
        == "\(path): 5 lines, the first of them line \(numbers[0]), are damaged; "
        + "the runs whose results they held are done again")
    // Empty lines count as lines do.
    lines[0] += "\n\n"
    #expect(try damage(1).contains(": line \(ends[0] + 3) is damaged; "))
  }

  @Test func `a damaged plan is refused, and dropped on request`() throws {
    let (sound, _) = try whole()
    var flipped = sound
    flipped[12] ^= 1
    // The version before wrote no checksums.
    let older = String(decoding: sound, as: UTF8.self)
      .replacing(/,"checksum":"[0-9a-f]{16}"}/, with: "}")
    for bytes in [flipped, Array(older.utf8), [0] + sound] {
      try write(bytes)
      let error = #expect(throws: JournalError.self) { try journal() }
      #expect(error == .unknownPlan(path: path))
      #expect(
        error?.description
          == "\(path) holds an unfinished comparison, but its first line, which says of what, is "
          + "damaged or by another version; drop it with --fresh, or choose another --output")
      #expect(try self.bytes() == bytes)
      #expect(try journal(startsAnew: true).finishedCount == 0)
    }
  }

  @Test func `a plan that was cut off is begun again, and other words are somebody's`() throws {
    let (sound, results) = try whole()
    for count in [1, 8, 20, 60] {
      try write(Array(sound.prefix(count)))
      #expect(try journal().finishedCount == 0)
      #expect(try bytes().starts(with: sound.prefix(while: { $0 != UInt8(ascii: "\n") })))
    }
    #expect(try resumed() == results)
    for text in ["{\"plan\":\"for the weekend\"}", "{\"plans\"", "x"] {
      try write(Array(text.utf8))
      #expect(throws: JournalError.self) { try journal() }
      #expect(try String(decoding: bytes(), as: UTF8.self) == text)
    }
  }

  /// Nobody knows what the damaged line told of them.
  @Test func `runs under way beside a damaged line are not to blame`() throws {
    let plan = try Self.plan()
    let job = plan.searchJobs(problem: 0, candidates: plan.search.candidates)[0]
    for line in [JournalLine.pause.text, JournalLine.crash(job).text, JournalLine.resume().text] {
      let text = JournalLine.plan("p").text + JournalLine.begin(job).text + line
      #expect(JournalReading(Array(text.utf8)).damagedLines == [])
      let damaged = text.dropLast(30) + "?" + text.suffix(29)
      let reading = JournalReading(Array((damaged + JournalLine.resume().text).utf8))
      #expect(reading.damagedLines == [3])
      #expect(!reading.history.isDoubtful(job), "\(line)")
    }
    // What a kill cuts off tells of nothing, and is no damage.
    let cut = JournalLine.plan("p").text + JournalLine.begin(job).text + "{\"pa"
    let reading = JournalReading(Array(cut.utf8))
    #expect(reading.damagedLines == [] && reading.cutOffCount == 4)
    #expect(reading.history.isDoubtful(job))
  }

  /// Sound checksums over what no run gives.
  @Test func `a record that its run cannot have given counts for nothing`() throws {
    let candidate = ComparisonResults.Candidate(
      learningRate: 0.1, settings: [.init(name: "rho", value: 0.9)])
    let job = TrialJob(problem: 0, contender: 1, stage: .final, candidate: candidate, seed: 3)
    var sound = Trial(job)
    sound.epochs = (1...3).map {
      .init(
        number: $0, steps: 38 * $0, seconds: Double($0), trainingLoss: 0.5, validationLoss: 1e308,
        validationAccuracy: 0.75)
    }
    (sound.testLoss, sound.testAccuracy) = (0.25, 0.975)
    (sound.stepsToTarget, sound.secondsToTarget) = (76, 2)
    func line(_ change: (inout Trial) -> Void) -> JournalLine? {
      var trial = sound
      change(&trial)
      let text = JournalLine.end(job, trial, workers: 2).text
      return JournalLine(Data(text.utf8.dropLast()))
    }
    for change: (inout Trial) -> Void in [
      { _ in }, { $0.epochs = [] }, { $0.testLoss = .nan }, { $0.testAccuracy = .nan },
      { $0.failure = "a fault" }, { $0.epochs[2].validationLoss = .infinity },
    ] { #expect(line(change) != nil) }
    let changes: [(inout Trial) -> Void] = [
      { $0.testAccuracy = 9.975 }, { $0.testAccuracy = -9.975 }, { $0.testLoss = -0.25 },
      { $0.epochs[2].validationLoss = -1 }, { $0.epochs[0].trainingLoss = -1 },
      { $0.epochs[1].validationAccuracy = 1.5 }, { $0.epochs[1].number = 3 },
      { $0.epochs[2].steps = 14 }, { $0.epochs[2].steps = 76 }, { $0.epochs[0].steps = -38 },
      { $0.epochs[2].steps = .max }, { $0.epochs[0].seconds = -1 }, { $0.epochs[1].seconds = 0.5 },
      { $0.epochs[1].seconds = .nan }, { $0.stepsToTarget = .max }, { $0.stepsToFirstTouch = -1 },
      { $0.divergedAtStep = -1 }, { $0.secondsToTarget = 1e308 }, { $0.learningRate = 0.2 },
      { $0.settings = nil }, { $0.settings?[0].value = 0.8 }, { $0.seed = 4 },
      { $0.stage = .search },
    ]
    for (index, change) in changes.enumerated() { #expect(line(change) == nil, "change \(index)") }
    let text = JournalLine.end(job, sound, workers: 0).text
    #expect(JournalLine(Data(text.utf8)) == nil)
  }

  @Test func `a line is JSON, and has one checksum`() throws {
    let text = JournalLine.plan("descent").text
    let members = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String]
    // XXH64 of {"plan":"descent"}, worked out by hand from its specification.
    #expect(members == ["plan": "descent", "checksum": "f3b7cf598b00d761"])
    let line = Array(text.utf8)
    #expect(JournalSeal.opened(line.dropLast()) == Array("{\"plan\":\"descent\"}".utf8))
    #expect(JournalSeal.opened(line.dropLast() + [9]) == nil)
    #expect(JournalSeal.opened(Array(text.uppercased().utf8)) == nil)
    #expect(JournalSeal.opened([]) == nil)
  }

  /// A set of the numbers of such lines would take ten times the file.
  @Test(.enabled(if: Allocations.canBeEstimated))
  func `lines of nothing take no more than four times the file`() {
    let lines = Array(repeatElement(Array("x\n".utf8), count: 20_000).joined())
    let allocations = Allocations.of(largeSize: 4 * lines.count + 10_000) {
      #expect(JournalReading(lines).damagedLines == Array(1...20_000))
    }
    #expect(allocations.largeBytes == 0)
    let told = Array(JournalLine.resume(damagedLines: Array(2...19_999).reversed()).text.utf8)
    #expect(JournalReading(lines + told).damagedLines == [1, 20_000])
  }
}
