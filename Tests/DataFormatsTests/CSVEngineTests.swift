import DataFormats
import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// CSV files of pandas, NumPy and scikit-learn, and ours in theirs.
@Suite("CSV of other engines")
struct CSVEngineTests {
  struct Fixture: Decodable {
    var tables: [Table]
    var labels: [Labels]
  }

  struct Table: Decodable {
    var name: String
    var dtype: String
    var text: String
    var columns: [String]
    var bits: [[String]]
  }

  struct Labels: Decodable {
    var name: String
    var text: String
    var sorted: [Int32]
    var sortedNames: [String]
    var appearance: [Int32]
    var appearanceNames: [String]
  }

  private let fixture: Fixture

  init() throws { fixture = try loadFixture("csv", from: .module) }

  private func bits<Scalar: RealScalar>(_ values: Matrix<Scalar>) -> [[String]] {
    func hexadecimal(_ value: Scalar) -> String {
      if value.isNaN { return "nan" }
      let (bits, digits) =
        Scalar.scalarKind == .float32
        ? (UInt64(Float(value).bitPattern), 8) : (Double(value).bitPattern, 16)
      let text = String(bits, radix: 16)
      return String(repeating: "0", count: digits - text.count) + text
    }
    return (0..<values.rows).map { row in
      (0..<values.columns).map { hexadecimal(values[row, $0]) }
    }
  }

  private func check<Scalar: RealScalar>(_ table: Table, as type: Scalar.Type) throws {
    let options = CSVOptions(missingValues: .nan, outOfRange: .infinity)
    let read = try CSVTable<Scalar>(
      contentsOf: Array(table.text.utf8), name: table.name, options: options)
    #expect(read.columnNames == table.columns, "\(table.name)")
    let bits = bits(read.values)
    #expect(bits.count == table.bits.count, "\(table.name)")
    for (row, (found, expected)) in zip(bits, table.bits).enumerated() {
      #expect(found == expected, "\(table.name), row \(row)")
    }
  }

  @Test("Tables of theirs are read bit for bit")
  func tables() throws {
    #expect(fixture.tables.count >= 30)
    for table in fixture.tables {
      switch table.dtype {
      case "float32": try check(table, as: Float.self)
      case "float64": try check(table, as: Double.self)
      default: Issue.record("\(table.dtype)")
      }
    }
  }

  @Test("Labels become the classes that they make of them")
  func labels() throws {
    #expect(fixture.labels.count >= 5)
    for column in fixture.labels {
      let text = Array(column.text.utf8)
      let sorted = try CSVDataset<Float>(contentsOf: text, labels: "y")
      #expect(sorted.data.labels == column.sorted, "\(column.name)")
      #expect(sorted.classNames == column.sortedNames, "\(column.name)")
      let coming = try CSVDataset<Float>(
        contentsOf: text, labels: "y", classes: .inOrderOfAppearance)
      #expect(coming.data.labels == column.appearance, "\(column.name)")
      #expect(coming.classNames == column.appearanceNames, "\(column.name)")
    }
  }

  private static let hasPandas = Python.has("numpy, pandas")

  private func write<Scalar: RealScalar>(
    _ name: String, bits: (inout SeededGenerator) -> Scalar, bytes: (Scalar) -> [UInt8],
    to folder: TemporaryFolder
  ) throws {
    var generator = SeededGenerator(seed: 11)
    var values = (0..<6_000).map { _ in bits(&generator) }
    values[0..<6] = [-0.0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, 0.1]
    let matrix = Matrix(rows: 2_000, columns: 3, buffer: AlignedBuffer(values))
    try matrix.write(
      toCSV: folder.path("\(name).csv"),
      columnNames: ["first", "second, with a comma", "third \"quoted\""])
    try folder.write(values.flatMap(bytes), to: "\(name).bin")
  }

  @Test(
    "pandas and NumPy read our files bit for bit",
    .enabled(if: hasPandas, "Python 3 with pandas and NumPy is not at hand"))
  func readByThem() throws {
    let folder = try TemporaryFolder()
    try write(
      "float32", bits: { Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &$0)) },
      bytes: { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) } },
      to: folder)
    try write(
      "float64", bits: { Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &$0)) },
      bytes: { value in (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) } },
      to: folder)
    let (status, message) = try Python.run(
      [Python.script("CSV/check_written.py"), folder.path, "float32", "float64"])
    #expect(status == 0, "\(message)")
  }
}
