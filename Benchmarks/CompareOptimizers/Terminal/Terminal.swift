import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the place that text goes to can show.
struct Terminal: Equatable, Sendable {
  /// Whether somebody watches, or a file or a pipe takes the text.
  var isInteractive: Bool

  /// The number of columns.
  var width: Int

  /// The number of lines.
  var height: Int

  /// Whether characters beyond ASCII are shown.
  var isUnicode: Bool

  /// Whether bold and dim may be used, and text that was written may be written over.
  var hasStyles: Bool

  /// Whether colours may be used.
  var hasColours: Bool

  /// A stream that a process is born with.
  enum Stream: Sendable {
    case standardOutput, standardError

    /// The stream to write to.
    var handle: FileHandle {
      switch self {
      case .standardOutput: .standardOutput
      case .standardError: .standardError
      }
    }
  }

  /// Creates the description of a terminal.
  init(
    isInteractive: Bool, width: Int = 80, height: Int = 24, isUnicode: Bool = true,
    hasStyles: Bool = false, hasColours: Bool = false
  ) {
    self.isInteractive = isInteractive
    self.width = width
    self.height = height
    self.isUnicode = isUnicode
    self.hasStyles = hasStyles
    self.hasColours = hasColours
  }

  /// Finds out what a stream of this process can show.
  ///
  /// Colours follow NO_COLOR (<https://no-color.org>), styles `TERM=dumb`, Unicode the locale.
  init(of stream: Stream, environment: [String: String] = ProcessInfo.processInfo.environment) {
    isInteractive = isatty(stream.handle.fileDescriptor) == 1
    isUnicode = Self.isUnicode(environment)
    let isDumb = ["dumb", "", nil].contains(environment["TERM"])
    hasStyles = isInteractive && !isDumb
    hasColours = hasStyles && (environment["NO_COLOR"] ?? "").isEmpty
    (width, height) = (Self.usualSize.width, Self.usualSize.height)
    measure(stream, environment)
  }

  /// Whether the locale's characters are UTF-8; the first variable that is set decides.
  static func isUnicode(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let name = (locale ?? "").lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }
}
