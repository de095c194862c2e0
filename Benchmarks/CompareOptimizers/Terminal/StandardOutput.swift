import Foundation
import Synchronization

/// What the program prints, and whether all of it could be.
///
/// A disk that is full must not keep a comparison from its report. So a failure is noted, and told at
/// the end.
enum StandardOutput {
  private static let failure = Mutex<OutputError?>(nil)

  /// Writes text as it is.
  static func write(_ text: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      // Who closed the pipe has seen enough.
      guard ReportError.systemCode(of: error) != .EPIPE else { return }
      let reason =
        ReportError.systemCode(of: error) == .EBADF
        ? "standard output is closed" : ReportError.reason(error)
      failure.withLock { $0 = $0 ?? OutputError(reason: reason) }
    }
  }

  /// Writes a line.
  static func writeLine(_ line: String) { write(line + "\n") }

  /// Whether something could not be written.
  static var hasFailed: Bool { failure.withLock { $0 != nil } }

  /// To be called at the end.
  ///
  /// - Throws: `OutputError` when not everything could be written.
  static func check() throws(OutputError) {
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}

/// Why standard output is not complete; described in one line.
struct OutputError: Error, Equatable, CustomStringConvertible {
  /// What the system said.
  let reason: String

  var description: String { "not everything could be printed: \(reason)" }
}
