import ArgumentParser
import Descent
import Foundation

// What the command does once its arguments are understood.

extension CompareCommand {
  func run() throws {
    if let word = strayWords.first {
      throw ValidationError(StrayWord.message(for: word, isFirst: false))
    }
    let format = try outputFormat
    let folder = ReportFolder(path: output)
    try folder.check()
    let baseline = try baseline.map { path in
      let earlier = try Baseline(path: path)
      // Else a regression would be found once, and be the baseline of the next comparison.
      if folder.holds(path) { throw ReportError.holdsBaseline(path: output, baseline: path) }
      return earlier
    }
    let plan = try planWithData()
    try plan.check()
    try baseline?.check(
      problems: plan.problems.map(\.description), contenders: plan.contenders.map(\.name))
    if let warning = baseline?.warning(
      problems: plan.problems.map(\.description), contenders: plan.contenders.map(\.name),
      seeds: plan.finalSeedList)
    {
      tellInLines(warning)
    }
    let journal = try RunJournal(
      path: folder.journal, fingerprint: plan.fingerprint, workers: plan.workers,
      startsAnew: fresh)
    if let warning = journal.warning { tellInLines("Warning: \(warning).") }
    if journal.finishedCount > 0, !quiet {
      let done = NumberText.counted(journal.finishedCount, "run is", "runs are")
      tell("Going on with \(folder.journal): \(done) done.")
    }
    if !quiet {
      for note in plan.notes + [noteOnThreads()].compactMap({ $0 }) { tellInLines("Note: \(note)") }
    }
    // Small networks gain nothing from threads within a product; runs side by side use the cores.
    Backend.threadCount = 1
    Interruption.postpone()
    journal.watchForCrashes()
    let results = Comparison(plan: plan).run(
      journal: journal, progress: ProgressDisplay(isQuiet: quiet))
    // The table first: a report that cannot be written must not take the results with it.
    StandardOutput.write(try format.text(of: results, for: Terminal(of: .standardOutput)))
    do {
      try folder.write(results, writesEvents: tensorboard)
    } catch {
      journal.close()
      tellInLines(journal.promise)
      throw error
    }
    journal.remove()
    // Ctrl-C while the report was written broke nothing off: everything is there, and said to be.
    Interruption.end()
    say("Report: \(folder.page)", beside: format)
    if let baseline { try compare(results, with: baseline, beside: format) }
  }

  /// Whether any problem is read from files, which may take seconds.
  var readsFiles: Bool {
    problemNames.listedWords.contains {
      ProblemCatalogue.isFile($0) || $0.lowercased().hasPrefix("mnist")
    }
  }

  /// The plan with the data of its problems; where files are read, a terminal says so meanwhile.
  private func planWithData() throws -> ComparisonPlan {
    let terminal = Terminal(of: .standardError)
    guard !quiet, readsFiles, terminal.hasStyles else { return try plan }
    func show(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
    show(terminal.dim(terminal.shown("Reading the data …")))
    // Nothing is left of the line.
    defer { show("\r\u{1B}[K") }
    return try plan
  }

  /// Shows what has changed since earlier results.
  ///
  /// - Throws: `RegressionError` when an optimizer is clearly worse than there.
  private func compare(
    _ results: ComparisonResults, with baseline: Baseline, beside format: OutputFormat
  ) throws {
    let findings = baseline.findings(in: results)
    for line in findings.lines { sayInLines(line, beside: format) }
    let count = findings.regressions.count
    if count > 0 { throw RegressionError(count: count, total: findings.changes.count) }
  }

  /// Writes sentences to standard error, in lines of a terminal's width.
  private func tellInLines(_ text: String) { tell(Terminal(of: .standardError).wrapped(text)) }

  /// Writes a line to standard error.
  private func tell(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text.withHiddenShown + "\n").utf8))
  }

  /// Writes what is not part of the results: beside a table to standard output, beside a document,
  /// in which it would be out of place, to standard error; there also when the table found no room.
  private func say(_ text: String, beside format: OutputFormat) {
    if format.isDocument || StandardOutput.hasFailed {
      tell(text)
    } else {
      StandardOutput.writeLine(text)
    }
  }

  /// Writes sentences to the same place, in lines no longer than those of the table.
  private func sayInLines(_ text: String, beside format: OutputFormat) {
    if format.isDocument || StandardOutput.hasFailed {
      tellInLines(text)
    } else {
      StandardOutput.writeLine(TextColumns.paragraph(text, for: Terminal(of: .standardOutput)))
    }
  }
}
