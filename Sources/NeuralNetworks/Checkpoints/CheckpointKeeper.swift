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
  // That of the newest checkpoint; nil as long as the folder is not ready to take any.
  private var number: Int?
  // Why it is not ready, as was told last.
  private var obstacle: CheckpointError?
  private var last: (epoch: Int, batches: Int, isOver: Bool)?
  // Waits until the disk is free; a better one takes its place.
  private var best: Checkpoint<Scalar>?
  // Whether it could not be written before, and waits until a checkpoint is due.
  private var isBestDeferred = false
  private var bestEpoch = 0

  /// When the next checkpoint is due.
  private enum Moment {
    case batches(Int)
    case epochs(Int)
    case time(ContinuousClock.Instant)
  }

  /// Begins with a run, or goes on with one.
  ///
  /// - Throws: ``CheckpointError`` when the folder cannot be made or read and failures are not borne,
  ///   or when the checkpoints there are of another run: none of them is the one to go on from.
  init(
    _ options: Checkpointing, at run: TrainingRun<Scalar>, resuming checkpoint: Checkpoint<Scalar>?
  ) throws {
    self.options = options
    folder = CheckpointFolder(path: options.folder)
    origin = checkpoint?.file
    next = .batches(0)
    if checkpoint != nil { last = (run.epoch, run.batches, run.isOver) }
    do throws(CheckpointError) {
      try prepare()
    } catch {
      // Without knowing what is there nothing can be written that harms nothing.
      guard case .unwritable = error else { throw error }
      obstacle = error
      try answer(error)
    }
    schedule(after: run)
    if options.stopsOnSignals { HeldSignals.hold() }
  }

  /// Waits for what is still being written, a best epoch above all where training ends with an error,
  /// and gives the signals back.
  func end() {
    if !isBestDeferred { writeBest() }
    writer.wait()
    if options.stopsOnSignals { HeldSignals.release() }
  }

  /// Keeps a checkpoint if one is due between two steps.
  ///
  /// - Throws: ``CheckpointError`` when an earlier one could not be written and that is not borne;
  ///   ``TrainingInterruption`` after a signal.
  func attend(
    to run: TrainingRun<Scalar>, _ snapshot: () -> Checkpoint<Scalar>
  ) throws {
    try answerFailures()
    if options.stopsOnSignals, let signal = HeldSignals.received {
      try stop(signal, at: run, snapshot)
    }
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
    try answerFailures()
    if options.stopsOnSignals, let signal = HeldSignals.received {
      try stop(signal, at: run, snapshot)
    }
    if last.map({ $0 != (run.epoch, run.batches, run.isOver) }) ?? true { try keep(snapshot) }
    writeBest()
    writer.wait()
    try answerFailures()
  }

  /// Writes a checkpoint behind the newest.
  ///
  /// - Returns: The file, or nil when the folder is not ready.
  @discardableResult
  private func keep(_ snapshot: () -> Checkpoint<Scalar>) throws -> String? {
    guard let newest = try readyNumber() else { return nil }
    // Before any checkpoint that knows how good it was.
    writeBest()
    number = newest + 1
    let checkpoint = snapshot()
    last = (checkpoint.run.epoch, checkpoint.run.batches, checkpoint.run.isOver)
    let (file, folder, count) = (folder.checkpoint(newest + 1), folder, options.keepLast)
    writer.write(checkpoint, to: file) { () throws(CheckpointError) in
      try folder.prune(keepLast: count)
    }
    return file
  }

  private func stop(
    _ signal: Int32, at run: TrainingRun<Scalar>, _ snapshot: () -> Checkpoint<Scalar>
  ) throws {
    writer.wait()
    let file = try keep(snapshot)
    writer.wait()
    let failures = writer.takeFailures()
    for failure in failures { try answer(failure.error) }
    let isLost = failures.contains { $0.file == file && $0.lost != nil }
    throw TrainingInterruption(
      signal: signal, epoch: run.epoch, step: run.batch, checkpoint: isLost ? nil : file)
  }

  private func answerFailures() throws {
    for failure in writer.takeFailures() {
      retry(failure)
      try answer(failure.error)
    }
  }

  /// Makes sure that what could not be written is written another time, if that can be.
  private func retry(_ failure: CheckpointWriter<Scalar>.Failure) {
    if case .notFinite = failure.error { return }
    if failure.file != folder.best {
      last = nil
    } else if let lost = failure.lost, lost.epoch == bestEpoch {
      // None has come meanwhile that is better.
      best = lost
      isBestDeferred = true
    }
  }

  private func answer(_ failure: CheckpointError) throws {
    switch options.onFailure {
    case .stop: throw failure
    case .goOn(let report): report(failure)
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
      case .seconds(let time): .time(clock.now + .seconds(time))
      case .minutes(let time): .time(clock.now + .seconds(60 * time))
      }
  }
}

// MARK: - The folder

extension CheckpointKeeper {
  private func prepare() throws(CheckpointError) {
    number = try folder.open(goingOnFrom: origin)
    try folder.removeRemnants()
  }

  /// The number of the newest checkpoint, or nil when the folder is not ready, after another attempt.
  ///
  /// What stands in its way is told once for as long as it is the same.
  private func readyNumber() throws -> Int? {
    if number == nil {
      do throws(CheckpointError) {
        try prepare()
      } catch {
        if error != obstacle {
          obstacle = error
          try answer(error)
        }
      }
    }
    return number
  }
}

// MARK: - The best epoch

extension CheckpointKeeper {
  /// Keeps the checkpoint of an epoch that was better than all before it, soon.
  func keepBest(_ checkpoint: Checkpoint<Scalar>) {
    best = checkpoint
    bestEpoch = checkpoint.epoch
    isBestDeferred = false
  }

  private func writeBest() {
    guard number != nil, let checkpoint = best else { return }
    best = nil
    isBestDeferred = false
    writer.write(checkpoint, to: folder.best)
  }

  /// The best epoch of a run to go on with, as far as it is on the disk.
  ///
  /// Where it could not be written, an older one is, or none: measured by one that is lost, whatever
  /// comes may not be good enough to be kept.
  func confirmed(_ kept: BestEpoch?) -> BestEpoch? {
    guard let kept, options.bestMonitor != nil else { return kept }
    guard let found = (try? Checkpoint<Scalar>.best(in: options.folder))?.run.kept else {
      return nil
    }
    return found.epoch < kept.epoch ? found : kept
  }
}
