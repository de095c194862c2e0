@testable import DataFormats

/// Changes what is in an npz file, and packs it anew: checksums, sizes and places are right again.
///
/// No other mutation finds a checksum, or moves a directory when something in front of it grows; what lies
/// behind them, npy files that nobody trusts, would hardly be reached.
enum ZipMutation {
  /// How much longer an entry may become at once.
  private static let growth = 64
  /// Entries that unpack to more are left alone.
  private static let largestSize = 1 << 16

  /// Returns the file with one entry changed, or nil where it is no sound one.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - seed: What chooses the entry, and whether all are packed.
  ///   - mutate: Changes bytes, of which there may be as many as told; returns how many there are then.
  /// - Returns: The changed file.
  static func mutated(
    _ file: [UInt8], seed: Int, _ mutate: (_ bytes: inout [UInt8], _ count: Int) -> Int
  ) -> [UInt8]? {
    guard var entries = try? entries(of: file), !entries.isEmpty else { return nil }
    let index = seed / 4 % entries.count
    let count = entries[index].content.count
    entries[index].content += [UInt8](repeating: 0, count: growth)
    let newCount = mutate(&entries[index].content, count)
    entries[index].content.removeLast(entries[index].content.count - newCount)

    var writer = ZipWriter()
    var result: [UInt8] = []
    for (name, content) in entries {
      let packed = seed % 4 < 2 ? deflated(content, as: .raw) : nil
      result += writer.header(of: name, content, packedSize: packed?.count)
      result += packed ?? content
    }
    return result + writer.end()
  }

  /// The names and contents of a file's entries.
  private static func entries(
    of file: [UInt8]
  ) throws -> [(name: String, content: [UInt8])] {
    let store = ByteStore(bytes: file, name: "fuzzed")
    let end = try ZipEnd(Array(file.suffix(ZipEnd.largestSize)), fileSize: file.count)
    let directory = try ZipDirectory(Array(file[end.directory]), end)
    var entries: [(name: String, content: [UInt8])] = []
    for (place, entry) in directory.entries.enumerated() where entry.size <= largestSize {
      var content = try ZipContent(entry, named: directory.names.utf8(at: place), in: store)
      entries.append((directory.names[place], try content.read(upTo: entry.size)))
    }
    return entries
  }
}

/// libFuzzer's own mutations.
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int, _ room: Int) -> Int

/// What libFuzzer calls for a new input: of archives, every second one is changed behind its checksums.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(
  _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: CUnsignedInt
) -> Int {
  // The first byte of weights chooses, and an even one an archive.
  let prefixSize = parser == .weights ? 1 : 0
  let all = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  let isArchive = parser == .npz || parser == .weights && all.first.map { $0 % 2 == 0 } ?? false
  guard isArchive, seed % 2 == 0 else { return unsafe mutateBytes(bytes, count, room) }
  let file = Array(all.dropFirst(prefixSize))
  let mutated = ZipMutation.mutated(file, seed: Int(seed / 2)) { content, count in
    let room = content.count
    return unsafe content.withUnsafeMutableBufferPointer {
      unsafe mutateBytes($0.baseAddress, count, room)
    }
  }
  guard let mutated, prefixSize + mutated.count <= room else {
    return unsafe mutateBytes(bytes, count, room)
  }
  for (place, byte) in mutated.enumerated() { unsafe bytes[prefixSize + place] = byte }
  return prefixSize + mutated.count
}
