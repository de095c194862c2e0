/// The elements of a list, one after the other.
struct JSONList: UnkeyedDecodingContainer {
  private let value: JSONValue

  /// Where the next element lies; nil behind the last.
  private var next: Int?
  private(set) var currentIndex = 0

  init(_ value: JSONValue) throws {
    try value.require(.list, [Any].self)
    self.value = value
    next = value.text.first(in: value.place)
  }

  /// How many elements there are, those included that are read.
  ///
  /// - Complexity: O(n) in the bytes of the list, each time.
  var count: Int? { value.text.count(in: value.place) }

  var isAtEnd: Bool { next == nil }

  var codingPath: [any CodingKey] { value.path.keys }

  /// The next element, which stays the next.
  private func element() throws -> JSONValue {
    let path = JSONPath.inside(value.path, JSONIndex(currentIndex))
    guard let next else {
      throw DecodingError.keyNotFound(
        JSONIndex(currentIndex),
        .init(codingPath: codingPath, debugDescription: "the list ends before"))
    }
    return JSONValue(text: value.text, place: next, path: path)
  }

  /// Reads the next element, and goes on to the one behind it if that is no error.
  private mutating func take<Result>(_ read: (JSONValue) throws -> Result) throws -> Result {
    let element = try element()
    let result = try read(element)
    next = value.text.next(after: element.place)
    currentIndex += 1
    return result
  }

  // MARK: UnkeyedDecodingContainer

  mutating func decodeNil() throws -> Bool {
    guard try element().isNull else { return false }
    return try take { _ in true }
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try take { try $0.container(keyedBy: type) }
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try take { try $0.unkeyedContainer() }
  }

  mutating func superDecoder() throws -> any Decoder { try take { $0 } }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try take { try $0.bool() } }
  mutating func decode(_ type: String.Type) throws -> String { try take { try $0.string() } }
  mutating func decode(_ type: Double.Type) throws -> Double { try take { try $0.double() } }
  mutating func decode(_ type: Float.Type) throws -> Float { try take { try $0.float() } }
  mutating func decode<Integer: FixedWidthInteger & Decodable>(
    _ type: Integer.Type
  ) throws -> Integer {
    try take { try $0.integer() }
  }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try take { try $0.decoded(as: type) }
  }
}

/// A list that is read with room for its elements, and no more.
///
/// Left to itself an `Array` doubles as it grows, and has twice the room that it needs in the end.
protocol JSONListReadable {
  /// Reads all elements.
  static func list(at value: JSONValue) throws -> Self
}

extension Array: JSONListReadable where Element: Decodable {
  static func list(at value: JSONValue) throws -> [Element] {
    var elements: [Element] = []
    elements.reserveCapacity(try checkedCount(at: value))
    var list = try JSONList(value)
    // What most of a file's numbers are, without the detour by their own initializers.
    if Element.self == Double.self {
      while !list.isAtEnd {
        if let number = try list.decode(Double.self) as? Element { elements.append(number) }
      }
    } else {
      while !list.isAtEnd { elements.append(try list.decode(Element.self)) }
    }
    return elements
  }

  /// How many elements there are, if they do not take too much memory.
  private static func checkedCount(at value: JSONValue) throws -> Int {
    try value.require(.list, Self.self)
    let count = value.text.count(in: value.place)
    let limit =
      LeanJSONDecoder.listMultiple * value.text.bytes.count + LeanJSONDecoder.listAllowance
    guard count * MemoryLayout<Element>.stride <= limit else {
      throw value.corrupted("has \(count) elements, more than a text of its size may hold")
    }
    return count
  }
}
