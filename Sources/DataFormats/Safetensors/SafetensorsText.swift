/// Reads the text of a safetensors header: the part of JSON that the format uses, and no more.
///
/// An object of objects of three known members each cannot be nested any deeper, whatever the file
/// says.
struct SafetensorsText {
  private var json: JSONScanner
  private let dataOffset: Int
  private var names: Set<String> = []

  /// Begins at the text that lies in a range of a file's bytes, right before the data.
  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    json = JSONScanner(bytes, from: start, to: end)
    dataOffset = end
  }

  /// Reads all of it.
  ///
  /// - Parameter dataSize: The bytes that follow the header.
  /// - Returns: The tensors by their place in the file, and the metadata.
  /// - Throws: ``SafetensorsFault``.
  mutating func read(
    dataSize: Int
  ) throws(SafetensorsFault) -> (tensors: [SafetensorsHeader.Tensor], metadata: [String: String]) {
    var tensors: [SafetensorsHeader.Tensor] = []
    var metadata: [String: String] = [:]
    // The format wants the brace at the very start.
    try json.expect("{", afterSpaces: false)
    var isFirst = true
    while try json.nextMember(isFirst: isFirst) {
      isFirst = false
      let name = try memberName()
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      if name == "__metadata__" {
        metadata = try readMetadata()
      } else {
        tensors.append(try readTensor(name, dataSize: dataSize))
      }
    }
    try json.expectEnd()
    tensors.sort {
      ($0.byteRange.lowerBound, $0.byteRange.upperBound)
        < ($1.byteRange.lowerBound, $1.byteRange.upperBound)
    }
    return (tensors, metadata)
  }

  private mutating func memberName() throws(SafetensorsFault) -> String {
    let name = try json.string()
    try json.expect(":")
    return name
  }

  private mutating func readMetadata() throws(SafetensorsFault) -> [String: String] {
    var metadata: [String: String] = [:]
    try json.expect("{")
    var isFirst = true
    while try json.nextMember(isFirst: isFirst) {
      isFirst = false
      let name = try memberName()
      guard metadata.updateValue(try json.string(), forKey: name) == nil else {
        throw .duplicateName(name)
      }
    }
    return metadata
  }

  private mutating func readTensor(
    _ name: String, dataSize: Int
  ) throws(SafetensorsFault) -> SafetensorsHeader.Tensor {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try json.expect("{")
    var isFirst = true
    while try json.nextMember(isFirst: isFirst) {
      isFirst = false
      let key = try memberName()
      switch key {
      case "dtype" where type == nil: type = try json.string()
      case "shape" where shape == nil:
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
    guard let elementType = ElementType(safetensorsName: type) else {
      throw .unknownElementType(type, tensor: name)
    }
    guard let size = elementType.byteCount(ofShape: shape) else {
      throw .tooLarge(shape: shape, tensor: name)
    }
    let (begin, end) = (offsets[0], offsets[1])
    guard begin <= end, end <= dataSize else {
      throw .outOfRange(begin: begin, end: end, dataSize: dataSize, tensor: name)
    }
    guard end - begin == size else {
      throw .wrongSize(end - begin, expected: size, tensor: name)
    }
    return SafetensorsHeader.Tensor(
      name: name, elementType: elementType, shape: shape,
      byteRange: dataOffset + begin..<dataOffset + end)
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
