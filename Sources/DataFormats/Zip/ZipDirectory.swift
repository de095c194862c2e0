/// An entry of a zip file's directory.
struct ZipEntry: Equatable, Sendable {
  let name: String
  /// The bytes of the name as they stand in the file.
  let nameBytes: [UInt8]
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
  private(set) var entries: [ZipEntry] = []

  /// Reads a directory.
  ///
  /// - Parameters:
  ///   - bytes: All of it.
  ///   - end: What the end of the file says about it.
  /// - Throws: ``ZipFault``.
  init(_ bytes: [UInt8], _ end: ZipEnd) throws(ZipFault) {
    let start = end.directory.lowerBound
    var names: Set<String> = []
    var position = 0
    for _ in 0..<end.entryCount {
      guard let entry = try ZipEntry(bytes, at: position, directoryStart: start) else {
        throw .badEntry(byte: start + position)
      }
      position = entry.end
      guard names.insert(entry.name).inserted else { throw .duplicateName(entry.name) }
      if !entry.isFolder { entries.append(entry) }
    }
    guard position == bytes.count else { throw .wrongEntryCount }
    try placeEnds(before: start)
  }

  /// Says of each entry where the next begins, and makes sure that it ends before.
  private mutating func placeEnds(before directoryStart: Int) throws(ZipFault) {
    let order = entries.indices.sorted { entries[$0].start < entries[$1].start }
    for (index, next) in zip(order, order.dropFirst().map(Optional.some) + [nil]) {
      let entry = entries[index]
      let end = next.map { entries[$0].start } ?? directoryStart
      let smallest = ZipContent.headerSize + entry.nameBytes.count
      guard entry.start <= end, entry.packedSize <= end - entry.start,
        smallest <= end - entry.start - entry.packedSize
      else {
        guard let next else { throw .outOfRange(entry: entry.name) }
        throw .overlap(entry: entries[next].name, other: entry.name)
      }
      entries[index].end = end
    }
  }
}

extension ZipEntry {
  /// Reads an entry of a directory; nil if the bytes are none.
  ///
  /// Its end is where the next one stands in the directory.
  fileprivate init?(_ bytes: [UInt8], at place: Int, directoryStart: Int) throws(ZipFault) {
    guard bytes.count - place >= Self.headerSize, bytes.number(4, at: place) == 0x0201_4B50 else {
      return nil
    }
    let flags = bytes.number(2, at: place + 8)
    let method = bytes.number(2, at: place + 10)
    let nameEnd = place + Self.headerSize + bytes.number(2, at: place + 28)
    let extraEnd = nameEnd + bytes.number(2, at: place + 30)
    end = extraEnd + bytes.number(2, at: place + 32)
    guard end <= bytes.count else { return nil }

    nameBytes = Array(bytes[place + Self.headerSize..<nameEnd])
    let isMarked = flags & 0x800 != 0
    guard isMarked || nameBytes.allSatisfy({ $0 < 0x80 }),
      let name = String(validating: nameBytes, as: UTF8.self)
    else { throw .invalidName(byte: directoryStart + place + Self.headerSize) }
    guard Self.isSafe(name) else { throw .unsafeName(name) }
    self.name = name

    // Encrypted, by patches, or with a directory that is.
    guard flags & 0x2061 == 0 else { throw .encrypted(name) }
    guard method == 0 || method == 8 else { throw .unknownMethod(method, entry: name) }
    isPacked = method == 8
    checksum = UInt32(bytes.number(4, at: place + 16))

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
    (size, packedSize, start) = (numbers[0], numbers[1], numbers[2])
    guard bytes.number(2, at: place + 34) == 0 else { throw .severalParts }
    guard packedSize <= directoryStart, start <= directoryStart else {
      throw .outOfRange(entry: name)
    }
    guard isPacked ? size <= Gzip.largestUnpackedSize(of: packedSize) : size == packedSize else {
      throw .wrongSize(entry: name)
    }
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

  /// Whether a name stays in its folder and means the same on every system.
  static func isSafe(_ name: String) -> Bool {
    // By scalars, as systems see a path: for Swift a slash and an accent behind it are one character.
    let scalars = name.unicodeScalars
    let isForbidden = scalars.contains {
      $0 == "\\" || $0 == ":" || $0.properties.generalCategory == .control
    }
    if isForbidden { return false }
    var parts = scalars.split(separator: "/", omittingEmptySubsequences: false)
    // A folder ends with a slash.
    if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    return parts.allSatisfy { !["", ".", ".."].contains(String($0)) }
  }

  /// Whether the entry is a folder.
  fileprivate var isFolder: Bool { nameBytes.last == UInt8(ascii: "/") }
}
