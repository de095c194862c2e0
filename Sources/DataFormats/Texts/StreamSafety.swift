extension String {
  /// Whether no more than 30 combining marks follow one another, as in the stream-safe text of Unicode.
  ///
  /// Swift puts marks that follow one another in order before it compares or hashes a text, in a time that
  /// grows with the square of their number: a second for a name of 60 kB, and minutes for one of a megabyte.
  /// The longest sequence that any language is known to write has 18.
  ///
  /// - Complexity: O(n) in the bytes.
  /// - SeeAlso: Unicode Standard Annex #15, section 13, <https://unicode.org/reports/tr15/#Stream_Safe_Text_Format>
  var isStreamSafe: Bool {
    // A mark takes two bytes at least.
    if utf8.count <= 2 * MarkSequence.limit { return true }
    var marks = MarkSequence()
    return unicodeScalars.allSatisfy { marks.admits($0) }
  }

  /// Whether all texts in a JSON text are stream-safe, be their marks written or escaped, as in "\u0301".
  ///
  /// Whoever reads a text from there may compare it. A zero byte and an escape that is none do not count as safe.
  ///
  /// - Complexity: O(n) in the bytes.
  package var isStreamSafeJSON: Bool {
    var marks = MarkSequence()
    var leading: UInt32?
    var scalars = unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "\\" else {
        guard scalar != "\0", marks.admits(scalar) else { return false }
        leading = nil
        continue
      }
      guard scalars.next() == "u" else {
        (marks, leading) = (MarkSequence(), nil)
        continue
      }
      var unit: UInt32 = 0
      for _ in 0..<4 {
        let digit = scalars.next().flatMap { Character($0).hexDigitValue }
        guard let digit else { return false }
        unit = unit << 4 | UInt32(digit)
      }
      let isLeading = 0xD800..<0xDC00 ~= unit
      if let high = leading, 0xDC00..<0xE000 ~= unit {
        unit = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
      }
      leading = isLeading ? unit : nil
      if !isLeading, !marks.admits(Unicode.Scalar(unit) ?? "\u{FFFD}") { return false }
    }
    return true
  }
}

/// Counts combining marks that follow one another.
private struct MarkSequence {
  static let limit = 30

  private var count = 0

  /// Goes on by one scalar; false where the sequence becomes too long.
  mutating func admits(_ scalar: Unicode.Scalar) -> Bool {
    let isMark = !scalar.isASCII && scalar.properties.canonicalCombiningClass != .notReordered
    count = isMark ? count + 1 : 0
    return count <= Self.limit
  }
}
