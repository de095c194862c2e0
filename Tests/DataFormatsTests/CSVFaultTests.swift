import DataFormats
import Foundation
import LinearAlgebra
import Testing

/// Bad CSV text: always an error that says line, column and what stands there.
@Suite("CSV faults")
struct CSVFaultTests {
  private func problem(
    _ bytes: [UInt8], columns: [CSVColumn]? = nil, options: CSVOptions = CSVOptions()
  ) -> DataFormatError.Problem? {
    do throws(DataFormatError) {
      _ = try CSVTable<Float>(contentsOf: bytes, name: "x", columns: columns, options: options)
      return nil
    } catch {
      #expect(error.file == "x")
      #expect(!error.description.contains("\n"))
      return error.problem
    }
  }

  private func fault(
    _ text: String, columns: [CSVColumn]? = nil, options: CSVOptions = CSVOptions()
  ) -> CSVFault? {
    fault(Array(text.utf8), columns: columns, options: options)
  }

  private func fault(
    _ bytes: [UInt8], columns: [CSVColumn]? = nil, options: CSVOptions = CSVOptions()
  ) -> CSVFault? {
    guard case .csv(let fault) = problem(bytes, columns: columns, options: options) else {
      return nil
    }
    return fault
  }

  private func place(_ line: Int, _ column: Int, _ name: String? = nil) -> CSVPlace {
    CSVPlace(line: line, column: column, name: name)
  }

  @Test("Nothing") func nothing() {
    for text in [
      "", "\n", "\r\n\r\n", "\u{FEFF}", "\u{FEFF}\n", String(repeating: "\n", count: 300_000),
    ] {
      #expect(fault(text) == .noText)
    }
    #expect(fault(Gzip.deflate([])) == .noText)
  }

  @Test("Rows of more or fewer fields, on the lines that an editor shows") func ragged() {
    #expect(fault("1,2\n3\n") == .raggedRow(line: 2, fields: 1, expected: 2))
    #expect(fault("1,2\n3,4,5,6") == .raggedRow(line: 2, fields: 4, expected: 2))
    #expect(fault("a,b\r\n\r\n1,2\r\n3,4,\r\n") == .raggedRow(line: 4, fields: 3, expected: 2))
    #expect(fault("\n\"a\nb\",c\n1,2\n3") == .raggedRow(line: 5, fields: 1, expected: 2))
    // The unquoted comma explains the text in the column of numbers.
    #expect(fault("a,b\n1,2\nx,y,3\n") == .raggedRow(line: 3, fields: 3, expected: 2))
    #expect(fault("a,b\n1,2\n1,x,3\n") == .raggedRow(line: 3, fields: 3, expected: 2))
  }

