import Foundation

extension FileHandle {
  /// Gives back the lock on the file, and closes it.
  ///
  /// Closing ends a lock only when nobody else has the file open by the same handle, and a child that is
  /// being started has for a moment.
  func unlockAndClose() {
    _ = flock(fileDescriptor, LOCK_UN)
    try? close()
  }
}
