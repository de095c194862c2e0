import TestSupport
import Testing

@testable import DataFormats

/// Columns that are chosen by name among very many.
@Suite("Choosing columns of CSV files") struct CSVColumnChoiceTests {
  private static let count = 1000

  @Test("All of many columns are chosen by name")
  func everyColumn() throws {
    let names = (0..<Self.count).map { "column \($0)" }
    let columns = names.reversed().map { CSVColumn.named($0) }
    let positions = try CSVColumn.positions(
      of: columns, among: TextList(names), count: Self.count)
    #expect(positions == Array((0..<Self.count).reversed()))
    let text =
      names.joined(separator: ",") + "\n" + (0..<Self.count).map(String.init).joined(separator: ",")
    let table = try CSVTable<Float>(contentsOf: Array(text.utf8), columns: columns)
    #expect(table.columnNames == names.reversed())
    #expect(table.values.rows == 1 && table.values[0, 0] == Float(Self.count - 1))
    #expect(table.column("column 7") == [7] && table.column("column") == nil)
  }

  @Test(
    "The names are gone through once, however many columns are chosen",
    .enabled(if: Allocations.canBeEstimated))
  func onePass() throws {
    // As a `String`, a name of so many letters is a block of memory whenever it is looked at.
    let names = TextList((0..<Self.count).map { "the width of a façade, number \($0)" })
    let columns = names.strings.map { CSVColumn.named($0) }
    let allocations = try Allocations.of {
      let positions = try CSVColumn.positions(of: columns, among: names, count: Self.count)
      #expect(positions.count == Self.count)
    }
    // Column by column, there would be a million.
    #expect(allocations.count <= 50 * Self.count)
  }

  @Test("By name, by number and as the last, in any order, and in whichever way a name is written")
  func mixed() throws {
    let names = TextList(["a", "é", "b", "b"])
    func positions(_ columns: [CSVColumn]) throws(CSVFault) -> [Int] {
      try CSVColumn.positions(of: columns, among: names, count: 4)
    }
    #expect(try positions(["e\u{301}", 3, "a", .last, "a"]) == [1, 2, 0, 3, 0])
    #expect(try positions([]) == [])
    #expect(throws: CSVFault.ambiguousColumn(name: "b", numbers: [3, 4])) {
      try positions(["a", "b"])
    }
    #expect(throws: CSVFault.noSuchColumn("c", names: names.strings, count: 4)) {
      try positions(["c", "b"])
    }
  }

  @Test("An error lists a thousand columns at most, and says how many there are")
  func longLists() throws {
    let names = TextList((0..<5000).map { "column \($0)" })
    let missing = #expect(throws: CSVFault.self) {
      try CSVColumn.positions(of: ["x"], among: names, count: 5000)
    }
    #expect(missing == .noSuchColumn("x", names: Array(names.strings.prefix(1000)), count: 5000))
    #expect(missing?.description.hasSuffix("\"column 11\" and 4988 more") == true)
    let same = TextList(Array(repeating: "a", count: 5000))
    let ambiguous = #expect(throws: CSVFault.self) {
      try CSVColumn.positions(of: ["a"], among: same, count: 5000)
    }
    #expect(ambiguous == .ambiguousColumn(name: "a", numbers: Array(1...1000)))
    #expect(
      ambiguous?.description
        == "the columns 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and more are all named \"a\"")
    #expect(same.places(of: "a", limit: 2) == [0, 1])
  }

  /// Swift puts the marks of a name in order before it compares it, which for these would take half an hour.
  @Test("A name that takes long to compare holds up nobody", .timeLimit(.minutes(1)))
  func marks() throws {
    let marks = String(repeating: "\u{301}\u{316}", count: 500_000)
    let names = TextList(["a", "e" + marks, "b"])
    #expect(try CSVColumn.positions(of: ["b", "a"], among: names, count: 3) == [2, 0])
    // One that is asked for is found nevertheless.
    let unusual = "e" + String(repeating: "\u{301}", count: 31)
    let others = TextList(["a", unusual])
    #expect(
      try CSVColumn.positions(of: [.named(unusual), "a"], among: others, count: 2) == [1, 0])
  }

  @Test("A header is refused that is longer than the list of its names holds")
  func longHeader() throws {
    // A file would have to be larger than the memory that tests may take.
    try CSVStart.checkHeader(size: Int(UInt32.max), line: 1)
    #expect(throws: CSVFault.headerTooLong(line: 3)) {
      try CSVStart.checkHeader(size: 1 << 32, line: 3)
    }
    #expect(
      CSVFault.headerTooLong(line: 3).description == "line 3: the header is longer than 4 GiB")
  }
}
