import Foundation
import Synchronization

/// The three streams that a program is born with.
enum StandardStreams {
  private static let standIns = Mutex<[FileHandle]>([])

  /// Takes the places of those that are closed: the next file to be opened would have the number, and
  /// what is printed would be written to it.
  ///
  /// Who prints learns that it is in vain: what stands there can only be read, and is empty.
  static func occupy() {
    // From below: a file gets the lowest number that is free.
    for number: Int32 in 0...2 where fcntl(number, F_GETFD) < 0 {
      guard let standIn = FileHandle(forReadingAtPath: "/dev/null") else { return }
      // Programs that this one starts need all three as well.
      _ = fcntl(standIn.fileDescriptor, F_SETFD, 0)
      standIns.withLock { $0.append(standIn) }
    }
  }
}
