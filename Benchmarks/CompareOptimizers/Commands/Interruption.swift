import ElementwiseKernels
import Foundation
import Synchronization

/// Lets the user break a comparison off, with Ctrl-C, `kill` or a terminal that goes away, without
/// leaving traces of it.
///
/// The signal is noted at once and obeyed at the next training step, when the live line can be
/// taken away and no file is half written. A second one ends the process on the spot. What was started
/// with `nohup` outlives its terminal.
enum Interruption {
  private static let isPostponed = Atomic<Bool>(false)
  private static let isEnding = Atomic<Bool>(false)

  /// From now on a signal to end is noted only.
  static func postpone() {
    HeldSignals.hold(andHangUp: true)
    isPostponed.store(true, ordering: .relaxed)
  }

  /// Ends the process if it was told to; does nothing otherwise.
  ///
  /// - Parameter tidyUp: What to do before.
  static func obey(after tidyUp: () -> Void = {}) {
    // What others noted is theirs to obey.
    guard isPostponed.load(ordering: .relaxed), let number = HeldSignals.received else { return }
    // Of several runs that notice, one tidies up; the others wait for the end.
    guard !isEnding.exchange(true, ordering: .relaxed) else {
      while true { pause() }
    }
    tidyUp()
    // As a shell reports of a program that a signal has ended: 130 after Ctrl-C. Not by exit(), which
    // takes OpenBLAS down while other runs are still in its products; nothing waits to be flushed.
    _exit(128 + number)
  }

  /// From now on signals act at once again; one that has come is forgotten.
  ///
  /// For when everything is done: there is nothing left to break off.
  static func end() {
    HeldSignals.release()
    isPostponed.store(false, ordering: .relaxed)
  }
}
