/// One field of a CSV text, in quotes or without, as RFC 4180 has it.
///
/// A quote is one only at the beginning of a field; elsewhere in a field without quotes it is a
/// character like others, as pandas takes it.
struct CSVField {
  /// The bytes of the field, within its quotes if it has any.
  var content: Range<Int>
  /// Whether the field is in quotes.
  var isQuoted = false
  /// Whether two quotes in `content` stand for one.
  var hasDoubledQuotes = false
  /// Line breaks in `content`.
  var lineBreaks = 0
  /// Where the next field begins.
  var next: Int
  /// Whether the field ends its row.
  var endsRow: Bool

  /// The most bytes that a field may have.
  static let sizeLimit = 1 << 20

  /// Why a field cannot be read.
  enum Obstacle: Error {
    /// The window ends before the field does.
    case endOfWindow
    case unterminatedQuote
    case tooLong
    /// What follows a closing quote stands there.
    case textAfterQuote(Range<Int>)
  }

  /// Reads the field at `start`, which may be the end of the text.
  init(
    _ bytes: Span<UInt8>, at start: Int, separator: UInt8, isLast: Bool
  ) throws(Obstacle) {
    var position = start
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      isQuoted = true
      content = start..<start
      next = start
      endsRow = false
      position = try readQuoted(bytes, isLast: isLast)
      content = start + 1..<position - 1
    } else {
      position = Self.end(bytes, from: start, separator: separator)
      content = start..<position
      next = start
      endsRow = false
      if content.count > Self.sizeLimit { throw .tooLong }
    }
    try readEnd(bytes, at: position, separator: separator, isLast: isLast)
  }

  /// The first separator or line break, or the end.
  private static func end(_ bytes: Span<UInt8>, from start: Int, separator: UInt8) -> Int {
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == separator || CSVLineBreak.isPart(byte) { break }
      position += 1
    }
    return position
  }

  /// Reads to the closing quote, and returns the position behind it.
  private mutating func readQuoted(_ bytes: Span<UInt8>, isLast: Bool) throws(Obstacle) -> Int {
    var position = content.lowerBound + 1
    let limit = min(bytes.count, position + Self.sizeLimit)
    while position < limit {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        guard position + 1 < bytes.count else {
          if isLast { return position + 1 }
          throw .endOfWindow
        }
        guard bytes[position + 1] == UInt8(ascii: "\"") else { return position + 1 }
        hasDoubledQuotes = true
        position += 1
      } else if byte == UInt8(ascii: "\n") {
        lineBreaks += 1
      } else if byte == UInt8(ascii: "\r") {
        // The line feed after it is counted instead; at the window's end all is read again.
        if position + 1 == bytes.count || bytes[position + 1] != UInt8(ascii: "\n") {
          lineBreaks += 1
        }
      }
      position += 1
    }
    // Whether it is closed behind that, nobody looks.
    if position - content.lowerBound > Self.sizeLimit { throw .tooLong }
    if isLast { throw .unterminatedQuote }
    throw .endOfWindow
  }

  /// Reads the separator or the line break behind the field.
  private mutating func readEnd(
    _ bytes: Span<UInt8>, at position: Int, separator: UInt8, isLast: Bool
  ) throws(Obstacle) {
    guard position < bytes.count else {
      guard isLast else { throw .endOfWindow }
      next = position
      endsRow = true
      return
    }
    let byte = bytes[position]
    if byte == separator {
      next = position + 1
    } else if CSVLineBreak.isPart(byte) {
      guard let end = CSVLineBreak.end(bytes, at: position, isLast: isLast) else {
        throw .endOfWindow
      }
      next = end
      endsRow = true
    } else {
      throw .textAfterQuote(position..<Self.end(bytes, from: position, separator: separator))
    }
  }
}
