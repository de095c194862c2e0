internal import Foundation
internal import LinearAlgebra

/// A value of a text, as what reads itself from a `Decoder` wants it.
struct JSONValue {
  let text: JSONText
  let place: Int
  let path: JSONPath

  /// The value as something that knows how to read itself.
  func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    if let lists = type as? any JSONListReadable.Type, let list = try lists.list(at: self) as? Value
    {
      return list
    }
    if type == Date.self, let date = try date() as? Value { return date }
    return try Value(from: self)
  }

  // MARK: Values of one kind

  var isNull: Bool { text.kind(at: place) == .null }

  func bool() throws -> Bool {
    try require(.bool, Bool.self)
    return text.bytes[place] == UInt8(ascii: "t")
  }

  func string() throws -> String {
    try require(.string, String.self)
    guard let string = text.string(at: place) else {
      throw corrupted("has half of a surrogate pair")
    }
    return string
  }

  /// A whole number, be it written as 1000 or as 1e3.
  func integer<Integer: FixedWidthInteger>(as type: Integer.Type = Integer.self) throws -> Integer {
    try require(.number, type)
    let word = String(decoding: text.bytes[place..<text.end(ofWord: place)], as: UTF8.self)
    if let integer = Integer(word) ?? wholeNumber() { return integer }
    let shown = ShownText.plain(word, atMost: 40)
    throw corrupted("is \(shown), which is no whole number, or out of its range")
  }

  /// A whole number with a point or an exponent, to the last digit; nil for what is none.
  private func wholeNumber<Integer: FixedWidthInteger>() -> Integer? {
    let decimal = DecimalText(text.bytes.span, from: place, to: text.bytes.count)
    guard decimal.digitCount <= DecimalText.digitLimit else { return nil }
    if decimal.digits == 0 { return 0 }
    guard abs(decimal.exponent) <= DecimalText.digitLimit else { return nil }
    var magnitude = decimal.digits
    for _ in 0..<abs(decimal.exponent) {
      let (next, isLost) =
        decimal.exponent > 0
        ? magnitude.multipliedReportingOverflow(by: 10)
        : (magnitude / 10, !magnitude.isMultiple(of: 10))
      if isLost { return nil }
      magnitude = next
    }
    guard let integer = Integer(exactly: magnitude) else { return nil }
    let (negated, overflow) = Integer(0).subtractingReportingOverflow(integer)
    return decimal.isNegative ? (overflow ? nil : negated) : integer
  }

  func double() throws -> Double { try real(by: Self.doubles) }

  func float() throws -> Float { try real(by: Self.floats) }

  private func real<Scalar: RealScalar>(by rounding: DecimalRounding<Scalar>) throws -> Scalar {
    if text.kind(at: place) == .string {
      switch text.string(at: place) {
      case "NaN": return .nan
      case "Infinity": return .infinity
      case "-Infinity": return -.infinity
      default: break
      }
    }
    try require(.number, Scalar.self)
    let number = number(by: rounding)
    guard number.isFinite else { throw corrupted("is too large a number") }
    return number
  }

  private func number<Scalar: RealScalar>(by rounding: DecimalRounding<Scalar>) -> Scalar {
    let bytes = text.bytes.span
    let number = DecimalText(bytes, from: place, to: bytes.count)
    return rounding.nearest(to: number, in: bytes, from: place)
  }

  private static let doubles = DecimalRounding<Double>()
  private static let floats = DecimalRounding<Float>()

  private func date() throws -> Date {
    guard let date = try? Date(try string(), strategy: .iso8601) else {
      throw corrupted("is no date by ISO 8601")
    }
    return date
  }

  // MARK: Errors

  /// Makes sure of the kind of the value.
  func require(_ kind: JSONText.Kind, _ type: Any.Type) throws {
    let found = text.kind(at: place)
    if found == kind { return }
    let context = DecodingError.Context(
      codingPath: path.keys, debugDescription: "a \(found) in place of a \(kind)")
    throw found == .null
      ? DecodingError.valueNotFound(type, context) : DecodingError.typeMismatch(type, context)
  }

  /// An error whose words say what the value is or has.
  func corrupted(_ words: String) -> DecodingError { .corrupted(path.keys, words) }
}

extension JSONValue: Decoder {
  var codingPath: [any CodingKey] { path.keys }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try JSONObject<Key>(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try JSONList(self) }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }
}

extension JSONValue: SingleValueDecodingContainer {
  func decodeNil() -> Bool { isNull }
  func decode(_ type: Bool.Type) throws -> Bool { try bool() }
  func decode(_ type: String.Type) throws -> String { try string() }
  func decode(_ type: Double.Type) throws -> Double { try double() }
  func decode(_ type: Float.Type) throws -> Float { try float() }
  func decode<Integer: FixedWidthInteger & Decodable>(_ type: Integer.Type) throws -> Integer {
    try integer()
  }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoded(as: type) }
}
