internal import ElementwiseKernels

/// Unpacks and packs gzip (RFC 1952), the packing of `.gz` files.
///
/// A file may consist of several gzip members one after the other; their contents are joined.
/// Length and checksum of each are verified. Whatever follows the last member is an error.
public enum Gzip {
  /// The bytes that every gzip file starts with.
  static let magic: [UInt8] = [0x1F, 0x8B]

  /// The most bytes that a gzip file of `size` bytes can unpack to.
  ///
  /// Deflate spends at least two bits on each copy of 258 bytes: a ratio of 1032 to 1.
  static func largestUnpackedSize(of size: Int) -> Int {
    let (bound, overflow) = size.multipliedReportingOverflow(by: 1032)
    return overflow ? Int.max : bound
  }

  /// Returns the content of gzip data in memory.
  ///
  /// - Parameters:
  ///   - bytes: The packed bytes.
  ///   - limit: The most bytes to unpack; a small file can unpack to a thousand times its size.
  ///   - name: What to call the data in an error.
  /// - Returns: The content, the members joined.
  /// - Throws: ``DataFormatError`` when the data are not gzip, end early, are corrupt, are
  ///   followed by other bytes, or unpack to more than `limit` bytes.
  /// - Precondition: `limit ≥ 0`.
  public static func inflate(
    _ bytes: [UInt8], limit: Int, name: String = "gzip data"
  ) throws(DataFormatError) -> [UInt8] {
    check(limit)
    return try inflate(ByteSource(bytes: bytes, name: name), limit: limit)
  }

  /// Returns the content of a gzip file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The most bytes to unpack; a small file can unpack to a thousand times its size.
  /// - Returns: The content, the members joined.
  /// - Throws: ``DataFormatError`` when the file cannot be read, is not gzip, ends early, is
  ///   corrupt, is followed by other bytes, or unpacks to more than `limit` bytes.
  /// - Precondition: `limit ≥ 0`.
  public static func inflate(
    contentsOf path: String, limit: Int
  ) throws(DataFormatError) -> [UInt8] {
    check(limit)
    return try inflate(ByteSource(contentsOf: path), limit: limit)
  }

  /// Stops at a limit that cannot be, before a file is looked for.
  static func check(_ limit: Int) {
    require(limit >= 0, "the most bytes to unpack cannot be \(limit)")
  }

  private static func inflate(_ source: ByteSource, limit: Int) throws(DataFormatError) -> [UInt8] {
    var content = try ContentReader(source)
    guard content.isPacked else {
      throw DataFormatError(source.name, .notGzip(found: try content.read(upTo: magic.count)))
    }
    let bytes = try content.read(upTo: min(limit, content.largestSize))
    try content.finish(expected: limit)
    return bytes
  }

  /// Returns bytes packed as one gzip member, without a name or a date: equal bytes pack equally
  /// with equal versions of zlib.
  ///
  /// - Complexity: O(n).
  public static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    deflated(bytes, as: .gzip)
  }
}
