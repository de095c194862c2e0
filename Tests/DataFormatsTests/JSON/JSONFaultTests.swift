import Foundation
import Testing

@testable import DataFormats

/// Where a file stops being JSON is said in the words of an editor: line, column, and what it is in.
@Suite struct JSONFaultTests {
  @Test(arguments: [
    ("", "line 1, column 1: the text ends too early"),
    ("{", "line 1, column 2: the text ends too early"),
    (#"{"a":[1,{"b":"#, "line 1, column 14, in a.1.b: the text ends too early"),
    (#"{"a":"µ"#, "line 1, column 8, in a: the text ends too early"),
    (#"{"a":-"#, "line 1, column 7, in a: the text ends too early"),
    (#"{"a":tr"#, "line 1, column 8, in a: the text ends too early"),
    (#"{"a":"\u00"#, "line 1, column 11, in a: the text ends too early"),
    ("{\n \"a\": 1\n \"b\": 2}", "line 3, column 2, in a: '\"' instead of ',' or '}'"),
    (#"{"a":"µρ" "b":1}"#, "line 1, column 11, in a: '\"' instead of ',' or '}'"),
    (#"{"a" 1}"#, "line 1, column 6, in a: '1' instead of ':'"),
    (#"{"a":}"#, "line 1, column 6, in a: '}' instead of a value"),
    (#"{"a":1,}"#, "line 1, column 8, in a: '}' instead of a name in quotes"),
    ("{a:1}", "line 1, column 2: 'a' instead of a name in quotes or '}'"),
    ("[1,]", "line 1, column 4, in 1: ']' instead of a value"),
    ("[}", "line 1, column 2, in 0: '}' instead of a value or ']'"),
    ("[1}", "line 1, column 3, in 0: '}' instead of ',' or ']'"),
    ("[1,2,NaN]", "line 1, column 6, in 2: 'N' instead of a value"),
    ("[nul]", "line 1, column 5, in 0: ']' instead of null"),
    ("[01]", "line 1, column 3, in 0: '1' instead of ',' or ']'"),
    ("[1.e]", "line 1, column 4, in 0: 'e' instead of a digit"),
    ("[1e+]", "line 1, column 5, in 0: ']' instead of a digit"),
    ("[-x]", "line 1, column 3, in 0: 'x' instead of a digit"),
    (#"["\x"]"#, "line 1, column 4, in 0: 'x' instead of an escape"),
    (#"["\u00g0"]"#, "line 1, column 7, in 0: 'g' instead of a digit of a character's number"),
    ("[\"a\nb\"]", "line 1, column 4, in 0: byte 0xA instead of the rest of a text"),
    ("{} x", "line 1, column 4: 'x' instead of the end"),
    ("{}{", "line 1, column 3: '{' instead of the end"),
    (
      "{\"\(String(repeating: "a", count: 41))\":?",
      "line 1, column 46, in ?: '?' instead of a value"
    ),
    (#"{"a b":?"#, "line 1, column 8, in ?: '?' instead of a value"),
  ])
  func `the first fault has a place`(text: String, description: String) {
    #expect(JSONFault(in: Array(text.utf8))?.description == description)
  }

  @Test(arguments: [
    "{}", "[]", " [1, -0, 0.5, 1e5, 1.25E-3, true, false, null] \r\n", "\u{FEFF}{}", "12",
    #"{"a":{"b":[[],{}]},"c":"\"\\\/\b\f\n\r\t\u03C1 ρ 🙂"}"#,
  ])
  func `what is JSON has none`(text: String) {
    #expect(JSONFault(in: Array(text.utf8)) == nil)
  }

  @Test func `bytes that are no text have a place`() {
    let cut = Array(#"{"a":"ρ"#.utf8).dropLast()
    #expect(JSONFault(in: Array(cut))?.kind == .endsEarly)
    let fault = JSONFault(in: Array(cut) + Array("\"}".utf8))
    #expect(fault?.description == "line 1, column 7, in a: byte 0xCF instead of a character")
  }

  /// Bytes that are changed in a file: the decoder of the system and this agree which files are JSON,
  /// and the place is the character in which the byte was changed, or a later one.
  @Test func `the decoder of the system agrees`() throws {
    let text =
      #"{"a":[{"name":"RMSprop ρ 0.9","rates":[1e-05,-0.25,"NaN"],"won":true},{}],"z":null}"#
    let bytes = Array(text.utf8)
    for place in bytes.indices {
      for byte in Array(#""}],:0e\ "#.utf8) + [0x00, 0x0A, 0xFF] {
        var damaged = bytes
        damaged[place] = byte
        let fault = JSONFault(in: damaged)
        let isRead = (try? JSONSerialization.jsonObject(with: Data(damaged))) != nil
        #expect(isRead == (fault == nil), "\(byte) at \(place): \(fault?.description ?? "none")")
        let character = UTF8.isContinuation(bytes[place]) ? place - 1 : place
        #expect(fault.map { $0.offset >= character } ?? true, "\(byte) at \(place)")
      }
    }
  }
}
