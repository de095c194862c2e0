import Foundation

// Whether the way to the folder is what its name says.

extension ReportFolder {
  /// Refuses a folder in a working directory that is gone, or whose name is not UTF-8: such a name is
  /// repaired, and is that of another directory then.
  ///
  /// - Throws: `ReportError` that says what to do.
  func checkWay() throws(ReportError) {
    let start = FileManager.default.currentDirectoryPath
    guard !start.isEmpty else {
      if !path.isEmpty, !path.hasPrefix("/") { throw .noWorkingDirectory(path: path) }
      return
    }
    // Nearly always nothing has been repaired.
    guard start.unicodeScalars.contains("\u{FFFD}"), (folder.path + "/").hasPrefix(start + "/"),
      FileIdentity.ofItem(at: start) != FileIdentity.ofItem(at: ".")
    else { return }
    throw .notUTF8(path: path)
  }
}
