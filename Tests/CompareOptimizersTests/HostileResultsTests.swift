import Foundation
import TestSupport
import Testing

@testable import CompareOptimizers

/// A `results.json` may come from anybody: what is wrong with it must not end the program.
///
/// Each input is a sound file of which one to three values, found anywhere, are replaced, dropped or
/// doubled. Either it is refused with a line, or everything that is made of results is made of it.
@Suite struct HostileResultsTests {
  /// `DESCENT_HOSTILE_RESULTS` says how many; 20 unless given, for each is drawn as a whole report.
  static let inputs =
    ProcessInfo.processInfo.environment["DESCENT_HOSTILE_RESULTS"].flatMap(Int.init) ?? 20

  private static func sound() throws -> Data {
    try ResultsJSON.encode(
      SampleComparison.results(
        of: [SampleComparison.rmsprop, SampleComparison.sgd], on: [.rosenbrock, .digits], seeds: 2,
        epochs: 2))
  }

  /// One value somewhere in a tree of JSON is changed.
  private struct Mutation {
    /// How many values come before it.
    var countdown: Int
    /// What becomes of it.
    let change: Int

    static var values: [Any] {
      [
        NSNull(), "", "Infinity", "NaN", "a\u{0}b</script>", -1, 0, 1, 7, 1e308, -1e308, 0x1p-1074,
        Int.max, Int.min, true, [Any](), [String: Any](), [[[[[[[[1]]]]]]]],
      ]
    }
    static let kinds = values.count + 3

    /// Nil where the value is dropped.
    mutating func apply(to node: Any) -> Any? {
      guard countdown > 0 else {
        countdown = -1
        if change < Self.values.count { return Self.values[change] }
        return changed(node)
      }
      countdown -= 1
      if let list = node as? [Any] {
        var result: [Any] = []
        for element in list { result += apply(to: element).map { [$0] } ?? [] }
        return result
      }
      if let members = node as? [String: Any] {
        var result: [String: Any] = [:]
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
          result[name] = countdown < 0 ? value : apply(to: value)
        }
        return result
      }
      return node
    }

    private func changed(_ node: Any) -> Any? {
      switch (change - Self.values.count, node) {
      case (0, _): nil
      case (1, let list as [Any]): list + list
      case (_, let list as [Any]): Array(list.dropLast())
      case (_, let number as Double): -number
      case (_, let text as String): String(repeating: text, count: 50)
      default: node
      }
    }
  }

  private static func size(of node: Any) -> Int {
    if let list = node as? [Any] { return list.reduce(1) { $0 + size(of: $1) } }
    if let members = node as? [String: Any] {
      return members.values.reduce(1) { $0 + size(of: $1) }
    }
    return 1
  }

  @Test func `whatever stands in a results.json, it is refused or reported`() throws {
    let sound = try JSONSerialization.jsonObject(with: Self.sound())
    var random = NoiseGenerator(seed: 23)
    let terminal = Terminal(isInteractive: false)
    var (refused, reported) = (0, 0)
    for _ in 0..<Self.inputs {
      var node = sound
      for _ in 0..<1 + Int(random.next() % 3) {
        var mutation = Mutation(
          countdown: Int(random.next() % UInt64(Self.size(of: node))),
          change: Int(random.next() % UInt64(Mutation.kinds)))
        node = mutation.apply(to: node) ?? node
      }
      let data = try JSONSerialization.data(withJSONObject: node, options: .fragmentsAllowed)
      do {
        let results = try ResultsJSON.decode(data)
        let page = HTMLReport(results)
        #expect(page.text.hasSuffix("</html>\n") && !page.figures.isEmpty)
        #expect(ResultsCSV.encode(results).last?.isNewline == true)
        for format in OutputFormat.allCases { _ = try format.text(of: results, for: terminal) }
        _ = try ResultsJSON.encode(results)
        reported += 1
      } catch let error as ResultsError {
        #expect(!"\(error)".contains("\n"))
        refused += 1
      }
    }
    #expect(refused > 0 && reported > 0)
  }

  @Test func `bytes that are no JSON are refused`() throws {
    let sound = [UInt8](try Self.sound())
    var random = NoiseGenerator(seed: 29)
    for _ in 0..<Self.inputs {
      let length = Int(random.next() % UInt64(sound.count))
      var bytes = Array(sound.prefix(length))
      if !bytes.isEmpty {
        bytes[Int(random.next() % UInt64(length))] = UInt8(truncatingIfNeeded: random.next())
      }
      #expect(throws: ResultsError.self) { try ResultsJSON.decode(Data(bytes)) }
    }
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: ResultsError.self) { try ResultsJSON.decode(Data(deep.utf8)) }
  }
}
