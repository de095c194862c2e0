import DataFormats
import LinearAlgebra
import Testing

@Suite("CSV")
struct CSVTableTests {
  private func rows<Scalar: RealScalar>(
    _ text: String, columns: [CSVColumn]? = nil, options: CSVOptions = CSVOptions(),
    as type: Scalar.Type = Double.self
  ) throws -> [[Scalar]] {
    let table = try CSVTable<Scalar>(
      contentsOf: Array(text.utf8), columns: columns, options: options)
    return (0..<table.values.rows).map { row in
      (0..<table.values.columns).map { table.values[row, $0] }
    }
  }

  private func names(_ text: String, options: CSVOptions = CSVOptions()) throws -> [String] {
    try CSVTable<Double>(contentsOf: Array(text.utf8), options: options).columnNames
  }

  @Test("Lines end with LF, CRLF, CR, any mixture, or the file")
  func lineBreaks() throws {
    for text in [
      "1,2\n3,4\n", "1,2\n3,4", "1,2\r\n3,4\r\n", "1,2\r3,4\r", "1,2\r3,4", "1,2\r\n3,4\n",
      "\n\n1,2\n\r\n\r3,4\n\n", "\u{FEFF}1,2\n3,4", "\u{FEFF}\r\n1,2\r\n\r\n3,4\r\n\r\n",
      " 1 ,\t2\n 3, 4 ", "\"1\",\"2\"\n\"3\",\"4\"", "\"1\",2\r\n3,\"4\"\r\n",
      "+1,2.0\n3e0,.4E+1",
    ] {
      #expect(try rows(text) == [[1, 2], [3, 4]], "\(text.debugDescription)")
      #expect(try rows(text, as: Float.self) == [[1, 2], [3, 4]], "\(text.debugDescription)")
      #expect(try names(text) == [])
    }
    #expect(try rows("7") == [[7]])
    #expect(try rows("7\n8\n") == [[7], [8]])
  }

