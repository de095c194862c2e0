/// The content of a file: its bytes, unpacked on the way if they are gzip.
struct ContentReader {
  /// The file as the caller named it, for error messages.
  let name: String
  /// The most bytes that the content can have: those of a plain file, or those that a gzip file
  /// of this size can unpack to.
  let largestSize: Int
  private var origin: Origin

  private enum Origin {
    case plain(ByteSource, start: [UInt8])
    case gzip(GzipReader)
  }

  /// What is read at once of a file that is not packed.
  private static let largestPiece = 64 << 20

  /// Starts to read; the first two bytes tell whether the content is packed.
  init(_ source: ByteSource) throws(DataFormatError) {
    name = source.name
    let start = try source.read(upTo: Gzip.magic.count)
    if start == Gzip.magic {
      origin = .gzip(GzipReader(source, start: start))
      largestSize = Gzip.largestUnpackedSize(of: source.size)
    } else {
      origin = .plain(source, start: start)
      largestSize = source.size
    }
  }

  /// Whether the content is packed.
  var isPacked: Bool {
    if case .gzip = origin { true } else { false }
  }

  /// Returns the next `count` bytes, or fewer when the content ends before.
  mutating func read(upTo count: Int) throws(DataFormatError) -> [UInt8] {
    var bytes = try readPiece(upTo: count)
    while bytes.count < count {
      let piece = try readPiece(upTo: count - bytes.count)
      if piece.isEmpty { break }
      bytes += piece
    }
    return bytes
  }

  /// Makes sure that the content ends here: for gzip, that its checksum holds too.
  ///
  /// - Parameter expected: The bytes that the content should have had, for the error.
  /// - Throws: ``DataFormatError/Problem/surplus(expected:)`` when more bytes follow, or what is
  ///   wrong with the gzip data.
  mutating func finish(expected: Int) throws(DataFormatError) {
    guard try readPiece(upTo: 1).isEmpty else {
      throw DataFormatError(name, .surplus(expected: expected))
    }
  }

  private mutating func readPiece(upTo count: Int) throws(DataFormatError) -> [UInt8] {
    switch origin {
    case .gzip(let reader):
      return try reader.read(upTo: count)
    case .plain(let source, let start) where start.isEmpty:
      return try source.read(upTo: min(count, Self.largestPiece))
    case .plain(let source, let start):
      origin = .plain(source, start: Array(start.dropFirst(count)))
      return Array(start.prefix(count))
    }
  }
}
