internal import ElementwiseKernels
internal import LinearAlgebra

/// The best epoch that a run finds in its folder, and what may take its place.
struct BestOnDisk<Scalar: RealScalar> {
  private let folder: CheckpointFolder
  private let monitor: String?
  private let terms: TrainingTerms?
  private let run: TrainingRun<Scalar>
  // How good it is; nil where none is there, or one that cannot be compared with.
  private var measure: BestEpoch?
  /// Whether it is one that must stay as it is.
  private(set) var isBarred = false

  /// Knows of none yet.
  ///
  /// - Parameters:
  ///   - folder: Where it lies.
  ///   - monitor: What makes an epoch the best, or nil where no epoch is kept for that.
  ///   - terms: What the run is of.
  ///   - run: The run as it begins or goes on.
  init(
    in folder: CheckpointFolder, by monitor: String?, of terms: TrainingTerms?,
    for run: TrainingRun<Scalar>
  ) {
    self.folder = folder
    self.monitor = monitor
    self.terms = terms
    var run = run
    // They would stay in memory.
    run.bestWeights = nil
    self.run = run
  }

  /// Looks at what is there.
  ///
  /// - Throws: ``CheckpointError`` when that cannot be read, or is of another training: it yields to
  ///   nothing from then on; or when it is damaged, and so of no use to anybody.
  mutating func look() throws(CheckpointError) {
    guard let monitor else { return }
    // Where the folder is another than before.
    (measure, isBarred) = (nil, false)
    do throws(CheckpointError) {
      guard let found = try Checkpoint<Scalar>.best(in: folder.path) else { return }
      let differences =
        (terms?.differences(from: found.terms) ?? []) + run.differences(from: found.run)
      if !differences.isEmpty { throw .differs(file: found.file, differences: differences) }
      guard let kept = found.run.kept, kept.value.isFinite, kept.monitor ?? monitor == monitor
      else { return }
      measure = kept
    } catch {
      // One that is damaged is lost.
      if case .damaged = error { throw error }
      isBarred = true
      throw error
    }
  }

  /// The best epoch for a run to go on with, as far as it is on the disk.
  ///
  /// Where it could not be written, an older one is, or none: measured by one that is lost, whatever
  /// comes may not be good enough to be kept. One by another monitor cannot be compared with.
  var kept: BestEpoch? {
    guard let monitor else { return run.kept }
    guard let measure, let kept = run.kept, kept.monitor ?? monitor == monitor else { return nil }
    return measure.epoch < kept.epoch ? measure : kept
  }

  /// Whether an epoch may take its place, better as it is than the run's own epochs before.
  ///
  /// What is there may be of a later epoch than the checkpoint from which the run goes on, and better
  /// than the same epoch done again, by another processor for one.
  func yields(to checkpoint: Checkpoint<Scalar>) -> Bool {
    if isBarred { return false }
    guard let monitor, let measure, let value = checkpoint.run.kept?.value else { return true }
    return isImprovement(value, over: measure.value, of: monitor)
  }
}
