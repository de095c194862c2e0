/// Reads the text of an npy header: a dictionary of Python with three keys, and the few literals that
/// their values are.
///
/// NumPy parses the header as Python's literals. This takes what NumPy has ever written and nothing
/// else: strings without escapes, `True` and `False`, and tuples of whole numbers.
struct NPYText {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  private let allowsLong: Bool

  /// Begins at the text that lies in a range of a file's bytes.
  init(_ bytes: [UInt8], from start: Int, to end: Int, allowsLong: Bool) {
    self.bytes = bytes
    position = start
    self.end = end
    self.allowsLong = allowsLong
  }

  /// Reads all of it.
  mutating func read() throws(NPYFault) -> (type: String, isColumnMajor: Bool, shape: [Int]) {
    var type: String?
    var isColumnMajor: Bool?
    var shape: [Int]?
    try expect("{")
    while !take("}") {
      let key = try string("key in quotes")
      try expect(":")
      switch key {
      case "descr" where type == nil: type = try typeDescription()
      case "fortran_order" where isColumnMajor == nil: isColumnMajor = try truthValue()
      case "shape" where shape == nil: shape = try tuple()
      case "descr", "fortran_order", "shape": throw .duplicateKey(key)
      default: throw .unknownKey(key)
      }
      if !take(",") {
        try expect("}")
        break
      }
    }
    skipSpaces()
    if position < end { throw missing("end") }
    guard let type else { throw .missingKey("descr") }
    guard let isColumnMajor else { throw .missingKey("fortran_order") }
    guard let shape else { throw .missingKey("shape") }
    return (type, isColumnMajor, shape)
  }

  private var byte: UInt8? { position < end ? bytes[position] : nil }

  private func missing(_ expected: String) -> NPYFault {
    .syntax(byte: position, expected: expected)
  }

  private mutating func skipSpaces() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// Takes a sign of punctuation if it comes next.
  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard byte == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ sign: Unicode.Scalar) throws(NPYFault) {
    guard take(sign) else { throw missing("\"\(sign)\"") }
  }

  /// Takes a string of printable ASCII in single or double quotes, without a backslash.
  private mutating func string(_ expected: String) throws(NPYFault) -> String {
    skipSpaces()
    guard let quote = byte, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw missing(expected)
    }
    position += 1
    var text = ""
    while let byte, byte != quote {
      guard 0x20..<0x7F ~= byte, byte != UInt8(ascii: "\\") else {
        throw missing("printable character")
      }
      text.unicodeScalars.append(Unicode.Scalar(byte))
      position += 1
    }
    guard byte == quote else { throw missing("closing quote") }
    position += 1
    return text
  }

  private mutating func typeDescription() throws(NPYFault) -> String {
    skipSpaces()
    // A list describes the fields of records.
    if byte == UInt8(ascii: "[") { throw .unsupportedType("record") }
    return try string("type in quotes")
  }

  private mutating func truthValue() throws(NPYFault) -> Bool {
    skipSpaces()
    for (word, value) in [("True", true), ("False", false)] {
      if bytes[position..<end].starts(with: word.utf8) {
        position += word.utf8.count
        return value
      }
    }
    throw missing("True or False")
  }

  private mutating func tuple() throws(NPYFault) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while !take(")") {
      if numbers.count == NPYHeader.largestRank { throw .tooManyDimensions }
      numbers.append(try wholeNumber())
      if take(",") { continue }
      // A number in parentheses is no tuple.
      guard numbers.count > 1 else { throw missing("\",\"") }
      try expect(")")
      break
    }
    return numbers
  }

  private mutating func wholeNumber() throws(NPYFault) -> Int {
    skipSpaces()
    let start = position
    let fault = missing("whole number from 0 to \(Int.max)")
    if byte == UInt8(ascii: "-") { throw .negativeDimension(byte: position) }
    var number = 0
    while let byte, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
      let (tens, tooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      if tooLarge || overflow { throw fault }
      number = sum
      position += 1
    }
    let hasLeadingZero = position - start > 1 && bytes[start] == UInt8(ascii: "0")
    if position == start || hasLeadingZero { throw fault }
    if allowsLong, byte == UInt8(ascii: "L") { position += 1 }
    return number
  }
}
