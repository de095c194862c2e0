import Descent
import ElementwiseKernels
import Foundation
import Synchronization

/// The file that keeps every finished run of a comparison until its report is written.
///
/// One line of JSON each, with a checksum: first the fingerprint of the plan, then a line when a run begins
/// and one with its record when it ends. A comparison of the same plan takes the finished runs from it and
/// does the others; as every run depends on its own seed alone, the results are those of a comparison
/// that was never broken off. Lines are only ever added, but for a word in room that is kept for it when
/// the disk is full. A line that was cut off by a power failure counts as not written and is taken away;
/// one that is damaged counts for nothing, which is told once.
///
/// One comparison at a time has the file: it is locked until the comparison ends, however it ends.
final class RunJournal: Sendable {
  /// Where it lies.
  let path: String

  /// Whether what an earlier comparison left was to be dropped.
  private let startsAnew: Bool

  /// How many runs go on side by side.
  private let workers: Int?

  /// Which of the files that may lie there one after another it is.
  private let identity: String

  /// What is to be told of damaged lines, in one sentence; nil when there are none.
  let warning: String?

  fileprivate struct State {
    /// Open to the end, and so locked, even if nothing more is written to it.
    var file: FileHandle?
    var history = JournalHistory()
    /// Where a pause can be written when there is room for nothing else.
    var pauseOffset: UInt64 = 0
    var lastFlush = ContinuousClock.now
    /// Whether a crash is written down, with the run that it happened in.
    var isWatching = false
    /// How many finished runs are not in the file.
    var lostCount = 0
    /// Why nothing more is written; nil while all of it is.
    var reason: String?
  }

  fileprivate let state: Mutex<State>

  /// The runs of this time, at most, are lost by a power failure; by nothing else.
  private static let flushInterval = Duration.seconds(1)

  // One that nobody holds any more lets others have the file. Nothing is written: it was not ended.
  deinit { state.withLock { $0.close() } }

  /// Opens the journal of a plan, or begins one.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - fingerprint: The words of the plan.
  ///   - workers: How many of its runs go on side by side.
  ///   - startsAnew: Whether to drop what an earlier comparison left, whatever its plan.
  /// - Throws: `JournalError` when the file is that of another plan, no journal, at work in another
  ///   comparison, or cannot be written.
  init(
    path: String, fingerprint: String, workers: Int? = nil, startsAnew: Bool = false
  ) throws(JournalError) {
    self.path = path
    self.workers = workers
    self.startsAnew = startsAnew
    if let kind = Self.obstacle(at: path) { throw .notAFile(path: path, kind: kind) }
    var state = State()
    let (file, identity) = try Self.lockedFile(at: path)
    self.identity = identity
    var isNew = false
    var warning: String?
    do {
      let bytes = try fileBytes(contentsOf: path)
      let reading = JournalReading(bytes)
      // What is no journal is somebody's, and not dropped either.
      let isEmpty = bytes.isEmpty || reading.isHardlyBegun
      guard isEmpty || reading.isJournal else { throw JournalError.notAJournal(path: path) }
      isNew = isEmpty || startsAnew
      if isNew {
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(JournalLine.plan(fingerprint).text.utf8))
      } else {
        try Self.check(reading, fingerprint, path)
        state.history = reading.history
        warning = reading.warning(of: path)
        let length = bytes.count - reading.cutOffCount
        try file.truncate(atOffset: UInt64(length))
        // A line may have come to its end without its line feed.
        let isWhole = length == 0 || bytes[length - 1] == UInt8(ascii: "\n")
        let line = JournalLine.resume(damagedLines: reading.damagedLines).text
        try file.write(contentsOf: Data(((isWhole ? "" : "\n") + line).utf8))
      }
      state.pauseOffset = try file.offset() - UInt64(JournalLine.roomFromEnd)
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
    self.warning = warning
    self.state = Mutex(state)
  }

  /// The number of runs that need not be done again.
  var finishedCount: Int { state.withLock { $0.history.finished.count } }

  /// The record of a run that is done, or of one that cannot be.
  func record(of job: TrialJob) -> ComparisonResults.Trial? {
    state.withLock { $0.history.record(of: job) }
  }

  /// How many runs went on side by side while those that are done came to their end, where that is
  /// known.
  var workerCounts: Set<Int> { state.withLock { $0.history.workerCounts } }

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
      if let workers { state.history.workerCounts.insert(workers) }
      if !state.append(.end(job, trial, workers: workers)) { state.lostCount += 1 }
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
      let kept = NumberText.counted(
        state.history.finished.count - state.lostCount, "finished run is", "finished runs are")
      let promise =
        "\(kept) kept in \(path); the same command \(startsAnew ? "without --fresh " : "")goes on "
        + "from there."
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
      // While it is locked: it must not be the file of the next comparison. Nor that of one which was
      // begun when somebody had taken ours away.
      if state.file != nil, Self.identity(ofFileAt: path) == identity {
        try? FileManager.default.removeItem(atPath: path)
      }
      state.close()
    }
  }
}

