public import LinearAlgebra

extension NumericArray {
  /// Reads an npy file.
  ///
  /// ```swift
  /// let array = try NumericArray(contentsOfNPY: "images.npy")
  /// ```
  /// All versions of the format are read, both orders of bytes, and both C's and Fortran's order of
  /// elements; the array is in row-major order whatever the file has.
  ///
  /// - Throws: ``DataFormatError`` when the file cannot be read, or is shorter or longer than its header
  ///   says, or with an ``NPYFault`` that says what is wrong with the header.
  /// - Complexity: O(n) in the size of the file.
  public init(contentsOfNPY path: String) throws(DataFormatError) {
    try self.init(ByteStore(contentsOf: path))
  }

  /// Reads the bytes of an npy file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What to call the data in an error.
  /// - Throws: ``DataFormatError`` when the bytes are fewer or more than their header says, or with an
  ///   ``NPYFault`` that says what is wrong with it.
  public init(
    contentsOfNPY bytes: [UInt8], name: String = "npy data"
  ) throws(DataFormatError) {
    try self.init(ByteStore(bytes: bytes, name: name))
  }

  private init(_ store: ByteStore) throws(DataFormatError) {
    self = try store.array(at: store.npyPlace())
  }

  /// The array as the bytes of an npy file.
  ///
  /// With the orders that are the default, they are those that `numpy.save` writes.
  ///
  /// - Parameters:
  ///   - order: Whether rows or columns are to lie together in the file.
  ///   - byteOrder: Which byte of an element is to come first.
  ///   - name: What to call the data in an error.
  /// - Returns: The whole file.
  /// - Throws: ``DataFormatError`` when NumPy has no such type, which is bfloat16, or not as many
  ///   dimensions.
  /// - Complexity: O(n).
  public func npyBytes(
    order: ElementOrder = .rowMajor, byteOrder: ByteOrder = .littleEndian,
    name: String = "npy data"
  ) throws(DataFormatError) -> [UInt8] {
    let (header, data) = try npyParts(order, byteOrder, name: name)
    return header + data
  }

  /// The header and the elements of an npy file.
  private func npyParts(
    _ order: ElementOrder, _ byteOrder: ByteOrder, name: String
  ) throws(DataFormatError) -> (header: [UInt8], data: [UInt8]) {
    // Where both orders are the same one, NumPy calls it C's.
    let isColumnMajor =
      order == .columnMajor && shape.count { $0 != 1 } > 1 && !shape.contains(0)
    let header: [UInt8]
    do throws(NPYFault) {
      header = try NPYHeader.bytes(
        elementType, byteOrder, isColumnMajor ? .columnMajor : .rowMajor, shape)
    } catch {
      throw DataFormatError(name, .npy(error))
    }
    let data = isColumnMajor ? elementType.reordered(bytes, toColumnMajor: shape) : bytes
    return (header, byteOrder == .bigEndian ? elementType.swapped(data) : data)
  }

  /// Writes the array to an npy file, replacing it whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - order: Whether rows or columns are to lie together in the file.
  ///   - byteOrder: Which byte of an element is to come first.
  /// - Throws: ``DataFormatError`` when the file cannot be written, or NumPy has no such type, which is
  ///   bfloat16, or not as many dimensions.
  public func write(
    toNPY path: String, order: ElementOrder = .rowMajor, byteOrder: ByteOrder = .littleEndian
  ) throws(DataFormatError) {
    let (header, data) = try npyParts(order, byteOrder, name: path)
    let file = try AtomicFile(replacing: path)
    try file.write(header)
    try file.write(data)
    try file.commit()
  }
}

extension ByteStore {
  /// Where the elements of the array lie, if the bytes are an npy file, all of them.
  func npyPlace() throws(DataFormatError) -> ArrayPlace {
    let start = try read(upTo: min(size, NPYHeader.largestSize + 12), at: 0)
    let header: NPYHeader
    do throws(NPYFault) {
      header = try NPYHeader(start, fileSize: size)
    } catch {
      throw DataFormatError(name, .npy(error))
    }
    let expected = header.dataOffset + header.dataSize
    if size < expected { throw DataFormatError(name, .truncated(expected: expected, found: size)) }
    if size > expected { throw DataFormatError(name, .surplus(expected: expected)) }
    return ArrayPlace(
      elementType: header.elementType, byteOrder: header.byteOrder, order: header.order,
      shape: header.shape, offset: header.dataOffset, byteCount: header.dataSize)
  }
}

extension NPYHeader {
  /// The header of an array as it stands in a file, as NumPy writes it: filled up so that the elements
  /// begin at a multiple of 64 bytes, with room for a first dimension that grows.
  static func bytes(
    _ type: ElementType, _ byteOrder: ByteOrder, _ order: ElementOrder, _ shape: [Int]
  ) throws(NPYFault) -> [UInt8] {
    guard let code = type.numpyCode else { throw .noSuchType(type) }
    guard shape.count <= largestRank else { throw .tooManyDimensions }
    let first = type.byteCount == 1 ? "|" : byteOrder == .bigEndian ? ">" : "<"
    let isColumnMajor = order == .columnMajor
    let tuple = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text =
      "{'descr': '\(first)\(code)', 'fortran_order': \(isColumnMajor ? "True" : "False"), "
      + "'shape': (\(tuple)), }"
    if let growing = isColumnMajor ? shape.last : shape.first {
      text += String(repeating: " ", count: max(21 - String(growing).count, 0))
    }
    let prefixSize = 10
    text += String(repeating: " ", count: 64 - (prefixSize + text.utf8.count + 1) % 64) + "\n"
    let size = text.utf8.count
    return magic + [1, 0, UInt8(size & 0xFF), UInt8(size >> 8)] + Array(text.utf8)
  }
}
