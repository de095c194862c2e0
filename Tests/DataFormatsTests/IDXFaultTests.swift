import DataFormats
import Testing

/// Bad IDX data: always an error that says what is wrong, never a trap, never wrong content.
@Suite("IDX faults")
struct IDXFaultTests {
  private static let array = IDXArray(
    (0..<120).map { UInt8($0 % 7 * ($0 % 3)) }, shape: [5, 4, 6])
  private static let plain = array.fileBytes
  private static let packed = Gzip.deflate(plain)

  private func problem(
    _ bytes: [UInt8], limit: Int = 4 << 30
  ) -> DataFormatError.Problem? {
    do throws(DataFormatError) {
      _ = try IDXArray(contentsOf: bytes, name: "x", unpackedSizeLimit: limit)
      return nil
    } catch {
      #expect(error.file == "x")
      return error.problem
    }
  }

  private func header(_ type: UInt8, _ dimensions: [UInt32]) -> [UInt8] {
    [0, 0, type, UInt8(dimensions.count)]
      + dimensions.flatMap { dimension in
        (0..<4).reversed().map { UInt8(truncatingIfNeeded: dimension >> ($0 * 8)) }
      }
  }

  @Test("A plain file cut anywhere is called truncated")
  func plainTruncations() {
    for length in 0..<Self.plain.count {
      let expected = length < 4 ? 4 : length < 16 ? 16 : 136
      #expect(
        problem(Array(Self.plain.prefix(length))) == .truncated(expected: expected, found: length))
    }
    #expect(problem(Self.plain) == nil)
  }

  @Test("A packed file cut anywhere is an error")
  func packedTruncations() {
    #expect(problem([]) == .truncated(expected: 4, found: 0))
    #expect(problem([0x1F]) == .notIDX(found: [0x1F]))
    for length in 2..<Self.packed.count {
      guard case .gzipTruncated(let unpacked) = problem(Array(Self.packed.prefix(length))) else {
        Issue.record("cut at \(length): \(String(describing: problem(Self.packed)))")
        continue
      }
      #expect(unpacked <= Self.plain.count)
      // Only the checksum and the length are missing.
      if length >= Self.packed.count - 8 { #expect(unpacked == Self.plain.count) }
    }
    #expect(problem(Self.packed) == nil)
  }

  @Test("A packed file with any bit flipped is an error or has the same content")
  func packedFlips() {
    var errors = 0
    for position in Self.packed.indices {
      for bit in 0..<8 {
        var bytes = Self.packed
        bytes[position] ^= 1 << bit
        do throws(DataFormatError) {
          #expect(try IDXArray(contentsOf: bytes) == Self.array, "byte \(position), bit \(bit)")
        } catch {
          errors += 1
          #expect(!error.description.contains("\n"))
        }
      }
    }
    // Time, operating system and a few flags in the gzip header are all that may change unseen.
    #expect(errors >= 8 * (Self.packed.count - 8))
  }

  @Test("A packed file with any byte replaced is an error or has the same content")
  func packedReplacements() {
    for position in Self.packed.indices {
      for byte in [0, 0x7F, 0xFF] as [UInt8] {
        var bytes = Self.packed
        bytes[position] = byte
        if let read = try? IDXArray(contentsOf: bytes) { #expect(read == Self.array) }
      }
    }
  }

  @Test("Bytes after the end are an error")
  func surplus() {
    #expect(problem(Self.plain + [0]) == .surplus(expected: 136))
    #expect(problem(Gzip.deflate(Self.plain + [0])) == .surplus(expected: 136))
    #expect(problem(Self.packed + Gzip.deflate([1])) == .surplus(expected: 136))
    #expect(problem(Self.packed + [0]) == .gzipTrailingBytes(unpacked: 136))
    #expect(problem(Self.packed + Self.plain) == .gzipTrailingBytes(unpacked: 136))
    #expect(
      problem(Self.packed + [0x1F, 0, 0]) == .gzipCorrupt(detail: "incorrect header check"))
    #expect(problem(Self.packed + [0x1F]) == .gzipTruncated(unpacked: 136))
  }

  @Test("Gzip content that is too short is truncated, whatever its checksum")
  func shortContent() {
    #expect(
      problem(Gzip.deflate(Array(Self.plain.dropLast(3)))) == .truncated(expected: 136, found: 133))
    #expect(problem(Gzip.deflate([])) == .truncated(expected: 4, found: 0))
  }

  @Test("A wrong checksum or length is told apart from other damage")
  func checksum() {
    var bytes = Self.packed
    bytes[bytes.count - 5] ^= 1
    #expect(problem(bytes) == .gzipCorrupt(detail: "incorrect data check"))
    bytes = Self.packed
    bytes[bytes.count - 1] ^= 1
    #expect(problem(bytes) == .gzipCorrupt(detail: "incorrect length check"))
  }

  @Test("What does not start as IDX is no IDX")
  func magic() {
    #expect(problem([0x89, 0x50, 0x4E, 0x47]) == .notIDX(found: [0x89, 0x50, 0x4E, 0x47]))
    #expect(problem([0, 1, 8, 1, 0, 0, 0, 0]) == .notIDX(found: [0, 1, 8, 1]))
    for type in (0...255 as ClosedRange<UInt8>)
    where IDXArray.ElementType(rawValue: type) == nil {
      #expect(problem(header(type, [1]) + [0]) == .unknownElementType(type))
    }
  }

  @Test("What a header promises is neither believed nor allocated")
  func promises() {
    let quintillion = header(8, [1 << 20, 1 << 20, 1 << 20])
    #expect(problem(quintillion) == .truncated(expected: 1 << 60 + 16, found: 16))
    let packed = Gzip.deflate(quintillion)
    #expect(
      problem(packed) == .unbacked(expected: 1 << 60 + 16, atMost: 1032 * packed.count))

    let most = UInt32.max
    let shape = [Int](repeating: Int(most), count: 4)
    #expect(problem(header(8, [most, most, most, most])) == .tooLarge(shape: shape))
    // 2⁶³ bytes: one more than an address counts, although 2⁶⁰ elements would be fine.
    #expect(
      problem(header(0x0E, [1 << 30, 1 << 30]))
        == .tooLarge(shape: [1 << 30, 1 << 30]))
    // No elements, but the other dimensions alone are too many for a matrix.
    #expect(problem(header(8, [0, most, most, most])) == .tooLarge(shape: [0] + shape.dropLast()))
    // Within what this many packed bytes could be, and still not there: held is what has arrived.
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let bomb = Gzip.deflate(header(8, [1 << 20]) + zeros.dropLast())
    #expect(problem(bomb) == .truncated(expected: 1 << 20 + 8, found: 1 << 20 + 7))
  }

  @Test("A packed file that unpacks to more than is allowed is refused before it is unpacked")
  func bomb() throws {
    let size = 5_000_000
    let start = header(8, [UInt32(size)])
    var packed = Gzip.deflate(start + [UInt8](repeating: 0, count: size))
    #expect(packed.count < 10_000)
    let unpackedSize = start.count + size
    #expect(problem(packed, limit: unpackedSize) == nil)
    // That the end is damaged would be seen first by whoever had unpacked it.
    packed[packed.count - 5] ^= 1
    #expect(
      problem(packed, limit: unpackedSize - 1)
        == .tooLong(expected: unpackedSize, limit: unpackedSize - 1))
    #expect(problem(packed) == .gzipCorrupt(detail: "incorrect data check"))
    // What is not packed cannot be more than the file.
    #expect(problem(Self.plain, limit: 0) == nil)

    let folder = try TemporaryFolder()
    let path = try folder.write(packed, to: "zeros.gz")
    #expect(
      throws: DataFormatError(path, .tooLong(expected: unpackedSize, limit: 1000))
    ) {
      try IDXArray(contentsOf: path, unpackedSizeLimit: 1000)
    }
    // 4 GiB are allowed where nobody says otherwise; a file that is large enough might hold more.
    let most = Gzip.deflate(header(8, [1 << 31, 2])) + [UInt8](repeating: 0, count: 4_200_000)
    #expect(throws: DataFormatError("x", .tooLong(expected: 1 << 32 + 12, limit: 1 << 32))) {
      try IDXArray(contentsOf: most, name: "x")
    }
  }

  @Test("Each message is one clear line")
  func messages() {
    func message(_ problem: DataFormatError.Problem) -> String {
      DataFormatError("a/b.gz", problem).description
    }
    #expect(
      message(.truncated(expected: 47_040_016, found: 1234))
        == "a/b.gz: truncated: 47040016 bytes expected, 1234 found")
    #expect(
      message(.unreadable(reason: "Permission denied"))
        == "a/b.gz: cannot be read: Permission denied")
    #expect(
      message(.notIDX(found: [0x89, 0x05])) == "a/b.gz: not IDX: it starts with 89 05, not 00 00")
    #expect(message(.notGzip(found: [])) == "a/b.gz: not gzip: it starts with nothing, not 1f 8b")
    #expect(message(.unknownElementType(0x0A)) == "a/b.gz: unknown IDX element type 0x0a")
    #expect(
      message(.tooLong(expected: 5000, limit: 4000))
        == "a/b.gz: unpacks to 5000 bytes, and at most 4000 are allowed")
    #expect(message(.tooLarge(shape: [4, 5])) == "a/b.gz: the dimensions 4×5 are too large")
    #expect(
      message(.labelOutsideClasses(row: 3, label: 10, classCount: 10))
        == "a/b.gz: row 3: label 10 is outside the classes 0..<10")
    #expect(DataFormatError("a\nb\u{1B}", .empty).description == "a\\nb<U+001B>: holds no samples")
  }
}
