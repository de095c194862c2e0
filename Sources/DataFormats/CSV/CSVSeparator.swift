/// Finds the separator of a CSV text in its first lines.
enum CSVSeparator {
  /// The separators that are looked for, those that are taken first in front.
  static let candidates = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  private static let sampledLines = 32

  /// The separator that cuts the first lines into equally many fields, and into most of them.
  ///
  /// Where none cuts them equally, it is the one that occurs most often in the first line that has one, and
  /// a comma where none occurs. The lines above that one, such as a title, tell nothing.
  static func find(in bytes: Span<UInt8>, isLast: Bool) -> UInt8 {
    let lines = countsPerLine(in: bytes, isLast: isLast)
      .drop { counts in counts.allSatisfy { $0 == 0 } }
    guard let first = lines.first else { return candidates[0] }
    let regular = candidates.indices.filter { index in
      first[index] > 0 && lines.allSatisfy { $0[index] == first[index] }
    }
    // Of equals, this is the one in front.
    let best = (regular.isEmpty ? Array(candidates.indices) : regular)
      .max { first[$0] < first[$1] }
    return candidates[best ?? 0]
  }

  /// How often each candidate stands outside quotes, for each line that is complete in the window.
  private static func countsPerLine(in bytes: Span<UInt8>, isLast: Bool) -> [[Int]] {
    var lines: [[Int]] = []
    let none = [Int](repeating: 0, count: candidates.count)
    var counts = none
    var isQuoted = false
    var isEmpty = true
    for position in bytes.indices where lines.count < sampledLines {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if !isEmpty { lines.append(counts) }
        counts = none
        isEmpty = true
        continue
      }
      isEmpty = false
      if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    // A first line longer than the window is better than none.
    if !isEmpty, lines.isEmpty || isLast && lines.count < sampledLines { lines.append(counts) }
    return lines
  }
}
