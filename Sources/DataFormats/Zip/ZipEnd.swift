/// The end of a zip file, which says where its directory lies.
///
/// - SeeAlso: PKWARE, "APPNOTE.TXT: .ZIP File Format Specification", version 6.3.10.
struct ZipEnd {
  /// The bytes of the file that are the directory.
  let directory: Range<Int>
  let entryCount: Int

  /// The most bytes at the end of a file that are looked at: the record with the longest comment, and
  /// in front of it the two of zip64.
  static let largestSize = 22 + 65_535 + 20 + 56

  /// Finds the end.
  ///
  /// - Parameters:
  ///   - tail: The last bytes of the file, ``largestSize`` of them or all.
  ///   - fileSize: The size of the whole file.
  /// - Throws: ``ZipFault``.
  init(_ tail: [UInt8], fileSize: Int) throws(ZipFault) {
    let tailStart = fileSize - tail.count
    // From behind, because a comment of any text may follow; it has to reach just to the end.
    guard
      let start = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
        tail.number(4, at: $0) == 0x0605_4B50 && tail.number(2, at: $0 + 20) == tail.count - $0 - 22
      })
    else { throw .notZip }
    var count = tail.number(2, at: start + 10)
    var size = tail.number(4, at: start + 12)
    var offset = tail.number(4, at: start + 16)
    var end = start
    guard tail.number(2, at: start + 8) == count else { throw .severalParts }
    if start >= 20, tail.number(4, at: start - 20) == 0x0706_4B50 {
      (count, size, offset, end) = try Self.wide(
        tail, at: start, tailStart: tailStart, narrow: (count, size, offset))
    } else {
      guard tail.number(2, at: start + 4) == 0, tail.number(2, at: start + 6) == 0 else {
        throw .severalParts
      }
    }
    // What is in front of the directory must not be able to make another one of it.
    guard offset <= fileSize, size <= fileSize, offset + size == tailStart + end else {
      throw .directoryMisplaced
    }
    guard count <= size / ZipEntry.headerSize else { throw .wrongEntryCount }
    guard size <= TextList.largestSize else { throw .directoryTooLarge(size) }
    directory = offset..<offset + size
    entryCount = count
  }

  /// Reads the record of zip64, whose place its locator in front of the end says.
  private static func wide(
    _ tail: [UInt8], at start: Int, tailStart: Int, narrow: (count: Int, size: Int, offset: Int)
  ) throws(ZipFault) -> (count: Int, size: Int, offset: Int, end: Int) {
    let locator = start - 20
    let place = tail.number(8, at: locator + 8) - tailStart
    guard place >= 0, place <= locator - 56, tail.number(4, at: place) == 0x0606_4B50,
      tail.number(8, at: place + 4) == locator - place - 12
    else { throw .directoryMisplaced }
    guard tail.number(4, at: locator + 4) == 0, tail.number(4, at: locator + 16) <= 1,
      tail.number(4, at: place + 16) == 0, tail.number(4, at: place + 20) == 0,
      tail.number(8, at: place + 24) == tail.number(8, at: place + 32)
    else { throw .severalParts }
    let count = tail.number(8, at: place + 32)
    let size = tail.number(8, at: place + 40)
    let offset = tail.number(8, at: place + 48)
    // Programs that look at one of the two records only have to see the same directory.
    guard narrow.count == 0xFFFF || narrow.count == count,
      narrow.size == 0xFFFF_FFFF || narrow.size == size,
      narrow.offset == 0xFFFF_FFFF || narrow.offset == offset
    else { throw .directoryMisplaced }
    return (count, size, offset, place)
  }
}

extension [UInt8] {
  /// The whole number in some bytes, the least significant first; one past the range of `Int` is the
  /// largest there is, which no file is large enough for.
  ///
  /// - Precondition: The bytes are there.
  func number(_ size: Int, at place: Int) -> Int {
    let number = self[place..<place + size].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    return Int(clamping: number)
  }
}
