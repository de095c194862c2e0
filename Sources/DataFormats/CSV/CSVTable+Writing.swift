internal import ElementwiseKernels
public import LinearAlgebra

extension CSVTable {
  /// The table as the bytes of a CSV file.
  ///
  /// A header, if the columns have names, and a line for each row, with a line feed after each.
  /// Numbers are the shortest that read back as the same `Scalar`; others are `nan`, `inf` and
  /// `-inf`, which pandas and NumPy read. A name in quotes where it needs them. Where one of the names is
  /// a number, or all of them look like missing values, whoever reads the file has to say that it has a
  /// header (``CSVOptions/header``): it looks like a row of the table.
  ///
  /// - Parameter separator: The character between two fields.
  /// - Returns: The bytes, all of them ASCII but for those of the names.
  /// - Precondition: The separator is a character of ASCII that is no letter, digit, quote or line
  ///   break, and none of `+`, `-` and `.`. There are 2²⁰ columns at most, and no name has a zero byte or
  ///   takes more than 1 MiB, with the quotes that it needs.
  public func fileBytes(separator: Character = ",") -> [UInt8] {
    CSVText.bytes(of: values, columnNames: columnNames, separator: CSVOptions.byte(of: separator))
  }

  /// Writes the table to a CSV file, replacing it whole or not at all.
  ///
  /// NumPy reads back every bit with `np.loadtxt(path, delimiter=",", skiprows=1)`, pandas with
  /// `pd.read_csv(path)`, which needs `float_precision="round_trip"` before version 3.1; for `Float`
  /// both need `dtype="float32"`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - separator: The character between two fields.
  /// - Throws: ``DataFormatError`` when the file cannot be written.
  /// - Precondition: As for ``fileBytes(separator:)``.
  public func write(to path: String, separator: Character = ",") throws(DataFormatError) {
    try AtomicFile.write(fileBytes(separator: separator), to: path)
  }
}

extension Matrix where Scalar: RealScalar {
  /// Reads the numbers of a CSV file, as ``CSVTable`` does.
  ///
  /// ```swift
  /// let matrix = try Matrix<Float>(contentsOfCSV: "measurements.csv")
  /// ```
  /// - Parameters:
  ///   - path: The file.
  ///   - columns: The columns to read, in this order, or nil for all; the others may hold text.
  ///   - options: How to read it.
  /// - Throws: ``DataFormatError`` when the file cannot be read, or with a ``CSVFault`` that names
  ///   line, column and what stands there.
  public init(
    contentsOfCSV path: String, columns: [CSVColumn]? = nil, options: CSVOptions = CSVOptions()
  ) throws(DataFormatError) {
    self = try CSVTable<Scalar>(contentsOf: path, columns: columns, options: options).values
  }

  /// Writes the matrix to a CSV file, as ``CSVTable`` does, replacing it whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - columnNames: The header; none if there are no names.
  ///   - separator: The character between two fields.
  /// - Throws: ``DataFormatError`` when the file cannot be written.
  /// - Precondition: There are no names, or one for each column, and all is as for
  ///   ``CSVTable/fileBytes(separator:)``.
  public func write(
    toCSV path: String, columnNames: [String] = [], separator: Character = ","
  ) throws(DataFormatError) {
    try CSVTable(self, columnNames: columnNames).write(to: path, separator: separator)
  }
}

extension CSVText {
  static func requireNames(_ names: [String], for columns: Int) {
    require(
      names.isEmpty || names.count == columns,
      "\(names.count) names for \(columns) columns")
  }

  /// The text of a table.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  static func bytes<Scalar: RealScalar>(
    of values: Matrix<Scalar>, columnNames: [String], separator: UInt8
  ) -> [UInt8] {
    require(
      values.columns <= CSVFirstRow.fieldLimit,
      "\(values.columns) columns are more than the \(CSVFirstRow.fieldLimit) of a CSV file")
    var bytes: [UInt8] = []
    for (column, name) in columnNames.enumerated() {
      if column > 0 { bytes.append(separator) }
      let start = bytes.count
      append(name, to: &bytes, separator: separator)
      requireReadable(name, size: bytes.count - start)
    }
    if !columnNames.isEmpty { bytes.append(UInt8(ascii: "\n")) }
    let elements = values.span
    for row in 0..<values.rows {
      for column in 0..<values.columns {
        if column > 0 { bytes.append(separator) }
        bytes.append(contentsOf: shortest(elements[row * values.columns + column]).utf8)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Stops at a name that nobody could read again.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - size: How many bytes it takes in the file, with its quotes.
  private static func requireReadable(_ name: String, size: Int) {
    require(!name.utf8.contains(0), "a column's name has a zero byte: \(ShownText.quoted(name))")
    require(
      size <= CSVField.sizeLimit,
      "a column's name takes \(size) bytes, more than \(CSVField.sizeLimit): "
        + ShownText.quoted(name))
  }

  /// The shortest number that reads back as this one.
  private static func shortest<Scalar: RealScalar>(_ value: Scalar) -> String {
    switch Scalar.scalarKind {
    case .float32: Float(value).description
    case .float64: Double(value).description
    }
  }

  /// Adds a field of text, in quotes where it could be taken for something else without.
  private static func append(_ field: String, to bytes: inout [UInt8], separator: UInt8) {
    let special = [separator, UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    // By bytes, as the file is read: for Swift a space and an accent behind it are one character. In front
    // of the text a byte order mark would be taken for the file's.
    let spaces = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    let isPlain =
      !field.utf8.contains(where: special.contains) && !field.isEmpty
      && ![field.utf8.first, field.utf8.last].contains { $0.map(spaces.contains) ?? false }
      && field.unicodeScalars.first != "\u{FEFF}"
    guard !isPlain else { return bytes.append(contentsOf: field.utf8) }
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
