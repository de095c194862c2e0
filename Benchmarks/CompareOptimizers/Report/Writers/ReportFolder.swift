import Foundation

/// The folder that a report goes to: all of it, or nothing.
///
/// The files are written to a folder beside it, which is renamed when it is complete. An earlier
/// report of the same name is replaced; a folder that holds anything else is refused.
struct ReportFolder: Sendable {
  /// The name of the folder when the user gives none.
  static let defaultName = "compare-optimizers-report"

  /// What lies in the folder of every report.
  static let fileNames = [figures, "report.html", "results.csv", "results.json"]

  /// What may lie there besides: on request, or from earlier versions.
  static let otherNames = [TensorBoardFolder.name, "valley.svg"]

  /// What a file manager leaves in every folder that somebody looks into.
  static let strayNames = [".DS_Store"]

  /// The folder of the figures.
  private static let figures = "figures"

  /// Where the report goes, as the user wrote it.
  let path: String

  /// The same place without symbolic links, so that a rename replaces what a link points to.
  ///
  /// Resolved once: while the folder is replaced, its name means nothing.
  let folder: URL

  /// The bytes of results that were read: a file of the same bytes need not be read again.
  let known: Data?

  /// Creates a destination; touches nothing but an earlier report that was killed out of its name, and
  /// gets it back.
  init(path: String = Self.defaultName, known: Data? = nil) {
    self.path = path
    self.known = known
    ReportLeftovers.putBack(at: path)
    let place = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    // Foundation leaves the links alone on the way to a name that does not exist yet.
    folder =
      FileManager.default.fileExists(atPath: place.path)
      ? place.resolvingSymlinksInPath()
      : place.deletingLastPathComponent().resolvingSymlinksInPath()
        .appendingPathComponent(place.lastPathComponent, isDirectory: true)
  }

  /// Where the finished runs are kept until the report is written: beside the folder.
  var journal: String {
    folder.deletingLastPathComponent()
      .appendingPathComponent(folder.lastPathComponent + Self.journalEnding).path
  }

  private static let journalEnding = ".unfinished"

  /// The folder that a journal lies beside.
  static func path(ofJournal path: String) -> String {
    path.hasSuffix(journalEnding) ? String(path.dropLast(journalEnding.count)) : path
  }

  /// The file to open.
  var page: String { folder.appendingPathComponent("report.html").path }

  /// Makes sure, before hours of work, that a report can be written; leaves nothing behind, not even
  /// what programs left that were killed.
  ///
  /// - Throws: `ReportError` when the folder is not ours to replace or its place not writable.
  func check() throws(ReportError) {
    try checkWay()
    ReportLeftovers(of: folder).clear()
    try checkContent()
    try requireNoDeadLink(folder)
    var ancestor = folder.deletingLastPathComponent()
    var missing: [String] = []
    while !FileManager.default.fileExists(atPath: ancestor.path), ancestor.path != "/" {
      try requireNoDeadLink(ancestor)
      missing.append(ancestor.lastPathComponent)
      ancestor.deleteLastPathComponent()
    }
    guard isFolder(ancestor) else {
      throw .cannotWrite(path: path, reason: "\(ancestor.path) is not a folder")
    }
    // Permission bits do not tell the whole truth (read-only mounts, root); trying does.
    let hidden = ReportLeftovers(of: folder, in: ancestor)
    hidden.takeAway([.attempt])
    let (probe, lock) = try make(.attempt, hidden)
    do {
      defer {
        try? FileManager.default.removeItem(at: probe)
        lock?.unlockAndClose()
      }
      // A name on the way may be none that a folder can have.
      let innermost = missing.reversed().reduce(probe) { $0.appendingPathComponent($1) }
      try FileManager.default.createDirectory(at: innermost, withIntermediateDirectories: true)
      try FileManager.default.removeItem(at: probe)
    } catch {
      throw .cannotWrite(path: path, error)
    }
  }

