/// Bytes that are known to be JSON (RFC 8259), taken apart where somebody asks.
///
/// Nothing is made of what nobody asks for: the text takes its own bytes, whatever it says. A value is known by
/// the place of its first byte.
struct JSONText: Sendable {
  let bytes: [UInt8]

  /// What a value is.
  enum Kind {
    case object, list, string, number, bool, null
  }

  /// Makes sure that bytes are JSON.
  ///
  /// - Throws: ``JSONFault``, the first of them.
  init(_ bytes: [UInt8]) throws(JSONFault) {
    if let fault = JSONFault(in: bytes) { throw fault }
    self.bytes = bytes
  }

  /// The value that all others are in.
  var outermost: Int {
    afterBlanks(bytes.starts(with: JSONScan.byteOrderMark) ? JSONScan.byteOrderMark.count : 0)
  }

  /// What a value is.
  func kind(at place: Int) -> Kind {
    switch Unicode.Scalar(bytes[place]) {
    case "{": .object
    case "[": .list
    case "\"": .string
    case "t", "f": .bool
    case "n": .null
    default: .number
    }
  }

  // MARK: Members and elements

  /// The first element of a list, or the name of an object's first member; nil where there is none.
  func first(in place: Int) -> Int? {
    let first = afterBlanks(place + 1)
    return Self.isClosing(bytes[first]) ? nil : first
  }

  /// What comes after an element, or after the value of a member; nil for the last.
  func next(after value: Int) -> Int? {
    let end = afterBlanks(end(of: value))
    return bytes[end] == UInt8(ascii: ",") ? afterBlanks(end + 1) : nil
  }

  /// The value of the member whose name lies in a place.
  func value(ofMember name: Int) -> Int {
    afterBlanks(afterBlanks(end(ofString: name)) + 1)
  }

  /// How many elements or members there are.
  func count(in place: Int) -> Int {
    let isObject = kind(at: place) == .object
    var count = 0
    var item = first(in: place)
    while let found = item {
      count += 1
      item = next(after: isObject ? value(ofMember: found) : found)
    }
    return count
  }

  // MARK: Ends

  /// The byte after a value.
  func end(of place: Int) -> Int {
    var depth = 0
    var index = place
    repeat {
      switch Unicode.Scalar(bytes[index]) {
      case "\"": index = end(ofString: index)
      case "{", "[": (depth, index) = (depth + 1, index + 1)
      case "}", "]": (depth, index) = (depth - 1, index + 1)
      case ",", ":", " ", "\n", "\r", "\t": index += 1
      default: index = end(ofWord: index)
      }
    } while depth > 0
    return index
  }

  /// The byte after a number, or after true, false or null.
  func end(ofWord place: Int) -> Int {
    var end = place
    while end < bytes.count, !Self.isSeparator(bytes[end]) { end += 1 }
    return end
  }

  /// The byte after the closing quote.
  func end(ofString place: Int) -> Int {
    var index = place + 1
    while bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index + 1
  }

  private func afterBlanks(_ place: Int) -> Int {
    var index = place
    while index < bytes.count, JSONScan.isBlank(bytes[index]) { index += 1 }
    return index
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || isClosing(byte) || JSONScan.isBlank(byte)
  }

  // MARK: Strings

  /// A string as it is written, without the quotes.
  func written(at place: Int) -> ArraySlice<UInt8> { bytes[place + 1..<end(ofString: place) - 1] }

  /// A string; nil for one with half of a surrogate pair, which is no text.
  func string(at place: Int) -> String? {
    guard hasEscapes(at: place) else { return String(decoding: written(at: place), as: UTF8.self) }
    var scanner = JSONScanner(bytes, from: place, to: bytes.count)
    return try? scanner.string()
  }

  /// Whether a string is a text, and has no half of a surrogate pair.
  func isText(at place: Int) -> Bool { !hasEscapes(at: place) || string(at: place) != nil }

  private func hasEscapes(at place: Int) -> Bool {
    written(at: place).contains(UInt8(ascii: "\\"))
  }
}
