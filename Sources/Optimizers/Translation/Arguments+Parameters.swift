extension Arguments {
  /// Refuses what stands in the place of the parameters to move and cannot be any.
  ///
  /// `torch.optim.RMSprop(lr 0.1)` lacks a sign; passed over, it would be a call with the default.
  static func checkParameters(
    _ value: Hyperparameter, named name: String, names: [String], call: String
  ) throws(TranslationError) {
    if case .expression(let text) = value {
      if text.contains("{") {
        throw .noRule(
          call: call,
          reason: "groups of parameters have options of their own; translate each by itself")
      }
      if looksLikeParameters(text[...]), !names.contains(text) { return }
    }
    throw .value(
      name, found: value.description, call: call,
      requirement: "what is to be moved, such as model.parameters()")
  }

  /// Whether a text is a name, an attribute or a call, or several of them in brackets.
  private static func looksLikeParameters(_ text: Substring) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    if (first == "[" && last == "]") || (first == "(" && last == ")") {
      let inner = text.dropFirst().dropLast()
      // `(p for p in model.parameters() if p.requires_grad)`
      if inner.contains(" for ") { return true }
      let items = itemsOutsideBrackets(of: inner)
      return !items.isEmpty
        && items.allSatisfy { looksLikeParameters($0.first == "*" ? $0.dropFirst() : $0) }
    }
    guard first.isLetter || first == "_" else { return false }
    var depth = 0
    for character in text {
      switch character {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case _ where depth > 0: continue
      default:
        guard character.isLetter || character.isNumber || "_.".contains(character) else {
          return false
        }
      }
    }
    return true
  }

  /// What stands between commas; a comma at the end adds nothing.
  private static func itemsOutsideBrackets(of text: Substring) -> [Substring] {
    var items: [Substring] = []
    var (depth, start) = (0, text.startIndex)
    for index in text.indices {
      switch text[index] {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "," where depth == 0:
        items.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    items.append(text[start...])
    let trimmed = items.map { item in
      let rest = item.drop { $0 == " " }
      return rest.last == " " ? rest.dropLast() : rest
    }
    return trimmed.last?.isEmpty == true ? trimmed.dropLast() : trimmed
  }
}
