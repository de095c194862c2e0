/// The members of an object, found by their names.
final class JSONObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let value: JSONValue

  /// The names with their quotes, ordered by what they say.
  private let names: [Range<Int>]

  /// Finds all names, and puts them in order.
  ///
  /// - Throws: `DecodingError` for what is no object, and for one in which a name stands for two members or is no
  ///   text.
  /// - Complexity: O(n log m) for n bytes and m members.
  init(_ value: JSONValue) throws {
    try value.require(.object, [String: Any].self)
    self.value = value
    let text = value.text
    var names: [Range<Int>] = []
    names.reserveCapacity(text.count(in: value.place))
    var place = text.first(in: value.place)
    while let name = place {
      names.append(name..<text.end(ofString: name))
      // Once, and not whenever it is compared.
      guard text.isText(at: name) else {
        throw value.corrupted("has a name with half of a surrogate pair")
      }
      place = text.next(after: text.value(ofMember: name))
    }
    names.sort { Self.said($0, in: text).lexicographicallyPrecedes(Self.said($1, in: text)) }
    for (name, next) in zip(names, names.dropFirst())
    where Self.said(name, in: text).elementsEqual(Self.said(next, in: text)) {
      let repeated = text.string(at: name.lowerBound) ?? ""
      throw value.corrupted("has two members of the name \(ShownText.quoted(repeated))")
    }
    self.names = names
  }

  /// What a name says, byte by byte: of a long one no more is looked at than tells it from another.
  private static func said(_ name: Range<Int>, in text: JSONText) -> JSONStringBytes {
    JSONStringBytes(text.bytes, in: name)
  }

  /// The value of a member, or nil where none has the name.
  private func member(_ key: some CodingKey) -> JSONValue? {
    let (text, wanted) = (value.text, key.stringValue.utf8)
    var places = names.indices
    while !places.isEmpty {
      let middle = places.lowerBound + places.count / 2
      let name = Self.said(names[middle], in: text)
      if name.elementsEqual(wanted) {
        return JSONValue(
          text: text, place: text.value(ofMember: names[middle].lowerBound),
          path: .inside(value.path, key))
      }
      places =
        name.lexicographicallyPrecedes(wanted)
        ? middle + 1..<places.upperBound : places.lowerBound..<middle
    }
    return nil
  }

  private func required(_ key: some CodingKey) throws -> JSONValue {
    guard let member = member(key) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "there is no such member"))
    }
    return member
  }

  // MARK: KeyedDecodingContainerProtocol

  var codingPath: [any CodingKey] { value.path.keys }

  /// The names that are keys, ordered by their bytes.
  var allKeys: [Key] {
    var keys: [Key] = []
    keys.reserveCapacity(names.count)
    for name in names {
      if let key = value.text.string(at: name.lowerBound).flatMap({ Key(stringValue: $0) }) {
        keys.append(key)
      }
    }
    return keys
  }

  func contains(_ key: Key) -> Bool { member(key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try required(key).isNull }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try required(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try required(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try required(JSONName("super")) }

  func superDecoder(forKey key: Key) throws -> any Decoder { try required(key) }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try required(key).bool() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try required(key).string() }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try required(key).double() }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try required(key).float() }
  func decode<Integer: FixedWidthInteger & Decodable>(
    _ type: Integer.Type, forKey key: Key
  ) throws -> Integer {
    try required(key).integer()
  }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try required(key).decoded(as: type)
  }
}

/// The name of a member that no type has as its key.
struct JSONName: CodingKey {
  let stringValue: String

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }

  var intValue: Int? { nil }
}
