import LinearAlgebra
import Testing

@testable import DataFormats

@Suite("CSV data sets")
struct CSVDatasetTests {
  private static let animals = Array(
    """
    height,weight,animal,tail
    0.3,4,dog,1
    0.25,3.5,cat,1
    1.7,70,"human, tall",0
    0.4,6,dog,1

    """.utf8)

  @Test("Words become classes, sorted or as they come")
  func classes() throws {
    let sorted = try CSVDataset<Float>(contentsOf: Self.animals, labels: "animal")
    #expect(sorted.classNames == ["cat", "dog", "human, tall"])
    #expect(sorted.data.labels == [1, 0, 2, 1])
    #expect(sorted.data.classCount == 3)
    #expect(sorted.featureNames == ["height", "weight", "tail"])
    #expect(sorted.targetNames == ["animal"])
    #expect(sorted.data.features == [[0.3, 4, 1], [0.25, 3.5, 1], [1.7, 70, 0], [0.4, 6, 1]])

    let coming = try CSVDataset<Float>(
      contentsOf: Self.animals, labels: 3, classes: .inOrderOfAppearance,
      features: ["tail", "height"])
    #expect(coming.classNames == ["dog", "cat", "human, tall"])
    #expect(coming.data.labels == [0, 1, 2, 0])
    #expect(coming.featureNames == ["tail", "height"])
    #expect(coming.data.features == [[1, 0.3], [1, 0.25], [0, 1.7], [1, 0.4]])

    let named = try CSVDataset<Float>(
      contentsOf: Self.animals, labels: "animal",
      classes: .named(["human, tall", "dog", "cat", "ox"]))
    #expect(named.data.labels == [1, 2, 0, 1])
    #expect(named.data.classCount == 4 && named.classNames.last == "ox")
  }

  private func labels(_ words: [String], _ classes: CSVClasses = .sorted) throws -> CSVDataset<
    Double
  > {
    let text = "x;y\n" + words.map { "1;\($0)\n" }.joined()
    return try CSVDataset(contentsOf: Array(text.utf8), labels: .last, classes: classes)
  }

  @Test("Labels that are numbers are classes by their values")
  func numbers() throws {
    let whole = try labels(["10", "9", "-1", " 9", "10"])
    #expect(whole.classNames == ["-1", "9", "10"])
    #expect(whole.data.labels == [2, 1, 0, 1, 2])
    let real = try labels(["1.5", "1", "1.0", "0.5e1"])
    #expect(real.classNames == ["1", "1.5", "0.5e1"])
    #expect(real.data.labels == [1, 0, 0, 2])
    // Numbers that a Double would confuse.
    let large = try labels(["9007199254740993", "9007199254740992"])
    #expect(large.data.labels == [1, 0])
    let coming = try labels(["1.5", "1", "1.0", "0", "-0.0", "1.50"], .inOrderOfAppearance)
    #expect(coming.classNames == ["1.5", "1", "0"] && coming.data.labels == [0, 1, 1, 2, 2, 0])
    let mixed = try labels(["10", "9", "x"], .inOrderOfAppearance)
    #expect(mixed.classNames == ["10", "9", "x"])
    #expect(try labels(["10", "9", "x"]).classNames == ["10", "9", "x"])
    #expect(try labels(["True", "False"]).classNames == ["False", "True"])
    #expect(try labels(["é", "z", "Z", " z", "e"]).classNames == [" z", "Z", "e", "z", "é"])
  }

  @Test("Target values, one column or several")
  func values() throws {
    let one = try CSVDataset<Float>(contentsOf: Self.animals, values: ["weight"], features: [1, 4])
    #expect(one.data.features == [[0.3, 1], [0.25, 1], [1.7, 0], [0.4, 1]])
    #expect(one.data.targets == .values([[4], [3.5], [70], [6]]))
    #expect(one.targetNames == ["weight"] && one.classNames == [])
    let text = Array("1,2,3,4\n5,6,7,8\n".utf8)
    let two = try CSVDataset<Double>(contentsOf: text, values: [.last, 1])
    #expect(two.data.features == [[2, 3], [6, 7]])
    #expect(two.data.targets == .values([[4, 1], [8, 5]]))
    #expect(two.featureNames == [])
  }

