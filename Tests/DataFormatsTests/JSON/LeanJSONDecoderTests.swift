import Foundation
import TestSupport
import Testing

@testable import DataFormats

/// What is read from JSON is what Foundation's decoder reads, and what is refused has a place.
@Suite("Values from JSON") struct LeanJSONDecoderTests {
  enum Mood: String, Codable { case calm, stormy }

  enum Shape: Codable, Equatable {
    case circle(radius: Double)
    case box(width: Double, height: Double)
    case none
  }

  struct Point: Codable, Equatable {
    var x: Double
    var y: Float
    var label: String?
  }

  struct Everything: Codable, Equatable {
    var flag = true
    var text = "ρ 🙂 \"\\\n\u{1}"
    var small: Int8 = -128
    var bytes: [UInt8] = [0, 255]
    var words: [UInt16] = [65535]
    var whole = Int.min
    var wide = UInt64.max
    var other: [Int32] = []
    var reals = [
      0, -0.0, 0.1, Double.leastNonzeroMagnitude * 1024, .leastNonzeroMagnitude,
      1.7976931348623157e308, 1e22, 1e23, .pi,
    ]
    var floats: [Float] = [0.1, .leastNonzeroMagnitude, 3.4028235e38, 16777216]
    var infinite: [Double] = [.infinity, -.infinity, .nan]
    var optionals: [Double?] = [1, nil, 2]
    var lists: [[Int]] = [[], [1, 2], []]
    var date = Date(timeIntervalSince1970: 1_790_000_000)
    var mood = Mood.stormy
    var shapes: [Shape] = [.circle(radius: 2), .none, .box(width: 1, height: 0.5)]
    var named = ["a": 1, "": 2, "ä\"": 3]
    var points = [Point(x: 1, y: 2, label: nil), Point(x: .nan, y: -.infinity, label: "")]
    var missing: Point?
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return encoder
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return decoder
  }

