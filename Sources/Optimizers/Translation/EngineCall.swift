/// A call as it was written: a name, and arguments with and without names.
struct EngineCall: Equatable {
  struct Argument: Equatable {
    var name: String?
    var value: Hyperparameter
  }

  /// The name with its dots, such as "torch.optim.RMSprop".
  var name: String
  var arguments: [Argument]
}

extension EngineCall {
  /// Reads `name(value, name=value, …)` in Python, Julia or, for burn, Rust.
  init(parsing text: String) throws(TranslationError) {
    var reader = CallReader(text)
    name = reader.name()
    guard !name.isEmpty else { throw reader.fault("the name of an optimizer") }
    arguments = []
    if reader.take("::new()") {
      while reader.take(".") { try reader.builderStep(into: &arguments) }
    } else {
      guard reader.take("(") else { throw reader.fault("'('") }
      while !reader.take(")") {
        arguments.append(try reader.argument())
        // Julia ends the unnamed arguments with a semicolon.
        guard reader.take(",") || reader.take(";") || reader.next == ")" else {
          throw reader.fault("',' or ')'")
        }
      }
    }
    guard reader.isAtEnd else { throw reader.fault("the end of the call") }
  }
}

/// Walks over the text of a call.
struct CallReader {
  private let characters: [Character]
  private var index = 0

  init(_ text: String) { characters = Array(text) }

  /// The next character that is not white space.
  var next: Character? {
    mutating get {
      while index < characters.count, characters[index].isWhitespace { index += 1 }
      return index < characters.count ? characters[index] : nil
    }
  }

  var isAtEnd: Bool { mutating get { next == nil } }

  mutating func fault(_ expected: String) -> TranslationError {
    _ = next
    return .syntax(column: index + 1, expected: expected)
  }

  /// Goes past a text if it is what follows.
  mutating func take(_ text: String) -> Bool {
    _ = next
    let expected = Array(text)
    guard characters[index...].starts(with: expected) else { return false }
    index += expected.count
    return true
  }

  /// A name with dots, which may be empty.
  mutating func name() -> String {
    _ = next
    let start = index
    while index < characters.count,
      characters[index].isLetter || characters[index].isNumber || "_.".contains(characters[index])
    {
      index += 1
    }
    return String(characters[start..<index])
  }

  /// An argument with or without a name.
  mutating func argument() throws(TranslationError) -> EngineCall.Argument {
    let isUnpacked = next == "*"
    let start = index
    let word = name()
    if !word.isEmpty, !word.contains("."), next == "=" {
      index += 1
      return EngineCall.Argument(name: word, value: try value())
    }
    index = start
    let value = try value()
    // Python's `*list` and `**dictionary`, Julia's `values...`.
    if case .expression(let text) = value, isUnpacked || text.hasSuffix("...") {
      throw .unpackedArguments(text)
    }
    return EngineCall.Argument(name: nil, value: value)
  }

  /// `with_name(value)` or `init()` of a Rust builder.
  mutating func builderStep(
    into arguments: inout [EngineCall.Argument]
  ) throws(TranslationError) {
    let method = name()
    guard take("(") else { throw fault("'('") }
    if method == "init" {
      guard take(")") else { throw fault("')'") }
      return
    }
    guard method.hasPrefix("with_") else { throw fault("a method that begins with 'with_'") }
    let wrappers = ["Some(", "WeightDecayConfig::new("]
    let depth = wrappers.filter { take($0) }.count
    let name = String(method.dropFirst("with_".count))
    arguments.append(EngineCall.Argument(name: name, value: try value()))
    for _ in 0...depth where !take(")") { throw fault("')'") }
  }

  /// A number, a switch, several numbers, `None`, or any other text up to the end of the argument.
  private mutating func value() throws(TranslationError) -> Hyperparameter {
    _ = next
    let start = index
    var open: [Character] = []
    var quote: Character?
    while index < characters.count {
      let character = characters[index]
      if let mark = quote {
        if character == mark { quote = nil }
      } else if "\"'".contains(character) {
        quote = character
      } else if "([{".contains(character) {
        open.append(character)
      } else if open.isEmpty, ",;)".contains(character) {
        break
      } else if ")]}".contains(character) {
        guard open.popLast() != nil else { throw fault("',' or ')'") }
      }
      index += 1
    }
    guard quote == nil, open.isEmpty else {
      throw fault(quote.map { "\($0)" } ?? "a closing bracket")
    }
    let text = String(characters[start..<index])
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !text.isEmpty else { throw fault("a value") }
    return Self.hyperparameter(text)
  }

  private static func hyperparameter(_ text: String) -> Hyperparameter {
    switch text {
    case "True", "true": return .flag(true)
    case "False", "false": return .flag(false)
    case "None", "nothing", "null": return .nothing
    default: break
    }
    if let number = number(text) { return .number(number) }
    if let first = text.first, let last = text.last,
      (first, last) == ("(", ")")
        || (first, last) == ("[", "]")
    {
      let parts = text.dropFirst().dropLast().split(separator: ",")
      let numbers = parts.compactMap { number($0.filter { !$0.isWhitespace }) }
      if !numbers.isEmpty, numbers.count == parts.count { return .numbers(numbers) }
    }
    return .expression(text)
  }

  /// A number in the notation of Python, which allows `1_000` and `1e-3`.
  private static func number(_ text: String) -> Double? {
    guard let first = text.first, first.isNumber || "+-.".contains(first) else { return nil }
    // An underscore stands alone between two digits.
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard zip(parts, parts.dropFirst()).allSatisfy({ $0.endsInDigit && $1.beginsWithDigit }) else {
      return nil
    }
    return Double(text.filter { $0 != "_" })
  }
}

extension Substring {
  fileprivate var beginsWithDigit: Bool { first?.isWholeNumber == true }
  fileprivate var endsInDigit: Bool { last?.isWholeNumber == true }
}
