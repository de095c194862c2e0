/// A number as it is written.
///
/// `[+-] digits [. digits] [e [+-] digits]`, with a digit at least before or after the point. No
/// locale has a say in it.
struct DecimalText {
  /// ± `digits` · 10^`exponent`, unless `digitCount` says that more digits were read than fit.
  var digits: UInt64 = 0
  var exponent = 0
  var isNegative = false
  /// The digits read, leading zeros included; 0 where no number stands.
  var digitCount = 0
  /// The byte after the last one that belongs to the number.
  var end: Int

  /// The most digits that `digits` holds whatever they are: 10^19 < 2^64.
  static let digitLimit = 19

  /// Reads what stands at `start`, up to a byte that does not belong to it.
  @inline(__always)
  init(_ bytes: Span<UInt8>, from start: Int, to limit: Int) {
    var position = start
    if position < limit {
      let sign = bytes[position]
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        isNegative = sign == UInt8(ascii: "-")
        position += 1
      }
    }
    let whole = position
    Self.readDigits(bytes, at: &position, to: limit, into: &digits)
    digitCount = position - whole
    if position < limit, bytes[position] == UInt8(ascii: ".") {
      position += 1
      let fraction = position
      Self.readDigits(bytes, at: &position, to: limit, into: &digits)
      exponent = fraction - position
      digitCount += position - fraction
    }
    end = position
    if digitCount > 0, position < limit, bytes[position] | 0x20 == UInt8(ascii: "e") {
      readExponent(bytes, to: limit)
    }
  }

  @inline(__always)
  private static func readDigits(
    _ bytes: Span<UInt8>, at position: inout Int, to limit: Int, into digits: inout UInt64
  ) {
    while position < limit {
      let digit = bytes[position] &- UInt8(ascii: "0")
      if digit > 9 { break }
      digits = digits &* 10 &+ UInt64(digit)
      position += 1
    }
  }

  /// Reads the `e` at `end` and what follows; an `e` without digits belongs to no number.
  private mutating func readExponent(_ bytes: Span<UInt8>, to limit: Int) {
    var position = end + 1
    var isBelowOne = false
    if position < limit {
      let sign = bytes[position]
      isBelowOne = sign == UInt8(ascii: "-")
      if isBelowOne || sign == UInt8(ascii: "+") { position += 1 }
    }
    let start = position
    var power = 0
    while position < limit {
      let digit = bytes[position] &- UInt8(ascii: "0")
      if digit > 9 { break }
      // Past this no digits before it make the number one that is neither zero nor infinite.
      if power < 1 << 40 { power = power * 10 + Int(digit) }
      position += 1
    }
    guard position > start else { return }
    exponent += isBelowOne ? -power : power
    end = position
  }
}