  /// Writes all files of the report.
  ///
  /// When it returns, the results lie on the disk, and a power failure loses none of them; a figure it
  /// may lose, which can be drawn from them again.
  ///
  /// - Parameters:
  ///   - results: What to report.
  ///   - json: The bytes that the results were read from, which are kept; nil to write them anew.
  ///   - writesEvents: Whether to write event files for TensorBoard too.
  /// - Throws: `ReportError` when it cannot; then what was there before is still there.
  func write(
    _ results: ComparisonResults, json: Data? = nil, writesEvents: Bool = false
  ) throws(ReportError) {
    try checkContent()
    let parent = folder.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: path, error)
    }
    let (partial, lock) = try make(.partial, ReportLeftovers(of: folder))
    do {
      defer {
        try? FileManager.default.removeItem(at: partial)
        lock?.unlockAndClose()
      }
      let page = HTMLReport(results)
      let figures = partial.appendingPathComponent(Self.figures)
      try FileManager.default.createDirectory(at: figures, withIntermediateDirectories: false)
      for (name, content) in [
        ("report.html", Data(page.text.utf8)),
        ("results.csv", Data(ResultsCSV.encode(results).utf8)),
        ("results.json", try json ?? ResultsJSON.encode(results)),
      ] {
        let place = partial.appendingPathComponent(name)
        try content.write(to: place)
        try Self.flush(place)
      }
      for (name, drawing) in page.figures {
        try Data(drawing.utf8).write(to: figures.appendingPathComponent(name + ".svg"))
      }
      if writesEvents {
        let events = partial.appendingPathComponent(TensorBoardFolder.name)
        try TensorBoardFolder.write(results, to: events.path)
      }
      Self.flushFolder(partial)
      try replaceFolder(with: partial)
      Self.flushFolder(parent)
    } catch {
      throw .cannotWrite(path: path, error)
    }
  }

  /// Makes a hidden folder, or says which folder will have none.
  private func make(
    _ purpose: ReportLeftovers.Purpose, _ hidden: ReportLeftovers
  ) throws(ReportError) -> (place: URL, lock: FileHandle?) {
    do {
      return try hidden.make(purpose)
    } catch {
      // That the name is none is no fault of the place.
      if (error as? CocoaError)?.code == .fileWriteInvalidFileName {
        throw .cannotWrite(path: path, error)
      }
      // Where the system has folders of its own.
      let isRefused = (error as? CocoaError)?.code == .fileNoSuchFile
      throw .noRoom(
        path: path, parent: hidden.parent.path,
        reason: isRefused ? "the system refuses" : ReportError.reason(error))
    }
  }

  /// Waits until a file lies on the disk.
  private static func flush(_ file: URL) throws {
    let handle = try FileHandle(forUpdating: file)
    try handle.synchronize()
    try handle.close()
  }

  /// Waits until the names in a folder lie on the disk, where the file system knows such a thing.
  static func flushFolder(_ folder: URL) {
    guard let handle = FileHandle(forReadingAtPath: folder.path) else { return }
    try? handle.synchronize()
    try? handle.close()
  }

  /// Puts a complete folder in the place of the old one, or the old one back.
  ///
  /// - Parameters:
  ///   - partial: The complete folder.
  ///   - remove: How the old one is removed, which a test breaks off.
  /// - Throws: What keeps it from its place.
  func replaceFolder(
    with partial: URL, removing remove: (URL) -> Void = ReportLeftovers.remove
  ) throws {
    guard FileManager.default.fileExists(atPath: folder.path) else {
      return try FileManager.default.moveItem(at: partial, to: folder)
    }
    let earlier = ReportLeftovers(of: folder).name(.earlier)
    // Held under either name: it is not left behind.
    let hold = ReportLeftovers.hold(folder)
    defer { if case .held(let lock) = hold { lock.unlockAndClose() } }
    try FileManager.default.moveItem(at: folder, to: earlier)
    do {
      try FileManager.default.moveItem(at: partial, to: folder)
    } catch {
      try? FileManager.default.moveItem(at: earlier, to: folder)
      throw error
    }
    // The new report stands; an old one that cannot be removed is no reason to call it failed. Under
    // this name nobody puts it back, where the user takes the new one away.
    let replaced = ReportLeftovers(of: folder).name(.partial)
    let isRenamed = (try? FileManager.default.moveItem(at: earlier, to: replaced)) != nil
    remove(isRenamed ? replaced : earlier)
  }

  /// Refuses a file, and a folder with anything in it but an earlier report.
  func checkContent() throws(ReportError) {
    guard !path.isEmpty else { throw .cannotWrite(path: "“”", reason: "the name is empty") }
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    guard isFolder(folder) else { throw .notAFolder(path: path) }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { !Self.strayNames.contains($0) }
    } catch {
      throw .cannotWrite(path: path, error)
    }
    // Somebody wanted it to stay as it is; where it lies it could be replaced all the same.
    guard FileManager.default.isWritableFile(atPath: folder.path) else {
      throw .cannotWrite(path: path, reason: "the folder is read-only")
    }
    if let other = names.sorted().first(where: { !(Self.fileNames + Self.otherNames).contains($0) })
    {
      throw .holdsOtherFiles(path: path, name: other)
    }
    let figures = folder.appendingPathComponent(Self.figures).path
    let drawings = (try? FileManager.default.contentsOfDirectory(atPath: figures)) ?? []
    let isOurs = { (name: String) in name.hasSuffix(".svg") || Self.strayNames.contains(name) }
    if let other = drawings.sorted().first(where: { !isOurs($0) }) {
      throw .holdsOtherFiles(path: path, name: "\(Self.figures)/\(other)")
    }
    if let first = names.min(), !isEarlierReport {
      throw names.contains(ResultsFile.name)
        ? .unknownResults(path: path) : .lacksResults(path: path, name: first)
    }
  }

  /// Refuses a link that leads to nothing, or round in a circle: no folder can be made there.
  private func requireNoDeadLink(_ place: URL) throws(ReportError) {
    guard !FileManager.default.fileExists(atPath: place.path),
      let type = try? FileManager.default.attributesOfItem(atPath: place.path)[.type],
      type as? FileAttributeType == .typeSymbolicLink
    else { return }
    throw .cannotWrite(path: path, reason: "\(place.path) is a link that leads nowhere")
  }

  private func isFolder(_ place: URL) -> Bool {
    let path = place.resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type]
    return type as? FileAttributeType == .typeDirectory
  }

  /// Whether the results in the folder say that they are ours.
  var isEarlierReport: Bool {
    struct Header: Decodable { var format: String }
    let file = folder.appendingPathComponent("results.json")
    guard let data = try? Data(contentsOf: file) else { return false }
    guard data != known else { return true }
    return ResultsJSON.value(Header.self, from: [UInt8](data))?.format == ComparisonResults.format
  }
}
