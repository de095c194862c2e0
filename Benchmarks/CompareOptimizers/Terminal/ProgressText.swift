/// Progress in words: the parts of a live view's first line, and the whole of a plain one.
struct ProgressText: Sendable {
  /// What has been done.
  let progress: ComparisonProgress

  /// Where it is shown.
  let terminal: Terminal

  /// The most optimizers that a plain line names.
  private static let mostPlain = 5

  /// The line for a file or a pipe: "43%, 278 of 640 runs, 0:23 left; search on digits: …".
  var plain: String {
    let runs = runs.drop { $0 == " " }
    let facts = [percent, String(runs), end].compactMap { $0 }.joined(separator: ", ")
    let contenders = progress.contenders.compactMap { contender in
      contender.best.map { (name: contender.name, loss: $0) }
    }
    // Of many the leaders are enough.
    let shown =
      contenders.count > Self.mostPlain
      ? Array(contenders.sorted { $0.loss < $1.loss }.prefix(Self.mostPlain)) : contenders
    let losses = shown.map { "\($0.name) \(NumberText.significant($0.loss))" }
    let best =
      (losses.isEmpty ? "" : ": " + losses.joined(separator: ", "))
      + (shown.count < contenders.count ? ", then \(contenders.count - shown.count) more" : "")
    return terminal.shown("\(facts); \(stage)\(best)")
  }

  /// "43%".
  var percent: String {
    // All is not done before it is.
    let percent = min(progress.work.fraction, progress.runsDone < progress.runsTotal ? 0.99 : 1)
    return NumberText.percent((percent * 100).rounded(.down) / 100, decimals: 0)
  }

  /// "278 of 640 runs", with the first number as wide as the second: a text that changes its length
  /// makes a line jump.
  var runs: String {
    let (done, all) = (
      NumberText.grouped(progress.runsDone), NumberText.grouped(progress.runsTotal)
    )
    return String(repeating: " ", count: max(0, all.count - done.count)) + "\(done) of \(all) "
      + (progress.runsTotal == 1 ? "run" : "runs")
  }

  /// "search on Rosenbrock (3 of 14)".
  var stage: String {
    let stage = progress.stage == .search ? "search" : "final runs"
    let place =
      progress.problemCount > 1 ? " (\(progress.problemNumber) of \(progress.problemCount))" : ""
    return "\(stage) on \(progress.problem)\(place)"
  }

  /// What is left, or what is done after the last run.
  var end: String? { progress.conclusion ?? timeLeft }

  /// What is left in minutes and seconds, as on a clock: "0:23 left".
  var timeLeft: String? {
    guard let left = progress.secondsLeft, left < 1e7 else { return nil }
    let seconds = Int(left.rounded(.up))
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)") + ":\(two(rest)) left"
  }
}
