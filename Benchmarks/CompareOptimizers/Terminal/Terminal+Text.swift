extension Terminal {
  /// How a piece of text looks.
  enum Style: String, Sendable {
    case plain, bold, dim, cyan, green, red

    /// What turns it on and off again.
    fileprivate var codes: (on: Int, off: Int)? {
      switch self {
      case .plain: nil
      case .bold: (1, 22)
      case .dim: (2, 22)
      case .cyan: (36, 39)
      case .green: (32, 39)
      case .red: (31, 39)
      }
    }
  }

  /// Text that looks as it should, as far as the terminal can.
  func styled(_ text: String, _ style: Style) -> String {
    guard let codes = style.codes, !text.isEmpty,
      style == .bold || style == .dim ? hasStyles : hasColours
    else { return text }
    return "\u{1B}[\(codes.on)m\(text)\u{1B}[\(codes.off)m"
  }

  /// Text that stands out.
  func bold(_ text: String) -> String { styled(text, .bold) }

  /// Text that stands back.
  func dim(_ text: String) -> String { styled(text, .dim) }

  /// Text with what the terminal cannot show put in ASCII, and what would not be seen as numbers.
  func shown(_ text: String) -> String {
    let text = text.withHiddenShown
    guard !isUnicode else { return text }
    return String(text.flatMap { Self.replacements[$0] ?? ($0.isASCII ? String($0) : "?") })
  }

  private static let replacements: [Character: String] = [
    "–": "-", "—": "-", "−": "-", "─": "-", "━": "=", "│": "|", "★": "*", "·": "-", "…": "~",
    "×": "x", "±": "+-", "µ": "u", "η": "lr", "μ": "mu", "ρ": "rho", "ε": "eps",
    "λ": "decay", "β": "beta", "θ": "theta", "ψ": "psi", "√": "sqrt ", "←": "<-", "ᵗ": "^t",
    "ₜ": "_t", "₁": "1", "₂": "2", "⁻": "-", "⁺": "+", "²": "^2", "⁹": "^9", "█": "#", "░": ".",
    "∞": "inf", "≤": "<=", "≥": ">=", "“": "\"", "”": "\"", "’": "'",
  ]

  /// Text of at most a number of columns, with "…" where it was cut.
  func fitted(_ text: String, to width: Int) -> String {
    guard text.count > width else { return text }
    return width <= 0 ? "" : text.prefix(width - 1) + shown("…")
  }

  /// A message broken between words into lines of the terminal's width.
  ///
  /// For a file or a pipe it stays one line, as logs are searched line by line; what is read as a text
  /// is a `TextColumns.paragraph`.
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
}
