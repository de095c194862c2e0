internal import ElementwiseKernels

/// Makes the headers of a zip file's entries, and its directory.
///
/// It holds no content and writes nothing: who does writes each header, then the packed bytes, and the
/// directory in the end.
struct ZipWriter {
  private var directory: [UInt8] = []
  private var entryCount = 0
  private var position = 0

  /// Files have no date, so that equal content makes equal files: the first day that the format has.
  private static let date = number(0x0021, 2)

  /// The most bytes of a name: two bytes hold their number.
  private static let longestName = 0xFFFF

  /// Stops at a name that leads elsewhere, or that the format does not hold.
  static func check(_ name: String) {
    let size = name.utf8.count
    require(
      size <= longestName,
      "an entry's name of \(size) bytes is longer than \(longestName): \(ShownText.quoted(name))")
    require(
      ZipEntry.isSafe(name) && !name.hasSuffix("/"),
      "an entry cannot be called \(name.debugDescription)")
  }

  /// Returns the header of an entry.
  ///
  /// - Parameters:
  ///   - name: The name of the entry.
  ///   - content: The bytes before they are packed.
  ///   - packedSize: How many bytes are written for them, or nil if they are not packed.
  /// - Returns: What to write in front of the content.
  /// - Precondition: The name leads nowhere else, and has 65,535 bytes at most.
  mutating func header(
    of name: String, _ content: [UInt8], packedSize: Int?
  ) -> [UInt8] {
    Self.check(name)
    let nameBytes = Array(name.utf8)
    let size = packedSize ?? content.count
    let isLarge = max(size, content.count) >= 0xFFFF_FFFF
    let isFar = position >= 0xFFFF_FFFF
    // Version 4.5 has zip64; the mark of UTF-8; packed by deflate or not at all.
    let common =
      number(isLarge || isFar ? 45 : 20, 2)
      + number(nameBytes.contains { $0 >= 0x80 } ? 0x800 : 0, 2)
      + number(packedSize == nil ? 0 : 8, 2) + number(0, 2) + Self.date
      + number(Int(checksum(of: content)), 4) + number(isLarge ? 0xFFFF_FFFF : size, 4)
      + number(isLarge ? 0xFFFF_FFFF : content.count, 4) + number(nameBytes.count, 2)
    let sizes = isLarge ? number(content.count, 8) + number(size, 8) : []
    let extra = sizes.isEmpty ? [] : number(1, 2) + number(sizes.count, 2) + sizes
    let header = number(0x0403_4B50, 4) + common + number(extra.count, 2) + nameBytes + extra

    let wide = sizes + (isFar ? number(position, 8) : [])
    let directoryExtra = wide.isEmpty ? [] : number(1, 2) + number(wide.count, 2) + wide
    // Made on Unix, as a file that everybody may read.
    directory +=
      number(0x0201_4B50, 4) + number(3 << 8 | 45, 2) + common + number(directoryExtra.count, 2)
      + number(0, 2) + number(0, 2) + number(0, 2) + number(0o100644 << 16, 4)
      + number(isFar ? 0xFFFF_FFFF : position, 4) + nameBytes + directoryExtra
    entryCount += 1
    position += header.count + size
    return header
  }

  /// Returns the directory and the end of the file.
  func end() -> [UInt8] {
    let isWide =
      entryCount >= 0xFFFF || directory.count >= 0xFFFF_FFFF || position >= 0xFFFF_FFFF
    let place = position + directory.count
    let wide =
      number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 4)
      + number(0, 4) + number(entryCount, 8) + number(entryCount, 8) + number(directory.count, 8)
      + number(position, 8) + number(0x0706_4B50, 4) + number(0, 4) + number(place, 8)
      + number(1, 4)
    let count = number(min(entryCount, 0xFFFF), 2)
    return directory + (isWide ? wide : []) + number(0x0605_4B50, 4) + number(0, 4) + count + count
      + number(min(directory.count, 0xFFFF_FFFF), 4) + number(min(position, 0xFFFF_FFFF), 4)
      + number(0, 2)
  }
}

/// The bytes of a whole number, the least significant first.
private func number(_ value: Int, _ size: Int) -> [UInt8] {
  (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
