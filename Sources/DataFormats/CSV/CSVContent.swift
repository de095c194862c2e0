internal import ElementwiseKernels
internal import LinearAlgebra

/// What a CSV file holds, once it is read: numbers row by row, and labels.
struct CSVContent<Scalar: RealScalar> {
  let names: TextList
  private(set) var values: Matrix<Scalar>
  let labels: CSVLabelColumn

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - options: How to read it.
  ///   - classes: The labels that there may be, or nil for any.
  ///   - refusesInfinity: Whether infinite numbers are an error, whatever the options say.
  ///   - choose: What the columns are read for, from their names and their number.
  /// - Throws: ``DataFormatError``.
  init(
    _ source: ByteSource, options: CSVOptions, classes: [String]? = nil,
    refusesInfinity: Bool = false,
    choose: (_ names: TextList, _ count: Int) throws(CSVFault) -> CSVRoles
  ) throws(DataFormatError) {
    var text = try CSVText(source, limit: options.unpackedSizeLimit)
    let start = try CSVStart(&text, options: options)
    let roles: CSVRoles
    do throws(CSVFault) {
      roles = try choose(start.names, start.columnCount)
    } catch {
      let fault = start.faultOfTitle(
        in: text.bytes.span, isLast: text.isAtEnd, CSVMissingWords(options.missingWords))
      throw DataFormatError(source.name, .csv(fault ?? error))
    }
    // The rows own the roles alone then, and change them without a copy.
    var rows = CSVRows<Scalar>(
      start, roles: consume roles, options: options, classes: classes,
      refusesInfinity: refusesInfinity)
    var buffer = AlignedBuffer<Scalar>(unwritten: 0)
    var pause: CSVRows<Scalar>.Pause
    repeat {
      do throws(CSVFault) {
        var values = buffer.mutableSpan
        pause = try rows.read(text.bytes.span, isLast: text.isAtEnd, into: &values)
      } catch {
        throw DataFormatError(source.name, .csv(error))
      }
      switch pause {
      case .window:
        try text.advance(to: rows.position)
        rows.position = 0
      case .room:
        // A header may have names for more numbers than the text has bytes.
        while !text.isAtEnd, !rows.canHoldRow(text) {
          try text.advance(to: rows.position)
          rows.position = 0
        }
        if rows.canHoldRow(text) {
          Self.enlarge(&buffer, for: &rows, in: text)
        } else {
          rows.keepNoNumbers()
        }
      case .end: break
      }
    } while pause != .end
    names = start.names
    labels = rows.labels.column
    values = Matrix(
      rows: rows.rowCount, columns: rows.roles.width, buffer: Self.cut(buffer, to: rows.rowStart))
  }

  /// Takes the last columns out of the values, which stay where they are in memory.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func removeLastColumns(_ count: Int) -> Matrix<Scalar> {
    let (rows, width) = values.shape
    let kept = width - count
    let last = values[columns: kept..<width]
    var buffer = values.buffer
    // Or there would be two owners, and a copy.
    values = Matrix(rows: 0, columns: kept)
    var span = buffer.mutableSpan
    for row in 0..<rows {
      for column in 0..<kept { span[row * kept + column] = span[row * width + column] }
    }
    values = Matrix(rows: rows, columns: kept, buffer: Self.cut(buffer, to: rows * kept))
    return last
  }

  /// Makes room for the rows that are to be expected, and for one at least; for no more than the rest of
  /// the text can hold.
  ///
  /// While the numbers move there are the old room and the new one. Where the text is so dense that the rest of
  /// it may be a third more rows at most, there is room for all of them at once.
  private static func enlarge(
    _ buffer: inout AlignedBuffer<Scalar>, for rows: inout CSVRows<Scalar>, in text: CSVText
  ) {
    let windowRest = text.bytes.count - rows.position
    let rest = windowRest + text.expectedRest
    // The rows so far and those in the window tell how long a row is.
    let lines = text.bytes[rows.position...].count { $0 == UInt8(ascii: "\n") } + 1
    let known = rows.rowCount + lines
    let rowSize = Double(text.readCount) / Double(known)
    let expected = max(Int(1.02 * Double(rest) / rowSize) + 16, lines)
    let most = max(1, (rest + 1) / rows.leastRowSize)
    let count = rows.rowCount + (expected >= most / 4 * 3 ? most : expected)
    if rows.roles.readsLabels { rows.labels.reserve(count) }
    var larger = AlignedBuffer<Scalar>(unwritten: count * rows.roles.width)
    var span = larger.mutableSpan
    var start = span.slice(0..<rows.rowStart)
    copyScalars(from: buffer.span.extracting(0..<rows.rowStart), to: &start)
    buffer = larger
  }

  /// The first numbers of a buffer, in its memory if half of it is used.
  ///
  /// What has never been written to takes no page. Where columns were taken out, the memory that stays may be
  /// twice that of the numbers; a copy would take as much before it is less.
  private static func cut(_ buffer: AlignedBuffer<Scalar>, to count: Int) -> AlignedBuffer<Scalar> {
    count >= buffer.count / 2
      ? AlignedBuffer(first: count, of: buffer)
      : AlignedBuffer(copying: buffer.span.extracting(0..<count))
  }
}
