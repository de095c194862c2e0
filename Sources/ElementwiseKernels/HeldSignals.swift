internal import CSignals
internal import Synchronization

/// SIGINT and SIGTERM, and SIGHUP on request, noted instead of obeyed while somebody holds them.
///
/// The signals belong to the process: the first who holds takes them, the last who releases gives
/// them back to whoever had them before. A second signal of the same kind acts as by default, so a
/// program that does not come to an end can still be ended.
package enum HeldSignals {
  private static let holders = Mutex(0)

  /// Takes the signals, unless they are held already; one that is ignored stays ignored.
  ///
  /// - Parameter andHangUp: Whether SIGHUP is one of them, until all are released.
  package static func hold(andHangUp: Bool = false) {
    holders.withLock { holders in
      if holders == 0 || andHangUp { descent_hold_signals(andHangUp) }
      holders += 1
    }
  }

  /// Gives the signals back, unless others hold them still.
  ///
  /// - Precondition: Every call belongs to one of ``hold(andHangUp:)``.
  package static func release() {
    holders.withLock { holders in
      require(holders > 0, "signals are released that nobody holds")
      holders -= 1
      if holders == 0 { descent_release_signals() }
    }
  }

  /// The last signal that has come since they are held, or nil.
  package static var received: Int32? {
    let number = descent_held_signal()
    return number == 0 ? nil : number
  }
}
