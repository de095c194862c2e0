internal import DataFormats
internal import ElementwiseKernels
internal import LinearAlgebra

/// The checkpoints of one call of `fit`: when one is due, and what becomes of it.
///
/// It is asked after every step, and answers within some ten nanoseconds that nothing is due. A
/// checkpoint is a snapshot, which shares the memory of the model until the next step writes to it;
/// from there on another thread writes it down.
final class CheckpointKeeper<Scalar: RealScalar> {
  private let options: Checkpointing
  private let folder: CheckpointFolder
  private let writer = CheckpointWriter<Scalar>()
  private let clock = ContinuousClock()
  // The file that the run goes on from.
  private let origin: String?
  private var next: Moment
  // The folder, which nobody else has meanwhile.
  private var lock: FolderLock?
  // That of the newest checkpoint; nil as long as the folder is not ready to take any.
  private var number: Int?
  // Why it is not ready, as far as that was told.
  private var obstacles: [CheckpointError] = []
  // What is kept already, or on its way to the disk.
  private var last: Last?
  // What there is of a best epoch before any is written.
  private var bestOnDisk: BestOnDisk<Scalar>
  // Waits until the disk is free; a better one takes its place.
  private var best: Checkpoint<Scalar>?
  // Whether it could not be written before, and waits until a checkpoint is due.
  private var isBestDeferred = false
  private var bestEpoch = 0
  private var hasLostBest = false
  /// The best epoch of a run to go on with, as far as it is on the disk.
  private(set) var kept: BestEpoch?

  /// When the next checkpoint is due.
  private enum Moment {
    case batches(Int)
    case epochs(Int)
    case time(ContinuousClock.Instant)
  }

  /// A state of the run that needs no other checkpoint.
  private struct Last {
    let epoch: Int
    let batches: Int
    let isOver: Bool
    /// Its file, or nil where it is not written because it is not finite.
    var file: String?

    init(_ run: TrainingRun<Scalar>, file: String?) {
      (epoch, batches, isOver) = (run.epoch, run.batches, run.isOver)
      self.file = file
    }

    func isState(of run: TrainingRun<Scalar>) -> Bool {
      (epoch, batches, isOver) == (run.epoch, run.batches, run.isOver)
    }
  }

  /// Begins with a run, or goes on with one.
  ///
  /// - Throws: ``CheckpointError`` when the folder cannot be made and failures are not borne; when
  ///   another run is at work there; when it cannot be read, or the checkpoints there are of another
  ///   run: none of them is the one to go on from; or when nobody can tell whether the best epoch
  ///   there is of this run.
  init(
    _ options: Checkpointing, at run: TrainingRun<Scalar>, of terms: TrainingTerms?,
    resuming checkpoint: Checkpoint<Scalar>?
  ) throws(CheckpointError) {
    self.options = options
    folder = CheckpointFolder(path: options.folder)
    origin = checkpoint?.file
    bestOnDisk = BestOnDisk(in: folder, by: options.bestMonitor, of: terms, for: run)
    next = .batches(0)
    if let checkpoint { last = Last(run, file: checkpoint.file) }
    do throws(CheckpointError) {
      try prepare()
    } catch {
      switch error {
      case .unwritable, .undeletable: try tell(error)
      // Without knowing what is there nothing can be written that harms nothing.
      default: throw error
      }
    }
    // Whether there is a best epoch where there is no folder yet, is seen when it is made.
    if number != nil {
      do throws(CheckpointError) {
        try bestOnDisk.look()
      } catch {
        if bestOnDisk.isBarred { throw error }
        try answer([error])
      }
    }
    kept = bestOnDisk.kept
    schedule(after: run)
    if options.stopsOnSignals { HeldSignals.hold() }
  }

  /// Lets others have the folder, and gives the signals back; one that came too late to be answered acts
  /// then.
  func release() {
    lock?.release()
    if options.stopsOnSignals { HeldSignals.release(sendingUnanswered: true) }
  }

  /// Writes a best epoch that still waits, and tells of all that is not on the disk, after an error has
  /// ended training.
  ///
  /// - Returns: What is to be thrown: the error, together with failures that are not borne.
  func end(after error: any Error) -> any Error {
    var failures: [CheckpointError] = []
    do throws(CheckpointError) {
      if best != nil { _ = try readyNumber() }
    } catch {
      failures.append(error)
    }
    writeBest()
    writer.wait()
    failures += writer.takeFailures().map(\.error)
    if case .goOn(let report) = options.onFailure {
      for failure in failures { report(failure) }
      return error
    }
    if let error = error as? CheckpointError {
      return CheckpointError([error] + failures) ?? error
    }
    // It says itself that something is not finite, and no such checkpoint is missed.
    if error is TrainingError { failures.removeAll { $0.isNotFinite } }
    guard let failure = CheckpointError(failures) else { return error }
    return UnwrittenCheckpoints(error: error, failure: failure)
  }

