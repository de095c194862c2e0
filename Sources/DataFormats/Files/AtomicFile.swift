/// A file that is written whole or not at all.
///
/// What is written goes to a new file in the same folder. ``commit()`` waits until it lies on the
/// disk, gives it the name of the old one in one step, and waits until the folder lies on the disk
/// too. Whatever happens before, a fault, the end of the process or of the power, leaves the old file
/// as it was. Where a link has the name, the file that it leads to is replaced; one that leads nowhere is
/// replaced itself.
///
/// Only a process that is killed leaves the new file behind, under a name that
/// ``isRemnant(_:of:)`` knows.
package final class AtomicFile {
  /// The file as the caller named it, for error messages.
  package let path: String
  /// The number of bytes written so far.
  package private(set) var size = 0
  private let place: Place
  private let temporaryName: String
  private let file: SystemFile
  private var isCommitted = false

  /// Begins a new file beside the one that it is to replace, with the permissions of that one.
  ///
  /// - Throws: ``DataFormatError/Problem/unwritable(reason:)`` when the folder takes no new file, or
  ///   something else than a file has the name.
  package init(replacing path: String) throws(DataFormatError) {
    self.path = path
    do throws(SystemFault) {
      place = try Place(of: path)
      (temporaryName, file) = try place.makeFile()
    } catch {
      throw DataFormatError(path, .unwritable(reason: error.reason))
    }
    if let permissions = place.permissions {
      // A file system without permissions has none to keep.
      try? file.setPermissions(permissions)
    }
  }

  deinit {
    // The folder may be gone, and the file with it.
    if !isCommitted { try? SystemFile.remove(place.folder + temporaryName) }
  }

  /// Writes bytes after those that were written before.
  ///
  /// - Throws: ``DataFormatError/Problem/unwritable(reason:)``, when the disk is full for one; what
  ///   was written so far is given up then.
  package func write(_ bytes: Span<UInt8>) throws(DataFormatError) {
    do throws(SystemFault) {
      try file.write(bytes, at: size)
    } catch {
      throw DataFormatError(path, .unwritable(reason: error.reason))
    }
    size += bytes.count
  }

  /// Writes bytes after those that were written before.
  ///
  /// - Throws: As ``write(_:)-(Span<UInt8>)``.
  package func write(_ bytes: [UInt8]) throws(DataFormatError) {
    try write(bytes.span)
  }

  /// Puts the new file in the place of the old one.
  ///
  /// The folder stays as the system brings it to the disk by itself where this process may write in it
  /// and not read it, and on file systems that flush no folders.
  ///
  /// - Throws: ``DataFormatError/Problem/unwritable(reason:)``. The old file is as it was then, unless
  ///   it was the folder that the disk would not take: then the new file is there, and may be gone
  ///   after a power failure.
  package func commit() throws(DataFormatError) {
    do throws(SystemFault) {
      try file.synchronize()
      try SystemFile.move(place.folder + temporaryName, to: place.folder + place.name)
      isCommitted = true
      try place.synchronizeFolder()
    } catch {
      throw DataFormatError(path, .unwritable(reason: error.reason))
    }
  }

  /// Writes a file of these bytes in place of another, whole or not at all.
  ///
  /// - Throws: ``DataFormatError/Problem/unwritable(reason:)``.
  package static func write(_ bytes: [UInt8], to path: String) throws(DataFormatError) {
    let file = try AtomicFile(replacing: path)
    try file.write(bytes)
    try file.commit()
  }
}

extension AtomicFile {
  /// Tells whether a name is one that the unfinished successor of a file has.
  ///
  /// - Parameters:
  ///   - name: The name of a file in the same folder.
  ///   - fileName: The name of the file to be replaced, without its folder.
  /// - Returns: Whether a process that was killed left it behind; one that still runs has it too.
  package static func isRemnant(_ name: String, of fileName: String) -> Bool {
    let start = remnantStart(of: fileName)
    let number = name.utf8.dropFirst(start.utf8.count).dropLast(remnantEnd.utf8.count)
    return name.hasPrefix(start) && name.hasSuffix(remnantEnd) && number.count == numberDigits
      && number.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }

  private static let remnantEnd = ".partial"
  private static let numberDigits = 10

  private static func remnantStart(of fileName: String) -> String {
    // With the rest it has to stay below the 255 bytes of a name.
    var start = fileName
    while start.utf8.count > 200 { start.removeLast() }
    return ".\(start)."
  }

  fileprivate static func remnantName(of fileName: String) -> String {
    let number = (0..<numberDigits).map { _ in String(Int.random(in: 0...9)) }.joined()
    return remnantStart(of: fileName) + number + remnantEnd
  }
}

/// Where a file is to be written.
private struct Place {
  /// The path of the folder, with a slash at its end, or nothing for the current one.
  let folder: String
  let name: String
  /// Those of the file that is there, if one is.
  let permissions: SystemStatus.Permissions?

  init(of path: String) throws(SystemFault) {
    let target = SystemFile.target(ofLink: path) ?? path
    let start = target.utf8.lastIndex(of: UInt8(ascii: "/")).map { target.utf8.index(after: $0) }
    folder = String(target[..<(start ?? target.startIndex)])
    name = String(target[(start ?? target.startIndex)...])
    do throws(SystemFault) {
      let status = try SystemStatus(of: target)
      guard status.kind == .file else { throw SystemFault.notAFile(status.kind) }
      permissions = status.permissions
    } catch {
      guard error.isMissing, !name.isEmpty else { throw error }
      permissions = nil
    }
  }

  /// Makes an empty file with a name of its own beside the place.
  func makeFile() throws(SystemFault) -> (name: String, file: SystemFile) {
    while true {
      let temporaryName = AtomicFile.remnantName(of: name)
      do throws(SystemFault) {
        return (temporaryName, try SystemFile(folder + temporaryName, for: .creating))
      } catch {
        guard error.isNameTaken else { throw error }
      }
    }
  }

  func synchronizeFolder() throws(SystemFault) {
    try SystemFile.synchronizeFolder(folder.isEmpty ? "." : folder)
  }
}
