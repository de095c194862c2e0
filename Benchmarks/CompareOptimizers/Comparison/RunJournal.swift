import Descent
import ElementwiseKernels
import Foundation
import Synchronization

/// The file that keeps every finished run of a comparison until its report is written.
///
/// One line of JSON each: first the fingerprint of the plan, then a line when a run begins and one
/// with its record when it ends. A comparison of the same plan takes the finished runs from it and
/// does the others; as every run depends on its own seed alone, the results are those of a comparison
/// that was never broken off. Lines are only ever added; one that was cut off by a power failure counts
/// as not written.
///
/// One comparison at a time has the file: it is locked until the comparison ends, however it ends.
final class RunJournal: Sendable {
  /// Where it lies.
  let path: String

  fileprivate struct State {
    var file: FileHandle?
    var history = JournalHistory()
    var lastFlush = ContinuousClock.now
    /// Whether a crash is written down, with the run that it happened in.
    var isWatching = false
    /// How many finished runs are not in the file, and why the first of them is not.
    var lostCount = 0
    var reason: String?
  }

  fileprivate let state: Mutex<State>

  /// The runs of this time, at most, are lost by a power failure; by nothing else.
  private static let flushInterval = Duration.seconds(1)

  /// Opens the journal of a plan, or begins one.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - fingerprint: The words of the plan.
  ///   - startsAnew: Whether to drop what an earlier comparison left.
  /// - Throws: `JournalError` when the file is that of another plan, no journal, at work in another
  ///   comparison, or cannot be written.
  init(path: String, fingerprint: String, startsAnew: Bool = false) throws(JournalError) {
    self.path = path
    if let kind = Self.obstacle(at: path) { throw .notAFile(path: path, kind: kind) }
    var state = State()
    let file = try Self.lockedFile(at: path)
    var isNew = startsAnew
    do {
      let bytes = try startsAnew ? [] : fileBytes(contentsOf: path)
      isNew = bytes.isEmpty
      if isNew {
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(JournalLine.plan(fingerprint).text.utf8))
      } else {
        state.history = try Self.history(in: bytes, fingerprint, path)
        try file.seekToEnd()
        // What was cut off ends here.
        let isCutOff = bytes.last != UInt8(ascii: "\n")
        try file.write(contentsOf: Data(((isCutOff ? "\n" : "") + JournalLine.resume.text).utf8))
      }
      try file.synchronize()
    } catch let error as JournalError {
      throw error
    } catch let error as DataFormatError {
      throw .unreadable(error)
    } catch {
      // Half a line would be in the way of the next comparison.
      if isNew { try? FileManager.default.removeItem(atPath: path) }
      throw .cannotWrite(path: path, reason: ReportError.reason(error))
    }
    ReportFolder.flushFolder(URL(fileURLWithPath: path).deletingLastPathComponent())
    state.file = file
    self.state = Mutex(state)
  }

  /// The number of runs that need not be done again.
  var finishedCount: Int { state.withLock { $0.history.finished.count } }

  /// The record of a run that is done, or of one that cannot be.
  func record(of job: TrialJob) -> ComparisonResults.Trial? {
    state.withLock { $0.history.record(of: job) }
  }

  /// Whether a run may be what ended the program before.
  func isDoubtful(_ job: TrialJob) -> Bool { state.withLock { $0.history.isDoubtful(job) } }

  /// From now on a crash of the program is written down, with the run that it happened in.
  ///
  /// For the program's own journal: signals belong to the process.
  func watchForCrashes() {
    state.withLock { state in
      guard let file = state.file else { return }
      // In a line of its own, whatever another thread is writing at that time.
      LastWords.begin(
        in: file.fileDescriptor, otherwise: Array(("\n" + JournalLine.pause.text).utf8))
      state.isWatching = true
    }
  }

  /// Notes that a run begins, on the thread that does it.
  func begin(_ job: TrialJob) {
    let isWatching = state.withLock { state in
      _ = state.append(.begin(job))
      return state.isWatching
    }
    if isWatching { LastWords.set(Array(("\n" + JournalLine.crash(job).text).utf8)) }
  }

  /// Keeps the record of a run, on the thread that did it.
  func end(_ job: TrialJob, _ trial: ComparisonResults.Trial) {
    let isWatching = state.withLock { state in
      state.history.finished[job] = trial
      if !state.append(.end(job, trial)) { state.lostCount += 1 }
      if ContinuousClock.now - state.lastFlush >= Self.flushInterval { state.flush() }
      return state.isWatching
    }
    if isWatching { LastWords.clear() }
  }

  /// Waits until all finished runs lie on the disk.
  func flush() { state.withLock { $0.flush() } }

  /// Notes that the comparison is broken off on purpose: the runs under way have not failed.
  func close() {
    state.withLock { state in
      _ = state.append(.pause)
      state.flush()
      state.close()
    }
  }

  /// What is kept, and how to go on with it.
  var promise: String {
    state.withLock { state in
      let kept = NumberText.grouped(state.history.finished.count - state.lostCount)
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
      // While it is locked: it must not be the file of the next comparison.
      try? FileManager.default.removeItem(atPath: path)
      state.close()
    }
  }
}

extension RunJournal {
  /// The file, for writing, which no other comparison has meanwhile.
  private static func lockedFile(at path: String) throws(JournalError) -> FileHandle {
    let place = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      while true {
        if !FileManager.default.fileExists(atPath: path) {
          do {
            try Data().write(to: place, options: .withoutOverwriting)
          } catch  where FileManager.default.fileExists(atPath: path) {
            // Another comparison was the first.
          }
        }
        let file = try FileHandle(forWritingTo: place)
        // A child that outlives the program would keep the lock.
        _ = fcntl(file.fileDescriptor, F_SETFD, FD_CLOEXEC)
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 || errno != EAGAIN else {
          throw JournalError.inUse(path: path)
        }
        // Some file systems know no locks. Where another comparison has just ended, the file is gone.
        if FileManager.default.fileExists(atPath: path) { return file }
      }
    } catch let error as JournalError {
      throw error
    } catch {
      throw .cannotWrite(path: path, reason: ReportError.reason(error))
    }
  }

  private static func history(
    in bytes: [UInt8], _ fingerprint: String, _ path: String
  ) throws(JournalError) -> JournalHistory {
    let lines = Data(bytes).split(separator: UInt8(ascii: "\n")).compactMap(JournalLine.init)
    guard let first = lines.first, case .plan(let other) = first else {
      throw .notAJournal(path: path)
    }
    guard other == fingerprint else { throw .otherPlan(path: path) }
    return JournalHistory(lines)
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
      close()
      return false
    }
  }

  fileprivate mutating func flush() {
    try? file?.synchronize()
    lastFlush = .now
  }

  fileprivate mutating func close() {
    // Its number will be that of another file.
    if let file, isWatching { LastWords.end(in: file.fileDescriptor) }
    try? file?.close()
    file = nil
  }
}

/// Why a journal cannot be used; described in one line that names the file.
enum JournalError: Error, Equatable, CustomStringConvertible {
  /// The comparison that was broken off there was another one.
  case otherPlan(path: String)
  /// A comparison that has not ended writes to it.
  case inUse(path: String)
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
    case .inUse(let path):
      "another comparison is at work for \(ReportFolder.path(ofJournal: path)); wait until it has "
        + "ended, or choose another --output"
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