  /// Keeps a checkpoint if one is due between two steps.
  ///
  /// - Throws: ``CheckpointError`` when an earlier one could not be written and that is not borne;
  ///   ``TrainingInterruption`` after a signal; ``UnwrittenCheckpoints`` with both.
  func attend(
    to run: TrainingRun<Scalar>, _ snapshot: () -> Checkpoint<Scalar>
  ) throws {
    try stopIfAsked(at: run, snapshot)
    try answerFailures()
    let isDue = isDue(run)
    guard isDue || (best != nil && !isBestDeferred), !writer.isBusy else { return }
    guard isDue else { return writeBest() }
    try keep(snapshot)
    schedule(after: run)
  }

  /// Keeps the last checkpoint of the run, unless it is kept already, and waits for it.
  ///
  /// - Throws: As ``attend(to:_:)``.
  func finish(_ run: TrainingRun<Scalar>, _ snapshot: () -> Checkpoint<Scalar>) throws {
    writer.wait()
    try stopIfAsked(at: run, snapshot)
    try answerFailures()
    try keepLast(of: run, snapshot)
    writeBest()
    writer.wait()
    // The last ones take their time, too.
    try stopIfAsked(at: run, snapshot)
    try answerFailures()
  }

  /// Writes a checkpoint behind the newest.
  private func keep(_ snapshot: () -> Checkpoint<Scalar>) throws(CheckpointError) {
    guard let newest = try readyNumber() else { return }
    // Before any checkpoint that knows how good it was.
    writeBest()
    number = newest + 1
    let checkpoint = snapshot()
    let (file, folder, count) = (folder.checkpoint(newest + 1), folder, options.keepLast)
    last = Last(checkpoint.run, file: file)
    writer.write(checkpoint, to: file) { () throws(CheckpointError) in
      try folder.prune(keepLast: count)
    }
  }

  /// Keeps the state of a run that ends, unless it is kept; else sees to it that a best epoch that waits
  /// has a folder.
  private func keepLast(
    of run: TrainingRun<Scalar>, _ snapshot: () -> Checkpoint<Scalar>
  ) throws(CheckpointError) {
    if !isKept(run) { try keep(snapshot) } else if best != nil { _ = try readyNumber() }
  }

  private func isKept(_ run: TrainingRun<Scalar>) -> Bool { last?.isState(of: run) ?? false }

  /// After a signal writes all that is to be written, whatever could not be before, and stops.
  private func stopIfAsked(
    at run: TrainingRun<Scalar>, _ snapshot: () -> Checkpoint<Scalar>
  ) throws {
    guard options.stopsOnSignals, let signal = HeldSignals.received else { return }
    HeldSignals.answer()
    writer.wait()
    var failures = takeFailures()
    do throws(CheckpointError) {
      try keepLast(of: run, snapshot)
    } catch {
      failures.append(error)
    }
    writeBest()
    writer.wait()
    failures += takeFailures()
    // There is no later time for it.
    best = nil
    let interruption = TrainingInterruption(
      signal: signal, epoch: run.epoch, step: run.batch,
      checkpoint: isKept(run) ? last?.file : nil)
    do throws(CheckpointError) {
      try answer(failures)
    } catch {
      throw UnwrittenCheckpoints(error: interruption, failure: error)
    }
    throw interruption
  }

  private func answerFailures() throws(CheckpointError) { try answer(takeFailures()) }

  /// What has failed since the last call; what can be made up for is put back, to be written again.
  private func takeFailures() -> [CheckpointError] {
    let failures = writer.takeFailures()
    for failure in failures { putBack(failure) }
    return failures.map(\.error)
  }

  /// Makes sure that what could not be written is written another time, if that can be.
  private func putBack(_ failure: CheckpointWriter<Scalar>.Failure) {
    // Where nothing is lost, something else has failed behind a checkpoint that is safe.
    guard let lost = failure.lost else { return }
    // The best before the last, which may be the same file where the run goes on from the best.
    if failure.file == folder.best {
      // Unless one has come meanwhile that is better.
      guard lost.epoch == bestEpoch else { return }
      best = lost
      isBestDeferred = true
    } else if failure.file == last?.file {
      if failure.error.isNotFinite { last?.file = nil } else { last = nil }
    }
  }

