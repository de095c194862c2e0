import Foundation

/// The hidden folders beside that of a report, and what is left of those whose program was killed.
///
/// Who makes such a folder holds a lock on it, which ends with the program, however that ends: one that
/// nobody holds is the work of the dead. Where the file system knows no locks nothing is touched.
struct ReportLeftovers {
  /// What a hidden folder is for; the names are of one length, so that where one fits all do.
  enum Purpose: String, CaseIterable {
    /// To see whether folders can be made.
    case attempt
    /// A report that is being written.
    case partial
    /// The report that was there before, while the new one takes its place.
    case earlier
  }

  /// The folder of the report, whether it exists or not.
  let folder: URL
  /// Where the hidden folders lie.
  let parent: URL

  /// Those beside a folder, or in another place.
  init(of folder: URL, in parent: URL? = nil) {
    self.folder = folder
    self.parent = parent ?? folder.deletingLastPathComponent()
  }

  /// The letters of a number of 32 bits.
  private static let numberLength = 7

  private func start(_ purpose: Purpose) -> String {
    ".\(folder.lastPathComponent).\(purpose.rawValue)-"
  }

  /// A name that nothing else has.
  func name(_ purpose: Purpose) -> URL {
    let number = String(UInt32.random(in: .min ... .max), radix: 36)
    let zeros = String(repeating: "0", count: Self.numberLength - number.count)
    return parent.appendingPathComponent(start(purpose) + zeros + number, isDirectory: true)
  }

  /// Makes a hidden folder.
  ///
  /// - Returns: The folder, and what holds it until it is closed; nil where there are no locks.
  /// - Throws: What keeps it from being made.
  func make(_ purpose: Purpose) throws -> (place: URL, lock: FileHandle?) {
    while true {
      let place = name(purpose)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
      switch Self.hold(place) {
      // Before it was held, who clears up may have taken it for left behind.
      case .unknown: if FileManager.default.fileExists(atPath: place.path) { return (place, nil) }
      case .others: continue
      case .held(let lock):
        if FileManager.default.fileExists(atPath: place.path) { return (place, lock) }
        lock.unlockAndClose()
      }
    }
  }

  /// Whose a folder is.
  enum Hold {
    /// Ours, until the handle is closed.
    case held(FileHandle)
    /// That of a program at work.
    case others
    /// That of nobody knows whom.
    case unknown
  }

  /// Tries to hold a folder.
  static func hold(_ folder: URL) -> Hold {
    guard let handle = FileHandle(forReadingAtPath: folder.path) else { return .unknown }
    // A child that outlives the program would keep the lock.
    _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
    guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) != 0 else { return .held(handle) }
    let isOthers = errno == EWOULDBLOCK
    try? handle.close()
    return isOthers ? .others : .unknown
  }
}

// MARK: What the dead left

extension ReportLeftovers {
  /// Puts an earlier report back that is without its name, and takes all else away.
  func clear() {
    putBack()
    takeAway([.attempt, .partial])
    // Without a newer one it is all that there is.
    if Self.isTaken(folder) { takeAway([.earlier]) }
  }

  /// Takes away what was left for some purposes.
  func takeAway(_ purposes: [Purpose]) {
    for purpose in purposes {
      for place in found(purpose) where holdsOnlyOurs(place, purpose) {
        guard case .held(let lock) = Self.hold(place) else { continue }
        Self.remove(place)
        lock.unlockAndClose()
      }
    }
  }

  /// Removes a folder and what it holds, if need be after it has been made writable.
  static func remove(_ place: URL) {
    let manager = FileManager.default
    guard (try? manager.removeItem(at: place)) == nil else { return }
    let inner = (try? manager.subpathsOfDirectory(atPath: place.path)) ?? []
    for path in [place.path] + inner.map({ place.path + "/" + $0 }) where isFolder(path) {
      try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }
    try? manager.removeItem(at: place)
  }

  /// Puts an earlier report back whose program ended before the new one had its name.
  ///
  /// As it was, whatever the user had taken out of it: before it is removed it has another name.
  func putBack() {
    guard !Self.isTaken(folder) else { return }
    for place in found(.earlier) where holdsOnlyOurs(place, .earlier) {
      guard case .held(let lock) = Self.hold(place) else { continue }
      defer { lock.unlockAndClose() }
      if (try? FileManager.default.moveItem(at: place, to: folder)) != nil { return }
    }
  }

  /// Puts back what a path means: a folder, a link to one, or the results in it.
  static func putBack(at path: String) {
    guard !path.isEmpty, !FileManager.default.fileExists(atPath: path) else { return }
    let place = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    let isFile = place.lastPathComponent == ResultsFile.name
    let folder = isFile ? place.deletingLastPathComponent() : place
    ReportLeftovers(of: destination(of: folder)).putBack()
  }

  /// Where a link leads to, even if nothing is there.
  private static func destination(of place: URL) -> URL {
    var place = place
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: place.path) else {
        break
      }
      place =
        URL(
          fileURLWithPath: next, isDirectory: true, relativeTo: place.deletingLastPathComponent()
        ).standardizedFileURL
    }
    return place
  }

  /// Whether anything has a name, be it a link to nothing.
  private static func isTaken(_ place: URL) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: place.path)) != nil
  }

  private static func isFolder(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type]
    return type as? FileAttributeType == .typeDirectory
  }

  /// The folders with our names.
  private func found(_ purpose: Purpose) -> [URL] {
    let start = start(purpose)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    return names.filter { name in
      name.hasPrefix(start) && name.utf8.count == start.utf8.count + Self.numberLength
        && UInt32(name.dropFirst(start.count), radix: 36) != nil
        && !name.dropFirst(start.count).contains(where: \.isUppercase)
    }
    .map { parent.appendingPathComponent($0, isDirectory: true) }
    .filter { Self.isFolder($0.path) }
  }

  /// Whether a folder holds nothing that we do not write there.
  private func holdsOnlyOurs(_ place: URL, _ purpose: Purpose) -> Bool {
    let manager = FileManager.default
    guard purpose == .attempt else {
      let names = (try? manager.contentsOfDirectory(atPath: place.path)) ?? [""]
      let ours = ReportFolder.fileNames + ReportFolder.otherNames + ReportFolder.strayNames
      return names.allSatisfy(ours.contains)
    }
    // Empty folders, one in the other.
    let paths = (try? manager.subpathsOfDirectory(atPath: place.path)) ?? [""]
    return paths.allSatisfy { Self.isFolder(place.path + "/" + $0) }
  }
}
