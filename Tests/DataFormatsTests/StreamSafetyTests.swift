import DataFormats
import Testing

@Suite("Combining marks in a row")
struct StreamSafetyTests {
  /// As they are, escaped, as escapes of two halves each, and by turns.
  private static let spellings: [@Sendable (Int) -> String] = [
    { String(repeating: "\u{301}\u{316}", count: $0 / 2) + ($0 % 2 == 1 ? "\u{301}" : "") },
    { String(repeating: #"\u0301"#, count: $0) },
    { String(repeating: #"\uD834\udd65"#, count: $0) },
    { (0..<$0).map { [#"\u0316"#, "\u{301}", "\u{1D165}", #"\ud834\uDD65"#][$0 % 4] }.joined() },
  ]

  @Test("JSON with more than 30 is not read, in whatever way they are written", arguments: 0..<4)
  func json(spelling: Int) {
    let marks = Self.spellings[spelling]
    func isSafe(_ text: String) -> Bool { "{\"e\(text)\":[\"\(text)\"]}".isStreamSafeJSON }
    #expect(isSafe(marks(30)))
    #expect(!isSafe(marks(31)))
    #expect(!isSafe(marks(10_000)))
    // Anything else begins anew.
    for other in ["e", "\\n", "\\u0065", "\\\\u0301", "\\\"", "❤", "\\ud83d\\ude00"] {
      #expect(isSafe(marks(30) + other + marks(30)), "\(other)")
      #expect(!isSafe(marks(30) + other + marks(31)), "\(other)")
    }
  }

  @Test("What is no JSON in UTF-8 does not count as safe")
  func otherTexts() {
    for text in [#""\u03"#, #""\u03x1""#, #""\u"#, "\"a\0\"", #""\u0301\uD8"#] {
      #expect(!text.isStreamSafeJSON)
    }
    #expect("".isStreamSafeJSON)
    #expect(#"["\uD834", "\udd65\u0301", "\uFEFFGröße μ"]"#.isStreamSafeJSON)
  }
}
