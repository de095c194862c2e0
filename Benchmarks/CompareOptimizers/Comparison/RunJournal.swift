import Descent
import Foundation
import Synchronization

/// The file that keeps every finished run of a comparison until its report is written.
///
/// One line of JSON each: first the fingerprint of the plan, then a line when a run begins and one
/// with its record when it ends. A comparison of the same plan takes the finished runs from it and
/// does the others; as every run depends on its own seed alone, the results are those of a comparison
/// that was never broken off. A line that was cut off by a power failure counts as not written.
final class RunJournal: Sendable {
  /// Where it lies.
  let path: String

  fileprivate struct State {
    var file: FileHandle?
    var finished: [TrialJob: ComparisonResults.Trial] = [:]
    /// How often a run was begun without ending, other than by Ctrl-C.
    var broken: [TrialJob: Int] = [:]
    var lastFlush = ContinuousClock.now
    /// How many finished runs are not in the file, and why the first of them is not.
    var lostCount = 0
    var reason: String?
  }

  fileprivate let state: Mutex<State>

  /// A run that took the program down so many times is recorded as failed.
  fileprivate static let mostBreaks = 2
  /// The runs of this time, at most, are lost by a power failure; by nothing else.
  private static let flushInterval = Duration.seconds(1)

  /// Opens the journal of a plan, or begins one.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - fingerprint: The words of the plan.
  ///   - startsAnew: Whether to drop what an earlier comparison left.
  /// - Throws: `JournalError` when the file is that of another plan, no journal, or cannot be
  ///   written.
  init(path: String, fingerprint: String, startsAnew: Bool = false) throws(JournalError) {
    self.path = path
    if let kind = Self.obstacle(at: path) { throw .notAFile(path: path, kind: kind) }
    var state = State()
    let header = JournalLine.plan(fingerprint)
    if !startsAnew, FileManager.default.fileExists(atPath: path) {
      let lines = try Self.read(path)
      guard let first = lines.first, case .plan(let other) = first else {
        throw .notAJournal(path: path)
      }
      guard other == fingerprint else { throw .otherPlan(path: path) }
      for line in lines.dropFirst() { state.take(line) }
    }
    do {
      // Written anew without what was cut off, so that the next line begins a line.
      var text = header.text
      for (job, trial) in state.finished.sorted(by: { $0.key < $1.key }) {
        text += JournalLine.end(job, trial).text
      }
      for (job, count) in state.broken.sorted(by: { $0.key < $1.key }) {
        for _ in 0..<count { text += JournalLine.begin(job).text }
      }
      let place = URL(fileURLWithPath: path)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place, options: .atomic)
      let file = try FileHandle(forWritingTo: place)
      try file.seekToEnd()
      state.file = file
    } catch {
      throw .cannotWrite(path: path, reason: ReportError.reason(error))
    }
    self.state = Mutex(state)
  }

  /// The number of runs that need not be done again.
  var finishedCount: Int { state.withLock { $0.finished.count } }

  /// The record of a run that is done, or of one that cannot be.
  func record(of job: TrialJob) -> ComparisonResults.Trial? {
    state.withLock { state in
      if let trial = state.finished[job] { return trial }
      guard state.broken[job, default: 0] >= Self.mostBreaks else { return nil }
      var trial = ComparisonResults.Trial(job)
      trial.failure = "the program ended during this run, \(Self.mostBreaks) times"
      return trial
    }
  }

  /// Notes that a run begins.
  func begin(_ job: TrialJob) { state.withLock { _ = $0.append(.begin(job)) } }

  /// Keeps the record of a run.
  func end(_ job: TrialJob, _ trial: ComparisonResults.Trial) {
    state.withLock { state in
      state.finished[job] = trial
      if !state.append(.end(job, trial)) { state.lostCount += 1 }
      guard ContinuousClock.now - state.lastFlush >= Self.flushInterval else { return }
      try? state.file?.synchronize()
      state.lastFlush = .now
    }
  }

  /// Notes that the comparison is broken off on purpose: the runs under way have not failed.
  func close() {
    state.withLock { state in
      _ = state.append(.pause)
      try? state.file?.synchronize()
      try? state.file?.close()
      state.file = nil
    }
  }

  /// What is kept, and how to go on with it.
  var promise: String {
    state.withLock { state in
      let kept = NumberText.grouped(state.finished.count - state.lostCount)
      let promise =
        "\(kept) finished runs are kept in \(path); the same command goes on from there."
      guard let reason = state.reason, state.lostCount > 0 else { return promise }
      return promise + " \(NumberText.grouped(state.lostCount)) more could not be kept: \(reason)."
    }
  }

  /// Breaks the comparison off, and says how to go on with it.
  func pause() {
    close()
    let text = Terminal(of: .standardError).wrapped("Interrupted. " + promise)
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Takes the file away: the report holds all of it.
  func remove() {
    state.withLock { state in
      try? state.file?.close()
      state.file = nil
    }
    try? FileManager.default.removeItem(atPath: path)
  }

  private static func read(_ path: String) throws(JournalError) -> [JournalLine] {
    do throws(DataFormatError) {
      let data = Data(try fileBytes(contentsOf: path))
      return data.split(separator: UInt8(ascii: "\n")).compactMap(JournalLine.init)
    } catch {
      throw .unreadable(error)
    }
  }

  /// What lies at a path, in words, if that is something else than a file.
  private static func obstacle(at path: String) -> String? {
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: place)
    switch attributes?[.type] as? FileAttributeType {
    case nil, .typeRegular?: return nil
    case .typeDirectory?: return "folder"
    default: return "device, pipe or socket"
    }
  }
}

extension RunJournal.State {
  /// Takes in a line that an earlier comparison wrote.
  fileprivate mutating func take(_ line: JournalLine) {
    switch line {
    case .plan: break
    case .begin(let job): broken[job, default: 0] += 1
    case .end(let job, let trial):
      finished[job] = trial
      broken[job] = nil
    case .pause:
      // Every run under way was broken off, and not by itself.
      broken = [:]
    }
  }

  /// Writes a line; a full disk loses what comes after, and no run that was kept.
  ///
  /// - Returns: Whether the line is in the file.
  fileprivate mutating func append(_ line: JournalLine) -> Bool {
    guard let file else { return false }
    do {
      try file.write(contentsOf: Data(line.text.utf8))
      return true
    } catch {
      reason = ReportError.reason(error)
      try? file.close()
      self.file = nil
      return false
    }
  }
}

/// Why a journal cannot be used; described in one line that names the file.
enum JournalError: Error, Equatable, CustomStringConvertible {
  /// The comparison that was broken off there was another one.
  case otherPlan(path: String)
  /// The file is something else.
  case notAJournal(path: String)
  /// A folder has its name, or a pipe.
  case notAFile(path: String, kind: String)
  /// The system refused.
  case unreadable(DataFormatError)
  case cannotWrite(path: String, reason: String)

  var description: String {
    switch self {
    case .otherPlan(let path):
      "\(path) holds an unfinished comparison with other options or by another version; finish it "
        + "with its own command, choose another --output, or drop it with --fresh"
    case .notAJournal(let path):
      "\(path) is not an unfinished comparison; remove it, or choose another --output"
    case .notAFile(let path, let kind):
      "finished runs cannot be kept in \(path): it is a \(kind), not a file; remove it, or choose "
        + "another --output"
    case .unreadable(let error): "\(error)"
    case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
    }
  }
}
