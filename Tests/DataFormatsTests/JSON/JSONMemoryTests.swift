import TestSupport
import Testing

@testable import DataFormats

/// Texts that say as much as they can with every byte.
@Suite("Memory for JSON", .enabled(if: Allocations.canBeEstimated)) struct JSONMemoryTests {
  /// Unoptimized code takes its time.
  private static let size = Allocations.canBeCounted ? 270_000 : 27_000

  /// What a single block may take besides: what any text takes.
  private static let base = 35_000

  private static func text(
    _ element: String, of opening: String, _ closing: String, size: Int = size
  ) -> [UInt8] {
    let count = size / (element.utf8.count + 1)
    let elements = repeatElement(element, count: count).joined(separator: ",")
    return Array((opening + elements + closing).utf8)
  }

  private static func makesLargeBlock<Value: Decodable>(
    _ type: Value.Type, _ text: [UInt8]
  ) -> Bool {
    Allocations.of(largeSize: 4 * text.count + base) {
      _ = try? LeanJSONDecoder.decode(type, from: text)
    }.largeBytes > 0
  }

  struct Wanted: Decodable { var wanted: [Double] }
  struct Pair: Decodable { var a, b: Int }

  @Test("No block is larger than four times the text, be it wanted or not")
  func blocks() {
    for element in ["0", "null", "\"\"", "[]", "{}", "true", "1e5", "[0]", "\"a\""] {
      let list = Self.text(element, of: "[", "]")
      #expect(!Self.makesLargeBlock([Double].self, list), "\(element)")
      #expect(!Self.makesLargeBlock([Int?].self, list), "\(element)")
      #expect(!Self.makesLargeBlock([String].self, list), "\(element)")
      #expect(!Self.makesLargeBlock([[Double]].self, list), "\(element)")
      #expect(!Self.makesLargeBlock([Pair].self, list), "\(element)")
      for name in ["wanted", "other"] {
        let object = Self.text(element, of: "{\"\(name)\":[", "]}")
        #expect(!Self.makesLargeBlock(Wanted.self, object), "\(element) in \(name)")
      }
    }
    for member in ["\"\":0", "\"\\n\":0"] {
      #expect(!Self.makesLargeBlock(Wanted.self, Self.text(member, of: "{", "}")), "\(member)")
    }
    let names = (0..<Self.size / 7).map { "\"\(String($0, radix: 36))\":0" }.joined(separator: ",")
    #expect(!Self.makesLargeBlock(Wanted.self, Array("{\(names),\"wanted\":[]}".utf8)))
    #expect(
      !Self.makesLargeBlock(Wanted.self, Array(repeating: UInt8(ascii: "["), count: Self.size)))
  }

  @Test("A list of empty texts is refused where it would take more")
  func refusal() throws {
    let list = Self.text("\"\"", of: "[", "]", size: 270_000)
    let error = #expect(throws: DecodingError.self) {
      _ = try LeanJSONDecoder.decode([String].self, from: list)
    }
    #expect(
      error?.wordsOnJSON
        == "it has 90000 elements, which would take more than 4 times the text")
    let few = Self.text("\"\"", of: "[", "]", size: 270_000).prefix(3000) + Array("]".utf8)
    #expect(try LeanJSONDecoder.decode([String].self, from: Array(few)).count == 1000)
    #expect(
      try LeanJSONDecoder.decode([Double].self, from: Self.text("0", of: "[", "]", size: 270_000))
        .count == 135_000
    )
  }
}
