import DataFormats
import Foundation
import Testing

/// Ends of zip files that promise more than there can be.
@Suite("Ends of zip files") struct ZipEndTests {
  private func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The records of zip64 and the end of a file that consists of a directory of this size and of them.
  private func end(directorySize: Int, entries: Int) -> [UInt8] {
    number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
      + number(entries, 8) + number(entries, 8) + number(directorySize, 8) + number(0, 8)
      + number(0x0706_4B50, 4) + number(0, 4) + number(directorySize, 8) + number(1, 4)
      + number(0x0605_4B50, 4) + number(0, 4) + number(0xFFFF, 2) + number(0xFFFF, 2)
      + number(0xFFFF_FFFF, 4) + number(0xFFFF_FFFF, 4) + number(0, 2)
  }

  @Test("A directory of more than 4 GiB is refused before it is read")
  func largeDirectory() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("large.npz")
    func problem(directorySize: Int, entries: Int) throws -> DataFormatError.Problem? {
      try Data().write(to: URL(fileURLWithPath: path))
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      // Nothing is written in front of the end, so that the file takes a few kilobytes of the disk.
      try file.truncate(atOffset: UInt64(directorySize))
      try file.seekToEnd()
      try file.write(contentsOf: end(directorySize: directorySize, entries: entries))
      try file.close()
      do throws(DataFormatError) {
        _ = try NPZ(contentsOf: path)
        return nil
      } catch {
        return error.problem
      }
    }
    let limit = Int(UInt32.max)
    #expect(
      try problem(directorySize: limit + 1, entries: 70_000) == .zip(.directoryTooLarge(limit + 1)))
    #expect(
      ZipFault.directoryTooLarge(limit + 1).description
        == "a directory of 4294967296 bytes, and 4294967295 are allowed")
    // The same end of a file that is small is sound.
    #expect(try problem(directorySize: 46, entries: 1) == .zip(.badEntry(byte: 0)))
  }
}
