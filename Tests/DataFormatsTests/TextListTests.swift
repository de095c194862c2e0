import Testing

@testable import DataFormats

@Suite("Lists of texts")
struct TextListTests {
  private static let words = ["b", "", "a", "ab", "日本", "b\0", "é", "zebra", "\u{1F600}"]

  @Test("Texts come back as they were, in their order")
  func texts() {
    let list = TextList(Self.words)
    #expect(list.count == Self.words.count && !list.isEmpty && TextList().isEmpty)
    #expect(list.strings == Self.words)
    for (place, word) in Self.words.enumerated() {
      #expect(list[place] == word && Array(list.utf8(at: place)) == Array(word.utf8))
    }
    #expect(list.selecting([7, 0, 0]).strings == ["zebra", "b", "b"])
    #expect(list.selecting([]) == TextList())
    #expect(TextList(["ab", "c"]) != TextList(["a", "bc"]))
  }

  @Test("A text is found by its bytes, or by what Swift takes for equal")
  func places() {
    let list = TextList(Self.words)
    let order = TextOrder(list)
    for (place, word) in Self.words.enumerated() {
      #expect(order.place(of: word, in: list) == place)
    }
    for word in ["c", "aa", "zebras", "日", "\0"] {
      #expect(order.place(of: word, in: list) == nil)
    }
    #expect(order.repeated(in: list) == nil)
    #expect(order.place(of: "e\u{301}", in: list) == 6)
    // Both spellings are there: each is found, and neither is the other's double.
    let both = TextList(["e\u{301}", "é"])
    #expect(TextOrder(both).place(of: "é", in: both) == 1)
    #expect(TextOrder(both).place(of: "e\u{301}", in: both) == 0)
    #expect(TextOrder(both).repeated(in: both) == nil)
    #expect(TextOrder(TextList()).place(of: "", in: TextList()) == nil)
  }

  @Test("A text that is there twice is found")
  func doubles() {
    let many = (0..<1000).map { "\($0 * 7919 % 1000)" }
    #expect(TextOrder(TextList(many)).repeated(in: TextList(many)) == nil)
    let list = TextList(many + ["500"])
    #expect(TextOrder(list).repeated(in: list) == "500")
  }
}
