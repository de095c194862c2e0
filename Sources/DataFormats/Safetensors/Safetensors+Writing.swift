internal import ElementwiseKernels

extension Safetensors {
  /// The bytes of a safetensors file that holds these arrays.
  ///
  /// They are those that the `safetensors` package for Python writes: the wider types first, arrays
  /// of one type by name, the header filled up with spaces to a multiple of eight bytes. Several
  /// pairs of metadata are in the order of their names, where `safetensors` has none.
  ///
  /// - Parameters:
  ///   - arrays: The arrays by name.
  ///   - metadata: What else to say about the file.
  /// - Returns: The whole file.
  /// - Precondition: No array is called `__metadata__`, is of type complex128, which the format does not
  ///   have, or has more than 64 dimensions; no name has more than 30 combining marks in a row; and the
  ///   header takes 100 MB at most.
  public static func fileBytes(
    of arrays: [String: NumericArray], metadata: [String: String] = [:]
  ) -> [UInt8] {
    fileBytes(of: arrays, metadata.map { ($0.key, $0.value) })
  }

  /// The bytes of a safetensors file that holds these arrays and the metadata of another.
  ///
  /// They are those that ``fileBytes(of:metadata:)-(_,[String:String])`` makes of a
  /// dictionary: the order of the metadata is that of their names.
  ///
  /// - Parameters:
  ///   - arrays: The arrays by name.
  ///   - metadata: What else to say about the file.
  /// - Returns: The whole file.
  /// - Precondition: As there.
  public static func fileBytes(
    of arrays: [String: NumericArray], metadata: SafetensorsMetadata
  ) -> [UInt8] {
    fileBytes(of: arrays, Array(metadata))
  }

  private static func fileBytes(
    of arrays: [String: NumericArray], _ metadata: [(String, String)]
  ) -> [UInt8] {
    let order = order(of: arrays)
    var bytes = headerBytes(of: order, metadata: metadata)
    bytes.reserveCapacity(bytes.count + arrays.values.reduce(0) { $0 + $1.bytes.count })
    for (_, array) in order { bytes += array.bytes }
    return bytes
  }

  /// Writes arrays to a safetensors file, replacing it whole or not at all.
  ///
  /// - Parameters:
  ///   - arrays: The arrays by name.
  ///   - metadata: What else to say about the file. Some programs that read weights want to see
  ///     `["format": "pt"]`.
  ///   - path: The file.
  /// - Throws: ``DataFormatError`` when the file cannot be written.
  /// - Precondition: As for ``fileBytes(of:metadata:)-(_,[String:String])``.
  public static func write(
    _ arrays: [String: NumericArray], metadata: [String: String] = [:], to path: String
  ) throws(DataFormatError) {
    try write(arrays, metadata.map { ($0.key, $0.value) }, to: path)
  }

  /// Writes arrays and the metadata of another file to a safetensors file, replacing it whole or not at all.
  ///
  /// - Parameters:
  ///   - arrays: The arrays by name.
  ///   - metadata: What else to say about the file.
  ///   - path: The file.
  /// - Throws: ``DataFormatError`` when the file cannot be written.
  /// - Precondition: As for ``fileBytes(of:metadata:)-(_,[String:String])``.
  public static func write(
    _ arrays: [String: NumericArray], metadata: SafetensorsMetadata, to path: String
  ) throws(DataFormatError) {
    try write(arrays, Array(metadata), to: path)
  }

  private static func write(
    _ arrays: [String: NumericArray], _ metadata: [(String, String)], to path: String
  ) throws(DataFormatError) {
    let order = order(of: arrays)
    // Before there is a file that nobody would take away: the header does not take all names and types.
    let header = headerBytes(of: order, metadata: metadata)
    let file = try AtomicFile(replacing: path)
    try file.write(header)
    for (_, array) in order { try file.write(array.bytes) }
    try file.commit()
  }

  /// The arrays in the order of the file.
  private static func order(
    of arrays: [String: NumericArray]
  ) -> [(key: String, value: NumericArray)] {
    arrays.sorted { left, right in
      let ranks = (left.value.elementType.safetensorsRank, right.value.elementType.safetensorsRank)
      return ranks.0 == ranks.1 ? left.key.precedes(right.key) : ranks.0 > ranks.1
    }
  }

  private static func headerBytes(
    of arrays: [(key: String, value: NumericArray)], metadata: [(String, String)]
  ) -> [UInt8] {
    let names = arrays.map(\.key) + metadata.map { $0.0 }
    // Before anything is made of them.
    let textSize = (names + metadata.map { $0.1 }).reduce(0) { $0 + $1.utf8.count }
    require(
      textSize <= SafetensorsHeader.largestTextSize,
      "names and metadata of \(textSize) bytes fill more than a header, which has "
        + "\(SafetensorsHeader.largestTextSize) at most")
    for name in names { name.requireStreamSafe() }
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.0.precedes($1.0) }.map { "\($0.json):\($1.json)" }
      members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var end = 0
    for (name, array) in arrays {
      require(name != "__metadata__", "an array cannot be called \(name)")
      require(
        array.shape.count <= SafetensorsHeader.largestRank,
        "\(ShownText.quoted(name)) has \(array.shape.count) dimensions, and "
          + "\(SafetensorsHeader.largestRank) are allowed")
      let start = end
      end += array.bytes.count
      let shape = array.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(name.json):{\"dtype\":\"\(array.elementType.requiredSafetensorsName)\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}")
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    require(
      text.count <= SafetensorsHeader.largestTextSize,
      "a header of \(text.count) bytes is too large: "
        + "\(SafetensorsHeader.largestTextSize) are allowed")
    let size = UInt64(text.count)
    return stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: size >> $0) } + text
  }
}

extension ElementType {
  /// Where the type stands among those of safetensors: the wider, the higher.
  fileprivate var safetensorsRank: Int {
    let types: [ElementType] = [
      .bool, .uint8, .int8, .int16, .uint16, .float16, .bfloat16, .int32, .uint32, .float32,
      .complex64, .float64, .int64, .uint64,
    ]
    return types.firstIndex(of: self) ?? types.count
  }

  fileprivate var requiredSafetensorsName: String {
    guard let name = safetensorsName else { fatalError("safetensors has no type \(self)") }
    return name
  }
}

extension String {
  /// Whether the text comes before another by its bytes, not by the order of any language.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

  /// Makes sure that the text can be a name in a safetensors file.
  func requireStreamSafe() {
    require(
      isStreamSafe, "a name has more than 30 combining marks in a row: \(ShownText.quoted(self))")
  }

  /// The text as JSON has it.
  var json: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
