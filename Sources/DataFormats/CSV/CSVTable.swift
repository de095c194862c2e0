public import LinearAlgebra

/// A table of numbers as a CSV file holds it, with the names of its columns.
///
/// ```swift
/// let table = try CSVTable<Float>(contentsOf: "weather.csv")
/// table.columnNames                // ["temperature", "pressure"]
/// table.values                     // one row for each line: 365×2
/// table.column("pressure")         // a column as an array, or nil where there is none
/// ```
///
/// Files are read as RFC 4180 has them, in UTF-8, plain or packed with gzip, block by block:
///
/// - Fields may stand in quotes, with two quotes for one, and hold separators and line breaks then.
/// - Lines end with LF, CRLF or CR, in any mixture; empty ones are skipped.
/// - The separator and whether there is a header are found, unless ``CSVOptions`` say.
/// - Numbers have a point and no locale: `-1.5`, `.5`, `1e-3`, `inf`. Each is rounded once, to the
///   nearest number of type `Scalar`. Spaces around it do not count.
/// - A row of more or fewer fields than the first one is an error, and so is text among numbers.
public struct CSVTable<Scalar: RealScalar>: Equatable, Sendable {
  /// The numbers: one row for each row of the file, one column for each that was asked for.
  public let values: Matrix<Scalar>
  /// The names of the columns, or none where the file has no header.
  ///
  /// - Complexity: O(columns); each is made when it is asked for.
  public var columnNames: [String] { names.strings }

  private let names: TextList

  /// Creates a table.
  ///
  /// - Precondition: There are no names, or as many as `values` has columns.
  public init(_ values: Matrix<Scalar>, columnNames: [String] = []) {
    CSVText.requireNames(columnNames, for: values.columns)
    self.values = values
    names = TextList(columnNames)
  }

  /// Reads a CSV file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - columns: The columns to read, in this order, or nil for all; the others may hold text.
  ///   - options: How to read it.
  /// - Throws: ``DataFormatError`` when the file cannot be read, or with a ``CSVFault`` that names
  ///   line, column and what stands there.
  /// - Complexity: O(n) in the size of the file. Besides the result, it holds some 100 kB of text.
  public init(
    contentsOf path: String, columns: [CSVColumn]? = nil, options: CSVOptions = CSVOptions()
  ) throws(DataFormatError) {
    try self.init(ByteSource(contentsOf: path), columns: columns, options: options)
  }

  /// Reads the bytes of a CSV file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What to call the data in an error.
  ///   - columns: The columns to read, in this order, or nil for all; the others may hold text.
  ///   - options: How to read it.
  /// - Throws: ``DataFormatError`` with a ``CSVFault`` that names line, column and what stands there.
  public init(
    contentsOf bytes: [UInt8], name: String = "CSV data", columns: [CSVColumn]? = nil,
    options: CSVOptions = CSVOptions()
  ) throws(DataFormatError) {
    try self.init(ByteSource(bytes: bytes, name: name), columns: columns, options: options)
  }

  private init(
    _ source: ByteSource, columns: [CSVColumn]?, options: CSVOptions
  ) throws(DataFormatError) {
    var chosen: [Int]?
    let content = try CSVContent<Scalar>(source, options: options) {
      (names, count) throws(CSVFault) in
      guard let columns else { return CSVRoles(columnCount: count) }
      let positions = try CSVColumn.positions(of: columns, among: names, count: count)
      chosen = positions
      return try CSVRoles(columnCount: count, numbers: positions)
    }
    values = content.values
    if let chosen, !content.names.isEmpty {
      names = content.names.selecting(chosen)
    } else {
      names = content.names
    }
  }

  /// The numbers in a column, or nil where none or several have this name.
  ///
  /// - Complexity: O(rows + columns). Many columns of a wide table are chosen in one pass over the names
  ///   by ``init(contentsOf:columns:options:)``.
  public func column(_ name: String) -> [Scalar]? {
    let columns = names.places(of: name, limit: 2)
    guard let column = columns.first, columns.count == 1 else { return nil }
    return (0..<values.rows).map { values[$0, column] }
  }
}
