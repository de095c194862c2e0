extension CSVField {
  /// The bytes that the field stands for: without its quotes, and one quote for two.
  func text(in bytes: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(content.count)
    var position = content.lowerBound
    while position < content.upperBound {
      let byte = bytes[position]
      text.append(byte)
      position += hasDoubledQuotes && byte == UInt8(ascii: "\"") ? 2 : 1
    }
    return text
  }

  /// The bytes without the spaces around them.
  func trimmed(in bytes: Span<UInt8>) -> Range<Int> {
    var start = content.lowerBound
    var end = content.upperBound
    while start < end, Self.isSpace(bytes[start]) { start += 1 }
    while start < end, Self.isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// Checks that the field is text: UTF-8, and no zero byte.
  func check(in bytes: Span<UInt8>, at place: @autoclosure () -> CSVPlace) throws(CSVFault) {
    var isASCII = true
    for position in content {
      let byte = bytes[position]
      if byte == 0 { throw .zeroByte(place()) }
      if byte >= 0x80 { isASCII = false }
    }
    if !isASCII, String(validating: content.map { bytes[$0] }, as: UTF8.self) == nil {
      throw .invalidUTF8(place())
    }
  }

  /// The field in an error's words: its beginning, if it is long.
  func excerpt(in bytes: Span<UInt8>) -> String { Self.excerpt(of: content, in: bytes) }

  /// Text in an error's words: its beginning, if it is long.
  static func excerpt(of range: Range<Int>, in bytes: Span<UInt8>) -> String {
    String(decoding: range.prefix(200).map { bytes[$0] }, as: UTF8.self)
  }
}

extension CSVField.Obstacle {
  /// What to tell of it.
  func fault(at place: CSVPlace, in bytes: Span<UInt8>) -> CSVFault {
    switch self {
    case .endOfWindow: preconditionFailure("the window ends within a field")
    case .unterminatedQuote: .unterminatedQuote(place)
    case .tooLong: .fieldTooLong(place)
    case .textAfterQuote(let range):
      .textAfterQuote(place, found: CSVField.excerpt(of: range, in: bytes))
    }
  }
}
