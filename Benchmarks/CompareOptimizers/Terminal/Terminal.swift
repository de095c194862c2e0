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

  /// Whether characters beyond ASCII are shown.
  var isUnicode: Bool

  /// Whether bold and dim may be used.
  var hasStyles: Bool

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
  init(isInteractive: Bool, width: Int = 80, isUnicode: Bool = true, hasStyles: Bool = false) {
    self.isInteractive = isInteractive
    self.width = width
    self.isUnicode = isUnicode
    self.hasStyles = hasStyles
  }

  /// Finds out what a stream of this process can show.
  ///
  /// Styles follow NO_COLOR (<https://no-color.org>) and `TERM=dumb`; Unicode follows the locale.
  init(of stream: Stream, environment: [String: String] = ProcessInfo.processInfo.environment) {
    isInteractive = isatty(stream.handle.fileDescriptor) == 1
    isUnicode = Self.isUnicode(environment)
    let isDumb = environment["TERM"] == "dumb" || environment["TERM"] == nil
    hasStyles = isInteractive && !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
    width =
      environment["COLUMNS"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil }
      ?? (isInteractive ? Self.measuredWidth(of: stream) : nil) ?? 80
  }

  /// Whether the locale's characters are UTF-8; the first variable that is set decides.
  static func isUnicode(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let name = (locale ?? "").lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// The width that `stty` reports; asking the system directly would take raw memory.
  private static func measuredWidth(of stream: Stream) -> Int? {
    let stty = Process()
    let answer = Pipe()
    stty.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    stty.arguments = ["stty", "size"]
    // Under a number of its own: the streams of a child are set in no certain order, so one that is
    // taken from 1 or 2 may be what has just replaced those.
    stty.standardInput = FileHandle(
      fileDescriptor: dup(stream.handle.fileDescriptor), closeOnDealloc: true)
    stty.standardOutput = answer
    stty.standardError = FileHandle.nullDevice
    guard (try? stty.run()) != nil else { return nil }
    let data = answer.fileHandleForReading.readDataToEndOfFile()
    stty.waitUntilExit()
    let numbers = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    // A terminal that does not know its size says 0.
    return numbers.last.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Text with what the terminal cannot show put in ASCII.
  func shown(_ text: String) -> String {
    guard !isUnicode else { return text }
    return String(text.flatMap { Self.replacements[$0] ?? ($0.isASCII ? String($0) : "?") })
  }

  private static let replacements: [Character: String] = [
    "–": "-", "—": "-", "−": "-", "─": "-", "━": "=", "│": "|", "★": "*", "·": "-", "…": "~",
    "×": "x", "±": "+-", "µ": "u", "η": "lr", "μ": "mu", "ρ": "rho", "ε": "eps",
    "λ": "decay", "β": "beta", "θ": "theta", "ψ": "psi", "√": "sqrt ", "←": "<-", "ᵗ": "^t",
    "ₜ": "_t", "₁": "1", "₂": "2", "⁻": "-", "⁺": "+", "²": "^2", "⁹": "^9", "█": "#", "░": ".",
    "∞": "inf", "“": "\"",
    "”": "\"", "’": "'",
  ]

  /// Text broken between words into lines of the terminal's width; as it is for a file or a pipe.
  func wrapped(_ text: String) -> String {
    let text = shown(text)
    guard isInteractive else { return text }
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let line = lines.last, line.count + 1 + word.count <= width {
        lines[lines.count - 1] = line + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Text that stands out.
  func bold(_ text: String) -> String { hasStyles ? "\u{1B}[1m\(text)\u{1B}[22m" : text }

  /// Text that stands back.
  func dim(_ text: String) -> String { hasStyles ? "\u{1B}[2m\(text)\u{1B}[22m" : text }

  /// Text of at most a number of columns, with "…" where it was cut.
  func fitted(_ text: String, to width: Int) -> String {
    guard text.count > width else { return text }
    return width <= 0 ? "" : text.prefix(width - 1) + shown("…")
  }
}
