/// Finds the word that somebody who mistyped may have meant.
enum NearestWord {
  /// "unknown optimizer 'rmsprp'; did you mean 'rmsprop'? (there are rmsprop, sgd, …)".
  static func unknown(_ kind: String, _ word: String, among words: [String]) -> String {
    suggesting(word, among: words, "unknown \(kind) '\(word)'", all: "there are")
  }

  /// A sentence that names a word at fault, with the nearest of those that there are, and with all.
  static func suggesting(
    _ word: String, among words: [String], _ sentence: String, all start: String
  ) -> String {
    let all = "\(start) \(words.joined(separator: ", "))"
    guard let nearest = nearest(to: word, among: words) else { return "\(sentence); \(all)" }
    return "\(sentence); did you mean '\(nearest)'? (\(all))"
  }

  /// The word that differs least, if it differs in no more than a third of its letters.
  static func nearest(to word: String, among words: [String]) -> String? {
    // A name of a file may be as long as it likes; one like the word is not much longer.
    let longest = 4 * word.utf8.count + 16
    let ranked = words.filter { $0.utf8.count <= longest }
      .map { ($0, distance(word.lowercased(), $0.lowercased())) }
      .min { $0.1 < $1.1 }
    // Of a single letter everything is a neighbour.
    guard let (nearest, distance) = ranked, distance <= max(1, nearest.count / 3),
      distance < nearest.count
    else { return nil }
    return nearest
  }

  /// How many letters have to be put in, taken out, replaced, or swapped with their neighbour.
  static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left), Array(right))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