extension RunJournal {
  /// The file, for writing, which no other comparison has meanwhile, and which one it is.
  private static func lockedFile(
    at path: String
  ) throws(JournalError) -> (file: FileHandle, identity: String) {
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
        let identity = Self.identity(ofFileAt: path)
        let file = try FileHandle(forWritingTo: place)
        // A child that outlives the program would keep the lock.
        _ = fcntl(file.fileDescriptor, F_SETFD, FD_CLOEXEC)
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 || errno != EAGAIN else {
          throw JournalError.inUse(path: path)
        }
        // Some file systems know no locks. Where another comparison has just ended, the file is gone,
        // or it is already that of a third.
        if let identity, identity == Self.identity(ofFileAt: path) { return (file, identity) }
      }
    } catch let error as JournalError {
      throw error
    } catch {
      throw .cannotWrite(path: path, reason: ReportError.reason(error))
    }
  }

  /// What tells a file from all others while it exists; nil where none is.
  private static func identity(ofFileAt path: String) -> String? {
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return FileIdentity.ofItem(at: place)
  }

  /// Makes sure that the plan of a journal is that of this comparison.
  private static func check(
    _ reading: JournalReading, _ fingerprint: String, _ path: String
  ) throws(JournalError) {
    guard let other = reading.plan else { throw .unknownPlan(path: path) }
    guard other == fingerprint else {
      throw hasOtherData(fingerprint, than: other)
        ? .otherData(path: path) : .otherPlan(path: path)
    }
  }

  /// Whether the data of a file have changed, by their checksums; what else comes of that is not looked at.
  private static func hasOtherData(_ plan: String, than other: String) -> Bool {
    let plans = [plan, other].map { $0.split(separator: "\n") }
    return zip(plans[0], plans[1]).contains { line, earlier in
      let pairs = [line, earlier].map { $0.split(separator: "checksum ", maxSplits: 1) }
      guard pairs.allSatisfy({ $0.count == 2 }) else { return false }
      // The name of the problem and that of its file.
      let files = pairs.map { pair in
        pair[0].firstRange(of: "data: ").map { pair[0][..<$0.lowerBound] } ?? ""
      }
      let sums = pairs.map { $0[1].prefix(while: \.isHexDigit) }
      return !files[0].isEmpty && files[0] == files[1] && sums[0] != sums[1]
    }
  }

  /// What lies at a path, in words, if that is something else than a file.
  private static func obstacle(at path: String) -> String? {
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: place)
    switch attributes?[.type] as? FileAttributeType {
    case nil, .typeRegular?: return nil
    case .typeDirectory?: return "folder"
    case .typeSymbolicLink?: return "link that leads nowhere"
    default: return "device, pipe or socket"
    }
  }
}

extension RunJournal.State {
  /// Writes a line; a full disk loses what comes after, and no run that was kept.
  ///
  /// The file stays open and locked then: the runs in it are still those of this comparison.
  ///
  /// - Returns: Whether the line is in the file.
  fileprivate mutating func append(_ line: JournalLine) -> Bool {
    guard let file, reason == nil else { return false }
    do {
      try file.write(contentsOf: Data(line.text.utf8))
      return true
    } catch {
      reason = ReportError.reason(error)
      excuse(file)
      return false
    }
  }

  /// Writes over room in the file that what ends the program from now on is no fault of a run: which
  /// have come to their end can no longer be told.
  ///
  /// At a place of its own, without a move to it: a handler of signals may be writing at the end. Where
  /// not even that succeeds a run counts as killed once, at the worst.
  private func excuse(_ file: FileHandle) {
    _ = LastWords.write(
      Array(JournalLine.latePause.utf8), at: pauseOffset, in: file.fileDescriptor)
  }

  fileprivate mutating func flush() {
    try? file?.synchronize()
    lastFlush = .now
  }

  fileprivate mutating func close() {
    // Its number will be that of another file.
    if let file, isWatching { LastWords.end(in: file.fileDescriptor) }
    file?.unlockAndClose()
    file = nil
  }
}

/// Why a journal cannot be used; described in one line that names the file.
enum JournalError: Error, Equatable, CustomStringConvertible {
  /// The comparison that was broken off there was another one.
  case otherPlan(path: String)
  /// The comparison that was broken off there had other data under the same name.
  case otherData(path: String)
  /// Its first line is damaged, or was written without a checksum.
  case unknownPlan(path: String)
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
    case .otherData(let path):
      "\(path) holds an unfinished comparison on other data: the file of a problem has changed since; drop "
        + "it with --fresh, or choose another --output"
    case .unknownPlan(let path):
      "\(path) holds an unfinished comparison, but its first line, which says of what, is damaged or by "
        + "another version; drop it with --fresh, or choose another --output"
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
