import DataFormats
import LinearAlgebra
import Testing

@Suite("CSV writing")
struct CSVWritingTests {
  @Test("The text of a table")
  func text() {
    let table = CSVTable<Double>(
      [[1, -0.5, 1e-7], [.infinity, -.infinity, .nan]], columnNames: ["a", "b \"c\", d", ""])
    #expect(
      String(decoding: table.fileBytes(), as: UTF8.self) == """
        a,"b ""c"", d",""
        1.0,-0.5,1e-07
        inf,-inf,nan

        """)
    let float = CSVTable<Float>([[0.1, 16_777_216]])
    #expect(
      String(decoding: float.fileBytes(separator: "\t"), as: UTF8.self) == "0.1\t16777216.0\n")
    #expect(CSVTable<Float>(Matrix(rows: 0, columns: 0)).fileBytes() == [])
  }

  private func checkBits<Scalar: RealScalar>(_ values: [Scalar], columns: Int) throws {
    let matrix = Matrix(
      rows: values.count / columns, columns: columns, buffer: AlignedBuffer(values))
    let names = (0..<columns).map { "a,\n\"\($0)\"" }
    let folder = try TemporaryFolder()
    try matrix.write(toCSV: folder.path("m"), columnNames: names, separator: ";")
    let table = try CSVTable<Scalar>(contentsOf: folder.path("m"))
    #expect(table.columnNames == names)
    // Bit for bit: -0.0 is not 0.0.
    #expect(
      Array(table.values.span).map { "\($0)" } == values.map { "\($0)" })
    #expect(table.values == matrix)
    try matrix.write(toCSV: folder.path("bare"))
    #expect(try Matrix<Scalar>(contentsOfCSV: folder.path("bare")) == matrix)
  }

  @Test("Every name comes back, whatever stands around it")
  func names() throws {
    let names = [
      "\ta", "a\t", " a", "a ", "a \u{301}", " \u{301}a", "\u{FEFF}a", "a\u{FEFF}", "\t", " ", "\r",
      "é",
    ]
    for name in names {
      // Without a word in it, the first row is no header.
      for other in ["\t", " "].contains(name) ? ["b"] : [name, "b"] {
        let table = CSVTable<Float>([[1, 2]], columnNames: [name, other])
        let read = try CSVTable<Float>(contentsOf: table.fileBytes())
        #expect(
          read.columnNames.map { Array($0.utf8) } == [name, other].map { Array($0.utf8) }, "\(name)"
        )
        #expect(read.values == table.values)
      }
    }
    // As the documentation says.
    let numbers = CSVTable<Float>([[1, 2]], columnNames: ["3", "4"])
    let options = CSVOptions(header: .present)
    #expect(
      try CSVTable<Float>(contentsOf: numbers.fileBytes(), options: options).columnNames == [
        "3", "4",
      ])
  }

  @Test("The longest names come back, with quotes and without")
  func longestNames() throws {
    let names = [
      String(repeating: "x", count: 1 << 20), "," + String(repeating: "x", count: 1 << 20 - 3),
    ]
    let table = CSVTable<Float>([[1, 2]], columnNames: names)
    #expect(try CSVTable<Float>(contentsOf: table.fileBytes()) == table)
  }

  @Test("Every number comes back, bit for bit")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 8)
    let floats = (0..<30_000).map { _ in
      Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &generator))
    }
    try checkBits(
      floats.filter { $0.isFinite }.prefix(29_000) + [-0.0, .leastNonzeroMagnitude], columns: 2)
    let doubles = (0..<30_000).map { _ in
      Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
    }
    try checkBits(
      doubles.filter { $0.isFinite }.prefix(29_000) + [-0.0, .greatestFiniteMagnitude], columns: 1)
  }
}
