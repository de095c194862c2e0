internal import DataFormats
internal import Foundation

/// A folder of checkpoints: "checkpoint-000001.safetensors" and so on, and "best.safetensors".
///
/// They are numbered as they are written: the highest number is the newest, whatever step it is of.
struct CheckpointFolder: Sendable {
  let path: String

  private static let prefix = "checkpoint-"
  private static let suffix = ".safetensors"
  private static let digits = 6
  private static let mostDigits = 15
  /// Beyond it whole numbers of 15 digits could run out within one run.
  private static let largestNumber = 999_000_000_000_000
  private static let bestName = "best" + suffix

  /// The checkpoint of the best epoch.
  var best: String { file(Self.bestName) }

  /// The checkpoint of a number.
  func checkpoint(_ number: Int) -> String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, Self.digits - digits.count))
    return file(Self.prefix + zeros + digits + Self.suffix)
  }

  private func file(_ name: String) -> String {
    path.isEmpty || path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  /// The numbers of the checkpoints that there are, from the newest to the oldest.
  ///
  /// - Throws: ``CheckpointError/unreadable(file:reason:)`` when the folder cannot be read; one that
  ///   is missing has none.
  func numbers() throws(CheckpointError) -> [Int] { Self.numbers(among: try names()) }

  private static func numbers(among names: [String]) -> [Int] {
    names.compactMap(Self.number).sorted(by: >)
  }

  /// All checkpoints, from the newest to the oldest, which is that of the best epoch.
  ///
  /// - Throws: As ``numbers()``.
  func files() throws(CheckpointError) -> [String] {
    let names = try names()
    return Self.numbers(among: names).map(checkpoint) + (isBest(among: names) ? [best] : [])
  }

  /// Whether there is a checkpoint of the best epoch.
  ///
  /// - Throws: As ``numbers()``.
  func hasBest() throws(CheckpointError) -> Bool { isBest(among: try names()) }

  /// Whatever has the name counts, whether it can be read or not, but for a folder: no file takes its
  /// place.
  private func isBest(among names: [String]) -> Bool {
    guard names.contains(Self.bestName) else { return false }
    let attributes = try? FileManager.default.attributesOfItem(atPath: best)
    return attributes?[.type] as? FileAttributeType != .typeDirectory
  }

  private func names() throws(CheckpointError) -> [String] {
    if let fault = path.isEmpty ? "no folder named" : pathFault(path) {
      throw .unreadable(file: path, reason: fault)
    }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      // Only what is missing for certain: behind a door that is closed there may be checkpoints.
      let code = (error as? CocoaError)?.code
      if code == .fileReadNoSuchFile || code == .fileNoSuchFile { return [] }
      throw .unreadable(file: path, reason: reason(of: error))
    }
  }

  private static func number(of name: String) -> Int? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
    // No other spelling of the same number, which `checkpoint(_:)` would not find again, and none
    // from which nobody can count on.
    guard (Self.digits...Self.mostDigits).contains(digits.count),
      digits.allSatisfy({ ("0"..."9").contains($0) }),
      digits.count == Self.digits || digits.first != "0"
    else { return nil }
    return Int(digits)
  }

  /// Whether a file lies in this folder.
  func contains(_ file: String) -> Bool {
    let place = URL(fileURLWithPath: file).deletingLastPathComponent()
    return place.resolvingSymlinksInPath().path
      == URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath().path
  }

  /// Makes the folder, and takes it for one run alone; nothing that is there is touched.
  ///
  /// - Throws: ``CheckpointError/inUse(folder:)`` when another run has it, or another
  ///   ``CheckpointError`` when it cannot be made or opened.
  func lock() throws(CheckpointError) -> FolderLock {
    do throws(DataFormatError) {
      try LastingFolder.make(path)
      if let lock = try FolderLock(of: path) { return lock }
    } catch {
      if case .unreadable = error.problem { throw CheckpointError(reading: path, error) }
      throw CheckpointError(writing: path, error)
    }
    throw .inUse(folder: path)
  }

  /// Makes sure that a run may begin here, or go on from a file.
  ///
  /// - Returns: The number of the newest checkpoint, or 0.
  /// - Throws: ``CheckpointError/occupied(folder:file:)`` when there are checkpoints, be it that of
  ///   the best epoch alone, and the file is not among them, or another ``CheckpointError`` when the
  ///   folder cannot be read or no number is left.
  func newest(goingOnFrom file: String?) throws(CheckpointError) -> Int {
    let names = try names()
    let newest = Self.numbers(among: names).first
    let occupant = newest.map(checkpoint) ?? (isBest(among: names) ? best : nil)
    if let occupant, !(file.map(contains) ?? false) {
      throw .occupied(folder: path, file: occupant)
    }
    if let newest, newest > Self.largestNumber {
      throw .unwritable(
        file: checkpoint(newest), reason: "a checkpoint of a higher number would not be found again"
      )
    }
    return newest ?? 0
  }

  /// Deletes what a process that was killed has left half written; no folder is that.
  func removeRemnants() throws(CheckpointError) {
    for name in try names() where name.hasPrefix(".") {
      let start = name.dropFirst().components(separatedBy: Self.suffix).first ?? ""
      let original = start + Self.suffix
      guard Self.number(of: original) != nil || file(original) == best,
        AtomicFile.isRemnant(name, of: original)
      else { continue }
      try remove(file(name))
    }
  }

  /// Deletes all checkpoints but the newest; what is gone already is no fault, and no folder is deleted.
  func prune(keepLast count: Int) throws(CheckpointError) {
    for number in try numbers().dropFirst(count) { try remove(checkpoint(number)) }
  }

  private func remove(_ file: String) throws(CheckpointError) {
    do throws(DataFormatError) {
      try removeFile(file)
    } catch {
      throw .undeletable(file: file, reason: error.problem.reason)
    }
  }
}

/// The system's words for why a file operation failed, such as "Permission denied".
func reason(of error: any Error) -> String {
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
  let cause = (underlying ?? error) as NSError
  return cause.localizedFailureReason ?? cause.localizedDescription
}
