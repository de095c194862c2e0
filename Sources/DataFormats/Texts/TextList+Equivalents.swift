extension TextList {
  /// Two texts of different bytes that Swift takes for equal, as it does the two ways to write an é.
  ///
  /// In a dictionary one of them would replace the other.
  ///
  /// - Precondition: No text is there twice.
  /// - Complexity: O(n log n) in the number of texts, with eight bytes for each besides; O(n) in the bytes
  ///   where all of them are ASCII.
  func equivalents() -> (String, String)? {
    // Of two texts that are equal and not the same, one at least is more than ASCII.
    if isASCII { return nil }
    // Equal texts have equal hashes, whose order needs less memory than a set of texts.
    var marks = indices.map {
      UInt64(truncatingIfNeeded: self[$0].hashValue) << 32 | UInt64($0)
    }
    marks.sort()
    for index in marks.indices.dropFirst() {
      var other = index - 1
      while other >= 0, marks[other] >> 32 == marks[index] >> 32 {
        let (left, right) = (
          self[Int(UInt32(truncatingIfNeeded: marks[other]))],
          self[Int(UInt32(truncatingIfNeeded: marks[index]))]
        )
        if left == right { return (left, right) }
        other -= 1
      }
    }
    return nil
  }
}

/// Two names that look the same, in letters that tell them apart.
func spelledOut(_ names: (String, String)) -> String {
  func spelled(_ name: String) -> String {
    let letters = name.unicodeScalars.prefix(40).map { $0.escaped(asASCII: true) }
    return "\"\(letters.joined())\(name.unicodeScalars.count > 40 ? "…" : "")\""
  }
  return "\(spelled(names.0)) and \(spelled(names.1))"
}
