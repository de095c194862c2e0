import Foundation

/// One line of a journal.
///
/// The lines with which a comparison begins or goes on end with blanks, in the place of which a pause is
/// written when the disk is full.
enum JournalLine {
  /// The words of the plan, and how many runs go on side by side: the first line.
  case plan(String, workers: Int? = nil)
  /// A run begins.
  case begin(TrialJob)
  /// A run has ended.
  case end(TrialJob, ComparisonResults.Trial)
  /// The comparison is broken off on purpose, or by what is no fault of a run.
  case pause
  /// A fault of the program ended it during a run.
  case crash(TrialJob)
  /// The comparison goes on: what was begun before and has not ended was broken off.
  case resume(workers: Int? = nil)

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
  }

  /// Reads a line; nil for one that is not whole.
  init?(_ bytes: Data) {
    guard ResultsJSON.isQuickToRead(bytes),
      let content = try? ResultsJSON.decoder.decode(Content.self, from: bytes)
    else { return nil }
    if let plan = content.plan {
      self = .plan(plan, workers: content.workers)
    } else if let job = content.begin {
      self = .begin(job)
    } else if let job = content.end, let trial = content.trial {
      self = .end(job, trial)
    } else if content.pause == true {
      self = .pause
    } else if let job = content.crash {
      self = .crash(job)
    } else if content.resume == true {
      self = .resume(workers: content.workers)
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

  /// Where that room begins in what ends with a line that has it, counted from the end.
  static let roomFromEnd = room.utf8.count + 1

  private static let room = String(repeating: " ", count: latePause.utf8.count)

  private var content: String {
    let content: Content =
      switch self {
      case .plan(let words, let workers): Content(plan: words, workers: workers)
      case .begin(let job): Content(begin: job)
      case .end(let job, let trial): Content(end: job, trial: trial)
      case .pause: Content(pause: true)
      case .crash(let job): Content(crash: job)
      case .resume(let workers): Content(workers: workers, resume: true)
      }
    let encoder = ResultsJSON.encoder
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Every number that can be coded is: those that are not finite have words.
    guard let data = try? encoder.encode(content) else { return "" }
    return String(decoding: data, as: UTF8.self)
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
