/// Two names of different bytes that Swift takes for equal, as it does the two ways to write an é.
///
/// In a dictionary or a set one of them would replace the other. Whoever puts the names of a file into one
/// looks here before.
package struct EquivalentNames: Sendable {
  /// The one that comes first.
  package let name: String
  /// The one that is equal to it.
  package let other: String

  /// Takes two such names.
  package init(_ name: String, _ other: String) {
    self.name = name
    self.other = other
  }

  /// Looks for the first name that is equal to one before it; nil where Swift can tell all apart.
  ///
  /// - Parameter names: The names, none of which is there twice.
  /// - Complexity: As that of a list of texts, after a copy of all bytes.
  package init?(among names: [String]) {
    self.init(among: TextList(names))
  }

  /// Looks for the first name that is equal to one before it; nil where Swift can tell all apart.
  ///
  /// - Parameter names: The names, none of which is there twice.
  /// - Complexity: O(n log n) in the number of names, with eight bytes for each besides; O(n) in the bytes
  ///   where all of them are ASCII.
  init?(among names: TextList) {
    // Of two names that are equal and not the same, one at least is more than ASCII.
    if names.isASCII { return nil }
    // Equal names have equal hashes, whose order needs less memory than a set of names.
    var marks = names.indices.map { Mark(hash: names[$0].hashValue, place: $0) }
    marks.sort { $0.bits < $1.bits }
    var found: (first: Int, next: Int)?
    for index in marks.indices.dropFirst() {
      let mark = marks[index]
      if let found, found.next < mark.place { continue }
      // Others may have the same hash by chance: few, as the hash is another in every process.
      for earlier in marks[..<index].reversed() {
        guard earlier.hash == mark.hash else { break }
        guard names[earlier.place] == names[mark.place] else { continue }
        found = (earlier.place, mark.place)
        break
      }
    }
    guard let found else { return nil }
    self.init(names[found.first], names[found.next])
  }

  /// Half of a name's hash, and behind it the name's place.
  private struct Mark {
    let bits: UInt64
    var hash: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
    var place: Int { Int(UInt32(truncatingIfNeeded: bits)) }

    init(hash: Int, place: Int) {
      bits = UInt64(truncatingIfNeeded: hash) << 32 | UInt64(place)
    }
  }
}

extension EquivalentNames: CustomStringConvertible {
  /// Names that look the same, in letters that tell them apart.
  package var description: String {
    "the names \(Self.spelledOut(name)) and \(Self.spelledOut(other)) are one for Swift"
  }

  private static func spelledOut(_ name: String) -> String {
    let letters = name.unicodeScalars.prefix(40).map { $0.escaped(asASCII: true) }
    return "\"\(letters.joined())\(name.unicodeScalars.count > 40 ? "…" : "")\""
  }
}
