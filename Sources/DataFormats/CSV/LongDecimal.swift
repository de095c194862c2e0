/// A number with more digits than an integer holds, cut down to those that decide.
///
/// Every middle between two neighbouring numbers of type Double ends within 768 digits. So no more
/// decide, but for whether others that are not zero follow.
struct LongDecimal {
  /// The first significant digits, 19 of them at most.
  var first: UInt64
  /// The power of ten that the last digit of `first` stands for.
  var exponent: Int
  /// Whether zeros alone follow `first`.
  var isExact: Bool
  /// The number without its sign, in 810 characters at most.
  var text: String

  private static let digitLimit = 800

  /// Reads a number that `DecimalText` has read.
  init(_ number: DecimalText, in bytes: Span<UInt8>, from start: Int) {
    var digits: [UInt8] = []
    var leftOut = 0
    var hasMore = false
    for position in start..<number.end {
      let byte = bytes[position]
      if byte | 0x20 == UInt8(ascii: "e") { break }
      let digit = byte &- UInt8(ascii: "0")
      guard digit <= 9 else { continue }
      if digits.isEmpty && digit == 0 { continue }
      if digits.count < Self.digitLimit {
        digits.append(byte)
      } else {
        hasMore = hasMore || digit != 0
        leftOut += 1
      }
    }
    // That of `number` belongs to its last digit.
    var exponent = number.exponent + leftOut
    if hasMore {
      digits.append(UInt8(ascii: "1"))
      exponent -= 1
    }
    let kept = digits.prefix(DecimalText.digitLimit)
    let rest = digits.dropFirst(DecimalText.digitLimit)
    first = kept.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
    self.exponent = exponent + rest.count
    isExact = rest.allSatisfy { $0 == UInt8(ascii: "0") }
    text = "\(digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self))e\(exponent)"
  }
}
