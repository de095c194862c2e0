/// A folder that a power failure does not take away.
package enum LastingFolder {
  /// Makes a folder, and those above it that are missing, and waits until their names lie on the disk.
  ///
  /// Where it is there already its name is brought to the disk all the same: who made it may have been
  /// killed before. So is that of the lowest folder above it that is there already. A folder whose name
  /// the disk does not take is removed again, so that another attempt begins anew. As with
  /// ``AtomicFile``, a folder above it that may not be read stays as the system brings it to the disk by
  /// itself.
  ///
  /// - Throws: ``DataFormatError/Problem/unwritable(reason:)``.
  package static func make(_ path: String) throws(DataFormatError) {
    do throws(SystemFault) {
      if try !isThere(path) { return try makeMissing(path) }
      try synchronizeName(of: path)
    } catch {
      throw DataFormatError(path, .unwritable(reason: error.reason))
    }
  }

  /// Makes a folder that was not there, after those above it.
  private static func makeMissing(_ path: String) throws(SystemFault) {
    let parent = parent(of: path)
    // Above a path without a name there is nothing but itself: the system refuses to make that.
    if parent != path {
      if try isThere(parent) { try synchronizeName(of: parent) } else { try makeMissing(parent) }
    }
    let isOwn = try makeUnlessThere(path)
    do throws(SystemFault) {
      try SystemFile.synchronizeFolder(parent)
    } catch {
      if isOwn { try? SystemFile.removeFolder(path) }
      throw error
    }
  }

  /// Makes a folder whose parent is there.
  ///
  /// - Returns: Whether it is new: somebody else may have been faster.
  private static func makeUnlessThere(_ path: String) throws(SystemFault) -> Bool {
    // What is there and then is not may have vanished in between; a link that leads nowhere stays.
    for _ in 0..<3 {
      do throws(SystemFault) {
        try SystemFile.makeFolder(path)
        return true
      } catch {
        guard error.isNameTaken else { throw error }
        if try isThere(path) { return false }
      }
    }
    throw SystemFault.deadLink
  }

  /// Brings the name of a folder that is there to the disk.
  private static func synchronizeName(of path: String) throws(SystemFault) {
    // Not the path without its last part: that of "." or of a link lies elsewhere.
    try SystemFile.synchronizeFolder(path + "/..")
  }

  private static func isThere(_ path: String) throws(SystemFault) -> Bool {
    let status: SystemStatus
    do throws(SystemFault) {
      status = try SystemStatus(of: path)
    } catch {
      guard error.isMissing else { throw error }
      return false
    }
    guard status.kind == .folder else { throw SystemFault.notAFolder }
    return true
  }

  /// The folder in which a path is to have its name.
  private static func parent(of path: String) -> String {
    let slash = UInt8(ascii: "/")
    let bytes = path.utf8
    guard let last = bytes.lastIndex(where: { $0 != slash }) else { return path }
    guard let cut = bytes[...last].lastIndex(of: slash) else { return "." }
    guard let end = bytes[..<cut].lastIndex(where: { $0 != slash }) else { return "/" }
    return String(decoding: bytes[...end], as: UTF8.self)
  }
}
