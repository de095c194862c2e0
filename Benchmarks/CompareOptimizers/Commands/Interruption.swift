import Foundation
import Synchronization

/// Lets the user break a comparison off with Ctrl-C without leaving traces of it.
///
/// The signal is noted at once and obeyed at the next training step, when the live line can be
/// taken away and no file is half written. A second one ends the process on the spot.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM]
  private static let received = Atomic<Int32>(0)
  private static let isEnding = Atomic<Bool>(false)

  /// From now on a signal to end is noted only.
  static func postpone() {
    received.store(0, ordering: .relaxed)
    for number in signals {
      signal(number) { number in
        Interruption.received.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// Ends the process if it was told to; does nothing otherwise.
  ///
  /// - Parameter tidyUp: What to do before.
  static func obey(after tidyUp: () -> Void = {}) {
    let number = received.load(ordering: .relaxed)
    guard number != 0 else { return }
    // Of several runs that notice, one tidies up; the others wait for the end.
    guard !isEnding.exchange(true, ordering: .relaxed) else {
      while true { pause() }
    }
    tidyUp()
    // As a shell reports of a program that a signal has ended: 130 after Ctrl-C. Not by exit(), which
    // takes OpenBLAS down while other runs are still in its products; nothing waits to be flushed.
    _exit(128 + number)
  }

  /// From now on signals act at once again.
  static func resume() {
    for number in signals { signal(number, SIG_DFL) }
    obey()
  }
}
