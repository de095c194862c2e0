internal import ElementwiseKernels
internal import LinearAlgebra

/// Reads the rows of a CSV text, window by window, into a buffer of numbers.
///
/// A field that is a plain number between separators, as nearly all are, is read in one pass over its
/// bytes. Any other is cut out first and looked at then (`CSVRows+Fields.swift`).
struct CSVRows<Scalar: RealScalar> {
  let separator: UInt8
  private(set) var roles: CSVRoles
  let names: TextList
  let options: CSVOptions
  let missing: CSVMissingWords
  let refusesInfinity: Bool
  /// Whether the labels are to be among those that are known at the start.
  let knowsClasses: Bool
  let rounding = DecimalRounding<Scalar>()

  /// Where reading goes on in the window.
  var position: Int
  /// The current line, and that on which the row began.
  var line: Int
  var rowLine: Int
  /// The fields read of the current row.
  var column = 0
  /// The complete rows.
  var rowCount = 0
  var labels: CSVLabels
  /// What is wrong with the current row, unless it has too many or too few fields.
  var fault: CSVFault?

  /// Why reading pauses.
  enum Pause {
    /// The window ends within a field.
    case window
    /// There is no room for another row of numbers.
    case room
    /// The text is at its end.
    case end
  }

  init(
    _ start: CSVStart, roles: CSVRoles, options: CSVOptions, classes: [String]?,
    refusesInfinity: Bool
  ) {
    separator = start.separator
    names = start.names
    position = start.position
    line = start.line
    rowLine = start.line
    self.roles = roles
    self.options = options
    missing = CSVMissingWords(options.missingWords)
    self.refusesInfinity = refusesInfinity
    knowsClasses = classes != nil
    labels = CSVLabels(classes ?? [])
  }

  /// The position of the current row in the buffer.
  var rowStart: Int { rowCount * roles.width }

  /// The least bytes of a row with its line break, which the last of the text may lack.
  var leastRowSize: Int { roles.leastRowSize(options.missingValues) }

  /// Whether a text as long as the rest of this one can hold a row.
  func canHoldRow(_ text: CSVText) -> Bool { leastRowSize <= text.bytes.count - position + 1 }

  /// Goes on without room for numbers, to find what is wrong with the next row.
  mutating func keepNoNumbers() { roles.keepNoNumbers() }

  /// Reads until the window, the room or the text ends.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func read(
    _ bytes: Span<UInt8>, isLast: Bool, into values: inout MutableSpan<Scalar>
  ) throws(CSVFault) -> Pause {
    while true {
      if column == 0, let pause = beginRow(bytes, isLast: isLast, room: values.count) {
        return pause
      }
      if readNumbers(bytes, into: &values) { continue }
      let field: CSVField
      do throws(CSVField.Obstacle) {
        field = try CSVField(bytes, at: position, separator: separator, isLast: isLast)
      } catch .endOfWindow {
        return .window
      } catch {
        throw error.fault(at: place, in: bytes)
      }
      try take(field, in: bytes, into: &values)
    }
  }

  /// Skips empty lines, and tells why no row can be begun.
  @inline(__always)
  private mutating func beginRow(_ bytes: Span<UInt8>, isLast: Bool, room: Int) -> Pause? {
    while true {
      guard position < bytes.count else { return isLast ? .end : .window }
      guard CSVLineBreak.isPart(bytes[position]) else { break }
      guard let next = CSVLineBreak.end(bytes, at: position, isLast: isLast) else { return .window }
      position = next
      line += 1
    }
    rowLine = line
    return roles.width > room - rowStart ? .room : nil
  }

  /// Reads plain numbers up to the end of the row, or up to a field that is none; tells whether the
  /// row has ended.
  @inline(__always)
  private mutating func readNumbers(
    _ bytes: Span<UInt8>, into values: inout MutableSpan<Scalar>
  ) -> Bool {
    if fault != nil { return false }
    let allPlaces = roles.places
    let places = allPlaces.span
    let rowStart = rowStart
    let separator = separator
    var position = position
    var column = column
    defer {
      self.position = position
      self.column = column
    }
    while column < places.count, places[column] >= 0 {
      let number = DecimalText(bytes, from: position, to: bytes.count)
      guard number.digitCount > 0, number.end < bytes.count else { return false }
      var end = number.end
      var byte = bytes[end]
      if byte == UInt8(ascii: "\r"), end + 1 < bytes.count {
        end += 1
        byte = bytes[end]
      }
      let endsRow = byte == UInt8(ascii: "\n") && column + 1 == places.count
      guard endsRow || byte == separator && end == number.end else { return false }
      let value = rounding.nearest(to: number, in: bytes, from: position)
      guard value.isFinite else { return false }
      values[rowStart + Int(places[column])] = value
      position = end + 1
      if endsRow {
        column = 0
        line += 1
        rowCount += 1
        return true
      }
      column += 1
    }
    return false
  }
}