  /// The bytes of a value, in which -0 and every NaN have their own.
  private static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = encoder
    encoder.outputFormatting = [.sortedKeys]
    return [UInt8](try encoder.encode(value))
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try LeanJSONDecoder.decode(type, from: Array(text.utf8))
  }

  /// What is wrong with a text, in words.
  private static func fault<Value: Decodable>(_ type: Value.Type, _ text: String) -> String? {
    do {
      _ = try decode(type, text)
      return nil
    } catch let error as DecodingError {
      return error.wordsOnJSON
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "What was written is read",
    arguments: [[], .prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      as [JSONEncoder.OutputFormatting])
  func roundTrip(formatting: JSONEncoder.OutputFormatting) throws {
    let encoder = Self.encoder
    encoder.outputFormatting = formatting
    let written = [UInt8](try encoder.encode(Everything()))
    let read = try LeanJSONDecoder.decode(Everything.self, from: written)
    #expect(try Self.bytes(read) == Self.bytes(Everything()))
  }

  @Test("Texts that the encoder would write in another way are read")
  func otherWays() throws {
    #expect(
      try Self.decode([Int].self, "\u{FEFF} [ 1 ,\t-0\r\n, 1e3, 2.50e1 ] ") == [1, 0, 1000, 25])
    #expect(try Self.decode([UInt64].self, "[18446744073709551615]") == [.max])
    // As a Double it would be another one.
    #expect(try Self.decode(Int.self, "9007199254740993.0") == 9_007_199_254_740_993)
    #expect(try Self.decode([Int].self, "[-9.25e2, 0e9, -0.0]") == [-925, 0, 0])
    #expect(try Self.decode(String.self, #""\u0061\/\ud83d\ude42\b\f""#) == "a/🙂\u{8}\u{C}")
    #expect(try Self.decode(Bool.self, "false") == false)
    #expect(try Self.decode(Int?.self, " null") == nil)
    let point = try Self.decode(Point.self, #"{"\u0078":1,"z":[{"x":9}],"y" : 2 , "label":null}"#)
    #expect(point == Point(x: 1, y: 2, label: nil))
    #expect(try Self.decode([String: [Double]].self, #"{"b":[],"a":[1]}"#) == ["a": [1], "b": []])
  }

  @Test("Numbers are those of the standard library, to the last bit")
  func numbers() throws {
    var random = NoiseGenerator(seed: 41)
    for _ in 0..<20_000 {
      let exponent = Int(random.next() % 660) - 340
      let digits = String(random.next()).prefix(1 + Int(random.next() % 19))
      let sign = random.next() % 2 == 0 ? "" : "-"
      let text = "\(sign)\(digits.first ?? "0").\(digits.dropFirst())0e\(exponent)"
      let expected = try #require(Double(text))
      guard expected.isFinite else {
        #expect(Self.fault(Double.self, text) == "it is too large a number")
        continue
      }
      #expect(try Self.decode(Double.self, text).bitPattern == expected.bitPattern, "\(text)")
      let float = try #require(Float(text))
      #expect((try? Self.decode(Float.self, text)) == (float.isFinite ? float : nil), "\(text)")
    }
  }

  @Test(
    "What cannot be read has a place and a reason",
    arguments: [
      (#"{"x":1}"#, "y is missing"),
      (#"{"x":null,"y":1}"#, "x is null"),
      (#"{"x":[],"y":1}"#, "x is of another kind"),
      (#"{"x":"nan","y":1}"#, "x is of another kind"),
      (#"{"x":true,"y":1}"#, "x is of another kind"),
      (#"{"x":1e309,"y":1}"#, "x is too large a number"),
      (#"{"x":1,"y":-1e39}"#, "y is too large a number"),
      (#"{"x":1,"y":1,"label":"\ud83d"}"#, "label has half of a surrogate pair"),
      (#"{"x":1,"y":1,"\udc00":0}"#, "it has a name with half of a surrogate pair"),
      (#"{"x":1,"y":1,"x":2}"#, #"it has two members of the name "x""#),
      (#"{"x":1,"y":1,"\u0078":2}"#, #"it has two members of the name "x""#),
      ("[]", "it is of another kind"), ("null", "it is null"),
      (#"{"x":1,"y":}"#, "line 1, column 12, in y: '}' instead of a value"),
    ])
  func faults(text: String, words: String) {
    #expect(Self.fault(Point.self, text) == words)
  }

  @Test("Faults inside lists and objects have all names and numbers that lead to them")
  func nestedFaults() {
    #expect(Self.fault([[Int8]].self, "[[],[1,128]]") == whole("1.1 is 128"))
    #expect(Self.fault([Int].self, "[1.5]") == whole("0 is 1.5"))
    #expect(Self.fault([UInt].self, "[-1]") == whole("0 is -1"))
    for number in ["1e19", "0.1e-400", "12345678901234567890.0", "4.00000000000000000001", "1e400"]
    {
      #expect(Self.fault([Int].self, "[\(number)]") == whole("0 is \(number)"))
    }
    #expect(Self.fault([UInt8].self, "[-1.0]") == whole("0 is -1.0"))
    #expect(
      Self.fault([String: [Mood]].self, #"{"a":["calm","mild"]}"#) == "a.1 has no such value")
    #expect(Self.fault([Date].self, #"["yesterday"]"#) == "0 is no date by ISO 8601")
    #expect(Self.fault([Shape].self, #"[{"circle":{}}]"#) == "0.circle.radius is missing")
    let long = String(repeating: "7", count: 1000)
    #expect(
      Self.fault([Int].self, "[\(long)]") == whole("0 is \(String(repeating: "7", count: 40))…"))
  }

  private func whole(_ beginning: String) -> String {
    beginning + ", which is no whole number, or out of its range"
  }

  /// One byte or two are changed: what both decoders read is the same.
  ///
  /// Foundation also reads objects with a name
  /// twice, commas before a closing bracket, and escapes that are none in what nobody asks for; and not `0e1`,
  /// which is JSON.
  @Test("Damaged texts are read as Foundation reads them, or not at all")
  func damaged() throws {
    struct Small: Codable, Equatable {
      var points: [Point]
      var counts: [String: Int]
      var mood: Mood?
    }
    let sound = Array(
      #"{"points":[{"x":1.5,"y":"NaN","label":"\u00e9ab"},{"x":-0e1,"y":2}],"counts":{"a":12,"b":0},"mood":"calm"}"#
        .utf8)
    var random = NoiseGenerator(seed: 43)
    let letters = Array(#""{}[]:,.0123eE+-\/ntfu ax"#.utf8)
    var readCount = 0
    for _ in 0..<30_000 {
      var bytes = sound
      for _ in 0...random.next() % 2 {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(letters[Int(random.next() % UInt64(letters.count))], at: place)
        default: bytes[place] = letters[Int(random.next() % UInt64(letters.count))]
        }
      }
      let theirs = (try? Self.decoder.decode(Small.self, from: Data(bytes))).map {
        try? Self.bytes($0)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let ours = try LeanJSONDecoder.decode(Small.self, from: bytes)
        readCount += 1
        #expect(
          try Self.bytes(ours) == theirs || theirs == nil && text.contains(/[: ]0e/), "\(text)")
      } catch let error as DecodingError {
        #expect(theirs == nil || error.wordsOnJSON.contains("has two members"), "\(text)")
      } catch let fault as JSONFault {
        let isLaxity = [",]", ",}", "\\"].contains { text.contains($0) }
        #expect(theirs == nil || isLaxity, "\(fault): \(text)")
      }
    }
    #expect(readCount > 3000)
  }

  @Test("A list that is read element by element ends where it ends")
  func lists() throws {
    struct Walk: Decodable {
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        #expect(list.count == 4 && list.currentIndex == 0 && !list.isAtEnd)
        #expect(try !list.decodeNil() && list.decode(Int.self) == 7)
        #expect(throws: DecodingError.self) { try list.decode(String.self) }
        #expect(try list.currentIndex == 1 && list.decodeNil())
        let inner = try list.nestedContainer(keyedBy: JSONName.self)
        #expect(inner.allKeys.map(\.stringValue) == ["a", "b"] && inner.contains(JSONName("b")))
        #expect(!inner.contains(JSONName("c")))
        var last = try list.nestedUnkeyedContainer()
        #expect(last.isAtEnd && list.isAtEnd && list.currentIndex == 4)
        #expect(throws: DecodingError.self) { try last.decode(Int.self) }
      }
    }
    _ = try Self.decode(Walk.self, #"[7,null,{"b":1,"a":2},[]]"#)
  }

  @Test("More than 512 levels are refused where they begin")
  func deep() {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    struct Anything: Decodable { init(from decoder: any Decoder) {} }
    #expect(Self.fault(Anything.self, nested(512)) == nil)
    #expect(
      Self.fault(Anything.self, nested(513))
        == "line 1, column 513, in 0.0.0.0: more than 512 objects and lists, one inside another")
    #expect(Self.fault([[Int]].self, nested(512)) == "0.0 is of another kind")
  }

  /// Compared with each of the others to its end, the long one would take minutes.
  @Test(
    "A name as long as all others takes no time", .timeLimit(.minutes(1)), arguments: ["b", "\\n"])
  func longNames(letter: String) throws {
    struct Wanted: Decodable { var wanted: Int }
    let names = (0..<6_000).map { String($0 + 100_000) }
    let long = String(repeating: letter, count: 60_000)
    let members = (names + [long]).map { "\"\($0)\":0" }.joined(separator: ",")
    #expect(try Self.decode(Wanted.self, "{\(members),\"wanted\":7}").wanted == 7)
    let twice = Self.fault(Wanted.self, "{\"\(long)\":0,\(members)}")
    #expect(twice?.hasPrefix("it has two members of the name ") == true)
    #expect((twice?.count ?? 0) < 500)
  }
}
