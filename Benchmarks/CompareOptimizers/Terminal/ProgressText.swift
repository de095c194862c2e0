import Foundation

/// Progress in words, for a live line and for a plain one.
struct ProgressText: Sendable {
  /// What has been done.
  let progress: TrainingProgress

  /// Seconds that the rest takes, if known.
  let timeLeft: Double?

  /// Where it is shown.
  let terminal: Terminal

  /// The line for a terminal: of what finds no room the least wanted goes first, the bar last.
  var live: String {
    // The last column stays free: writing there makes some terminals wrap.
    let room = terminal.width - 1
    let percent = aligned(NumberText.percent(progress.fraction, decimals: 0), 4)
    var parts = [
      percent, runsText, progress.problem, progress.stage, run, epochText, "loss \(lossText)",
      timeText,
    ].compactMap { $0 }.filter { !$0.isEmpty }
    // Whole facts go before any is cut.
    for unwanted in [progress.stage, epochText, runsText, "loss \(lossText)"]
    where width(of: parts) + 1 + Self.shortestBar > room {
      parts.removeAll { $0 == unwanted }
    }
    let barWidth = min(24, room - width(of: parts) - 1)
    let line = parts.joined(separator: "  ")
    guard barWidth >= Self.shortestBar else {
      return terminal.fitted(terminal.shown(line), to: room)
    }
    return bar(barWidth) + " " + terminal.shown(line)
  }

  private static let shortestBar = 6

  /// The line for a file or a pipe.
  var plain: String {
    let facts = [
      NumberText.percent(progress.fraction, decimals: 0), runsText, progress.problem,
      "\(run) seed \(progress.seed)", progress.stage, epochText, "loss \(lossText)", timeText,
    ].compactMap { $0 }.filter { !$0.isEmpty }
    return terminal.shown(facts.joined(separator: ", "))
  }

  private var run: String { "\(progress.contender) η \(NumberText.short(progress.learningRate))" }

  private var epochText: String { "epoch \(progress.epoch)/\(progress.epochs)" }

  private var lossText: String {
    // Trailing zeros stay: a number that changes its length makes the line jump.
    NumberText.significant(progress.loss)
  }

  private var runsText: String {
    "run \(NumberText.grouped(progress.runsDone + 1)) of \(NumberText.grouped(progress.runsTotal))"
  }

  /// What is left in minutes and seconds, as on a clock.
  private var timeText: String? {
    guard let timeLeft, timeLeft < 1e7 else { return nil }
    let seconds = Int(timeLeft.rounded(.up))
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)") + ":\(two(rest)) left"
  }

  private func bar(_ width: Int) -> String {
    let done = Int((progress.fraction * Double(width)).rounded(.down))
    let full = String(repeating: terminal.shown("━"), count: done)
    let open = String(repeating: terminal.isUnicode ? "─" : ".", count: width - done)
    return terminal.bold(full) + terminal.dim(open)
  }

  private func width(of parts: [String]) -> Int {
    terminal.shown(parts.joined(separator: "  ")).count
  }

  private func aligned(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
