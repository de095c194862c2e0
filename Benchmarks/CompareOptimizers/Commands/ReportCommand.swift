import ArgumentParser
import Foundation

/// `compare-optimizers report`: draws the report of earlier results again.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Draws the report of earlier results again, from their results.json.")

  @Argument(help: ArgumentHelp("The results.json of a report", valueName: "file"))
  var results: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "The folder for the report; an earlier report there is replaced", valueName: "folder"))
  var output = ReportFolder.defaultName

  func run() throws {
    let folder = ReportFolder(path: output)
    try folder.check()
    let results = try ResultsFile.read(results)
    try folder.write(results)
    print("Report: \(folder.page)")
  }
}

/// Reads results from a file.
enum ResultsFile {
  /// The results of a `results.json`, or of the folder of a report.
  ///
  /// - Throws: `ResultsFileError` that names the file.
  static func read(_ path: String) throws(ResultsFileError) -> ComparisonResults {
    let values = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey])
    let file = values?.isDirectory == true ? path + "/results.json" : path
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw .cannotRead(path: file, reason: ReportError.reason(error))
    }
    do {
      return try ResultsJSON.decode(data)
    } catch {
      throw .unusable(path: file, error)
    }
  }
}

/// Why a file gives no results; described in one line that names it.
enum ResultsFileError: Error, Equatable, CustomStringConvertible {
  case cannotRead(path: String, reason: String)
  case unusable(path: String, ResultsError)

  var description: String {
    switch self {
    case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
    case .unusable(let path, let error): "\(path): \(error)"
    }
  }
}
