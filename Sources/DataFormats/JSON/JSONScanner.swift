/// Takes the JSON of a safetensors header apart from left to right, and strings of any JSON, byte by byte and
/// without a memory of how deep it is.
///
/// It is stricter than JSON, which ``JSONScan`` reads: no comma too many, no number with a zero in front, a fraction
/// or an exponent, no control character or half of a surrogate pair in a string, no byte that is not UTF-8.
struct JSONScanner {
  private let bytes: [UInt8]
  private(set) var position: Int
  private let end: Int

  /// Begins at the text in a range of bytes.
  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    position = start
    self.end = end
  }

  private var byte: UInt8? { position < end ? bytes[position] : nil }

  private mutating func skipSpaces() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func missing(_ expected: String) -> SafetensorsFault {
    .syntax(byte: position, expected: expected)
  }

  /// Takes a sign of punctuation.
  mutating func expect(
    _ sign: Unicode.Scalar, afterSpaces: Bool = true
  ) throws(SafetensorsFault) {
    if afterSpaces { skipSpaces() }
    guard byte == UInt8(ascii: sign) else { throw missing("\"\(sign)\"") }
    position += 1
  }

  /// Makes sure that nothing but spaces follows.
  mutating func expectEnd() throws(SafetensorsFault) {
    skipSpaces()
    if position < end { throw missing("end") }
  }

  /// Goes to the next member of an object, or past its closing brace if there is none.
  mutating func nextMember(isFirst: Bool) throws(SafetensorsFault) -> Bool {
    try next(isFirst: isFirst, closing: UInt8(ascii: "}"), "comma or closing brace")
  }

  private mutating func next(
    isFirst: Bool, closing: UInt8, _ expected: String
  ) throws(SafetensorsFault) -> Bool {
    skipSpaces()
    if byte == closing {
      position += 1
      return false
    }
    if isFirst { return true }
    guard byte == UInt8(ascii: ",") else { throw missing(expected) }
    position += 1
    return true
  }

  /// Takes an array of whole numbers without signs; nil if they are more than allowed.
  mutating func wholeNumbers(atMost limit: Int) throws(SafetensorsFault) -> [Int]? {
    try expect("[")
    var numbers: [Int] = []
    while try next(
      isFirst: numbers.isEmpty, closing: UInt8(ascii: "]"), "comma or closing bracket")
    {
      if numbers.count == limit { return nil }
      numbers.append(try wholeNumber())
    }
    return numbers
  }

  /// Takes an array of two whole numbers.
  mutating func pair() throws(SafetensorsFault) -> [Int] {
    try expect("[")
    let first = try wholeNumber()
    try expect(",")
    let second = try wholeNumber()
    try expect("]")
    return [first, second]
  }

  private mutating func wholeNumber() throws(SafetensorsFault) -> Int {
    skipSpaces()
    let start = position
    let fault = missing("whole number from 0 to \(Int.max)")
    var number = 0
    while let byte, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
      let (tens, tooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      if tooLarge || overflow { throw fault }
      number = sum
      position += 1
    }
    let hasLeadingZero = position - start > 1 && bytes[start] == UInt8(ascii: "0")
    let goesOn = byte.map { ".eE".utf8.contains($0) } ?? false
    if position == start || hasLeadingZero || goesOn { throw fault }
    return number
  }

  /// Takes a string.
  mutating func string() throws(SafetensorsFault) -> String {
    try expect("\"")
    let start = position
    var text = ""
    // What stands between two escapes is taken as a whole.
    var plainStart = position
    while true {
      guard let byte, byte >= 0x20 else { throw missing("closing quote") }
      position += 1
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      let plain = bytes[plainStart..<position - 1]
      guard let part = String(validating: plain, as: UTF8.self) else {
        throw .invalidUTF8(byte: start)
      }
      text.append(part)
      if byte == UInt8(ascii: "\"") { return text }
      text.unicodeScalars.append(try escaped())
      plainStart = position
    }
  }

  /// Takes what follows a backslash.
  mutating func escaped() throws(SafetensorsFault) -> Unicode.Scalar {
    guard let byte else { throw missing("character after the backslash") }
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": return Unicode.Scalar(byte)
    case "b": return "\u{08}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": break
    default:
      position -= 1
      throw missing("known character after the backslash")
    }
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    // The first half of a surrogate pair: the second has to follow.
    guard 0xD800...0xDBFF ~= high, byteAfter(0) == UInt8(ascii: "\\"),
      byteAfter(1) == UInt8(ascii: "u")
    else { throw missing("second half of a surrogate pair") }
    position += 2
    let low = try hexadecimal()
    guard 0xDC00...0xDFFF ~= low,
      let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    else { throw missing("second half of a surrogate pair") }
    return scalar
  }

  private func byteAfter(_ count: Int) -> UInt8? {
    position + count < end ? bytes[position + count] : nil
  }

  /// Takes four hexadecimal digits.
  private mutating func hexadecimal() throws(SafetensorsFault) -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw missing("hexadecimal digit")
      }
      number = number << 4 | UInt32(digit)
      position += 1
    }
    return number
  }
}
