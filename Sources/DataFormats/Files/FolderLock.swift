/// A folder that somebody keeps for himself, for as long as this lives.
///
/// Another lock of the same folder is refused meanwhile, in this process and in others. It is the system's
/// own lock on the open folder: it leaves no file behind, and ends with the process, however that ends. Who
/// does not ask for it is not held up. Where the file system knows no such locks everybody gets one.
package final class FolderLock: Sendable {
  private let path: String
  private let folder: SystemFile

  /// Takes a folder, or returns nil where somebody else has it.
  ///
  /// - Throws: ``DataFormatError/Problem/unwritable(reason:)`` when it is not there, and
  ///   ``DataFormatError/Problem/unreadable(reason:)`` when it cannot be opened.
  package init?(of path: String) throws(DataFormatError) {
    do throws(SystemFault) {
      folder = try SystemFile(path, for: .folder)
    } catch {
      throw DataFormatError(
        path,
        error.isMissing ? .unwritable(reason: error.reason) : .unreadable(reason: error.reason))
    }
    self.path = path
    guard folder.lock() else { return nil }
  }

  deinit { release() }

  /// Lets everybody have the folder again.
  ///
  /// To close it would not do where a child process that is just being started has it open as well.
  package func release() { folder.unlock() }

  /// Whether the folder still has its name, rather than another that was made in its place.
  ///
  /// - Throws: ``DataFormatError/Problem/unwritable(reason:)`` when nothing has the name any more.
  package func isInPlace() throws(DataFormatError) -> Bool {
    do throws(SystemFault) {
      return try SystemStatus(of: path).identity == folder.status().identity
    } catch {
      throw DataFormatError(path, .unwritable(reason: error.reason))
    }
  }
}
