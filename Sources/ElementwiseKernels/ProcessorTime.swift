internal import CThreadTeam

/// The time of cores: how long one worked for a thread, and how many threads want one.
package enum ProcessorTime {
  /// Seconds during which a core worked for the calling thread; only differences mean anything.
  ///
  /// What the thread waits does not count, be it for a core that others have, for a file, or while the
  /// process is stopped. To ask takes half a microsecond, twenty times as long as for the time of day.
  package static var ofThread: Double {
    let nanoseconds = descent_thread_nanoseconds()
    require(nanoseconds >= 0, "the system does not tell how long a thread had a core")
    return Double(nanoseconds) * 1e-9
  }

  /// How many threads of the machine had a core or waited for one, in the mean of the last minute; nil
  /// where the system does not say.
  package static var load: Double? {
    let load = descent_load_average()
    return load < 0 ? nil : load
  }
}
