extension IDXArray {
  /// Reads an IDX file, plain or packed with gzip; its first bytes tell which.
  ///
  /// What is held grows with what has arrived, never with what a header promises: while a packed file is
  /// read, three times its size or three times what it has unpacked to so far, and a few hundred kilobytes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - unpackedSizeLimit: The most bytes that a packed file may unpack to, 4 GiB unless told
  ///     otherwise; a small file can unpack to a thousand times its size.
  /// - Throws: ``DataFormatError`` when the file cannot be read, is no IDX file, is shorter or
  ///   longer than its header says, is not sound gzip, or unpacks to more than is allowed or is more than
  ///   the memory of this machine, which is seen before anything but the header is read.
  /// - Precondition: `unpackedSizeLimit ≥ 0`.
  /// - Complexity: O(n) in the size of the unpacked file.
  public init(
    contentsOf path: String, unpackedSizeLimit: Int = 4 << 30
  ) throws(DataFormatError) {
    Gzip.check(unpackedSizeLimit)
    try self.init(ByteSource(contentsOf: path), unpackedSizeLimit: unpackedSizeLimit)
  }

  /// Reads the bytes of an IDX file, plain or packed with gzip; the first of them tell which.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What to call the data in an error.
  ///   - unpackedSizeLimit: The most bytes that a packed file may unpack to, 4 GiB unless told
  ///     otherwise.
  /// - Throws: ``DataFormatError`` when the bytes are no IDX file, are fewer or more than their
  ///   header says, are not sound gzip, or unpack to more than is allowed.
  /// - Precondition: `unpackedSizeLimit ≥ 0`.
  public init(
    contentsOf bytes: [UInt8], name: String = "IDX data",
    unpackedSizeLimit: Int = 4 << 30
  ) throws(DataFormatError) {
    Gzip.check(unpackedSizeLimit)
    try self.init(ByteSource(bytes: bytes, name: name), unpackedSizeLimit: unpackedSizeLimit)
  }

  private init(_ source: ByteSource, unpackedSizeLimit: Int) throws(DataFormatError) {
    var content = try ContentReader(source)
    let header = try IDXHeader(&content)
    guard let payloadSize = header.payloadSize else {
      throw DataFormatError(source.name, .tooLarge(shape: header.shape))
    }
    let size = header.size + payloadSize
    guard size <= content.largestSize else {
      throw DataFormatError(
        source.name,
        content.isPacked
          ? .unbacked(expected: size, atMost: content.largestSize)
          : .truncated(expected: size, found: content.largestSize))
    }
    guard size <= unpackedSizeLimit || !content.isPacked else {
      throw DataFormatError(source.name, .tooLong(expected: size, limit: unpackedSizeLimit))
    }
    // A file may be nothing but a hole, which takes no room on the disk.
    try source.requireMemory(for: payloadSize, of: 1)
    let bytes = try content.read(upTo: payloadSize)
    guard bytes.count == payloadSize else {
      throw DataFormatError(
        source.name, .truncated(expected: size, found: header.size + bytes.count))
    }
    try content.finish(expected: size)
    self.init(elementType: header.elementType, shape: header.shape, bytes: bytes)
  }

  /// The array as the bytes of a plain IDX file.
  public var fileBytes: [UInt8] {
    IDXHeader(elementType: elementType, shape: shape).bytes + bytes
  }

  /// Writes the array to an IDX file, replacing it whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - packed: Whether to pack it with gzip.
  /// - Throws: ``DataFormatError`` when the file cannot be written.
  public func write(to path: String, packed: Bool = false) throws(DataFormatError) {
    try AtomicFile.write(packed ? Gzip.deflate(fileBytes) : fileBytes, to: path)
  }
}
