internal import LinearAlgebra

extension CSVRows {
  /// Where the current field stands.
  var place: CSVPlace {
    CSVPlace(line: line, column: column + 1, name: column < names.count ? names[column] : nil)
  }

  /// Takes a field of any kind, and ends the row with its last one.
  @inline(never)
  mutating func take(
    _ field: CSVField, in bytes: Span<UInt8>, into values: inout MutableSpan<Scalar>
  ) throws(CSVFault) {
    try field.check(in: bytes, at: place)
    let role = column < roles.places.count && fault == nil ? roles.places[column] : CSVRoles.ignored
    if role >= 0 {
      do throws(CSVFault) {
        values[rowStart + Int(role)] = try number(in: field, of: bytes)
      } catch {
        fault = error
      }
    } else if role == CSVRoles.checked {
      do throws(CSVFault) {
        _ = try number(in: field, of: bytes)
      } catch {
        fault = error
      }
    } else if role == CSVRoles.label {
      do throws(CSVFault) {
        try takeLabel(field, in: bytes)
      } catch {
        fault = error
      }
    }
    line += field.lineBreaks
    column += 1
    position = field.next
    if field.endsRow { try endRow() }
  }

  /// Ends the row.
  ///
  /// That it has more or fewer fields than the first one explains what else is wrong with it.
  private mutating func endRow() throws(CSVFault) {
    guard column == roles.places.count else {
      throw .raggedRow(line: rowLine, fields: column, expected: roles.places.count)
    }
    if let fault { throw fault }
    column = 0
    line += 1
    rowCount += 1
  }

  /// The number in a field, or what the options make of it.
  private func number(in field: CSVField, of bytes: Span<UInt8>) throws(CSVFault) -> Scalar {
    let range = field.trimmed(in: bytes)
    switch CSVNumber(bytes, in: range, rounding: rounding) {
    case .finite(let value):
      return value
    case .outOfRange(let isNegative):
      guard options.outOfRange == .infinity, !refusesInfinity else {
        throw .outOfRange(place, found: field.excerpt(in: bytes))
      }
      return isNegative ? -.infinity : .infinity
    case .infinite(let isNegative):
      guard !refusesInfinity else {
        throw .infiniteNumber(place, found: field.excerpt(in: bytes))
      }
      return isNegative ? -.infinity : .infinity
    case .other where !missing.contains(bytes, in: range):
      throw .notANumber(place, found: field.excerpt(in: bytes))
    case .notANumber, .other:
      guard options.missingValues == .nan else {
        throw .missingValue(place, found: CSVField.excerpt(of: range, in: bytes))
      }
      return .nan
    }
  }

  /// The label in a field.
  private mutating func takeLabel(
    _ field: CSVField, in bytes: Span<UInt8>
  ) throws(CSVFault) {
    let text = field.text(in: bytes)
    if labels.append(known: text) { return }
    guard !knowsClasses else {
      throw .unknownClass(place, found: field.excerpt(in: bytes))
    }
    let range = field.trimmed(in: bytes)
    guard !missing.contains(bytes, in: range) else {
      throw .missingValue(place, found: CSVField.excerpt(of: range, in: bytes))
    }
    // The name of a class is compared and hashed by whoever has the data set.
    guard String(decoding: text, as: UTF8.self).isStreamSafe else { throw .tooManyMarks(place) }
    guard labels.append(new: text) else { throw .tooManyClasses(place) }
  }
}
