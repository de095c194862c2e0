import Foundation

// Which results a folder holds, and where a report of some results goes.

extension ReportFolder {
  /// Where the report of a file of results goes when the user names no folder.
  ///
  /// - Parameters:
  ///   - path: A `results.json`, or the folder of a report.
  ///   - known: The bytes of the file, if they were read.
  /// - Returns: The report that the file is part of, or else a folder beside it.
  static func place(forReportOf path: String, known: Data? = nil) -> ReportFolder {
    let given = URL(fileURLWithPath: ResultsFile.file(at: path))
    let file = given.resolvingSymlinksInPath()
    let parent = file.deletingLastPathComponent()
    let home = ReportFolder(path: parent.path, known: known)
    if file.lastPathComponent == "results.json", home.isReport { return home }
    let name = given.deletingPathExtension().lastPathComponent
    return ReportFolder(
      path: given.deletingLastPathComponent().appendingPathComponent("\(name)-report").path,
      known: known)
  }

  /// Whether the folder is a report and nothing else.
  private var isReport: Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.contains("report.html") && (try? checkContent()) != nil
  }

  /// Whether event files for TensorBoard are part of the report.
  var hasEvents: Bool {
    FileManager.default.fileExists(
      atPath: folder.appendingPathComponent(TensorBoardFolder.name).path)
  }

  /// Refuses to replace a report of other results.
  ///
  /// - Throws: `ReportError` when the folder holds one, or one that cannot be read.
  func requireNoOther(than results: ComparisonResults) throws(ReportError) {
    let file = folder.appendingPathComponent("results.json")
    guard let data = try? Data(contentsOf: file), data != known else { return }
    guard let earlier = try? ResultsJSON.decode(data),
      let (old, new) = try? (ResultsJSON.encode(earlier), ResultsJSON.encode(results)), old == new
    else { throw .holdsOtherResults(path: path) }
  }

  /// Whether a file of results lies in the folder, and would go with it.
  ///
  /// - Parameter path: A `results.json`, or the folder of a report.
  /// - Returns: Whether it does.
  func holds(_ path: String) -> Bool {
    let file = URL(fileURLWithPath: ResultsFile.file(at: path)).resolvingSymlinksInPath()
    return file.deletingLastPathComponent().path == folder.path
  }
}
