/// The beginning of a CSV text: its separator, its header, and where its data start.
struct CSVStart {
  let separator: UInt8
  /// The names in the header, or none.
  let names: TextList
  /// The number of fields in the first row.
  let columnCount: Int
  /// Where the data start in the window.
  let position: Int
  /// The line on which the data start.
  let line: Int

  /// Reads the first row and decides whether it is a header.
  init(_ text: inout CSVText, options: CSVOptions) throws(DataFormatError) {
    separator =
      options.separatorByte ?? CSVSeparator.find(in: text.bytes.span, isLast: text.isAtEnd)
    var line = 1
    var start = 0
    try text.skipEmptyLines(from: &start, line: &line)
    guard start < text.bytes.count else { throw DataFormatError(text.name, .csv(.noText)) }

    let missing = CSVMissingWords(options.missingWords)
    var row: CSVFirstRow?
    repeat {
      do throws(CSVFault) {
        row = try CSVFirstRow(
          text.bytes.span, at: start, line: line, separator, missing, isLast: text.isAtEnd)
      } catch {
        throw DataFormatError(text.name, .csv(error))
      }
      if row == nil {
        try text.advance(to: start)
        start = 0
      }
    } while row == nil
    guard let row else { fatalError("the first row was not read") }

    let isHeader =
      switch options.header {
      case .present: true
      case .absent: false
      case .automatic: row.numbers == 0 && row.words > 0
      }
    columnCount = row.fields
    if isHeader {
      do throws(CSVFault) {
        try Self.checkHeader(size: row.end - start, line: line)
      } catch {
        throw DataFormatError(text.name, .csv(error))
      }
    }
    names = isHeader ? row.names(in: text.bytes.span, at: start, separator) : TextList()
    position = isHeader ? row.end : start
    self.line = isHeader ? line + row.lineBreaks + 1 : line
  }

  /// The most rows of a single field that stand above a table.
  private static let longestTitle = 8

  /// That the first row has a single field, and one soon after it has several: there a title stands above the
  /// table, which explains what else is wrong with the columns.
  ///
  /// Nil where that is not so, or does not show in the window.
  func faultOfTitle(
    in bytes: Span<UInt8>, isLast: Bool, _ missing: CSVMissingWords
  ) -> CSVFault? {
    guard columnCount == 1 else { return nil }
    var position = position
    var line = line
    // The first row is there once more where it is no header.
    for _ in 0...Self.longestTitle {
      while position < bytes.count, CSVLineBreak.isPart(bytes[position]) {
        guard let next = CSVLineBreak.end(bytes, at: position, isLast: isLast) else { return nil }
        position = next
        line += 1
      }
      guard position < bytes.count,
        let row = try? CSVFirstRow(
          bytes, at: position, line: line, separator, missing, isLast: isLast)
      else { return nil }
      guard row.fields == 1 else {
        return .raggedRow(line: line, fields: row.fields, expected: 1)
      }
      (position, line) = (row.end, line + row.lineBreaks + 1)
    }
    return nil
  }

  /// Refuses a header that the list of its names does not hold.
  static func checkHeader(size: Int, line: Int) throws(CSVFault) {
    guard size <= TextList.largestSize else { throw .headerTooLong(line: line) }
  }
}

/// What the first row consists of.
struct CSVFirstRow {
  var fields = 0
  /// The fields that are numbers.
  var numbers = 0
  /// The fields that are neither numbers nor missing values.
  var words = 0
  /// The line breaks within fields.
  var lineBreaks = 0
  /// Where the next row begins.
  var end: Int

  /// The most fields in a row.
  static let fieldLimit = 1 << 20

  /// Reads the row at `start`; nil where the window ends before the row does.
  init?(
    _ bytes: Span<UInt8>, at start: Int, line: Int, _ separator: UInt8, _ missing: CSVMissingWords,
    isLast: Bool
  ) throws(CSVFault) {
    end = start
    var endsRow = false
    while !endsRow {
      let place = CSVPlace(line: line + lineBreaks, column: fields + 1)
      let field: CSVField
      do throws(CSVField.Obstacle) {
        field = try CSVField(bytes, at: end, separator: separator, isLast: isLast)
      } catch .endOfWindow {
        return nil
      } catch {
        throw error.fault(at: place, in: bytes)
      }
      try field.check(in: bytes, at: place)
      let range = field.trimmed(in: bytes)
      let number = DecimalText(bytes, from: range.lowerBound, to: range.upperBound)
      if number.digitCount > 0 && number.end == range.upperBound {
        numbers += 1
      } else if !missing.contains(bytes, in: range) {
        switch CSVWord(bytes, in: range) {
        case .infinity: numbers += 1
        case .notANumber: break
        case nil: words += 1
        }
      }
      fields += 1
      guard fields <= Self.fieldLimit else { throw .tooManyColumns(line: line) }
      lineBreaks += field.lineBreaks
      end = field.next
      endsRow = field.endsRow
    }
  }

  /// The fields as text, without spaces around them.
  func names(in bytes: Span<UInt8>, at start: Int, _ separator: UInt8) -> TextList {
    var names = TextList()
    names.reserve(fields, bytes: end - start)
    var position = start
    while names.count < fields {
      do throws(CSVField.Obstacle) {
        var field = try CSVField(bytes, at: position, separator: separator, isLast: true)
        position = field.next
        if !field.isQuoted { field.content = field.trimmed(in: bytes) }
        names.append(field.text(in: bytes))
      } catch {
        fatalError("the first row cannot be read again: \(error)")
      }
    }
    return names
  }
}

extension CSVText {
  /// Moves behind the empty lines at a position, and the window with it.
  fileprivate mutating func skipEmptyLines(
    from position: inout Int, line: inout Int
  ) throws(DataFormatError) {
    while true {
      while position < bytes.count, CSVLineBreak.isPart(bytes[position]) {
        guard let next = CSVLineBreak.end(bytes.span, at: position, isLast: isAtEnd) else { break }
        position = next
        line += 1
      }
      // A carriage return may be left, whose line feed is in the next block.
      guard !isAtEnd, position == bytes.count || CSVLineBreak.isPart(bytes[position]) else {
        return
      }
      try advance(to: position)
      position = 0
    }
  }
}

/// The end of a line: a line feed, a carriage return, or both.
enum CSVLineBreak {
  /// Whether a line may end with this byte.
  @inline(__always)
  static func isPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// The position behind the line break that begins here, or nil where the window ends too early.
  @inline(__always)
  static func end(_ bytes: Span<UInt8>, at position: Int, isLast: Bool) -> Int? {
    if bytes[position] == UInt8(ascii: "\n") { return position + 1 }
    guard position + 1 < bytes.count else { return isLast ? position + 1 : nil }
    return position + (bytes[position + 1] == UInt8(ascii: "\n") ? 2 : 1)
  }
}
