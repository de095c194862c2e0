import ArgumentParser
import Foundation

/// `compare-optimizers report`: draws the report of earlier results again.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Draws the report of earlier results again, from their results.json.",
    discussion: """
      Without --output the report is drawn anew where its results lie, or beside a file that lies \
      elsewhere. A report of other results is never replaced.
      """)

  @Argument(help: ArgumentHelp("The results.json of a report", valueName: "file"))
  var results: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The folder for the report (default: where the results lie); a report of the same results "
        + "there is replaced", valueName: "folder"))
  var output: String?

  func run() throws {
    let (results, data) = try ResultsFile.readWithBytes(self.results)
    let folder =
      output.map { ReportFolder(path: $0, known: data) }
      ?? .place(forReportOf: self.results, known: data)
    try folder.check()
    try folder.requireNoOther(than: results)
    try folder.write(results, json: data, writesEvents: folder.hasEvents)
    StandardOutput.writeLine("Report: \(folder.page)")
  }
}
