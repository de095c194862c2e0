import Descent

/// A translation as lines of at most the terminal's width, where no single word is longer.
struct TranslationPage {
  private(set) var lines: [String] = []
  private let terminal: Terminal

  init(for terminal: Terminal) { self.terminal = terminal }

  /// Adds our own code and the answer of each engine.
  mutating func add(_ translation: Translation, to engines: [Engine]) {
    lines.append("Descent")
    for line in translation.swiftCode.split(separator: "\n") { add(String(line), indent: 2) }
    for engine in engines {
      lines += ["", engine.title]
      add(translation.answer(in: engine))
    }
  }

  private mutating func add(_ answer: Translation.Answer) {
    switch answer {
    case .same(let call, let conditions):
      add(call, indent: 2)
      for condition in conditions { add("– \(condition)", indent: 2) }
    case .none(let reasons, let nearest):
      for (index, reason) in reasons.enumerated() {
        add((index == 0 ? "none: " : "and: ") + reason, indent: 2)
      }
      guard let nearest else { return }
      add("nearest, NOT the same (\(nearest.difference)):", indent: 2)
      add(nearest.call, indent: 4)
    }
  }

  /// Breaks a text at spaces; what is carried over stands two columns further in.
  private mutating func add(_ text: String, indent: Int) {
    var line = String(repeating: " ", count: indent)
    let start = line
    for word in terminal.shown(text).split(separator: " ") {
      if line == start {
        line += word
      } else if line.count + 1 + word.count <= terminal.width {
        line += " " + word
      } else {
        lines.append(line)
        line = start + "  " + word
      }
    }
    lines.append(line)
  }
}
