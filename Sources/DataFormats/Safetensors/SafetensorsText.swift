/// Reads the text of a safetensors header: the part of JSON that the format uses, and no more.
///
/// An object of objects of three known members each cannot be nested any deeper, whatever the file
/// says. What takes more memory than its text is not kept: of a shape, and of the metadata, the place is,
/// and the text once more where somebody asks.
struct SafetensorsText {
  private var json: JSONScanner
  private let dataOffset: Int
  /// What the tensors are called, in the order of the text.
  private(set) var names = TextList()
  /// Where they lie, in the same order.
  private(set) var places: [Place] = []
  /// Where in the bytes the metadata begin, if there are any, and how many pairs they are.
  private(set) var metadata: Metadata?

  /// Where the metadata lie.
  struct Metadata: Equatable, Sendable {
    let start: Int
    let count: Int
  }

  /// Where a tensor lies.
  struct Place: Equatable, Sendable {
    let type: SafetensorsType
    /// Where in the bytes the shape stands; a header ends long before this cannot say it.
    let shapeStart: UInt32
    let start: Int
    let end: Int
  }

  /// Begins at the text that lies in a range of a file's bytes, right before the data.
  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    json = JSONScanner(bytes, from: start, to: end)
    dataOffset = end
  }

  /// Reads all of it.
  ///
  /// - Parameter dataSize: The bytes that follow the header.
  /// - Throws: ``SafetensorsFault``.
  mutating func read(dataSize: Int) throws(SafetensorsFault) {
    // The format wants the brace at the very start.
    try json.expect("{", afterSpaces: false)
    var isFirst = true
    while try json.nextMember(isFirst: isFirst) {
      isFirst = false
      let name = try json.memberName()
      if name == "__metadata__" {
        guard metadata == nil else { throw .duplicateName(name) }
        let start = json.position
        metadata = Metadata(start: start, count: try checkMetadata())
      } else {
        places.append(try readTensor(name, dataSize: dataSize))
        names.append(name.utf8)
      }
    }
    try json.expectEnd()
  }

  /// Makes sure that the metadata are pairs of texts, of which no two have one name: none would be left of
  /// the other's in a dictionary.
  ///
  /// - Returns: How many there are.
  private mutating func checkMetadata() throws(SafetensorsFault) -> Int {
    var names = TextList()
    while let (name, _) = try json.textPair(isFirst: names.isEmpty) { names.append(name.utf8) }
    if let name = TextOrder(names).repeated(in: names) { throw .duplicateName(name) }
    if let found = EquivalentNames(among: names) {
      throw .equivalentNames(found.name, found.other)
    }
    return names.count
  }

  private mutating func readTensor(
    _ name: String, dataSize: Int
  ) throws(SafetensorsFault) -> Place {
    var type: String?
    var shape: [Int]?
    var shapeStart = 0
    var offsets: [Int]?
    try json.expect("{")
    var isFirst = true
    while try json.nextMember(isFirst: isFirst) {
      isFirst = false
      let key = try json.memberName()
      switch key {
      case "dtype" where type == nil: type = try json.string()
      case "shape" where shape == nil:
        shapeStart = json.position
        shape = try json.wholeNumbers(atMost: SafetensorsHeader.largestRank)
        if shape == nil { throw .tooManyDimensions(tensor: name) }
      case "data_offsets" where offsets == nil: offsets = try json.pair()
      case "dtype", "shape", "data_offsets": throw .duplicateKey(key, tensor: name)
      default: throw .unknownKey(key, tensor: name)
      }
    }
    guard let type else { throw .missingKey("dtype", tensor: name) }
    guard let shape else { throw .missingKey("shape", tensor: name) }
    guard let offsets else { throw .missingKey("data_offsets", tensor: name) }
    guard let type = SafetensorsType(name: type) else {
      throw .unknownElementType(type, tensor: name)
    }
    let size = try type.byteCount(ofShape: shape, tensor: name)
    let (begin, end) = (offsets[0], offsets[1])
    guard begin <= end, end <= dataSize else {
      throw .outOfRange(begin: begin, end: end, dataSize: dataSize, tensor: name)
    }
    guard end - begin == size else {
      throw .wrongSize(end - begin, expected: size, tensor: name)
    }
    return Place(
      type: type, shapeStart: UInt32(shapeStart), start: dataOffset + begin,
      end: dataOffset + end)
  }
}

extension JSONScanner {
  /// Takes the name of a member, and the colon behind it.
  fileprivate mutating func memberName() throws(SafetensorsFault) -> String {
    let start = position
    let name = try string()
    guard name.isStreamSafe else { throw .tooManyMarks(byte: start) }
    try expect(":")
    return name
  }

  /// Takes the name and the text of the next member of an object whose members are texts, the opening brace
  /// before the first, or the closing one where there is none.
  mutating func textPair(isFirst: Bool) throws(SafetensorsFault) -> (String, String)? {
    if isFirst { try expect("{") }
    guard try nextMember(isFirst: isFirst) else { return nil }
    let name = try memberName()
    return (name, try string())
  }
}

extension ElementType {
  /// The type that safetensors calls so.
  init?(safetensorsName name: String) {
    guard let type = Self.allCases.first(where: { $0.safetensorsName == name }) else { return nil }
    self = type
  }

  /// What safetensors calls the type, or nil where it has none such.
  var safetensorsName: String? {
    switch self {
    case .bool: "BOOL"
    case .uint8: "U8"
    case .int8: "I8"
    case .uint16: "U16"
    case .int16: "I16"
    case .uint32: "U32"
    case .int32: "I32"
    case .uint64: "U64"
    case .int64: "I64"
    case .float16: "F16"
    case .bfloat16: "BF16"
    case .float32: "F32"
    case .float64: "F64"
    case .complex64: "C64"
    case .complex128: nil
    }
  }
}