  @Test("Separators are found, or taken as given")
  func separators() throws {
    for separator in [",", ";", "\t", "|"] {
      #expect(try rows("1\(separator)2\n3\(separator)4\n") == [[1, 2], [3, 4]])
      let header = "a\(separator)\"b,;\t| c\"\n1\(separator)2"
      #expect(try rows(header) == [[1, 2]])
      #expect(try names(header) == ["a", "b,;\t| c"])
    }
    // The comma is in the header too, but not in every line.
    #expect(try names("width, cm;height, cm\n1;2\n") == ["width, cm", "height, cm"])
    // A title has none.
    for separator in [",", ";", "\t", "|"] {
      let error = #expect(throws: DataFormatError.self) {
        try rows("Flowers of 1936\n1\(separator)2\n")
      }
      #expect(error?.description.contains("line 2: 2 fields, and 1 in the first row") == true)
    }
    #expect(try names("width, cm\n") == ["width", "cm"])
    #expect(try rows("1 2\n3 4", options: CSVOptions(separator: " ")) == [[1, 2], [3, 4]])
    #expect(try rows("1;2", columns: [2], options: CSVOptions(separator: ";")) == [[2]])
  }

  @Test("A first line without a number is a header")
  func headers() throws {
    #expect(try names("a,b\n1,2\n") == ["a", "b"])
    #expect(try names(" a ,\" b \"\r\n1,2\n") == ["a", " b "])
    #expect(try names("\"a\"\"b\",\"c\nd\"\n1,2\n") == ["a\"b", "c\nd"])
    #expect(try names(",b\n1,2\n") == ["", "b"])
    #expect(try names("2019,2020\n1,2\n") == [])
    #expect(
      try names("2019,2020\n1,2\n", options: CSVOptions(header: .present)) == ["2019", "2020"])
    #expect(try rows("a,b\n") == [])
    var options = CSVOptions(missingValues: .nan)
    #expect(try rows("NA,nan\n1,2\n", options: options).count == 2)
    #expect(try rows("inf,-Infinity\n1,2\n")[0] == [.infinity, -.infinity])
    options.header = .present
    #expect(try rows("NA,nan\n1,2\n", options: options) == [[1, 2]])
  }

  @Test("Missing values become NaN where that is asked for")
  func missing() throws {
    let options = CSVOptions(missingValues: .nan)
    for word in CSVOptions.pandasMissingWords.union(["\"\"", " NA ", "NAN", "-nan", "\"nan\""]) {
      let read = try rows("1,\(word),3\n\(word),5,\(word)", options: options)
      #expect(read[0][0] == 1 && read[0][1].isNaN && read[0][2] == 3, "\(word)")
      #expect(read[1][0].isNaN && read[1][1] == 5 && read[1][2].isNaN, "\(word)")
    }
    let own = CSVOptions(missingValues: .nan, missingWords: ["?"])
    #expect(try rows("?,2", options: own)[0][0].isNaN)
    #expect(throws: DataFormatError.self) { try rows("NA,2", options: own) }
  }

  @Test("Numbers out of range become infinite where that is asked for")
  func outOfRange() throws {
    let options = CSVOptions(outOfRange: .infinity)
    #expect(try rows("1e999,-1e999", options: options) == [[.infinity, -.infinity]])
    #expect(try rows("1e39,-1e39", options: options, as: Float.self) == [[.infinity, -.infinity]])
    #expect(try rows("1e39,1e-999") == [[1e39, 0]])
  }

  @Test("Columns are chosen by name and number, in any order; the others may be text")
  func columns() throws {
    let text = "name,x,y\nAda,1,2\n\"Bo, Cy\",3,4\n"
    #expect(try rows(text, columns: ["y", "x"]) == [[2, 1], [4, 3]])
    #expect(try rows(text, columns: [2]) == [[1], [3]])
    #expect(try rows(text, columns: [.last]) == [[2], [4]])
    let table = try CSVTable<Float>(contentsOf: Array(text.utf8), columns: ["y", 2])
    #expect(table.columnNames == ["y", "x"])
    #expect(table.column("x") == [1, 3])
    #expect(table.column("name") == nil)
  }

  @Test("Float is rounded once, not by way of Double")
  func roundedOnce() throws {
    // Just above the middle of two neighbours; as Double, it is the middle, which goes to the even.
    let text = "1.00000017881393432617187499,1.00000005960464477540"
    #expect(try rows(text, as: Float.self) == [[1.0000001, 1.0000001]])
    #expect(Float(Double("1.00000005960464477540") ?? 0) == 1)
  }

  @Test("Whatever lies across the border of two blocks is whole")
  func blocks() throws {
    let block = 128 << 10
    for end in ["\n", "\r\n", "\r"] {
      let tail = "\"7\"\"8\n\",-1.25e1,\"a\r\nb\"\(end)\"x\",2,y\(end)"
      // The header makes the tail begin so many bytes before the border.
      for distance in 0..<24 {
        let lead = block - distance - "a,b,c\n".utf8.count - end.utf8.count
        let line = "z,1,\(String(repeating: "q", count: lead - 4))\(end)"
        let text = "a,b,c\n\(line)\(tail)"
        let values = try rows(text, columns: ["b"])
        #expect(values == [[1], [-12.5], [2]], "\(distance) \(end.debugDescription)")
      }
    }
  }

  @Test("Many rows of unequal length, in several blocks and rooms")
  func manyRows() throws {
    var text = "a;b\n"
    var expected: [[Double]] = []
    for row in 0..<120_000 {
      // Short rows first, so that the room that is made for them is too much or too little.
      let value = row < 60_000 ? Double(row % 10) : Double(row) / 7
      let other = row < 100_000 ? -value : 1
      text += "\(value);\(other)\n"
      expected.append([value, other])
    }
    #expect(try rows(text) == expected)
    #expect(try rows(String(text.dropLast())) == expected)
    let packed = Gzip.deflate(Array(text.utf8))
    let table = try CSVTable<Double>(contentsOf: packed)
    #expect(table.values == Matrix(expected))
    #expect(table.columnNames == ["a", "b"])
  }

  @Test("A first row longer than a block")
  func wideRow() throws {
    let count = 60_000
    let header = (0..<count).map { "c\($0)" }.joined(separator: ",")
    let line = (0..<count).map { "\($0)" }.joined(separator: ",")
    let table = try CSVTable<Float>(contentsOf: Array("\(header)\n\(line)\n".utf8))
    #expect(table.columnNames.last == "c59999")
    #expect(Array(table.values.span) == (0..<count).map { Float($0) })
    #expect(try CSVTable<Float>(contentsOf: Array(line.utf8)).values.columns == count)
  }
}
