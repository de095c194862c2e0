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
    let limit = 30
    // A mark takes two bytes at least.
    if utf8.count <= 2 * limit { return true }
    var count = 0
    for scalar in unicodeScalars {
      let isMark = !scalar.isASCII && scalar.properties.canonicalCombiningClass != .notReordered
      count = isMark ? count + 1 : 0
      if count > limit { return false }
    }
    return true
  }
}
