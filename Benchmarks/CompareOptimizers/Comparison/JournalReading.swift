/// What the bytes of a journal come to.
///
/// A line that is damaged counts for nothing: the run whose record it was is done again. So does the end of
/// a line that was never written as a whole, which is what a kill leaves, and no damage.
struct JournalReading {
  /// The words of the plan; nil where the first line is damaged, and nobody knows them.
  let plan: String?

  /// What the sound lines tell.
  let history: JournalHistory

  /// The numbers of the damaged lines, counted from 1, but for those that were told of when the
  /// comparison went on before.
  let damagedLines: [Int]

  /// How many bytes at the end are a line that was cut off.
  let cutOffCount: Int

  /// Whether the bytes are those of a journal, sound or not: what is somebody's is left alone.
  let isJournal: Bool

  /// Whether nothing is there but the beginning of a first line, which holds nothing.
  let isHardlyBegun: Bool

  init(_ bytes: [UInt8]) {
    let feed = UInt8(ascii: "\n")
    var plan: String?
    var history = JournalHistory()
    // In order. No line that may be damaged has less than two bytes, so that this is four times as much at most.
    var damaged: [Int] = []
    damaged.reserveCapacity(zip(bytes, bytes.dropFirst()).count { $0 != feed && $1 == feed })
    var isJournal = bytes.starts(with: JournalLine.beginning.utf8)
    var cutOffCount = 0
    var (number, start) = (0, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: feed) ?? bytes.count
      let text = bytes[start..<end]
      number += 1
      start = end + 1
      guard text.contains(where: { $0 != UInt8(ascii: " ") }) else { continue }
      let line = JournalLine(text)
      // What follows the last line feed is a line only if it is whole.
      if line == nil, end == bytes.count {
        cutOffCount = text.count
        break
      }
      history.note(line)
      switch line {
      case .plan(let words)?:
        // In its place, and not somewhere below what is no journal.
        if number == 1 { (plan, isJournal) = (words, true) }
      case .resume(let known)?:
        let known = known.sorted()
        var next = known.startIndex
        damaged.removeAll { number in
          while next < known.endIndex, known[next] < number { next += 1 }
          return next < known.endIndex && known[next] == number
        }
        isJournal = true
      case .begin?, .end?, .crash?: isJournal = true
      case .pause?: break
      case nil: damaged.append(number)
      }
    }
    history.conclude()
    let beginning = Array(JournalLine.beginning.utf8)
    isHardlyBegun =
      !bytes.isEmpty && cutOffCount == bytes.count && bytes.last != UInt8(ascii: "}")
      && (bytes.starts(with: beginning) || beginning.starts(with: bytes))
    self.plan = plan
    self.history = history
    self.cutOffCount = cutOffCount
    self.isJournal = isJournal
    damagedLines = damaged
  }

  /// What is said of the damaged lines of a file; nil when there are none.
  func warning(of path: String) -> String? {
    let count = damagedLines.count
    guard count > 0 else { return nil }
    let numbers = damagedLines.prefix(4).map { NumberText.grouped($0) }
    if count == 1 {
      return "\(path): line \(numbers[0]) is damaged; "
        + "the run whose result it held, if any, is done again"
    }
    let lines =
      count > 4
      ? "\(NumberText.grouped(count)) lines, the first of them line \(numbers[0]),"
      : "lines \(numbers.inWords)"
    return "\(path): \(lines) are damaged; the runs whose results they held are done again"
  }
}
