internal import LinearAlgebra

/// What the bytes of a field say of a number, without quotes and spaces around them.
enum CSVNumber<Scalar: RealScalar> {
  case finite(Scalar)
  /// A finite number that the type has none for.
  case outOfRange(isNegative: Bool)
  /// The word for an infinite number.
  case infinite(isNegative: Bool)
  /// The word for no number.
  case notANumber
  /// Something else.
  case other

  init(_ bytes: Span<UInt8>, in range: Range<Int>, rounding: DecimalRounding<Scalar>) {
    let number = DecimalText(bytes, from: range.lowerBound, to: range.upperBound)
    if number.digitCount > 0, number.end == range.upperBound {
      let value = rounding.nearest(to: number, in: bytes, from: range.lowerBound)
      self = value.isFinite ? .finite(value) : .outOfRange(isNegative: number.isNegative)
      return
    }
    switch CSVWord(bytes, in: range) {
    case .infinity(let isNegative): self = .infinite(isNegative: isNegative)
    case .notANumber: self = .notANumber
    case nil: self = .other
    }
  }
}

/// A word that stands for a number, in capitals or not, with a sign or without.
enum CSVWord {
  case infinity(isNegative: Bool)
  case notANumber

  init?(_ bytes: Span<UInt8>, in range: Range<Int>) {
    var range = range
    guard let first = range.first, range.count <= 9 else { return nil }
    let isNegative = bytes[first] == UInt8(ascii: "-")
    if isNegative || bytes[first] == UInt8(ascii: "+") { range.removeFirst() }
    switch String(decoding: range.map { bytes[$0] | 0x20 }, as: UTF8.self) {
    case "inf", "infinity": self = .infinity(isNegative: isNegative)
    case "nan": self = .notANumber
    default: return nil
    }
  }
}

/// The words that mean that a value is missing, as bytes.
struct CSVMissingWords {
  private let words: Set<[UInt8]>
  private let longest: Int

  init(_ words: Set<String>) {
    self.words = Set(words.map { Array($0.utf8) })
    longest = self.words.map(\.count).max() ?? -1
  }

  /// Whether these bytes are one of the words.
  func contains(_ bytes: Span<UInt8>, in range: Range<Int>) -> Bool {
    range.count <= longest && words.contains(range.map { bytes[$0] })
  }
}
