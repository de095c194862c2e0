import Testing

@testable import DataFormats

@Suite("Numbered texts") struct NumberedTextsTests {
  @Test("Each text has the number of its coming, however many there are")
  func numbers() {
    var texts = NumberedTexts()
    let names = (0..<10_000).map { "label \($0 * 7919 % 10_000)" }
    let all = names.map { Array($0.utf8) } + [[], [0xFF], [0, 0]]
    for (index, text) in all.enumerated() {
      #expect(texts.number(of: text) == nil)
      #expect(texts.number(ofNew: text) == Int32(index))
      #expect(texts.number(of: text) == Int32(index))
    }
    #expect(all.indices.allSatisfy { texts.number(of: all[$0]) == Int32($0) })
    #expect(all.indices.allSatisfy { texts.list.utf8(at: $0).elementsEqual(all[$0]) })
    #expect(texts.list.count == all.count)
    #expect(texts.number(of: Array("label".utf8)) == nil && texts.number(of: [0]) == nil)
  }
}
