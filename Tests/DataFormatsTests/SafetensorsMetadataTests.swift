import DataFormats
import TestSupport
import Testing

/// What a safetensors file says about itself besides its arrays.
@Suite("Metadata of safetensors") struct SafetensorsMetadataTests {
  /// A file without arrays whose header has this object in it.
  private func file(_ object: String) throws -> Safetensors {
    let text = Array("{\"__metadata__\":\(object)}".utf8)
    return try Safetensors(
      contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) } + text)
  }

  @Test("The pairs come in the order of the text, and as often as somebody asks")
  func order() throws {
    let metadata = try file(#"{"b":"1", "" : "2" ,"a":"","ä":"\u00e9\n\ud83d\ude00"}"#).metadata
    var pairs: [[String]] = []
    for (name, value) in metadata { pairs.append([name, value]) }
    #expect(pairs == [["b", "1"], ["", "2"], ["a", ""], ["ä", "é\n😀"]])
    #expect(metadata.map { $0.0 } == ["b", "", "a", "ä"])
    #expect(metadata.count == 4 && !metadata.isEmpty && metadata.underestimatedCount == 4)
    var iterator = metadata.makeIterator()
    for _ in 0..<4 { #expect(iterator.next() != nil) }
    for _ in 0..<2 { #expect(iterator.next() == nil) }
    #expect(
      Dictionary(uniqueKeysWithValues: metadata) == ["": "2", "a": "", "b": "1", "ä": "é\n😀"])
    for empty in [try file("{}").metadata, try Safetensors(contentsOf: Self.bare).metadata, [:]] {
      #expect(empty.isEmpty && empty == [:] && Array(empty).isEmpty && empty["a"] == nil)
    }
  }

  private static let bare: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D]

  @Test("A text is found by its name, however the file or the caller writes it")
  func lookup() throws {
    let marked = "e" + String(repeating: "\u{301}", count: 30)
    let metadata = try file(
      #"{"\u0061":"1","e\u0301":"2","\"\\\n":"3","😀":"4","\#(marked)":"5"}"#
    ).metadata
    #expect(metadata["a"] == "1" && metadata["é"] == "2" && metadata["e\u{301}"] == "2")
    #expect(metadata["\"\\\n"] == "3" && metadata["\u{1F600}"] == "4" && metadata[marked] == "5")
    #expect(metadata["b"] == nil && metadata[""] == nil && metadata["e"] == nil)
    // Which Swift would compare for minutes.
    #expect(metadata["e" + String(repeating: "\u{301}\u{316}", count: 500_000)] == nil)
  }

  @Test("Metadata are equal where they say the same, in whatever order")
  func equality() throws {
    let metadata = try file(#"{"b":"1","\u00e9":"e\u0301","a":""}"#).metadata
    #expect(metadata == ["a": "", "b": "1", "e\u{301}": "é"])
    #expect(metadata == SafetensorsMetadata(["a": "", "b": "1", "é": "é"]))
    #expect(metadata != ["a": "", "b": "1"])
    #expect(metadata != ["a": "", "b": "1", "é": "", "c": ""])
    #expect(metadata != ["a": "", "b": "", "é": "é"])
    #expect(metadata != ["a": "", "b": "1", "è": "é"])
    // Not a pair with the value of another.
    let crossed = try file(#"{"b":"","\u00e9":"e\u0301","a":"1"}"#).metadata
    #expect(metadata != crossed && crossed == crossed)
    // Headers are equal where their metadata are.
    #expect(try file(#"{"a":"1","b":"2"}"#).header == file(#"{"b":"2","a":"1"}"#).header)
    #expect(try file(#"{"a":"1","b":"2"}"#).header != file(#"{"b":"1","a":"2"}"#).header)
    // A value may have any number of marks, which Swift would compare for minutes.
    let marks = String(repeating: "\u{301}\u{316}", count: 500_000)
    let (long, other) = (SafetensorsMetadata(["a": marks]), SafetensorsMetadata(["a": marks + "x"]))
    let same = try file("{\"a\":\"\(marks)\"}").metadata
    #expect(long != other && long == same)
  }

  @Test("What is shown is a dictionary, in one line and not too long")
  func description() throws {
    #expect(SafetensorsMetadata().description == "[:]")
    let metadata = try file(#"{"format":"pt","b\n":"\u202e\""}"#).metadata
    #expect("\(metadata)" == #"["format": "pt", "b\n": "<U+202E>\""]"#)
    let many = SafetensorsMetadata(
      Dictionary(
        uniqueKeysWithValues: (10..<24).map { ("\($0)", String(repeating: "x", count: 41)) }))
    #expect(many.description.hasPrefix(#"["10": "\#(String(repeating: "x", count: 40))…", "11": "#))
    #expect(many.description.hasSuffix("…\", and 2 more]"))
  }

  @Test("The metadata of a file go into another one, as they are or changed")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let arrays = ["x": NumericArray([1, 2] as [Float])]
    let texts = ["b": "\u{1}\u{1F}\"\\/\r\t\u{08}\u{0C}", "a": "", "é": "😀\u{301}", "": "{}"]
    let path = folder.path("a.safetensors")
    try Safetensors.write(arrays, metadata: texts, to: path)
    let file = try Safetensors(contentsOf: path)
    #expect(Dictionary(uniqueKeysWithValues: file.metadata) == texts)
    #expect(file.metadata == SafetensorsMetadata(texts))
    // Writing puts them in order, as it does those of a dictionary.
    let literal: SafetensorsMetadata = [
      "b": "\u{1}\u{1F}\"\\/\r\t\u{08}\u{0C}", "é": "😀\u{301}", "": "{}", "a": "",
    ]
    #expect(literal.map { $0.0 } == ["b", "é", "", "a"])
    let bytes = Safetensors.fileBytes(of: arrays, metadata: texts)
    #expect(Safetensors.fileBytes(of: arrays, metadata: file.metadata) == bytes)
    #expect(Safetensors.fileBytes(of: arrays, metadata: literal) == bytes)
    let copy = folder.path("b.safetensors")
    try Safetensors.write(arrays, metadata: file.metadata, to: copy)
    #expect(try Safetensors(contentsOf: copy).header == file.header)
    var changed = Dictionary(uniqueKeysWithValues: file.metadata)
    changed["a"] = "new"
    try Safetensors.write(arrays, metadata: changed, to: copy)
    #expect(try Safetensors(contentsOf: copy).metadata["a"] == "new")
    try Safetensors.write(arrays, metadata: [:], to: copy)
    #expect(try Safetensors(contentsOf: copy).metadata.isEmpty)
  }

  @Test(
    "Reading the metadata of a file takes no block of memory for all of them",
    .enabled(if: Allocations.canBeEstimated))
  func memory() throws {
    let pairs = (0..<25_000).map { "\"\(String($0, radix: 36))\":\"\"" }
    let file = try file("{\(pairs.joined(separator: ","))}")
    let reversed = try self.file("{\(pairs.reversed().joined(separator: ","))}")
    #expect(file.metadata.count == pairs.count && file.metadata["zz"]?.isEmpty == true)
    let size = file.header.dataOffset
    let read = Allocations.of(largeSize: 4 << 10) {
      var length = 0
      for (name, value) in file.metadata { length += name.utf8.count + value.utf8.count }
      #expect(length > pairs.count && file.metadata["zzzz"] == nil)
      #expect(file.metadata.description.utf8.count < 1000)
    }
    #expect(read.largeBytes == 0)
    let compared = Allocations.of(largeSize: 4 * size) {
      #expect(file.metadata == reversed.metadata)
    }
    #expect(compared.largeBytes == 0)
  }
}
