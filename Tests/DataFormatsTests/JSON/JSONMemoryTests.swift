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

  /// Reads a text, or finds that it cannot be read, without a block of more than four times the text.
  private static func check<Value: Decodable>(
    _ type: Value.Type, _ text: [UInt8], isRead: Bool, _ place: SourceLocation = #_sourceLocation
  ) {
    let allocations = Allocations.of(largeSize: 4 * text.count + base) {
      let value = try? LeanJSONDecoder.decode(type, from: text)
      #expect((value != nil) == isRead, "\(type)", sourceLocation: place)
    }
    #expect(allocations.largeBytes == 0, "\(type)", sourceLocation: place)
  }

  struct Wanted: Decodable { var wanted: [Double] }
  struct Pair: Decodable { var a, b: Int }

  @Test("No block is larger than four times the text, be it wanted or not")
  func blocks() {
    for element in ["0", "null", "\"\"", "[]", "{}", "true", "1e5", "[0]", "\"a\""] {
      let list = Self.text(element, of: "[", "]")
      let isNumber = ["0", "1e5"].contains(element)
      Self.check([Double].self, list, isRead: isNumber)
      // Of short numbers that may be missing, and of empty texts, a list would take too much.
      Self.check([Int?].self, list, isRead: ["1e5", "null"].contains(element))
      Self.check([String].self, list, isRead: element == "\"a\"")
      Self.check([[Double]].self, list, isRead: ["[]", "[0]"].contains(element))
      Self.check([Pair].self, list, isRead: false)
      Self.check(Wanted.self, Self.text(element, of: "{\"wanted\":[", "]}"), isRead: isNumber)
      let other = Self.text(element, of: "{\"wanted\":[],\"other\":[", "]}")
      Self.check(Wanted.self, other, isRead: true)
    }
    for member in ["\"\":0", "\"\\n\":0"] {
      Self.check(Wanted.self, Self.text(member, of: "{", "}"), isRead: false)
    }
    let names = (0..<Self.size / 7).map { "\"\(String($0, radix: 36))\":0" }.joined(separator: ",")
    Self.check(Wanted.self, Array("{\(names),\"wanted\":[]}".utf8), isRead: true)
    let open = Array(repeating: UInt8(ascii: "["), count: Self.size)
    Self.check(Wanted.self, open, isRead: false)
  }

  @Test("A list of empty texts is refused where it would take more")
  func refusal() throws {
    let list = Self.text("\"\"", of: "[", "]", size: 270_000)
    let error = #expect(throws: DecodingError.self) {
      _ = try LeanJSONDecoder.decode([String].self, from: list)
    }
    #expect(
      error?.wordsOnJSON
        == "it has 90000 elements, more than a text of its size may hold")
    let few = Self.text("\"\"", of: "[", "]", size: 270_000).prefix(3000) + Array("]".utf8)
    #expect(try LeanJSONDecoder.decode([String].self, from: Array(few)).count == 1000)
    #expect(
      try LeanJSONDecoder.decode([Double].self, from: Self.text("0", of: "[", "]", size: 270_000))
        .count == 135_000
    )
  }
}
