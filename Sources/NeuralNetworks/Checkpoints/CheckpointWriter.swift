internal import Dispatch
internal import Synchronization

/// Writes checkpoints on a thread of its own, one after the other.
final class CheckpointWriter: Sendable {
  private let queue = DispatchQueue(label: "descent.checkpoints")
  private let state = Mutex(State())

  private struct State {
    var jobs = 0
    var failures: [CheckpointError] = []
  }

  /// Whether a checkpoint is still being written.
  var isBusy: Bool { state.withLock { $0.jobs > 0 } }

  /// Does something on the thread of the checkpoints, after what was asked for before.
  func perform(_ job: @escaping @Sendable () throws(CheckpointError) -> Void) {
    state.withLock { $0.jobs += 1 }
    queue.async { [self] in
      var failure: CheckpointError?
      do throws(CheckpointError) { try job() } catch { failure = error }
      state.withLock {
        $0.jobs -= 1
        if let failure { $0.failures.append(failure) }
      }
    }
  }

  /// Waits until all that was asked for is done.
  func wait() { queue.sync {} }

  /// What has failed since the last call.
  func takeFailures() -> [CheckpointError] {
    state.withLock { state in
      defer { state.failures = [] }
      return state.failures
    }
  }
}
