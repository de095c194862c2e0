/// The live view of a whole comparison: a line for all of it and one for each optimizer.
///
/// Never more lines, nor longer ones, than the terminal has room for: of what finds none the least
/// wanted is left out.
struct ProgressView: Sendable {
  /// What has been done.
  let progress: ComparisonProgress

  /// Where it is shown.
  let terminal: Terminal

  /// The lines from the top down.
  var lines: [String] {
    // The line of the command stays in sight.
    let most = max(1, terminal.height - 1)
    let rows = ContenderRows(progress: progress, terminal: terminal)
    let count = progress.contenders.count
    var lines = [overall]
    if progress.problemCount > 1, most >= 3 { lines.append(problem) }
    if lines.count + 1 + min(count, 2) <= most, let titles = rows.titles { lines.append(titles) }
    let room = most - lines.count
    guard count > room else { return lines + progress.contenders.indices.map(rows.row) }
    guard room > 0 else { return lines }
    // Of many those under way are seen, and a word says that there are more.
    let seen = max(1, room - 1)
    let first = min(progress.running.min() ?? 0, count - seen)
    lines += (first..<first + seen).map(rows.row)
    if room > 1 {
      lines.append(terminal.dim(terminal.fitted(shown("… \(count - seen) more"), to: width)))
    }
    return lines
  }

  /// The last column stays free: writing there makes some terminals wrap.
  private var width: Int { max(1, terminal.width - 1) }

  private static let shortestBar = 6

  /// All of it: a bar, and of the facts those that find room, the time left longest.
  private var overall: String {
    let text = ProgressText(progress: progress, terminal: terminal)
    let percent = String(repeating: " ", count: max(0, 4 - text.percent.count)) + text.percent
    var facts = [percent, text.runs, text.end].compactMap { $0 }
    while facts.count > 1, facts.joined(separator: "  ").count + 1 + Self.shortestBar > width {
      facts.remove(at: facts.count > 2 ? 1 : 0)
    }
    let line = shown(facts.joined(separator: "  "))
    let room = width - line.count - 1
    guard room >= Self.shortestBar else { return terminal.fitted(line, to: width) }
    // No longer than the rows beneath are wide, or it looks lost.
    let bar = ProgressBar(
      fraction: progress.work.fraction, width: min(room, ContenderRows.widest - line.count - 1))
    return bar.text(for: terminal) + " " + line
  }

  private var problem: String {
    let text = ProgressText(progress: progress, terminal: terminal)
    return terminal.dim(terminal.fitted(shown(text.stage), to: width))
  }

  private func shown(_ text: String) -> String { terminal.shown(text) }
}