  private func answer(_ failures: [CheckpointError]) throws(CheckpointError) {
    switch options.onFailure {
    case .stop: if let error = CheckpointError(failures) { throw error }
    case .goOn(let report): for failure in failures { report(failure) }
    }
  }

  private func isDue(_ run: TrainingRun<Scalar>) -> Bool {
    switch next {
    case .batches(let count): run.batches >= count
    case .epochs(let count): run.history.epochs.count >= count
    case .time(let instant): clock.now >= instant
    }
  }

  private func schedule(after run: TrainingRun<Scalar>) {
    next =
      switch options.interval {
      case .steps(let count): .batches((run.batches / count + 1) * count)
      case .epochs(let count): .epochs((run.history.epochs.count / count + 1) * count)
      case .seconds(let time): .time(clock.now + .clamped(seconds: time))
      case .minutes(let time): .time(clock.now + .clamped(seconds: 60 * time))
      }
  }
}

// MARK: - The folder

extension CheckpointKeeper {
  private func prepare() throws(CheckpointError) {
    // Before anything is touched that is there.
    let lock = try folder.lock()
    number = try folder.newest(goingOnFrom: origin)
    self.lock = lock
    try folder.removeRemnants()
  }

  /// Whether checkpoints can be written: the folder is still the one that was made ready.
  ///
  /// - Throws: ``CheckpointError/unwritable(file:reason:)`` when it is gone.
  private func isReady() throws(CheckpointError) -> Bool {
    guard number != nil, let lock else { return false }
    do throws(DataFormatError) {
      return try lock.isInPlace()
    } catch {
      throw CheckpointError(writing: folder.path, error)
    }
  }

  /// The number of the newest checkpoint, or nil when the folder is not ready, after another attempt.
  ///
  /// One that is gone is made again where that is borne; where it is not, the file says so that cannot be
  /// written. Another in its place is looked at as one is at the beginning.
  private func readyNumber() throws(CheckpointError) -> Int? {
    do throws(CheckpointError) {
      if try isReady() {
        obstacles = []
        return number
      }
    } catch {
      guard bearsFailures else { return number }
      try tell(error)
    }
    let isAnother = number != nil
    do throws(CheckpointError) {
      try prepare()
    } catch {
      try tell(error)
    }
    guard takesFiles else { return nil }
    // What was written is no longer where anybody looks for it; what waits is not lost.
    if isAnother && best == nil { hasLostBest = true }
    try weighBest()
    return number
  }

  /// Whether it makes sense to write a file: where failures are not borne, one that cannot be written for
  /// want of a folder, too, so that it says so.
  private var takesFiles: Bool {
    do throws(CheckpointError) {
      return try isReady()
    } catch {
      return !bearsFailures
    }
  }

  private var bearsFailures: Bool { if case .goOn = options.onFailure { true } else { false } }

  /// Tells what stands in the way of the folder, once for as long as it is not ready.
  private func tell(_ obstacle: CheckpointError) throws(CheckpointError) {
    guard !obstacles.contains(obstacle) else { return }
    obstacles.append(obstacle)
    try answer([obstacle])
  }
}

// MARK: - The best epoch

extension CheckpointKeeper {
  /// Whether no best epoch is on the disk any more since the last call, for the folder is another one.
  func takeBestLoss() -> Bool {
    defer { hasLostBest = false }
    return hasLostBest
  }

  /// Keeps the checkpoint of an epoch that was better than all before it, soon.
  func keepBest(_ checkpoint: Checkpoint<Scalar>) {
    guard bestOnDisk.yields(to: checkpoint) else { return }
    best = checkpoint
    bestEpoch = checkpoint.epoch
    isBestDeferred = false
  }

  private func writeBest() {
    guard let checkpoint = best else { return }
    guard takesFiles else {
      isBestDeferred = true
      return
    }
    best = nil
    isBestDeferred = false
    writer.write(checkpoint, to: folder.best)
  }

  /// Compares a best epoch that waits with one that is in the folder, once there is a folder.
  ///
  /// What cannot be compared with is told, and not overwritten, and training goes on: it has for long.
  private func weighBest() throws(CheckpointError) {
    do throws(CheckpointError) {
      try bestOnDisk.look()
    } catch {
      try answer([error])
    }
    guard let waiting = best, !bestOnDisk.yields(to: waiting) else { return }
    best = nil
    isBestDeferred = false
  }
}
