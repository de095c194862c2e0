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
  private let writer = CheckpointWriter()
  private let clock = ContinuousClock()
  private var next: Moment
  private var number: Int
  private var last: (epoch: Int, batches: Int, isOver: Bool)?
  // Waits until the disk is free; a better one takes its place.
  private var best: Checkpoint<Scalar>?

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
    next = .batches(0)
    number = 0
    if checkpoint != nil { last = (run.epoch, run.batches, run.isOver) }
    do throws(CheckpointError) {
      try folder.make()
      let numbers = try folder.numbers()
      if let newest = numbers.first, !(checkpoint.map { folder.contains($0.file) } ?? false) {
        throw .occupied(folder: options.folder, file: folder.checkpoint(newest))
      }
      number = numbers.first ?? 0
      try folder.removeRemnants()
    } catch {
      // Without knowing what is there nothing can be written that harms nothing.
      guard case .unwritable = error else { throw error }
      try answer(error)
    }
    schedule(after: run)
    if options.stopsOnSignals { HeldSignals.hold() }
  }

  /// Waits for what is still being written, and gives the signals back.
  func end() {
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
    guard isDue || best != nil, !writer.isBusy else { return }
    guard isDue else { return writeBest() }
    keep(snapshot())
    schedule(after: run)
  }

  /// Keeps the checkpoint of an epoch that was better than all before it, soon.
  func keepBest(_ checkpoint: Checkpoint<Scalar>) { best = checkpoint }

  private func writeBest() {
    guard let checkpoint = best else { return }
    best = nil
    let file = folder.best
    writer.perform { () throws(CheckpointError) in try checkpoint.write(to: file) }
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
    if last.map({ $0 != (run.epoch, run.batches, run.isOver) }) ?? true { keep(snapshot()) }
    writeBest()
    writer.wait()
    try answerFailures()
  }

  private func keep(_ checkpoint: Checkpoint<Scalar>) {
    // Before any checkpoint that knows how good it was.
    writeBest()
    number += 1
    last = (checkpoint.run.epoch, checkpoint.run.batches, checkpoint.run.isOver)
    let (file, folder, count) = (folder.checkpoint(number), folder, options.keepLast)
    writer.perform { () throws(CheckpointError) in
      try checkpoint.write(to: file)
      try folder.prune(keepLast: count)
    }
  }

  private func stop(
    _ signal: Int32, at run: TrainingRun<Scalar>, _ snapshot: () -> Checkpoint<Scalar>
  ) throws {
    writer.wait()
    keep(snapshot())
    writer.wait()
    let failures = writer.takeFailures()
    for failure in failures { try answer(failure) }
    throw TrainingInterruption(
      signal: signal, epoch: run.epoch, step: run.batch,
      checkpoint: failures.isEmpty ? folder.checkpoint(number) : nil)
  }

  private func answerFailures() throws {
    for failure in writer.takeFailures() {
      // What could not be written is no last checkpoint.
      last = nil
      try answer(failure)
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
