import DataFormats
import TestSupport
import Testing

@Suite("Gzip")
struct GzipTests {
  // Made by gzip 1.12 from a file of this text; it has a name, a date and a system in it.
  private let foreign: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x08, 0xA5, 0xE3, 0x00, 0x6B, 0x02, 0x03, 0x74, 0x2E, 0x74, 0x78,
    0x74, 0x00, 0x4B, 0x49, 0x2D, 0x4E, 0x4E, 0xCD, 0x2B, 0x51, 0x48, 0x41, 0xA5, 0xB9,
    0x00, 0x8B, 0x7F, 0x7A, 0x1E, 0x18, 0x00, 0x00, 0x00,
  ]
  private let text = Array("descent descent descent\n".utf8)

  @Test("What another program packed is unpacked")
  func foreignFile() throws {
    #expect(try Gzip.inflate(foreign, limit: 24) == text)
    #expect(try Gzip.inflate(foreign, limit: 1 << 40) == text)
  }

  @Test(
    "Content survives, below, at and above the sizes of the pieces it is read in",
    arguments: [0, 1, 255, 65_536, 262_144, 262_145, 3_000_017])
  func roundTrip(count: Int) throws {
    // Numbers of a linear congruence do not pack well, so the packed file has many pieces too.
    var state: UInt32 = 1
    let bytes = (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let packed = Gzip.deflate(bytes)
    #expect(try Gzip.inflate(packed, limit: count) == bytes)
    let folder = try TemporaryFolder()
    #expect(try Gzip.inflate(contentsOf: folder.write(packed, to: "x.gz"), limit: count) == bytes)
  }

  @Test("Content survives that is packed by so much that there is never room enough")
  func muchPacked() throws {
    let bytes = (0..<2_000_003).map { UInt8(truncatingIfNeeded: $0 >> 10) }
    let packed = Gzip.deflate(bytes)
    #expect(packed.count < 20_000)
    #expect(try Gzip.inflate(packed, limit: 1 << 40) == bytes)
    #expect(try Gzip.inflate(packed + packed, limit: 2 * bytes.count) == bytes + bytes)
  }

  @Test(
    "What is held grows with what has arrived, not with what is promised",
    .enabled(if: Allocations.canBeEstimated))
  func promises() {
    // An array of 60,000 times 1,000 bytes, of which the first thousand come.
    let content: [UInt8] =
      [0, 0, 8, 2, 0, 0, 0xEA, 0x60, 0, 0, 3, 0xE8] + [UInt8](repeating: 0, count: 1000)
    var packed = Gzip.deflate(content)
    // A file with a name as long as this might unpack to so much.
    packed[3] = 8
    let name = [UInt8](repeating: 0x61, count: 65_000) + [0]
    packed.insert(contentsOf: name, at: 10)
    let fault = DataFormatError("IDX data", .truncated(expected: 60_000_012, found: 1012))
    #expect(throws: fault) { try IDXArray(contentsOf: packed) }
    let allocations = Allocations.of(largeSize: 16 << 10) { _ = try? IDXArray(contentsOf: packed) }
    #expect(allocations.largeBytes <= 8 * packed.count)
  }

  @Test("The contents of several members are joined")
  func members() throws {
    for cut in 0...text.count {
      let packed =
        Gzip.deflate(Array(text[..<cut])) + Gzip.deflate([]) + Gzip.deflate(Array(text[cut...]))
      #expect(try Gzip.inflate(packed, limit: text.count) == text)
    }
  }

  @Test("More than the caller allows is refused")
  func limit() {
    #expect(throws: DataFormatError("gzip data", .surplus(expected: 23))) {
      try Gzip.inflate(foreign, limit: 23)
    }
    #expect(throws: DataFormatError("gzip data", .surplus(expected: 0))) {
      try Gzip.inflate(foreign, limit: 0)
    }
    let bomb = Gzip.deflate([UInt8](repeating: 0, count: 10_000_000))
    #expect(bomb.count < 10_000)
    #expect(throws: DataFormatError("bomb", .surplus(expected: 1000))) {
      try Gzip.inflate(bomb, limit: 1000, name: "bomb")
    }
  }

  @Test("What is not gzip is refused")
  func notGzip() {
    for bytes in [[], [0x1F], [0x50, 0x4B, 3, 4]] as [[UInt8]] {
      #expect(
        throws: DataFormatError("gzip data", .notGzip(found: Array(bytes.prefix(2))))
      ) {
        try Gzip.inflate(bytes, limit: 100)
      }
    }
  }

  @Test("Damage anywhere is an error, also in a later member")
  func damage() {
    var packed = Gzip.deflate(text) + foreign
    packed[packed.count - 6] ^= 0x10
    #expect(
      throws: DataFormatError("gzip data", .gzipCorrupt(detail: "incorrect data check"))
    ) {
      try Gzip.inflate(packed, limit: 48)
    }
    for length in 0..<foreign.count {
      #expect(throws: DataFormatError.self) {
        try Gzip.inflate(Array(foreign.prefix(length)), limit: 24)
      }
    }
  }
}
