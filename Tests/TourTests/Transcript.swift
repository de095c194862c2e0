import Synchronization

/// What the examples print, instead of on standard output.
final class Transcript: Sendable {
  @TaskLocal static var current: Transcript?

  private let lines = Mutex<[String]>([])

  /// Adds the lines of a text.
  func append(_ text: String) {
    let added = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.withLock { $0 += added }
  }

  /// Runs a program and returns the lines that it prints.
  static func of(_ program: () throws -> Void) rethrows -> [String] {
    let transcript = Transcript()
    try $current.withValue(transcript, operation: program)
    return transcript.lines.withLock { $0 }
  }
}

/// Takes the place of the standard library's function in the examples.
func print(_ items: Any...) {
  Transcript.current?.append(items.map { "\($0)" }.joined(separator: " "))
}
