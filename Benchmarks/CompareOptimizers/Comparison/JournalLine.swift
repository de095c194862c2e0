import Foundation

/// One line of a journal, which ends with a checksum.
///
/// The lines with which a comparison begins or goes on end with blanks, in the place of which a pause is
/// written when the disk is full.
enum JournalLine {
  /// The words of the plan: the first line.
  case plan(String)
  /// A run begins.
  case begin(TrialJob)
  /// A run has ended, while so many went on side by side.
  case end(TrialJob, ComparisonResults.Trial, workers: Int? = nil)
  /// The comparison is broken off on purpose, or by what is no fault of a run.
  case pause
  /// A fault of the program ended it during a run.
  case crash(TrialJob)
  /// The comparison goes on: what was begun before and has not ended was broken off.
  ///
  /// Of the damaged lines with these numbers the user was told.
  case resume(damagedLines: [Int] = [])

  /// Every key that a line may have.
  private struct Content: Codable {
    var plan: String?
    var workers: Int?
    var begin: TrialJob?
    var end: TrialJob?
    var trial: ComparisonResults.Trial?
    var pause: Bool?
    var crash: TrialJob?
    var resume: Bool?
    var damagedLines: [Int]?
  }

  /// Reads a line; nil for one that is not whole, or damaged, or holds a record of another run than it
  /// says.
  init?(_ bytes: some Collection<UInt8>) {
    guard let object = JournalSeal.opened(bytes),
      let content = ResultsJSON.value(Content.self, from: object)
    else { return nil }
    if let plan = content.plan {
      self = .plan(plan)
    } else if let job = content.begin {
      self = .begin(job)
    } else if let job = content.end, let trial = content.trial {
      guard job.mayHaveGiven(trial), (content.workers ?? 1) > 0 else { return nil }
      self = .end(job, trial, workers: content.workers)
    } else if content.pause == true {
      self = .pause
    } else if let job = content.crash {
      self = .crash(job)
    } else if content.resume == true {
      self = .resume(damagedLines: content.damagedLines ?? [])
    } else {
      return nil
    }
  }

  /// The line with its line feed.
  var text: String {
    switch self {
    case .plan, .resume: content + Self.room + "\n"
    default: content + "\n"
    }
  }

  /// A pause as a line of its own, which fits in the room that is kept for it.
  static let latePause = "\n" + JournalLine.pause.content

  /// What a journal begins with, whatever its plan.
  static let beginning = "{\"plan\":\""

  /// Where that room begins in what ends with a line that has it, counted from the end.
  static let roomFromEnd = room.utf8.count + 1

  private static let room = String(repeating: " ", count: latePause.utf8.count)

  private var content: String {
    let content: Content =
      switch self {
      case .plan(let words): Content(plan: words)
      case .begin(let job): Content(begin: job)
      case .end(let job, let trial, let workers):
        Content(workers: workers, end: job, trial: trial)
      case .pause: Content(pause: true)
      case .crash(let job): Content(crash: job)
      case .resume(let numbers):
        Content(resume: true, damagedLines: numbers.isEmpty ? nil : numbers)
      }
    let encoder = ResultsJSON.encoder
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Every number that can be coded is: those that are not finite have words.
    guard let data = try? encoder.encode(content) else { return "" }
    return String(decoding: JournalSeal.sealed([UInt8](data)), as: UTF8.self)
  }
}

extension TrialJob: Comparable {
  /// In the order of the plan.
  static func < (left: TrialJob, right: TrialJob) -> Bool { left.sortKey < right.sortKey }

  private var sortKey: [Double] {
    [
      Double(problem), Double(contender), stage == .search ? 0 : 1, candidate.learningRate,
      Double(seed),
    ] + candidate.settings.map(\.value)
  }
}

extension [Double] {
  fileprivate static func < (left: [Double], right: [Double]) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
