/// An entry of a zip file's directory.
struct ZipEntry: Equatable, Sendable {
  /// Whether the content is packed by deflate.
  let isPacked: Bool
  let checksum: UInt32
  let packedSize: Int
  let size: Int
  /// Where in the file the entry begins, with a header of its own.
  let start: Int
  /// Where it ends at the latest.
  fileprivate(set) var end: Int

  /// The bytes of an entry of the directory, without name and extras.
  static let headerSize = 46
}

/// The directory of a zip file: what its entries are called, and where they lie.
///
/// A value made of bytes alone. Names that lead elsewhere, entries that overlap, sizes that the file
/// cannot hold and what else a file of somebody else's may hold are refused here; folders are left out.
struct ZipDirectory: Equatable, Sendable {
  /// What the entries are called: the bytes that stand in the file.
  private(set) var names = TextList()
  /// The entries, in the order of their names' list, which is that of the directory.
  private(set) var entries: [ZipEntry] = []
  private let order: TextOrder

  /// Reads a directory.
  ///
  /// - Parameters:
  ///   - bytes: All of it.
  ///   - end: What the end of the file says about it.
  /// - Throws: ``ZipFault``.
  init(_ bytes: [UInt8], _ end: ZipEnd) throws(ZipFault) {
    let start = end.directory.lowerBound
    // The end of the file has promised no more entries than the directory has room for.
    var names = TextList()
    names.reserve(end.entryCount, bytes: bytes.count - end.entryCount * ZipEntry.headerSize)
    entries.reserveCapacity(end.entryCount)
    var folders = TextList()
    var position = 0
    for _ in 0..<end.entryCount {
      guard let record = try ZipRecord(bytes, at: position, directoryStart: start) else {
        throw .badEntry(byte: start + position)
      }
      position = record.end
      if record.isFolder {
        folders.append(record.name.utf8)
      } else {
        names.append(record.name.utf8)
        entries.append(record.entry)
      }
    }
    guard position == bytes.count else { throw .wrongEntryCount }
    order = TextOrder(names)
    self.names = names
    let twice = order.repeated(in: names) ?? TextOrder(folders).repeated(in: folders)
    if let twice { throw .duplicateName(twice) }
    try placeEnds(before: start)
  }

  /// The place of the entry of a name, or nil where none has it.
  func place(of name: String) -> Int? { order.place(of: name, in: names) }

  /// Says of each entry where the next begins, and makes sure that it ends before.
  private mutating func placeEnds(before directoryStart: Int) throws(ZipFault) {
    let order = entries.indices.sorted { entries[$0].start < entries[$1].start }
    for (place, index) in order.enumerated() {
      let entry = entries[index]
      let next = place + 1 < order.count ? order[place + 1] : nil
      let end = next.map { entries[$0].start } ?? directoryStart
      let smallest = ZipContent.headerSize + names.utf8(at: index).count
      guard entry.start <= end, entry.packedSize <= end - entry.start,
        smallest <= end - entry.start - entry.packedSize
      else {
        guard let next else { throw .outOfRange(entry: names[index]) }
        throw .overlap(entry: names[next], other: names[index])
      }
      entries[index].end = end
    }
  }
}

/// An entry as it stands in the directory.
private struct ZipRecord {
  let name: String
  let entry: ZipEntry
  /// Where the next one stands in the directory.
  let end: Int

  /// Whether the entry is a folder.
  var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }

  /// Reads an entry of a directory; nil if the bytes are none.
  init?(_ bytes: [UInt8], at place: Int, directoryStart: Int) throws(ZipFault) {
    guard bytes.count - place >= ZipEntry.headerSize, bytes.number(4, at: place) == 0x0201_4B50
    else { return nil }
    let flags = bytes.number(2, at: place + 8)
    let method = bytes.number(2, at: place + 10)
    let nameEnd = place + ZipEntry.headerSize + bytes.number(2, at: place + 28)
    let extraEnd = nameEnd + bytes.number(2, at: place + 30)
    end = extraEnd + bytes.number(2, at: place + 32)
    guard end <= bytes.count else { return nil }

    let nameBytes = bytes[place + ZipEntry.headerSize..<nameEnd]
    let isMarked = flags & 0x800 != 0
    guard isMarked || nameBytes.allSatisfy({ $0 < 0x80 }),
      let name = String(validating: nameBytes, as: UTF8.self)
    else { throw .invalidName(byte: directoryStart + place + ZipEntry.headerSize) }
    guard ZipEntry.isSafe(name) else { throw .unsafeName(name) }
    self.name = name

    // Encrypted, by patches, or with a directory that is.
    guard flags & 0x2061 == 0 else { throw .encrypted(name) }
    guard method == 0 || method == 8 else { throw .unknownMethod(method, entry: name) }
    let isPacked = method == 8

    // Numbers that do not fit their four bytes stand in an extra field of zip64, in this order.
    var numbers = [24, 20, 42].map { bytes.number(4, at: place + $0) }
    if numbers.contains(0xFFFF_FFFF) {
      guard var field = Self.wideNumbers(bytes, nameEnd..<extraEnd) else { return nil }
      for index in numbers.indices where numbers[index] == 0xFFFF_FFFF {
        guard field.count >= 8 else { return nil }
        numbers[index] = bytes.number(8, at: field.lowerBound)
        field = field.lowerBound + 8..<field.upperBound
      }
    }
    let (size, packedSize, start) = (numbers[0], numbers[1], numbers[2])
    guard bytes.number(2, at: place + 34) == 0 else { throw .severalParts }
    guard packedSize <= directoryStart, start <= directoryStart else {
      throw .outOfRange(entry: name)
    }
    guard isPacked ? size <= Gzip.largestUnpackedSize(of: packedSize) : size == packedSize else {
      throw .wrongSize(entry: name)
    }
    entry = ZipEntry(
      isPacked: isPacked, checksum: UInt32(bytes.number(4, at: place + 16)),
      packedSize: packedSize, size: size, start: start, end: directoryStart)
  }

  /// Where in a range of extra fields the numbers of zip64 stand.
  private static func wideNumbers(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    var place = range.lowerBound
    while range.upperBound - place >= 4 {
      let end = place + 4 + bytes.number(2, at: place + 2)
      if end > range.upperBound { return nil }
      if bytes.number(2, at: place) == 1 { return place + 4..<end }
      place = end
    }
    return nil
  }
}

extension ZipEntry {
  /// Whether a name stays in the folder that somebody may unpack it to, is the same one for all who read it,
  /// and Swift compares it quickly.
  ///
  /// It is a name and no more: nothing is written to a place that it says. Python and TensorFlow have
  /// colons, backslashes and whatever else in theirs. For Python a name ends where a zero byte stands.
  static func isSafe(_ name: String) -> Bool {
    // By scalars, as systems see a path: for Swift a slash and an accent behind it are one character.
    let scalars = name.unicodeScalars
    return scalars.first != "/" && !scalars.contains("\0") && name.isStreamSafe
      && scalars.split(separator: "/").allSatisfy { String($0) != ".." }
  }
}
