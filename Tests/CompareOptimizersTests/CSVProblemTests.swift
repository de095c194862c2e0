import Descent
import Foundation
import Testing

@testable import CompareOptimizers

/// Problems from the user's own files.
@Suite struct CSVProblemTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func problem(
    _ text: String, _ budget: ProblemBudget = ProblemBudget(), name: String = "own.csv"
  ) throws -> any OptimizationProblem {
    try scratch.write(Array(text.utf8), to: name)
    return try #require(try ProblemCatalogue.list("\(scratch.path)/\(name)", budget).first)
  }

  /// Rows x, y, label for two clouds of points.
  private var clouds: String {
    var generator = SeededGenerator(seed: 1)
    return "x,y,kind\n"
      + (0..<60).map { row in
        let centre = row % 2 == 0 ? 100.0 : 300
        let (x, y): (Double, Double) = (generator.nextNormal(), generator.nextNormal())
        return "\(centre + 10 * x),\(y),\(row % 2 == 0 ? "near" : "far")\n"
      }.joined()
  }

  @Test func `words in the last column are classes`() throws {
    let problem = try #require(try problem(clouds) as? NetworkProblem<Float>)
    let description = problem.description
    #expect(description.name == "own" && description.hasAccuracy)
    #expect(description.data.hasPrefix("60 rows of 2 features, 2 classes, checksum "))
    #expect(description.model == "2-32-2")
    #expect(description.trainingCount == 40)
    #expect(description.validationCount == 8 && description.testCount == 12)
    // Centred and scaled by the training samples, validation apart.
    for column in 0..<2 {
      let values = (0..<40).map { Double(problem.training.features[$0, column]) }
      let mean = values.reduce(0, +) / 40
      #expect(abs(mean) < 0.3)
      #expect(abs(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40 - 1) < 0.4)
    }
    let job = TrialJob(
      problem: 0, contender: 0, stage: .final, candidate: .init(learningRate: 0.01), seed: 1)
    let trial = try problem.run(job, with: RMSprop(learningRate: 0.01)) { _ in }
    #expect(trial.testAccuracy == 1)
  }

  /// As time stamps are: floats do not tell one from the next.
  @Test func `numbers that are far from 0 keep their differences`() throws {
    let stamps = (0..<200).map { 1_763_800_000 + $0 }
    let classes = try problem(
      "time,kind\n" + stamps.map { "\($0),\($0 < 1_763_800_100 ? "early" : "late")\n" }.joined())
    let job = TrialJob(
      problem: 0, contender: 0, stage: .final, candidate: .init(learningRate: 0.03), seed: 1)
    let trial = try classes.run(job, with: Adam(learningRate: 0.03)) { _ in }
    #expect(try #require(trial.testAccuracy) > 0.9)
    let values = try #require(
      try problem(
        "x,time\n" + stamps.map { "\($0 % 7),\($0)\n" }.joined(), ProblemBudget(task: .regression))
        as? NetworkProblem<Float>)
    guard case .values(let targets) = values.training.targets else {
      Issue.record("the labels are no numbers")
      return
    }
    #expect(Set(Array(targets)).count == targets.rows)
    // Of 200 numbers in a row, over their deviation.
    #expect(abs((Array(targets).max() ?? 0) - Float(3).squareRoot()) < 0.2)
  }

  @Test func `a column of one number says nothing`() throws {
    let problem = try #require(
      try problem("x,y,kind\n" + (0..<60).map { "0.1,\($0),\($0 % 2)\n" }.joined())
        as? NetworkProblem<Float>)
    #expect((0..<problem.training.count).allSatisfy { problem.training.features[$0, 0] == 0 })
  }

  @Test func `a number that is too large for a network is refused with its place`() throws {
    for (text, task) in [("1e39,1", nil), ("1,1e39", LearningTask.regression)] {
      let rows = (0..<40).map { "\($0),\($0 % 2)\n" }.joined()
      let error = #expect(throws: DataFormatError.self) {
        try problem("x,y\n\(rows)\(text)\n", ProblemBudget(task: task))
      }
      #expect(error?.description.contains("line 42, column ") == true)
      #expect(error?.description.hasSuffix("\"1e39\" is out of range") == true)
    }
  }

  /// The words of the plan hold it: a journal of other data under the same name is not continued.
  @Test func `other numbers or classes have another checksum`() throws {
    let first = try problem("x,kind\n" + String(repeating: "1,a\n2,b\n", count: 9) + "3,b\n")
    let number = try problem("x,kind\n" + String(repeating: "1,a\n2,b\n", count: 9) + "4,b\n")
    let label = try problem("x,kind\n" + String(repeating: "1,a\n2,b\n", count: 9) + "3,a\n")
    let again = try problem("x,kind\n" + String(repeating: "1,a\n2,b\n", count: 9) + "3,b\n")
    #expect(first.description.data == again.description.data)
    #expect(first.description.data != number.description.data)
    #expect(first.description.data != label.description.data)
  }

  @Test func `numbers in the labelled column are learned as numbers`() throws {
    var generator = SeededGenerator(seed: 1)
    let rows = (0..<200).map { _ in
      let (x, y): (Double, Double) = (generator.nextNormal(), generator.nextNormal())
      return "\(3 * x - y + 50),\(x),\(y)\n"
    }
    var budget = ProblemBudget(label: "price")
    let problem = try problem("price,a,b\n" + rows.joined(), budget)
    #expect(!problem.description.hasAccuracy && problem.description.model == "2-32-1")
    let job = TrialJob(
      problem: 0, contender: 0, stage: .final, candidate: .init(learningRate: 0.01), seed: 1)
    let trial = try problem.run(job, with: Adam(learningRate: 0.01)) { _ in }
    // Without noise a linear function is learned well; 1 is what the mean alone would reach.
    #expect(try #require(trial.testLoss) < 0.05)
    // By its number, and without names.
    budget.label = "1"
    let other = try self.problem(rows.joined(), budget, name: "other.csv")
    #expect(other.description.model == "2-32-1")
  }

  @Test func `whole numbers are classes unless numbers are asked for`() throws {
    let rows = (0..<40).map { "\(Double($0) / 7),\($0 % 4)\n" }.joined()
    #expect(try problem("x,n\n" + rows).description.model == "1-32-4")
    #expect(
      try problem("x,n\n" + rows, ProblemBudget(task: .regression)).description.model == "1-32-1")
  }

  @Test(arguments: [
    ("x,kind\n1,a\n2,b\n3,a,9\n", "line 4"),
    ("x,kind\n1,a\ntwo,b\n3,a\n", "line 3"),
    ("x,kind\n1,a\n,b\n3,a\n", "line 3"),
    (
      "x,kind\n" + String(repeating: "1,a\n", count: 30),
      "own.csv: column 2 (\"kind\"): every label is \"a\", which leaves nothing to learn"
    ),
    (String(repeating: "1,a\n", count: 30), "own.csv: column 2: every label is \"a\""),
    (
      "x,kind\n" + String(repeating: "1,a\n", count: 29) + "2,b\n",
      "own.csv: column \"kind\": only \"a\" has rows enough to be learned; \"b\" has 1 of 30"
    ),
    (
      "x,id\n" + (0..<80).map { "\($0),row \($0)\n" }.joined(),
      "own.csv: column \"id\": 80 different labels in 80 rows leave nothing to learn of each"
    ),
    (
      (0..<80).map { "\($0),row \($0)\n" }.joined(),
      "own.csv: the labelled column: 80 different labels in 80 rows"
    ),
    (
      "x,y\n" + (0..<30).map { "\($0),1.5\n" }.joined(),
      "column 2 (\"y\"): every label is \"1.5\""
    ),
    ("x,kind\n1,a\n2,b\n", "too few"),
    ("", "empty"),
    ("kind\na\nb\n", "no column is left for features"),
    // A title above the table.
    ("Flowers of 1936\nx,y,kind\n1,2,a\n", "own.csv: line 2: 3 fields, and 1 in the first row"),
    ("\n1936\n\nx,y,kind\n1,2,a\n", "own.csv: line 4: 3 fields, and 1 in the first row"),
    ("Flowers of 1936\nx;y;kind\n1;2;a\n", "own.csv: line 2: 3 fields, and 1 in the first row"),
    ("Flowers\nof Fisher\n\nx\ty\n1,5\t2,5\n", "own.csv: line 4: 2 fields, and 1 in the first"),
    // A comma at the end of every line.
    (
      "x,kind,\n" + String(repeating: "1,a,\n2,b,\n", count: 20),
      "own.csv: column 3 is empty, and was taken for the labels because it is the last"
    ),
    (
      String(repeating: "a,1,2,\nb,2,3,\n", count: 20),
      "own.csv: column 4 is empty, and was taken for the labels because it is the last"
    ),
    (
      "x,kind,\n" + String(repeating: "1,0,\n2,1,\n", count: 20),
      "own.csv: column 3 is empty, and was taken for the labels because it is the last"
    ),
    // One that is missing.
    (
      "x,kind\n" + String(repeating: "1,a\n2,b\n", count: 20) + "3,\n",
      "own.csv: line 42, column 2 (\"kind\"): the value is missing"
    ),
    (
      String(repeating: "1.5,0,\n2,1,\n", count: 20),
      "own.csv: column 3 is empty, and was taken for the labels because it is the last"
    ),
  ])
  func `files at fault are refused with their place`(text: String, message: String) throws {
    let error = #expect(throws: (any Error).self) { try problem(text) }
    let line = error.map { "\($0)" } ?? ""
    #expect(line.contains(message) && line.contains("own.csv"), "\(line)")
    #expect(!line.contains("\n"))
  }

  @Test func `numbers that are all the same are refused`() throws {
    let error = #expect(throws: ProblemError.self) {
      try problem(
        "x,y\n" + (0..<30).map { "\($0),1.5\n" }.joined(), ProblemBudget(task: .regression))
    }
    #expect(
      error?.description.hasSuffix(
        "own.csv: column \"y\": every value is 1.5, which leaves nothing to learn") == true)
  }

  @Test func `classes with few rows are learned, and told of`() throws {
    let rows = (0..<40).map { "\($0),a\n-\($0),b\n" }.joined() + "1,rare\n2,few\n3,few\n"
    let problem = try problem("x,kind\n" + rows)
    #expect(problem.description.model == "1-32-4")
    let note = try #require(problem.notes.first)
    #expect(
      note.hasSuffix(
        "own.csv: few of the 83 rows are of the classes \"few\" (2) and \"rare\" (1); such a class "
          + "may be missing where networks are trained, or where they are judged."), "\(note)")
    #expect(try self.problem(clouds).notes == [])
  }

  /// More different numbers than there can be labels are no labels.
  @Test func `a large file of numbers is learned as numbers`() throws {
    let rows = (0..<66_000).map { "\($0 % 7),\(Double($0) / 8)\n" }
    let problem = try problem("x,y\n" + rows.joined())
    #expect(!problem.description.hasAccuracy)
    let error = #expect(throws: DataFormatError.self) {
      try self.problem("x,y\n" + (0..<66_000).map { "1,name \($0)\n" }.joined())
    }
    #expect(error?.description.contains("more than 65536 different labels") == true)
    // A mistake among so many numbers is told as one.
    let mistake = #expect(throws: DataFormatError.self) {
      try self.problem("x,y\n" + rows.dropLast().joined() + "1,abc\n")
    }
    #expect(
      mistake?.description.hasSuffix(#"line 66001, column 2 ("y"): "abc" is not a number"#) == true)
  }

  /// What comes of labels in the last of three columns: the layers of the network, or the error.
  private func outcome(_ labels: [String], _ task: LearningTask? = nil) -> String {
    let rows = labels.enumerated().map { "\($0.offset),\($0.offset % 7),\($0.element)\n" }
    do {
      return try problem("a,b,v\n" + rows.joined(), ProblemBudget(task: task)).description.model
    } catch {
      return "\(error)"
    }
  }

  @Test func `a word among measured numbers is a mistake`() {
    let prices = (0..<60).map { "\(37 + Double($0) / 8)" }
    let mistake = #"own.csv: line 62, column 3 ("v"): "abc" is not a number"#
    #expect(
      outcome(prices + ["abc"]).hasSuffix(
        mistake + "; --task classification takes every label as the name of a class"))
    #expect(
      outcome(["12.x"] + prices).contains(#"line 2, column 3 ("v"): "12.x" is not a number;"#))
    // Among whole numbers of many kinds, and among numbers with spaces around them.
    #expect(outcome((0..<60).map { "\($0)" } + ["abc"]).contains(mistake))
    #expect(outcome(prices.map { " \($0) " } + ["abc"]).contains(mistake))
    // Up to a tenth of the labels.
    let words = [String](repeating: "abc", count: 6)
    #expect(outcome(prices + words).contains(mistake))
    // What was asked for is done.
    #expect(outcome(prices + ["abc"], .regression).hasSuffix(mistake))
    #expect(outcome(prices + prices + prices + words, .classification) == "2-32-61")
  }

  @Test func `words and numbers may be classes together`() {
    func repeated(_ labels: [String]) -> [String] { (0..<60).map { labels[$0 % labels.count] } }
    #expect(outcome(repeated(["a", "b", "3"])) == "2-32-3")
    #expect(outcome(repeated(["1.5", "2.5", "old", "new"])) == "2-32-4")
    // Few different whole numbers, as of grades.
    #expect(outcome((0..<60).map { "\($0 % 10)" } + ["x", "x", "x"]) == "2-32-11")
  }

  @Test func `long names are cut`() throws {
    let long = String(repeating: "long", count: 75_000)
    let cut = "\"" + String(repeating: "long", count: 10) + "…\""
    let pairs = String(repeating: "1,a\n2,b\n", count: 20)
    let note = try #require(try problem("x,kind\n" + pairs + "3,\(long)\n").notes.first)
    #expect(note.contains("of the class \(cut) (1); such a class") && note.count < 1_000)
    func message(_ text: String, label: String? = nil) -> String {
      do {
        return try problem(text, ProblemBudget(label: label)).description.model
      } catch {
        return "\(error)"
      }
    }
    let rare = message("x,kind\n" + String(repeating: "1,a\n", count: 29) + "2,\(long)\n")
    #expect(rare.contains("\(cut) has 1 of 30") && rare.count < 1_000)
    let names = message("x,\(long)\n" + (0..<80).map { "\($0),row \($0)\n" }.joined())
    #expect(names.contains("column \(cut): 80 different labels") && names.count < 1_000)
    let nearest = message("\(long.prefix(4_000)),kind\n" + pairs, label: "kimd")
    #expect(nearest.contains("(there are \(cut), \"kind\")") && nearest.count < 1_000)
  }

  /// Swift puts marks that follow one another in order before it compares a text, which takes minutes for these.
  @Test(.timeLimit(.minutes(1))) func `names and labels of endless marks hold up nobody`() throws {
    let marks = String(repeating: "\u{315}\u{300}", count: 200_000)
    let rows = (0..<40).map { "\($0 % 7),\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
    let header = "x\(marks),y\(marks),kind\n"
    #expect(try problem(header + rows).description.model == "2-32-2")
    let budget = ProblemBudget(label: "label")
    let missing = #expect(throws: DataFormatError.self) { try problem(header + rows, budget) }
    #expect(missing.map { $0.description.utf8.count < 1000 } == true)
    let label = #expect(throws: DataFormatError.self) {
      try problem("x,y,kind\n1,2,a\(marks)\n" + rows)
    }
    #expect(label?.problem == .csv(.tooManyMarks(CSVPlace(line: 2, column: 3, name: "kind"))))
  }

  @Test func `a column with a name like it is suggested`() throws {
    func message(_ text: String, _ label: String) -> String {
      do {
        return try problem(text, ProblemBudget(label: label)).description.model
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message(clouds, "kimd").hasSuffix(
        #"own.csv: there is no column "kimd"; did you mean "kind"? (there are "x", "y", "kind")"#))
    #expect(message(clouds, "KIND").contains(#"did you mean "kind"?"#))
    #expect(message(clouds, "9").contains(#"there is no column 9: there are "x", "y", "kind""#))
  }

  /// As data frames and spreadsheets number columns that have no name.
  @Test func `names that are numbers are asked about`() throws {
    let rows = (0..<40).map { "\(Double($0) / 7),\(-$0),\($0 % 2)\n" }.joined()
    func count(_ text: String, _ hasHeader: Bool? = nil, label: String? = nil) throws -> String {
      let budget = ProblemBudget(label: label, hasHeader: hasHeader)
      return String(try problem(text, budget).description.data.prefix { $0 != " " })
    }
    for label in [nil, "1", "3"] as [String?] {
      let error = #expect(throws: ProblemError.self) { try count("0,1,2\n" + rows, label: label) }
      #expect(
        error?.description.hasSuffix(
          "own.csv: the first line (0, 1, 2 …) may be the names of the columns or a row of data; say "
            + "which with --header or --no-header") == true)
    }
    #expect(try count("0,1,2\n" + rows, true) == "40")
    #expect(try count("0,1,2\n" + rows, true, label: "2") == "40")
    #expect(try count("0,1,1\n" + rows, false) == "41")
    #expect(try count("0,1,2\n" + rows, false, label: "1") == "41")
    // Data that look like data.
    #expect(try count(rows) == "40")
    #expect(try count("5,6,1\n" + rows) == "41")
    #expect(try count("0,1\n" + (0..<40).map { "\($0),\($0 % 2)\n" }.joined()) == "41")
    #expect(try count((0..<40).map { "\($0),\($0 + 1),\($0 + 2)\n" }.joined()) == "40")
  }

  @Test func `a name that is a number goes before the number of a column`() throws {
    let rows = (0..<40).map { "\(Double($0) / 7),\(-$0),\($0 % 2)\n" }.joined()
    func model(_ label: String, _ hasHeader: Bool) throws -> String {
      let budget = ProblemBudget(label: label, hasHeader: hasHeader)
      return try problem((hasHeader ? "0,1,2\n" : "") + rows, budget).description.model
    }
    // The last column alone holds classes.
    #expect(try model("0", true) == "2-32-1")
    #expect(try model("2", true) == "2-32-2")
    #expect(try model("3", true) == "2-32-2")
    #expect(try model("2", false) == "2-32-1")
    #expect(try model("3", false) == "2-32-2")
    let error = #expect(throws: DataFormatError.self) { try model("9", true) }
    #expect(
      error?.description.contains(#"there is no column 9: there are "0", "1", "2""#) == true)
  }

  @Test func `a first line without numbers that may be data is asked about`() throws {
    let rows = (0..<40).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
    let error = #expect(throws: ProblemError.self) { try problem("NA,a\n" + rows) }
    #expect(error?.description.contains("own.csv: the first line (\"NA\") may be") == true)
    // With a header that has a name missing, as data frames write their index, all is well.
    #expect(try problem(",kind\n" + rows).description.data.hasPrefix("40 rows"))
    #expect(try problem("NA,a\n" + rows, ProblemBudget(hasHeader: true)).name == "own")
    // A row of data without its number is told with its place.
    #expect(throws: DataFormatError.self) {
      try problem("NA,a\n" + rows, ProblemBudget(hasHeader: false))
    }
  }

  @Test func `a file with a comma in its name is told of it`() throws {
    let path = scratch.path + "/a,b.csv"
    func message() -> String {
      do {
        try ProblemCatalogue.check(path)
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(message().contains("unknown problem"))
    try scratch.write(Array(clouds.utf8), to: "a,b.csv")
    #expect(message().contains("/a,b.csv' is a list, whose entries are separated by commas: "))
  }

  @Test func `a column or a file that is not there is named`() throws {
    let error = #expect(throws: DataFormatError.self) {
      try problem(clouds, ProblemBudget(label: "sort"))
    }
    #expect(error?.description.contains("sort") == true)
    #expect(throws: DataFormatError.self) {
      try ProblemCatalogue.list("\(scratch.path)/none.csv", ProblemBudget())
    }
    #expect(throws: ProblemError.doesNotFit(model: "3-2", inputs: 2, classes: 2)) {
      try problem(clouds, ProblemBudget(shape: ModelShape([3, 2])))
    }
  }
}