  @Test("Of a text that is too short for a row, the fault of its row is told") func shortRows() {
    let refused = CSVOptions(separator: ",", header: .present)
    let nan = CSVOptions(separator: ",", header: .present, missingValues: .nan)
    for options in [refused, nan] {
      func last(_ row: String) -> CSVFault? { fault("a,b,c\n\(row)", options: options) }
      #expect(last("1") == .raggedRow(line: 2, fields: 1, expected: 3))
      #expect(last("x\n") == .raggedRow(line: 2, fields: 1, expected: 3))
      #expect(last("1e9,") == .raggedRow(line: 2, fields: 2, expected: 3))
      #expect(last("\"1") == .unterminatedQuote(place(2, 1, "a")))
      #expect(last("x,,") == .notANumber(place(2, 1, "a"), found: "x"))
      #expect(last("1,2,3") == nil && last("\n1,2,3\r") == nil && last("\r\n\n") == nil)
      #expect(last("1,2,3\n4,5,6x") == .notANumber(place(3, 3, "c"), found: "6x"))
    }
    for row in [",,", ",,\r\n", ",x,", ",,9x"] {
      #expect(
        fault("a,b,c\n\(row)", options: refused) == .missingValue(place(2, 1, "a"), found: ""))
    }
    #expect(
      fault("a,b,c\n1,2,3\n4,,\n", options: refused) == .missingValue(place(3, 2, "b"), found: ""))
    #expect(fault("a,b,c\n,,", options: nan) == nil)
    // What is not read may be missing.
    #expect(fault("a,b,c\n,1,", columns: ["b"], options: refused) == nil)
    #expect(
      fault("a,b,c\n,,", columns: ["b"], options: refused)
        == .missingValue(place(2, 2, "b"), found: ""))
  }

  @Test("A row that is longer than what is read at once is read whole") func longRows() throws {
    let count = 150_000
    let header = Array(repeating: UInt8(ascii: ","), count: count - 1) + [UInt8(ascii: "\n")]
    let row = Array(repeatElement(Array("7,".utf8), count: count - 1).joined())
    let options = CSVOptions(separator: ",", header: .present)
    for text in [header + row + Array("8".utf8), header + row + Array("8\n".utf8)] {
      for bytes in [text, Gzip.deflate(text)] {
        let table = try CSVTable<Double>(contentsOf: bytes, options: options)
        #expect(table.values.rows == 1 && table.values.columns == count)
        #expect(table.values[0, 0] == 7 && table.values[0, count - 1] == 8)
      }
    }
    for text in [header + row, Gzip.deflate(header + row)] {
      #expect(
        fault(text, options: options) == .missingValue(place(2, count, ""), found: ""))
    }
    #expect(
      fault(header + row.dropLast(2), options: options)
        == .raggedRow(line: 2, fields: count - 1, expected: count))
  }

  @Test("Text among numbers, missing and infinite ones") func numbers() {
    #expect(fault("a,b\n1,two\n") == .notANumber(place(2, 2, "b"), found: "two"))
    #expect(fault("1,2\n3,4x") == .notANumber(place(2, 2), found: "4x"))
    #expect(fault("1,2\r3,1 2\r") == .notANumber(place(2, 2), found: "1 2"))
    #expect(fault("1;2\n3;4,5") == .notANumber(place(2, 2), found: "4,5"))
    #expect(fault("a,b\n\"1\n\",2\n3,x\n") == .notANumber(place(2, 1, "a"), found: "1\n"))
    #expect(fault("a,b\n1,2\n3,True\n") == .notANumber(place(3, 2, "b"), found: "True"))
    #expect(fault("a,b\n1,2\n3,0x1p3\n") == .notANumber(place(3, 2, "b"), found: "0x1p3"))
    #expect(fault("1,2\n3,\n") == .missingValue(place(2, 2), found: ""))
    #expect(fault("1,2\n NA ,4\n") == .missingValue(place(2, 1), found: "NA"))
    #expect(fault("1,2\n3,nan") == .missingValue(place(2, 2), found: "nan"))
    #expect(fault("1,1e999\n") == .outOfRange(place(1, 2), found: "1e999"))
    #expect(fault("1,-1e39\n") == .outOfRange(place(1, 2), found: "-1e39"))
    let long = fault("1\n" + String(repeating: "9", count: 5_000))
    #expect(long == .outOfRange(place(2, 1), found: String(repeating: "9", count: 200)))
  }

  @Test("The first fault of a row is told, once the row is known to be whole") func order() {
    #expect(fault("a,b\nx,\n") == .notANumber(place(2, 1, "a"), found: "x"))
    #expect(fault("a,b\n,x\n") == .missingValue(place(2, 1, "a"), found: ""))
    #expect(fault("a,b\nx,\"1") == .unterminatedQuote(place(2, 2, "b")))
  }

  @Test("Quotes that are not closed, or closed too soon") func quotes() {
    #expect(fault("a,b\n1,\"2\n3,4\n") == .unterminatedQuote(place(2, 2, "b")))
    #expect(fault("\"") == .unterminatedQuote(place(1, 1)))
    #expect(fault("a,\"\"\"") == .unterminatedQuote(place(1, 2)))
    let long = "a\n\"" + String(repeating: "1,2\n", count: 1 << 19)
    #expect(fault(long) == .fieldTooLong(place(2, 1, "a")))
    #expect(fault(long + "\"\n1\n") == .fieldTooLong(place(2, 1, "a")))
    #expect(fault("a,b\n\"1\"2,3\n") == .textAfterQuote(place(2, 1, "a"), found: "2"))
    #expect(fault("a,b\n\"1\" ,3\n") == .textAfterQuote(place(2, 1, "a"), found: " "))
    // A quote within a field is a character.
    #expect(fault("a,b\n1,2\"\n") == .notANumber(place(2, 2, "b"), found: "2\""))
  }

  @Test("Bytes that are no text, whether the column is read or not") func bytes() {
    let start = Array("a,b\n1,".utf8)
    for columns in [nil, ["a"]] as [[CSVColumn]?] {
      #expect(fault(start + [0x32, 0], columns: columns) == .zeroByte(place(2, 2, "b")))
      for bad: [UInt8] in [[0xFF], [0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] {
        #expect(fault(start + bad, columns: columns) == .invalidUTF8(place(2, 2, "b")))
      }
    }
    #expect(fault([0x61, 0xFF, 0x0A]) == .invalidUTF8(place(1, 1)))
    #expect(fault([0, 0, 0]) == .zeroByte(place(1, 1)))
    #expect(fault([0xFF, 0xFE, 0x31, 0]) == .otherEncoding(name: "UTF-16"))
    #expect(fault([0xFE, 0xFF, 0, 0x31]) == .otherEncoding(name: "UTF-16"))
    #expect(fault([0, 0, 0xFE, 0xFF]) == .otherEncoding(name: "UTF-32"))
    // It begins as UTF-16 does.
    #expect(fault([0xFF, 0xFE, 0, 0, 0x31, 0, 0, 0]) == .otherEncoding(name: "UTF-32"))
  }

  @Test("What is too long is refused and not held") func limits() {
    let long = "1\n" + String(repeating: "7", count: 1 << 20 + 1)
    #expect(fault(long + "\n") == .fieldTooLong(place(2, 1)))
    #expect(fault(long + String(repeating: "7", count: 2 << 20)) == .fieldTooLong(place(2, 1)))
    #expect(fault(String(repeating: ",", count: 1 << 20)) == .tooManyColumns(line: 1))
    let bomb = Gzip.deflate(Array(String(repeating: "1\n", count: 1 << 20).utf8))
    let limit = 1 << 20
    #expect(fault(bomb, options: CSVOptions(unpackedSizeLimit: limit)) == .tooLong(limit: limit))
    #expect(fault(bomb) == nil && problem(bomb) == nil)
    #expect(problem(bomb.dropLast()) == .gzipTruncated(unpacked: 2 << 20))
  }

  @Test("Columns that are not there, twice there, or asked for twice") func columns() {
    let text = "a,b,b\n1,2,3\n"
    let names = ["a", "b", "b"]
    #expect(fault(text, columns: ["c"]) == .noSuchColumn("c", names: names, count: 3))
    #expect(fault(text, columns: [0]) == .noSuchColumn(0, names: names, count: 3))
    #expect(fault(text, columns: [4]) == .noSuchColumn(4, names: names, count: 3))
    #expect(fault(text, columns: ["b"]) == .ambiguousColumn(name: "b", numbers: [2, 3]))
    #expect(fault(text, columns: ["a", 1]) == .repeatedColumn(number: 1))
    // Two ways to write an é are one name.
    let accents = "e\u{301},é\n1,2\n"
    #expect(fault(accents, columns: ["é"]) == .ambiguousColumn(name: "é", numbers: [1, 2]))
    #expect(fault("1,2", columns: ["a"]) == .noSuchColumn("a", names: [], count: 2))
  }

  @Test("Folders, pipes and devices are no files") func files() throws {
    let folder = try TemporaryFolder()
    func expect(_ problem: DataFormatError.Problem, _ path: String) {
      #expect(throws: DataFormatError(path, problem)) { try CSVTable<Float>(contentsOf: path) }
      #expect(throws: DataFormatError(path, problem)) {
        try CSVDataset<Float>(contentsOf: path, labels: .last)
      }
    }
    expect(.notAFile(kind: "folder"), folder.path)
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    expect(.notAFile(kind: "device, pipe or socket"), folder.path("pipe"))
    expect(.notAFile(kind: "device, pipe or socket"), "/dev/zero")
    expect(.unreadable(reason: "No such file or directory"), folder.path("none"))
    expect(.csv(.noText), try folder.write([], to: "empty"))
    let table = CSVTable<Float>([[1]])
    let path = folder.path("none/x")
    #expect(throws: DataFormatError(path, .unwritable(reason: "No such file or directory"))) {
      try table.write(to: path)
    }
  }

  @Test("A text cut or changed anywhere is read or refused, and never stops the program")
  func changes() {
    let text = Array(
      "\u{FEFF}name,x,\"y \"\"z\"\"\"\r\n\"a\nb\",-1.5e-3,.25\n'é',nan,\"7\"\r\r\nq,1e40,inf".utf8)
    for length in 0...text.count { _ = problem(Array(text[..<length])) }
    for position in text.indices {
      for byte in [0, 9, 10, 13, 34, 44, 45, 46, 48, 59, 101, 124, 0xC3, 0xFF] as [UInt8] {
        var changed = text
        changed[position] = byte
        _ = problem(changed)
        _ = problem(changed, columns: [2], options: CSVOptions(missingValues: .nan))
        _ = try? CSVDataset<Double>(contentsOf: changed, labels: 1)
        changed.insert(byte, at: position)
        _ = problem(changed, options: CSVOptions(missingValues: .nan, outOfRange: .infinity))
      }
    }
  }

  @Test("Each message is one clear line") func messages() {
    func message(_ fault: CSVFault) -> String { DataFormatError("a.csv", .csv(fault)).description }
    #expect(message(.noText) == "a.csv: is empty")
    #expect(
      message(.raggedRow(line: 7, fields: 1, expected: 3))
        == "a.csv: line 7: 1 field, and 3 in the first row")
    #expect(
      message(.notANumber(place(7, 3, "petal width"), found: "tw\"o\n"))
        == #"a.csv: line 7, column 3 ("petal width"): "tw\"o\n" is not a number"#)
    #expect(
      message(.missingValue(place(7, 3), found: ""))
        == "a.csv: line 7, column 3: the value is missing"
    )
    #expect(
      message(.missingValue(place(7, 3), found: "NA"))
        == #"a.csv: line 7, column 3: the value is missing ("NA")"#)
    #expect(
      message(.notANumber(place(1, 1), found: String(repeating: "x", count: 200)))
        == "a.csv: line 1, column 1: \"\(String(repeating: "x", count: 40))…\" is not a number")
    #expect(
      message(.noSuchColumn("c", names: ["a", "b"], count: 2))
        == #"a.csv: there is no column "c": there are "a", "b""#)
    #expect(
      message(.noSuchColumn(9, names: [], count: 2))
        == "a.csv: there is no column 9: there are 2, without names")
    #expect(
      message(.ambiguousColumn(name: "b", numbers: [2, 3]))
        == #"a.csv: the columns 2, 3 are all named "b""#)
    #expect(
      message(.singleClass(name: "cat", column: 2))
        == #"a.csv: column 2: every label is "cat", which leaves nothing to learn"#)
    #expect(
      message(.singleClass(name: "cat", column: 2, columnName: "kind"))
        == #"a.csv: column 2 ("kind"): every label is "cat", which leaves nothing to learn"#)
  }
}
