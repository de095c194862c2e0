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

  @Test func `columns of different lengths are called so`() throws {
    var text = String(decoding: try Self.sound(), as: UTF8.self)
    let column = try #require(text.range(of: #""number":[1,"#))
    text.insert(contentsOf: "1,", at: column.upperBound)
    let error = #expect(throws: ResultsError.self) { try ResultsJSON.decode(Data(text.utf8)) }
    let message = error.map(String.init(describing:)) ?? "accepted"
    #expect(message.hasPrefix("damaged results: problems.0.contenders.0.trials."), "\(message)")
    #expect(message.hasSuffix(".epochs has columns of different lengths"), "\(message)")
  }

  @Test(arguments: [
    ("number", "[1,3]", "has epochs that are not numbered from 1"),
    ("steps", "[5,1]", "has fewer steps than epochs"),
  ])
  func `epochs out of order are called so`(column: String, values: String, words: String) throws {
    let place = "problems.1.contenders.0.trials.0.epochs"
    let data = try Self.replacing([("\(place).\(column)", values)])
    #expect(throws: ResultsError.damaged(at: "\(place) \(words)")) {
      _ = try ResultsJSON.decode(data)
    }
  }

  /// Which of the two counts would depend on who reads them.
  @Test(arguments: [("\"seeds\":", "settings"), ("\"format\":", "it")])
  func `a name that stands for two members is refused`(member: String, place: String) throws {
    var text = String(decoding: try Self.sound(), as: UTF8.self)
    text.insert(contentsOf: member + "[1],", at: try #require(text.range(of: member)).lowerBound)
    let name = member.dropLast()
    #expect(throws: ResultsError.damaged(at: "\(place) has two members of the name \(name)")) {
      _ = try ResultsJSON.decode(Data(text.utf8))
    }
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
        Int.max, Int.min, 1 << 62, "-Infinity", true, [Any](), [String: Any](), [[[[[[[[1]]]]]]]],
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

  // MARK: Numbers that are not whole

  @Test(arguments: [
    ("problems.0.problem.epochs", "1.0000001"),
    ("problems.1.contenders.0.searchSpace.trials", "1e300"),
    ("settings.seeds.1", "-7"),
  ])
  func `a number that should be whole is told with its place`(path: String, value: String) throws {
    let data = try Self.replacing([(path, value)])
    let error = #expect(throws: ResultsError.self) { try ResultsJSON.decode(data) }
    let message = error.map { "\($0)" } ?? ""
    #expect(message.hasPrefix("damaged results: \(path) is "), "\(message)")
    #expect(message.hasSuffix(", which is no whole number, or out of its range"), "\(message)")
  }

  // MARK: Numbers at their ends

  /// A sound file whose profile has a point.
  private static let profiled = Result {
    var results = SampleComparison.results(
      of: [SampleComparison.rmsprop, SampleComparison.sgd], on: [.rosenbrock, .digits], seeds: 2,
      epochs: 2)
    results.profile?.curves[0].points = [.init(factor: 1, share: 0.5)]
    return try ResultsJSON.encode(results)
  }

  /// A value of JSON in the place of another, at a path such as "problems.0.problem.epochs".
  private typealias Replacement = (path: String, value: String)

  /// A sound file with some values replaced.
  private static func replacing(_ replacements: [Replacement]) throws -> Data {
    func replaced(_ node: Any, _ keys: ArraySlice<String>, _ value: Any) throws -> Any {
      guard let key = keys.first else { return value }
      if var list = node as? [Any] {
        let index = try #require(Int(key).flatMap { list.indices.contains($0) ? $0 : nil })
        list[index] = try replaced(list[index], keys.dropFirst(), value)
        return list
      }
      var members = try #require(node as? [String: Any])
      members[key] = try replaced(members[key] ?? NSNull(), keys.dropFirst(), value)
      return members
    }
    var node = try JSONSerialization.jsonObject(with: profiled.get())
    for (path, value) in replacements {
      let new = try JSONSerialization.jsonObject(
        with: Data(value.utf8), options: .fragmentsAllowed)
      node = try replaced(node, path.split(separator: ".").map(String.init)[...], new)
    }
    return try JSONSerialization.data(withJSONObject: node)
  }

  @Test(arguments: [
    ("problems.1.problem.epochs", ["9223372036854775807", "4611686018427387904", "-1"]),
    ("problems.0.problem.stepsPerEpoch", ["-9223372036854775808", "2147483649"]),
    ("problems.0.problem.target.value", ["\"Infinity\"", "1e308"]),
    ("problems.1.problem.target.value", ["1.5", "\"NaN\""]),
    ("problems.0.landscapes.0.grid.columns", ["4611686018427387904"]),
    ("problems.0.landscapes.0.stepsPerPoint", ["4611686018427387904", "-9223372036854775808"]),
    ("problems.1.landscapes.0.horizontal.upper", ["\"Infinity\"", "1e308"]),
    ("problems.0.landscapes.0.vertical.lower", ["\"-Infinity\"", "\"NaN\""]),
    ("problems.0.contenders.0.candidates.0.learningRate", ["\"Infinity\"", "0", "-1", "1e308"]),
    ("problems.0.contenders.0.chosen.learningRate", ["\"NaN\""]),
    ("problems.0.contenders.1.trials.2.learningRate", ["1e308", "5e-324"]),
    ("problems.1.contenders.0.summary.runsThatTouchedTarget", ["4611686018427387904"]),
    ("problems.1.contenders.0.summary.robustness.rates.upper", ["\"Infinity\""]),
    ("problems.1.contenders.0.trials.0.epochs.seconds.1", ["\"Infinity\"", "-0.5"]),
    ("problems.1.contenders.0.trials.0.testAccuracy", ["1e308", "-0.1"]),
    ("problems.0.pairings.0.wins", ["9223372036854775807"]),
    ("profile.curves.0.points.0.share", ["1e308", "\"NaN\"", "-1"]),
    ("profile.curves.0.points.0.factor", ["\"Infinity\""]),
    ("updateCosts.sizes.0", ["-1"]),
  ])
  func `a number that no comparison gives is refused with its place`(
    path: String, values: [String]
  ) throws {
    for value in values {
      let data = try Self.replacing([(path, value)])
      let error = #expect(throws: ResultsError.self, "\(value)") {
        _ = try ResultsJSON.decode(data)
      }
      guard case .outOfRange(_, path, _)? = error else {
        Issue.record("\(path) \(value): \(String(describing: error))")
        continue
      }
      #expect(error?.description.hasPrefix("damaged results: \(path) is ") == true)
    }
  }

  @Test(arguments: ["problems", "problems.1.contenders", "problems.0.contenders.1.trials"])
  func `what holds something in every comparison is refused when it is empty`(path: String) throws {
    let data = try Self.replacing([(path, "[]")])
    #expect(throws: ResultsError.empty(at: path)) { _ = try ResultsJSON.decode(data) }
    #expect("\(ResultsError.empty(at: path))" == "damaged results: \(path) is empty")
  }

  /// Numbers that may be any, by the part of the page that draws them.
  private static let extremes: [[(path: String, values: [String])]] = [
    [
      ("problems.0.pairings.0.difference", ["1e308", "-1e308", "5e-324", "\"-Infinity\""]),
      ("problems.0.pairings.0.interval.upper", ["1e308", "-1e308", "\"NaN\""]),
      ("problems.0.pairings.0.interval.lower", ["1e308"]),
    ],
    [
      ("problems.0.landscapes.0.levels.0", ["1e308", "-1e308", "\"NaN\"", "\"Infinity\""]),
      ("problems.0.landscapes.0.horizontal.upper", ["1e300", "5e-324", "-1e300"]),
      ("problems.0.landscapes.0.trajectories.0.points.1.x", ["1e308", "\"Infinity\""]),
      ("problems.0.landscapes.0.minima.0.x", ["\"NaN\"", "1e308"]),
    ],
    [("problems.1.contenders.0.trials.0.epochs.validationLoss.1", ["1e308", "5e-324", "-1"])],
    [("problems.1.effectiveSteps.0.points.1.median", ["1e308", "5e-324"])],
    [("updateCosts.loopBytesPerNanosecond.0", ["1e308", "\"NaN\""])],
    [("profile.curves.0.points.0.factor", ["1e300", "-1", "0"])],
    [
      (
        "problems.0.contenders.0.summary.testLoss.median",
        ["\"NaN\"", "1e308", "\"-Infinity\""]
      )
    ],
  ]

  /// What is drawn apart is tried in one page, which takes its time: one number of each part.
  private static let extremePages: [[Replacement]] = {
    let parts = extremes.map { part in
      part.flatMap { place in place.values.map { (path: place.path, value: $0) } }
    }
    return (0..<(parts.map(\.count).max() ?? 0)).map { page in
      parts.compactMap { page < $0.count ? $0[page] : nil }
    }
  }()

  @Test(arguments: extremePages.indices)
  func `extreme numbers are drawn`(page number: Int) throws {
    let replacements = Self.extremePages[number]
    let results = try ResultsJSON.decode(Self.replacing(replacements))
    let page = HTMLReport(results)
    #expect(page.text.hasSuffix("</html>\n"), "\(replacements)")
    for format in OutputFormat.allCases {
      _ = try format.text(of: results, for: Terminal(isInteractive: false))
    }
  }

  @Test func `a name that stands for two is refused with its place`() throws {
    var results = SampleComparison.results(
      of: [SampleComparison.rmsprop, SampleComparison.sgd], on: [.rosenbrock, .digits], seeds: 2,
      epochs: 2)
    results.problems[1].contenders[1].name = "RMSprop"
    let twins = try ResultsJSON.encode(results)
    #expect(throws: ResultsError.twice("RMSprop", at: "problems.1.contenders.1.name")) {
      _ = try ResultsJSON.decode(twins)
    }
    results.problems[1].contenders[1].name = "SGD"
    results.problems[1].problem.name = "rosenbrock"
    let data = try ResultsJSON.encode(results)
    let error = #expect(throws: ResultsError.self) { _ = try ResultsJSON.decode(data) }
    #expect(
      error?.description
        == "damaged results: problems.1.problem.name is \"rosenbrock\", as is one before it")
  }

  /// To compare two such names takes a second for 60 kB.
  @Test func `texts of many combining marks are refused before they are compared`() throws {
    let sound = String(decoding: try Self.sound(), as: UTF8.self).dropFirst()
    let marks = String(repeating: "\u{301}\u{316}", count: 100_000)
    for hostile in ["{\"e\(marks)\":0,\(sound)", "{\"e\":\"\(marks)\",\(sound)"] {
      #expect(
        throws: ResultsError.damaged(at: "a text in it has more than 30 combining marks in a row")
      ) { try ResultsJSON.decode(Data(hostile.utf8)) }
      #expect(Self.journalLine("{\"pause\":true,\(hostile.dropFirst())") == nil)
    }
    #expect(Self.journalLine(#"{"pause":true,"e":0}"#) != nil)
  }

  /// The line of an object, with its checksum.
  private static func journalLine(_ object: String) -> JournalLine? {
    JournalLine(Data(JournalSeal.sealed(Array(object.utf8))))
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
