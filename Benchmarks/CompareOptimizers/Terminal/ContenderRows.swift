/// The lines of a live view that stand for the optimizers, in columns.
struct ContenderRows: Sendable {
  /// What a column shows, in the order of the columns.
  private enum Column: Int, CaseIterable {
    case name, bar, curve, loss, best, rate
  }

  /// The columns that a line has at most.
  static let widest = 100

  private let progress: ComparisonProgress
  private let terminal: Terminal
  private let widths: [Column: Int]
  private let gap: String

  /// The name comes first, then what is wanted most.
  private static let minimum: [(column: Column, width: Int)] = [
    (.name, 7), (.bar, 8), (.loss, 8), (.curve, 6), (.best, 9), (.rate, 7),
  ]
  private static let maximum: [Column: Int] = [.name: 24, .bar: 32, .curve: 20]

  /// Gives each column its width.
  init(progress: ComparisonProgress, terminal: Terminal) {
    self.progress = progress
    self.terminal = terminal
    let room = min(terminal.width - 1, Self.widest)
    let gap = room < 60 ? 1 : 2
    var widths: [Column: Int] = [:]
    var left = room + gap
    for (column, width) in Self.minimum {
      // The line ends with the first column that has no room.
      guard left >= width + gap || column == .name else { break }
      widths[column] = column == .name ? max(1, min(width, room)) : width
      left -= width + gap
    }
    // Names first, then bars and curves by turns.
    let longest = progress.contenders.map { terminal.shown($0.name).count }.max() ?? 0
    func widen(_ column: Column, to width: Int) {
      guard let now = widths[column], now < width, left > 0 else { return }
      let step = min(left, width - now)
      widths[column] = now + step
      left -= step
    }
    widen(.name, to: min(longest, room < 90 ? 13 : 24))
    for width in stride(from: 6, through: 32, by: 2) {
      widen(.bar, to: min(2 * width, Self.maximum[.bar] ?? width))
      widen(.curve, to: min(width, Self.maximum[.curve] ?? width))
    }
    widen(.name, to: min(longest, Self.maximum[.name] ?? longest))
    // A column for names that are all shorter is not kept that wide.
    if longest < widths[.name] ?? 0 { widths[.name] = max(1, longest) }
    self.widths = widths
    self.gap = String(repeating: " ", count: gap)
  }

  /// What the columns show; nil where there is room for bars alone.
  var titles: String? {
    guard widths[.loss] != nil else { return nil }
    return line { column, width in
      switch column {
      case .name: padded("", width)
      case .bar: barTitle(width)
      case .curve: padded("", width)
      case .loss: flushRight("loss now", width)
      case .best: flushRight("best val.", width)
      case .rate: flushRight("rate", width)
      }
    }.map(terminal.dim)
  }

  /// The line of one optimizer.
  func row(_ index: Int) -> String {
    let contender = progress.contenders[index]
    let isRunning = progress.running.contains(index)
    let isLost = contender.run.map { !$0.loss.isFinite } ?? false
    let leader = progress.contenders.compactMap(\.best).min()
    return line { column, width in
      switch column {
      case .name:
        let name = padded(terminal.fitted(terminal.shown(contender.name), to: width), width)
        return isRunning ? terminal.bold(name) : name
      case .bar: return bar(of: contender, width)
      case .curve:
        guard let run = contender.run else { return padded("", width) }
        let curve = SmallCurve(
          values: run.curve, fullCount: ComparisonProgress.curveLength)
        return terminal.styled(
          curve.text(width: width, isUnicode: terminal.isUnicode), isLost ? .red : .plain)
      case .loss:
        guard let run = contender.run else { return padded("", width) }
        let fate = run.hasCrashed ? "crashed" : "diverged"
        return terminal.styled(
          flushRight(isLost ? fate : NumberText.significant(run.loss), width),
          isLost ? .red : .plain)
      case .best:
        guard let best = contender.best else { return padded("", width) }
        let text = flushRight(NumberText.significant(best), width)
        return best == leader && progress.contenders.count > 1 ? terminal.bold(text) : text
      case .rate:
        return flushRight(contender.run.map { NumberText.short($0.learningRate) } ?? "", width)
      }
    } ?? ""
  }

  /// The columns that there are, without spaces at the end.
  private func line(_ cell: (Column, Int) -> String) -> String? {
    var line = Column.allCases.compactMap { column in widths[column].map { cell(column, $0) } }
      .joined(separator: gap)
    while line.last == " " { line.removeLast() }
    return line.isEmpty ? nil : line
  }

  // MARK: Bars

  /// The parts of a bar for the search and for the final runs; their widths do not follow the work,
  /// which changes when a range is widened.
  private func parts(_ width: Int) -> (search: Int, gap: Int, final: Int) {
    guard progress.contenders.contains(where: { $0.search.total > 0 }) else { return (0, 0, width) }
    let final = max(2, (width - 1) / 3)
    return (width - 1 - final, 1, final)
  }

  private func bar(of contender: ComparisonProgress.Contender, _ width: Int) -> String {
    let (search, gap, final) = parts(width)
    let first =
      contender.search.total > 0
      ? ProgressBar(fraction: contender.search.fraction, width: search, style: .cyan)
        .text(for: terminal) : padded("", search)
    let second = ProgressBar(fraction: contender.final.fraction, width: final, style: .green)
    return first + padded("", gap) + second.text(for: terminal)
  }

  private func barTitle(_ width: Int) -> String {
    let (search, gap, final) = parts(width)
    func title(_ text: String, _ width: Int) -> String {
      padded(text.count <= width ? text : "", width)
    }
    return title("search", search) + padded("", gap) + title("final", final)
  }

  // MARK: Text

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func flushRight(_ text: String, _ width: Int) -> String {
    let text = terminal.fitted(terminal.shown(text), to: width)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
