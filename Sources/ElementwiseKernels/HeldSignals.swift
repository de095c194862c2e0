internal import CSignals
internal import Synchronization

/// SIGINT and SIGTERM, and SIGHUP on request, noted instead of obeyed while somebody holds them.
///
/// The signals belong to the process: the first who holds takes them, the last who releases gives
/// them back to whoever had them before. A second signal of the same kind acts as by default, so a
/// program that does not come to an end can still be ended.
package enum HeldSignals {
  private struct Holding {
    var holders = 0
    /// Whether somebody does what the signal that has come asks for.
    var isAnswered = false
  }

  private static let holding = Mutex(Holding())

  /// Takes the signals, unless they are held already; one that is ignored stays ignored.
  ///
  /// - Parameter andHangUp: Whether SIGHUP is one of them, until all are released.
  package static func hold(andHangUp: Bool = false) {
    holding.withLock { holding in
      if holding.holders == 0 || andHangUp { descent_hold_signals(andHangUp) }
      if holding.holders == 0 { holding.isAnswered = false }
      holding.holders += 1
    }
  }

  /// Gives the signals back, unless others hold them still.
  ///
  /// - Parameter sendingUnanswered: Whether a signal that has come, and that nobody has answered, is
  ///   sent again to whoever has it then, as if it came only now.
  /// - Precondition: Every call belongs to one of ``hold(andHangUp:)``.
  package static func release(sendingUnanswered: Bool = false) {
    let unanswered: Int32? = holding.withLock { holding in
      require(holding.holders > 0, "signals are released that nobody holds")
      holding.holders -= 1
      guard holding.holders == 0 else { return nil }
      descent_release_signals()
      // Only now, so that none has come in between.
      return sendingUnanswered && !holding.isAnswered ? received : nil
    }
    if let unanswered { descent_send_signal(unanswered) }
  }

  /// Tells that somebody does what the signal that has come asks for.
  package static func answer() {
    holding.withLock { $0.isAnswered = true }
  }

  /// The last signal that has come since they are held, or nil.
  package static var received: Int32? {
    let number = descent_held_signal()
    return number == 0 ? nil : number
  }
}
