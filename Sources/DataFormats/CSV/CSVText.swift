/// The part of a CSV file that is being read: a window that moves over its text.
struct CSVText {
  /// The file as the caller named it, for error messages.
  let name: String
  /// The text in the window.
  private(set) var bytes: [UInt8]
  /// Whether the window reaches to the end of the text.
  private(set) var isAtEnd = false
  /// The bytes of text up to the end of the window.
  private(set) var readCount = 0

  private var content: ContentReader
  private let size: Int
  private let limit: Int

  /// What is read at once: little enough to stay in the cache until it is parsed.
  private static let blockSize = 128 << 10
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Opens a text; a byte order mark in front of it is left out.
  init(_ source: ByteSource, limit: Int) throws(DataFormatError) {
    name = source.name
    content = try ContentReader(source)
    size = source.size
    self.limit = content.isPacked ? limit : Int.max
    bytes = []
    try advance(to: 0)
    if bytes.starts(with: Self.byteOrderMark) {
      bytes.removeFirst(Self.byteOrderMark.count)
    } else if bytes.starts(with: [0, 0, 0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
      throw DataFormatError(name, .csv(.otherEncoding(name: "UTF-32")))
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      // Behind the longer mark, of which one of these is the beginning.
      throw DataFormatError(name, .csv(.otherEncoding(name: "UTF-16")))
    }
  }

  /// The bytes of text that may be expected behind the window; of packed text, half as many again.
  var expectedRest: Int {
    if isAtEnd { return 0 }
    return content.isPacked ? readCount / 2 : max(0, size - readCount)
  }

  /// Lets the window begin at a position in it, and reads on: as much as is kept, at least.
  mutating func advance(to start: Int) throws(DataFormatError) {
    let kept = bytes.count - start
    let wanted = max(Self.blockSize, kept)
    let block = try content.read(upTo: wanted)
    isAtEnd = block.count < wanted
    readCount += block.count
    guard readCount <= limit else { throw DataFormatError(name, .csv(.tooLong(limit: limit))) }
    if kept == 0 {
      bytes = block
    } else {
      // Of the size that it needs: an array that grows takes twice as much.
      var window: [UInt8] = []
      window.reserveCapacity(kept + block.count)
      window += bytes[start...]
      window += block
      bytes = window
    }
  }
}
