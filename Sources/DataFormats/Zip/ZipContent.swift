/// The content of an entry of a zip file, unpacked on the way, piece by piece.
struct ZipContent {
  private let store: ByteStore
  private let entry: ZipEntry
  private let stream: InflateStream?
  /// Where the rest of the packed bytes begins, and where it ends.
  private var position: Int
  private let end: Int
  private var input: [UInt8] = []
  private var used = 0
  private var isAtEnd = false
  private var count = 0
  private var sum: UInt32 = 0

  /// The bytes of an entry's own header, without name and extras.
  static let headerSize = 30
  private static let inputSize = 256 << 10
  // What is held grows with what has arrived, never with what a directory promises.
  private static let largestPiece = 64 << 20

  /// Begins to read an entry, if its own header says what the directory does.
  ///
  /// - Parameters:
  ///   - entry: What the directory says of it.
  ///   - name: The bytes of its name in the directory.
  ///   - store: The file.
  /// - Throws: ``DataFormatError``.
  init(
    _ entry: ZipEntry, named name: ArraySlice<UInt8>, in store: ByteStore
  ) throws(DataFormatError) {
    self.store = store
    self.entry = entry
    let nameSize = name.count
    let header = try store.read(entry.start..<entry.start + Self.headerSize + nameSize)
    let isSame =
      header.number(4, at: 0) == 0x0403_4B50 && header.number(2, at: 6) & 0x2061 == 0
      && header.number(2, at: 8) == (entry.isPacked ? 8 : 0)
      && header.number(2, at: 26) == nameSize && header.suffix(nameSize) == name
    position = entry.start + header.count + header.number(2, at: 28)
    guard isSame, position <= entry.end, entry.packedSize <= entry.end - position else {
      throw DataFormatError(store.name, .zip(.contradiction))
    }
    end = position + entry.packedSize
    stream = entry.isPacked ? InflateStream(.raw) : nil
  }

  /// Returns the next `count` bytes, or fewer when the content ends before.
  mutating func read(upTo count: Int) throws(DataFormatError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try readPiece(upTo: min(count - bytes.count, Self.largestPiece))
      if piece.isEmpty { break }
      bytes = bytes.isEmpty ? piece : bytes + piece
    }
    return bytes
  }

  /// Makes sure that the content ends here, with the length and the checksum of the directory.
  mutating func finish() throws(DataFormatError) {
    guard try readPiece(upTo: 1).isEmpty, count == entry.size, stream == nil || isAtEnd,
      used == input.count, position == end
    else { throw DataFormatError(store.name, .zip(.wrongLength(expected: entry.size))) }
    guard sum == entry.checksum else { throw DataFormatError(store.name, .zip(.wrongChecksum)) }
  }

  private mutating func readPiece(upTo count: Int) throws(DataFormatError) -> [UInt8] {
    var bytes: [UInt8]
    if let stream {
      bytes = try inflate(stream, upTo: count)
    } else {
      bytes = try store.read(position..<min(position + count, end))
      position += bytes.count
    }
    self.count += bytes.count
    sum = checksum(of: bytes, after: sum)
    return bytes
  }

  private mutating func inflate(
    _ stream: InflateStream, upTo count: Int
  ) throws(DataFormatError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: count)
    var made = 0
    while made < count, !isAtEnd {
      if used == input.count, position < end {
        input = try store.read(position..<min(position + Self.inputSize, end))
        position += input.count
        used = 0
      }
      switch stream.inflate(input, at: &used, into: &output, at: &made) {
      case .advanced: break
      case .endOfMember: isAtEnd = true
      case .starved: throw DataFormatError(store.name, .zip(.corrupt(detail: "it ends early")))
      case .corrupt(let detail): throw DataFormatError(store.name, .zip(.corrupt(detail: detail)))
      }
    }
    return made == count ? output : Array(output[..<made])
  }
}
