/// Reads bytes as JSON (RFC 8259), as far as they are.
struct JSONScan {
  /// An object or a list that is open.
  private enum Level {
    case object(key: Range<Int>)
    case list(index: Int)
  }

  /// What comes next.
  private enum Wanted {
    case value, valueOrEnd, key, keyOrEnd, colon, separator, nothing
  }

  /// Names of more levels help nobody to find the place.
  private static let mostLevels = 4

  /// Longer names than that of any file of ours would fill the line of a message.
  private static let longestName = 40

  /// As many levels may be open, as Foundation reads and most readers of JSON do.
  static let deepestNesting = 512

  /// What a text in UTF-8 may begin with.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let bytes: [UInt8]
  private var levels: [Level] = []
  private var wanted = Wanted.value

  /// The byte that is next, or at fault.
  private(set) var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The keys and numbers that lead to what is open, such as "problems.0.contenders".
  var path: String {
    levels.prefix(Self.mostLevels).map { level in
      switch level {
      case .object(let key): Self.name(bytes[key])
      case .list(let index): "\(index)"
      }
    }.filter { !$0.isEmpty }.joined(separator: ".")
  }

  /// Reads to the first fault, and stays there; nil when there is none.
  mutating func firstFault() -> JSONFault.Kind? {
    if bytes.starts(with: Self.byteOrderMark) { index = Self.byteOrderMark.count }
    do throws(Stop) {
      while true {
        skipBlanks()
        if index == bytes.count, wanted == .nothing { return nil }
        try readToken(starting: try next())
      }
    } catch {
      return error.kind
    }
  }

  // MARK: Tokens

  private mutating func readToken(starting byte: UInt8) throws(Stop) {
    switch (wanted, UnicodeScalar(byte), levels.last) {
    case (.value, "{", _), (.valueOrEnd, "{", _):
      try open(.object(key: index..<index), then: .keyOrEnd)
    case (.value, "[", _), (.valueOrEnd, "[", _): try open(.list(index: 0), then: .valueOrEnd)
    case (.value, _, _), (.valueOrEnd, "\"", _), (.valueOrEnd, "-", _), (.valueOrEnd, "0"..."9", _),
      (.valueOrEnd, "f", _), (.valueOrEnd, "n", _), (.valueOrEnd, "t", _):
      try readScalar(starting: byte)
      wanted = levels.isEmpty ? .nothing : .separator
    case (.key, "\"", _), (.keyOrEnd, "\"", _):
      levels[levels.count - 1] = .object(key: try readString())
      wanted = .colon
    case (.colon, ":", _): advance(to: .value)
    case (.separator, ",", .object?): advance(to: .key)
    case (.separator, ",", .list(let number)?):
      levels[levels.count - 1] = .list(index: number + 1)
      advance(to: .value)
    case (.keyOrEnd, "}", _), (.valueOrEnd, "]", _), (.separator, "}", .object?),
      (.separator, "]", .list?):
      levels.removeLast()
      advance(to: levels.isEmpty ? .nothing : .separator)
    default: throw unexpected(insteadOf: wantedText)
    }
  }

  private mutating func open(_ level: Level, then next: Wanted) throws(Stop) {
    guard levels.count < Self.deepestNesting else { throw Stop(kind: .nestedTooDeeply) }
    levels.append(level)
    advance(to: next)
  }

  private mutating func advance(to next: Wanted) {
    index += 1
    wanted = next
  }

  private mutating func readScalar(starting byte: UInt8) throws(Stop) {
    switch UnicodeScalar(byte) {
    case "\"": _ = try readString()
    case "-", "0"..."9": try readNumber()
    case "t": try readWord("true")
    case "f": try readWord("false")
    case "n": try readWord("null")
    default: throw unexpected(insteadOf: wantedText)
    }
  }

  private mutating func readWord(_ word: String) throws(Stop) {
    for letter in word.utf8 {
      guard try next() == letter else { throw unexpected(insteadOf: word) }
      index += 1
    }
  }

  private mutating func readNumber() throws(Stop) {
    func readDigits() throws(Stop) {
      guard Self.isDigit(try next()) else { throw unexpected(insteadOf: "a digit") }
      while index < bytes.count, Self.isDigit(bytes[index]) { index += 1 }
    }
    func skip(_ letters: String) -> Bool {
      guard index < bytes.count, letters.utf8.contains(bytes[index]) else { return false }
      index += 1
      return true
    }
    _ = skip("-")
    if !skip("0") { try readDigits() }
    if skip(".") { try readDigits() }
    if skip("eE") {
      _ = skip("+-")
      try readDigits()
    }
  }

  /// Reads to the closing quote; gives where that lies which is between the two.
  private mutating func readString() throws(Stop) -> Range<Int> {
    index += 1
    let start = index
    while true {
      let byte = try next()
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return start..<index - 1
      case UInt8(ascii: "\\"): try readEscape()
      case ..<0x20: throw unexpected(insteadOf: "the rest of a text")
      case ..<0x80: index += 1
      default: try readCharacter()
      }
    }
  }

  private mutating func readEscape() throws(Stop) {
    index += 1
    let letter = try next()
    guard "\"\\/bfnrtu".utf8.contains(letter) else { throw unexpected(insteadOf: "an escape") }
    index += 1
    guard letter == UInt8(ascii: "u") else { return }
    for _ in 0..<4 {
      let isDigit = UnicodeScalar(try next()).properties.isASCIIHexDigit
      guard isDigit else { throw unexpected(insteadOf: "a digit of a character's number") }
      index += 1
    }
  }

  /// Reads a character of several bytes.
  private mutating func readCharacter() throws(Stop) {
    var parser = UTF8.ForwardParser()
    var rest = bytes[index...].makeIterator()
    switch parser.parseScalar(from: &rest) {
    case .valid(let character): index += character.count
    case .error(let length) where index + length == bytes.count:
      index = bytes.count
      throw Stop(kind: .endsEarly)
    default: throw unexpected(insteadOf: "a character")
    }
  }

  // MARK: Bytes

  private func next() throws(Stop) -> UInt8 {
    guard index < bytes.count else { throw Stop(kind: .endsEarly) }
    return bytes[index]
  }

  private mutating func skipBlanks() {
    while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// A key as a message may show it, whatever it holds.
  private static func name(_ key: ArraySlice<UInt8>) -> String {
    guard key.count <= longestName else { return "?" }
    let text = String(decoding: key, as: UTF8.self)
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? text : "?"
  }

  // MARK: Faults

  /// Why reading ends.
  private struct Stop: Error { let kind: JSONFault.Kind }

  private func unexpected(insteadOf wanted: String) -> Stop {
    let byte = bytes[index]
    let found =
      (0x20..<0x7F).contains(byte)
      ? "'\(UnicodeScalar(byte))'" : "byte 0x" + String(byte, radix: 16, uppercase: true)
    return Stop(kind: .unexpected(found, insteadOf: wanted))
  }

  private var wantedText: String {
    let isInObject = if case .object = levels.last { true } else { false }
    return switch wanted {
    case .value: "a value"
    case .valueOrEnd: "a value or ']'"
    case .key: "a name in quotes"
    case .keyOrEnd: "a name in quotes or '}'"
    case .colon: "':'"
    case .separator: isInObject ? "',' or '}'" : "',' or ']'"
    case .nothing: "the end"
    }
  }
}
