import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct SpreadTests {
  @Test func `quartiles are those of NumPy`() throws {
    // numpy.percentile([7, 1, 3, 4, 10], [25, 50, 75]) == [3, 4, 7]; of the first four, as below.
    let five = try #require(Spread(of: [7, 1, 3, 4, 10]))
    #expect([five.lowerQuartile, five.median, five.upperQuartile] == [3, 4, 7])
    let four = try #require(Spread(of: [7, 1, 3, 4]))
    #expect([four.lowerQuartile, four.median, four.upperQuartile] == [2.5, 3.5, 4.75])
    #expect(Spread(of: [Double]()) == nil)
  }

  @Test func `diverged runs count as the worst`() throws {
    let losses = try #require(Spread(of: [0.1, .nan, 0.2, .infinity, .nan]))
    #expect(losses.median == .infinity)
    #expect(losses.lowerQuartile == 0.2)
    #expect(losses.upperQuartile == .infinity)
    let accuracies = try #require(Spread(of: [0.9, .nan], replacingNaNWith: 0))
    #expect(accuracies.minimum == 0)
  }
}

@Suite struct ResultsFileTests {
  private func diverged() -> ComparisonResults {
    var results = SampleComparison.results(
      of: [SampleComparison.sgd], on: [.digits], seeds: 2, epochs: 2)
    var contender = results.problems[0].contenders[0]
    contender.name = "SGD, \"plain\"\nquoted"
    contender.trials = Array(contender.trials.suffix(2))
    contender.trials[0].epochs = []
    contender.trials[0].divergedAtStep = 17
    contender.trials[0].testLoss = .nan
    contender.trials[0].testAccuracy = nil
    contender.trials[0].failure = "it failed"
    contender.trials[1].settings = [.init(name: "rho", value: 0.75)]
    contender.trials[1].epochs[1].trainingLoss = .infinity
    contender.trials[1].epochs[1].validationLoss = -.infinity
    results.problems[0].contenders = [contender]
    return results
  }

  @Test func `JSON keeps what is not finite and comes back whole`() throws {
    let data = try ResultsJSON.encode(diverged())
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains(#","Infinity"],"validationAccuracy""#))
    #expect(text.contains(#""testLoss":"NaN""#))
    let again = try ResultsJSON.encode(ResultsJSON.decode(data))
    #expect(again == data)
  }

  /// The records of a CSV file as RFC 4180 defines them.
  private func records(_ text: String) -> [[String]] {
    var records: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if index + 1 < scalars.count, scalars[index + 1] == "\"" {
          field += "\""
          index += 1
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," {
        records[records.count - 1].append(field)
        field = ""
      } else if scalar == "\r", scalars[index + 1] == "\n" {
        records[records.count - 1].append(field)
        field = ""
        records.append([])
        index += 1
      } else {
        field.unicodeScalars.append(scalar)
      }
      index += 1
    }
    return records.dropLast()
  }

  @Test func `CSV has a row for each run and epoch, also for a run without one`() throws {
    let rows = records(ResultsCSV.encode(diverged()))
    #expect(rows.count == 1 + 1 + 2)
    #expect(rows.allSatisfy { $0.count == ResultsCSV.columns.count })
    #expect(rows[0] == ResultsCSV.columns)
    #expect(rows[1][0...1] == ["digits", "SGD, \"plain\"\nquoted"])
    #expect(Array(rows[1][8...]) == ["", "", "", "", "", "", "NaN", "", "17", "it failed"])
    let column = Dictionary(
      uniqueKeysWithValues: zip(ResultsCSV.columns, ResultsCSV.columns.indices))
    func field(_ row: Int, _ name: String) throws -> String {
      rows[row][try #require(column[name])]
    }
    #expect(try field(1, "test_loss") == "NaN" && field(1, "rho") == "")
    #expect(try field(2, "rho") == "0.75" && field(3, "rho") == "0.75")
    #expect(try field(3, "epoch") == "2")
    #expect(try field(3, "training_loss") == "Infinity")
    #expect(try field(3, "validation_loss") == "-Infinity")
    #expect(try field(2, "test_loss").isEmpty && !field(3, "test_loss").isEmpty)
  }
}

@Suite struct ReportFolderTests {
  private let manager = FileManager.default

  /// Runs a test in a folder of its own.
  private func inScratch(_ body: (URL) throws -> Void) throws {
    let folder = manager.temporaryDirectory.appendingPathComponent("report-\(UUID())")
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: folder) }
    try body(folder)
  }

  private let results = SampleComparison.results(of: [SampleComparison.sgd], seeds: 1, epochs: 1)

  @Test func `all files are written, parents made, and an earlier report replaced`() throws {
    try inScratch { scratch in
      let target = scratch.appendingPathComponent("a/b")
      let folder = ReportFolder(path: target.path)
      try folder.check()
      #expect(try manager.contentsOfDirectory(atPath: scratch.path).isEmpty)
      try folder.write(results)
      let names = try manager.contentsOfDirectory(atPath: target.path).sorted()
      #expect(names == ReportFolder.fileNames)
      var later = results
      later.verdict.sentence = "A later verdict."
      try folder.check()
      try folder.write(later)
      let page = try Data(contentsOf: target.appendingPathComponent("report.html"))
      #expect(String(decoding: page, as: UTF8.self).contains("A later verdict."))
      // Nothing is left beside it.
      let parent = target.deletingLastPathComponent()
      #expect(try manager.contentsOfDirectory(atPath: parent.path) == ["b"])
    }
  }

  @Test func `an empty folder is taken`() throws {
    try inScratch { scratch in
      try ReportFolder(path: scratch.path + "/").write(results)
      #expect(try manager.contentsOfDirectory(atPath: scratch.path).count == 4)
    }
  }

  @Test(arguments: ["notes.txt", "results.json"])
  func `a folder with anything else in it is refused and left alone`(name: String) throws {
    try inScratch { scratch in
      let file = scratch.appendingPathComponent(name)
      try Data("{\"format\": \"other\"}".utf8).write(to: file)
      let folder = ReportFolder(path: scratch.path)
      let error: ReportError =
        name == "results.json"
        ? .unknownResults(path: scratch.path) : .holdsOtherFiles(path: scratch.path, name: name)
      #expect(throws: error) { try folder.check() }
      #expect(throws: error) { try folder.write(results) }
      #expect(try manager.contentsOfDirectory(atPath: scratch.path) == [name])
      #expect(error.description.contains(scratch.path) && !error.description.contains("\n"))
    }
  }

  @Test func `a file in the place of the folder or of its parent is refused`() throws {
    try inScratch { scratch in
      let file = scratch.appendingPathComponent("file")
      try Data().write(to: file)
      #expect(throws: ReportError.notAFolder(path: file.path)) {
        try ReportFolder(path: file.path).check()
      }
      let inside = ReportFolder(path: file.path + "/report")
      #expect(
        throws: ReportError.cannotWrite(path: inside.path, reason: "\(file.path) is not a folder")
      ) { try inside.check() }
      for attempt in [{ try inside.check() }, { try inside.write(results) }] {
        let error = #expect(throws: ReportError.self) { try attempt() }
        #expect(error?.description.contains(inside.path) == true)
        #expect(error?.description.contains("\n") == false)
      }
    }
  }
}
