import DataFormats
import LinearAlgebra
import Testing

/// Swift puts marks that follow one another in order before it compares a text, which for these takes minutes.
@Suite("Combining marks in CSV files", .timeLimit(.minutes(1)))
struct CSVMarksTests {
  private static let manyMarks = String(repeating: "\u{315}\u{300}", count: 200_000)

  private func problem(
    _ text: String, labels: CSVColumn = "label", classes: CSVClasses = .sorted
  ) -> DataFormatError.Problem? {
    do throws(DataFormatError) {
      _ = try CSVDataset<Float>(contentsOf: Array(text.utf8), labels: labels, classes: classes)
      return nil
    } catch {
      return error.problem
    }
  }

  @Test("A label with more than 30 in a row is refused", arguments: ["a", "NaN", "1", " "])
  func labels(start: String) {
    let here = CSVPlace(line: 2, column: 2, name: "label")
    func text(_ marks: String) -> String { "x,label\n1,\(start)\(marks)\n2,b\n" }
    #expect(problem(text(Self.manyMarks)) == .csv(.tooManyMarks(here)))
    #expect(
      problem(text(String(repeating: "\u{301}", count: 31))) == .csv(.tooManyMarks(here)))
    #expect(problem(text(String(repeating: "\u{301}", count: 30))) == nil)
    #expect(
      CSVFault.tooManyMarks(here).description
        == #"line 2, column 2 ("label"): the label has more than 30 combining marks in a row"#)
    guard case .csv(.unknownClass) = problem(text(Self.manyMarks), classes: .named(["a", "b"]))
    else {
      Issue.record("a label that nobody knows was taken")
      return
    }
  }

  @Test("A label of flags is no number, and takes no time either")
  func flags() throws {
    let flags = String(repeating: "\u{1F1E6}", count: 200_000)
    let data = try CSVDataset<Float>(
      contentsOf: Array("x,label\n1,\(flags)\n2,b\n".utf8), labels: "label")
    #expect(data.data.labels == [1, 0] && data.classNames.count == 2)
  }

  @Test("Columns of such names are in nobody's way, and found by their bytes")
  func header() throws {
    let rows = "\n1,a\n2,b\n"
    guard
      case .csv(.noSuchColumn("label", let names, 2)) = problem(
        "x\(Self.manyMarks),y\(Self.manyMarks)" + rows)
    else {
      Issue.record("a column was found that is not there")
      return
    }
    #expect(names.count == 2)
    #expect(problem("x\(Self.manyMarks),label" + rows) == nil)
    let unusual = CSVColumn.named("y\(Self.manyMarks)")
    #expect(problem("x\(Self.manyMarks),y\(Self.manyMarks)" + rows, labels: unusual) == nil)
    let table = try CSVTable<Float>(
      contentsOf: Array("x\(Self.manyMarks),é\n1,2\n".utf8), columns: ["e\u{301}"])
    #expect(table.values == [[2]] && table.column("label") == nil && table.column("é") == [2])
  }
}
