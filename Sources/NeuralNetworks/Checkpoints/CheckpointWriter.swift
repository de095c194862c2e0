internal import Dispatch
internal import ElementwiseKernels
internal import LinearAlgebra
internal import Synchronization

/// Writes checkpoints on a thread of its own, one after the other.
final class CheckpointWriter<Scalar: RealScalar>: Sendable {
  private let queue = DispatchQueue(label: "descent.checkpoints")
  private let state = Mutex(State())

  private struct State {
    var jobs = 0
    var failures: [Failure] = []
  }

  /// A checkpoint that could not be written, or after which something else could not be done.
  struct Failure: Sendable {
    let error: CheckpointError
    let file: String
    /// What was to be written, where it is not on the disk.
    let lost: Checkpoint<Scalar>?
  }

  /// Whether a checkpoint is still being written.
  var isBusy: Bool { state.withLock { $0.jobs > 0 } }

  /// Writes a checkpoint, after those that were asked for before.
  ///
  /// - Parameters:
  ///   - checkpoint: What is written.
  ///   - file: Where to.
  ///   - next: What is done once it is safe on the disk.
  func write(
    _ checkpoint: Checkpoint<Scalar>, to file: String,
    then next: @escaping @Sendable () throws(CheckpointError) -> Void = {}
  ) {
    state.withLock { $0.jobs += 1 }
    queue.async { [self] in
      var failure: Failure?
      var lost: Checkpoint<Scalar>? = checkpoint
      do throws(CheckpointError) {
        try checkpoint.write(to: file)
        lost = nil
        try next()
      } catch {
        failure = Failure(error: error, file: file, lost: lost)
      }
      state.withLock {
        $0.jobs -= 1
        if let failure { $0.failures.append(failure) }
      }
    }
  }

  /// Waits until all that was asked for is done.
  func wait() { queue.sync {} }

  /// What has failed since the last call.
  func takeFailures() -> [Failure] {
    state.withLock { state in
      defer { state.failures = [] }
      return state.failures
    }
  }
}
