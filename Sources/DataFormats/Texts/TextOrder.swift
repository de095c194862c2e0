/// The places of a list's texts in the order of their bytes, by which one is found.
///
/// A dictionary would take some fifty bytes for each text; this takes four.
struct TextOrder: Equatable, Sendable {
  private let places: [UInt32]

  /// Puts texts in order.
  ///
  /// - Complexity: O(n log n) in the number of texts.
  init(_ texts: TextList) {
    var places = Array(0..<UInt32(texts.count))
    places.sort { texts.utf8(at: Int($0)).precedes(texts.utf8(at: Int($1))) }
    self.places = places
  }

  /// A text that the list has twice, if there is one.
  func repeated(in texts: TextList) -> String? {
    for (place, next) in zip(places, places.dropFirst())
    where texts.utf8(at: Int(place)) == texts.utf8(at: Int(next)) {
      return texts[Int(place)]
    }
    return nil
  }

  /// Where a text stands in the list that was put in order.
  ///
  /// A text of the same bytes comes first; one that Swift takes for equal, because an accent is a
  /// character of its own in one of the two, is found as well.
  ///
  /// - Complexity: O(log n), and O(n) where no text has the same bytes.
  func place(of text: String, in texts: TextList) -> Int? {
    let wanted = Array(text.utf8)[...]
    var (start, end) = (0, places.count)
    while start < end {
      let middle = (start + end) / 2
      if texts.utf8(at: Int(places[middle])).precedes(wanted) {
        start = middle + 1
      } else {
        end = middle
      }
    }
    if start < places.count, texts.utf8(at: Int(places[start])) == wanted {
      return Int(places[start])
    }
    return texts.mayHaveEquivalent(of: wanted) ? texts.indices.first { texts[$0] == text } : nil
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes come before others, by the first that differs.
  fileprivate func precedes(_ other: ArraySlice<UInt8>) -> Bool {
    let own = span
    let others = other.span
    for index in 0..<Swift.min(own.count, others.count) where own[index] != others[index] {
      return own[index] < others[index]
    }
    return own.count < others.count
  }
}