  @Test("Target values of many rows are those of their columns, and so are the features")
  func manyValues() throws {
    let rows = (0..<3000).map { row in (0..<7).map { row * 7 + $0 } }
    let lines = rows.map { $0.map(String.init).joined(separator: ",") }
    let data = try CSVDataset<Double>(
      contentsOf: Array(lines.joined(separator: "\n").utf8), values: [.last, 3])
    #expect(
      data.data.features == Matrix(rows.map { row in [0, 1, 3, 4, 5].map { Double(row[$0]) } }))
    #expect(
      data.data.targets == .values(Matrix(rows.map { row in [6, 2].map { Double(row[$0]) } })))
  }

  private func problem(
    _ text: String, classes: CSVClasses = .sorted, features: [CSVColumn]? = nil,
    options: CSVOptions = CSVOptions()
  ) -> DataFormatError.Problem? {
    do throws(DataFormatError) {
      _ = try CSVDataset<Float>(
        contentsOf: Array(text.utf8), labels: "y", classes: classes, features: features,
        options: options)
      return nil
    } catch {
      return error.problem
    }
  }

  @Test("What makes no data set") func faults() {
    let here = CSVPlace(line: 3, column: 2, name: "y")
    let features = CSVPlace(line: 3, column: 1, name: "x")
    #expect(problem("x,y\n") == .empty)
    #expect(problem("x,y\n1,a\n2,a\n") == .csv(.singleClass(name: "a", column: 2, columnName: "y")))
    #expect(
      problem("x,y\n1,1\n2,1.0\n") == .csv(.singleClass(name: "1", column: 2, columnName: "y")))
    #expect(problem("y\na\nb\n") == .csv(.noFeatures))
    #expect(problem("x,y\n1,a\n2,b\n", features: []) == .csv(.noFeatures))
    #expect(problem("x,y\n1,a\n2,\n") == .csv(.missingValue(here, found: "")))
    let nan = CSVOptions(missingValues: .nan, outOfRange: .infinity)
    #expect(problem("x,y\n1,a\n2,NA\n", options: nan) == .csv(.missingValue(here, found: "NA")))
    #expect(problem("x,y\n1,a\ninf,b\n") == .csv(.infiniteNumber(features, found: "inf")))
    #expect(
      problem("x,y\n1,a\n1e99,b\n", options: nan) == .csv(.outOfRange(features, found: "1e99")))
    #expect(problem("x,y\n1,a\n,b\n", options: nan) == nil)
    #expect(problem("x,y\n1,a\nb,b\n") == .csv(.notANumber(features, found: "b")))
    #expect(
      problem("x,y\n1,a\n2,c\n", classes: .named(["a", "b"]))
        == .csv(.unknownClass(here, found: "c")))
    #expect(problem("x,y\n1,a\n2,a\n", classes: .named(["a", "b"])) == nil)
    #expect(problem("x,y\n1,a\n2,b\n", features: ["x", "y"]) == .csv(.repeatedColumn(number: 2)))
    let many = (0...65_536).map { "1,c\($0)\n" }.joined()
    #expect(
      problem("x,y\n" + many)
        == .csv(.tooManyClasses(CSVPlace(line: 65_538, column: 2, name: "y"))))
    // A file of so much text would have to be larger than the memory that tests may take.
    #expect(CSVLabels.takes(1, behind: 65_535, of: Int(UInt32.max) - 1))
    #expect(!CSVLabels.takes(1, behind: 65_536, of: 0))
    #expect(!CSVLabels.takes(1, behind: 1, of: Int(UInt32.max)))
  }
}
