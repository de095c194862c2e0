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
    // A name of ASCII may be equal to one that is more: the sign for kelvin is a K.
    let signs = TextList(["x", "\u{212A}", "\u{37E}"])
    let signOrder = TextOrder(signs)
    #expect(signOrder.place(of: "K", in: signs) == 1 && signOrder.place(of: ";", in: signs) == 2)
    #expect(signOrder.place(of: "k", in: signs) == nil)
    let kelvin = TextList(["K"])
    #expect(TextOrder(kelvin).place(of: "\u{212A}", in: kelvin) == 0)
  }

  @Test("Two texts of different bytes that are one for Swift are found")
  func equivalents() {
    func found(_ texts: [String]) -> [[UInt8]]? {
      EquivalentNames(among: texts).map { [Array($0.name.utf8), Array($0.other.utf8)] }
    }
    let many = (0..<20_000).map { "\($0) é" }
    #expect(found([]) == nil && found(["a", "b"]) == nil && found(many) == nil)
    // The sign for kelvin is a K, which is ASCII.
    for (name, other) in [("é", "e\u{301}"), ("K", "\u{212A}"), ("한", "\u{1112}\u{1161}\u{11AB}")] {
      for texts in [[name] + many + [other], many + [other, name]] {
        let first = texts[0] == name ? [name, other] : [other, name]
        #expect(found(texts) == first.map { Array($0.utf8) })
      }
    }
  }

  @Test("Of several such pairs that is found which is whole first")
  func firstEquivalents() {
    // Three ways to write the sign for ångström, and what stands between them.
    let texts = ["\u{212B}", "é", "K", "A\u{30A}", "e\u{301}", "\u{C5}", "\u{212A}"]
    for start in texts.indices {
      let rotated = Array(texts[start...] + texts[..<start])
      let later = rotated.indices.first { rotated[..<$0].contains(rotated[$0]) }
      let pair = later.flatMap { later in
        rotated.firstIndex(of: rotated[later]).map { [rotated[$0], rotated[later]] }
      }
      let found = EquivalentNames(among: rotated).map { [$0.name, $0.other] }
      #expect(found?.map { Array($0.utf8) } == pair?.map { Array($0.utf8) })
    }
  }

  @Test("Names that look the same are told in letters that tell them apart")
  func wordsForEquivalents() {
    #expect(
      EquivalentNames("é", "e\u{301}").description
        == #"the names "\u{00E9}" and "e\u{0301}" are one for Swift"#)
    let long = String(repeating: "x", count: 41)
    #expect(
      EquivalentNames("", long).description
        == "the names \"\" and \"\(long.dropLast())…\" are one for Swift")
  }

  @Test("All places of a text are found, whichever way it is written")
  func allPlaces() {
    let list = TextList(["a", "é", "b", "a", "e\u{301}", "\u{212A}", ""])
    #expect(list.places(of: "a") == [0, 3])
    #expect(list.places(of: "é") == [1, 4] && list.places(of: "e\u{301}") == [1, 4])
    #expect(list.places(of: "K") == [5] && list.places(of: "") == [6])
    #expect(list.places(of: "c") == [])
    #expect(TextList(["K", "x"]).places(of: "\u{212A}") == [0])
  }

  @Test("A text that is there twice is found")
  func doubles() {
    let many = (0..<1000).map { "\($0 * 7919 % 1000)" }
    #expect(TextOrder(TextList(many)).repeated(in: TextList(many)) == nil)
    let list = TextList(many + ["500"])
    #expect(TextOrder(list).repeated(in: list) == "500")
  }
}
