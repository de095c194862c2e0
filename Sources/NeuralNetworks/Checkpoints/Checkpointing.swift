internal import ElementwiseKernels

/// When `fit` keeps checkpoints, where, and how many.
///
/// ```swift
/// let folder = "runs/digits"
/// try model.fit(
///   train, epochs: 100,
///   checkpoints: Checkpointing(in: folder, every: .minutes(5), stopsOnSignals: true),
///   resumingFrom: Checkpoint.latest(in: folder))
/// ```
/// The same program begins a training and, started again after a crash or a power failure, goes on
/// with it. See <doc:Checkpoints>.
///
/// Tasks that train at the same time may share it, each with another ``folder``:
///
/// ```swift
/// var own = checkpointing
/// own.folder += "/second"
/// ```
public struct Checkpointing: Sendable {
  /// How much training lies between two checkpoints.
  public enum Interval: Equatable, Sendable {
    /// So many batches.
    case steps(Int)
    /// So many seconds.
    case seconds(Double)
    /// So many minutes.
    case minutes(Double)
    /// So many epochs.
    case epochs(Int)
  }

  /// What happens when a checkpoint cannot be written.
  public enum FailurePolicy: Sendable {
    /// `fit` throws the error at the next step; the model keeps the weights it has by then. Several at
    /// once are ``CheckpointError/several(_:)``, and where another error or a signal ends training
    /// before, ``UnwrittenCheckpoints`` holds both.
    case stop
    /// Training goes on and tries again when the next checkpoint is due; the closure, called between
    /// two steps and before `fit` ends, gets every error. A folder that cannot be made is told once for
    /// as long as it lasts; one that is gone is told once, and made again.
    ///
    /// Where trainings share the policy, the closure may be called by several at once. A `Mutex` holds
    /// what it gathers: see <doc:Checkpoints>.
    case goOn(report: @Sendable (CheckpointError) -> Void)
  }

  /// The folder of the checkpoints; made when it is missing.
  ///
  /// - Precondition: It has a name.
  public var folder: String { didSet { check() } }
  /// How much training lies between two checkpoints.
  ///
  /// - Precondition: It is above 0, and finite. A time of more than 30 years counts as 30 years.
  public var interval: Interval { didSet { check() } }
  /// How many are kept; older ones are deleted once a newer one, with finite weights and moments, is
  /// safe on the disk.
  ///
  /// - Precondition: At least 1.
  public var keepLast: Int { didSet { check() } }
  /// The key of the quantity by which the best epoch is kept too, such as "val_loss", or nil.
  public var bestMonitor: String?
  /// What happens when a checkpoint cannot be written.
  public var onFailure: FailurePolicy
  /// Whether SIGINT and SIGTERM end training after the step at work and with a checkpoint.
  public var stopsOnSignals: Bool

  /// Asks for checkpoints.
  ///
  /// - Parameters:
  ///   - folder: Where they lie; made when it is missing. One folder serves one run at a time; a
  ///     second one is refused with ``CheckpointError/inUse(folder:)``. A relative path is looked up
  ///     from the working directory anew at every write: a program that changes that while it trains
  ///     takes an absolute one.
  ///   - interval: How much training lies between two of them. One that comes due while its
  ///     predecessor is still being written is kept after it: training does not wait.
  ///   - keepLast: How many are kept.
  ///   - bestMonitor: The key of the quantity by which the best epoch is kept as "best.safetensors"
  ///     too; accuracies are to grow, everything else to fall. Where a training goes on with another
  ///     key than before, the best begins anew, and its first epoch takes the place of the old one.
  ///   - onFailure: What happens when one cannot be written.
  ///   - stopsOnSignals: Whether SIGINT and SIGTERM make `fit` finish its step, write a checkpoint
  ///     and throw ``TrainingInterruption``. While `fit` runs, it takes these signals from whoever
  ///     has them in this process; a second one acts as by default. One that comes when there is no
  ///     more to interrupt acts as it did before, once `fit` has ended.
  /// - Precondition: The folder has a name, the interval is above 0 and finite, and `keepLast ≥ 1`.
  public init(
    in folder: String, every interval: Interval = .minutes(5), keepLast: Int = 3,
    keepsBestBy bestMonitor: String? = nil, onFailure: FailurePolicy = .stop,
    stopsOnSignals: Bool = false
  ) {
    self.folder = folder
    self.interval = interval
    self.keepLast = keepLast
    self.bestMonitor = bestMonitor
    self.onFailure = onFailure
    self.stopsOnSignals = stopsOnSignals
    check()
  }

  private func check() {
    require(!folder.isEmpty, "the folder of the checkpoints has no name")
    require(keepLast >= 1, "at least one checkpoint must be kept, not \(keepLast)")
    require(interval.isPositive, "there is no checkpoint every \(interval)")
  }
}

extension Checkpointing.Interval {
  var isPositive: Bool {
    switch self {
    case .steps(let count), .epochs(let count): count > 0
    case .seconds(let time), .minutes(let time): time > 0 && time.isFinite
    }
  }
}

extension Duration {
  /// So many seconds, or 30 years where they are more: no run lasts longer, and clocks can count so far.
  static func clamped(seconds: Double) -> Duration { .seconds(min(seconds, 1e9)) }
}
