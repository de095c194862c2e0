internal import LinearAlgebra

/// The labels of a CSV file while it is read: each distinct text has a code, the first one 0.
struct CSVLabels {
  /// The codes of the rows.
  private(set) var codes: [Int32] = []
  /// The texts, by their codes.
  private(set) var texts: [[UInt8]] = []
  private var codeOfText: [[UInt8]: Int32] = [:]

  /// The most different labels.
  private static let classLimit = 1 << 16

  /// Starts with the classes that are known, or with none.
  init(_ names: [String] = []) {
    for name in names { _ = code(ofNew: Array(name.utf8)) }
  }

  /// Adds a row whose label has been met before, or tells that it has not.
  mutating func append(known text: [UInt8]) -> Bool {
    guard let code = codeOfText[text] else { return false }
    codes.append(code)
    return true
  }

  /// Adds a row with a new label, or tells that there are too many.
  mutating func append(new text: [UInt8]) -> Bool {
    guard texts.count < Self.classLimit else { return false }
    codes.append(code(ofNew: text))
    return true
  }

  private mutating func code(ofNew text: [UInt8]) -> Int32 {
    let code = Int32(texts.count)
    codeOfText[text] = code
    texts.append(text)
    return code
  }

  /// The classes in an order, and the class of each row.
  ///
  /// Labels that are all numbers are equal when their values are, and are sorted by them.
  func classes(sorted: Bool) -> (names: [String], labels: [Int32]) {
    let numbers = numericKeys()
    let keys = numbers ?? texts.map { Key.text($0) }
    var order = Array(keys.indices)
    // Stable, so that of equal numbers the text that came first gives the name.
    if sorted { order.sort { keys[$0] < keys[$1] || keys[$0] == keys[$1] && $0 < $1 } }
    var classOfKey: [Key: Int32] = [:]
    var classOfCode = [Int32](repeating: 0, count: keys.count)
    var names: [String] = []
    for code in order {
      if let known = classOfKey[keys[code]] {
        classOfCode[code] = known
      } else {
        classOfKey[keys[code]] = Int32(names.count)
        classOfCode[code] = Int32(names.count)
        let text = numbers == nil ? texts[code][...] : Self.trimmed(texts[code])
        names.append(String(decoding: text, as: UTF8.self))
      }
    }
    return (names: names, labels: codes.map { classOfCode[Int($0)] })
  }

  /// What tells two labels apart, and puts them in order.
  private enum Key: Hashable, Comparable {
    case integer(Int)
    case real(Double)
    case text([UInt8])

    static func < (first: Key, second: Key) -> Bool {
      switch (first, second) {
      case (.integer(let first), .integer(let second)): first < second
      case (.real(let first), .real(let second)): first < second
      // UTF-8 puts text in the order of its code points, as Python sorts it.
      case (.text(let first), .text(let second)): first.lexicographicallyPrecedes(second)
      default: false
      }
    }
  }

  /// The labels as numbers, when all of them are: as whole ones if all are whole.
  private func numericKeys() -> [Key]? {
    let texts = texts.map { Array(Self.trimmed($0)) }
    let integers = texts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    if integers.count == texts.count { return integers.map { .integer($0) } }
    let rounding = DecimalRounding<Double>()
    let reals = texts.compactMap { text -> Double? in
      guard case .finite(let value) = CSVNumber(text.span, in: text.indices, rounding: rounding)
      else { return nil }
      return value
    }
    return reals.count == texts.count ? reals.map { .real($0) } : nil
  }

  /// The bytes without the spaces around them.
  private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let start = text.drop(while: isSpace)
    return start.prefix(start.reversed().drop(while: isSpace).count)
  }
}
