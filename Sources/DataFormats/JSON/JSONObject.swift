/// The members of an object, found by their names.
final class JSONObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let value: JSONValue

  /// Where the names lie, ordered by what they say.
  private let names: [Int]

  /// Whether all names are written without a backslash, so that their bytes are what they say.
  private let isPlain: Bool

  /// Looks at all names.
  ///
  /// - Throws: `DecodingError` for what is no object, or one in which a name stands for two members.
  /// - Complexity: O(n + m log m) for n bytes and m members.
  init(_ value: JSONValue) throws {
    try value.require(.object, [String: Any].self)
    self.value = value
    let text = value.text
    var names: [Int] = []
    var name = text.first(in: value.place)
    while let found = name {
      names.append(found)
      name = text.next(after: text.value(ofMember: found))
    }
    let isPlain = names.allSatisfy { !text.written(at: $0).contains(UInt8(ascii: "\\")) }
    func said(at place: Int) throws -> ArraySlice<UInt8> {
      try Self.said(at: place, in: value, isPlain: isPlain)
    }
    try names.sort { try said(at: $0).lexicographicallyPrecedes(said(at: $1)) }
    for (name, next) in zip(names, names.dropFirst()) where try said(at: name) == said(at: next) {
      let repeated = String(decoding: try said(at: name), as: UTF8.self)
      throw value.corrupted("has two members of the name \(ShownText.quoted(repeated))")
    }
    self.names = names
    self.isPlain = isPlain
  }

  /// What a name says, without its escapes.
  private static func said(
    at place: Int, in value: JSONValue, isPlain: Bool
  ) throws -> ArraySlice<UInt8> {
    if isPlain { return value.text.written(at: place) }
    guard let name = value.text.string(at: place) else {
      throw value.corrupted("has a name with half of a surrogate pair")
    }
    return Array(name.utf8)[...]
  }

  /// The value of a member, or nil where none has the name.
  private func member(_ key: some CodingKey) throws -> JSONValue? {
    let wanted = Array(key.stringValue.utf8)[...]
    var places = names.indices
    while !places.isEmpty {
      let middle = places.lowerBound + places.count / 2
      let name = try Self.said(at: names[middle], in: value, isPlain: isPlain)
      if name == wanted {
        return JSONValue(
          text: value.text, place: value.text.value(ofMember: names[middle]),
          path: .inside(value.path, key))
      }
      places =
        name.lexicographicallyPrecedes(wanted)
        ? middle + 1..<places.upperBound : places.lowerBound..<middle
    }
    return nil
  }

  private func required(_ key: some CodingKey) throws -> JSONValue {
    guard let member = try member(key) else {
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
      if let key = value.text.string(at: name).flatMap({ Key(stringValue: $0) }) {
        keys.append(key)
      }
    }
    return keys
  }

  func contains(_ key: Key) -> Bool { (try? member(key)) != nil }

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
