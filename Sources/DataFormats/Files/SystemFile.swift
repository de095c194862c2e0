internal import ElementwiseKernels
internal import Foundation

// The fence around the system's files: with MappedFile.swift and SizeLimitSignal.swift, the only file of
// this module that calls them. Paths, arrays and spans go in; counts come out, or the system's reason why not.

/// Why the system would take another path for this one; nil where it would not.
package func pathFault(_ path: String) -> String? {
  path.utf8.contains(0) ? "the path has a zero byte in it" : nil
}

/// Why the system refused something.
struct SystemFault: Error {
  private let code: Int32
  /// The reason in the system's words, such as "Permission denied".
  let reason: String

  /// The fault of the call that has just failed.
  init() { self.init(code: errno) }

  fileprivate init(code: Int32) {
    self.code = code
    reason = unsafe String(cString: strerror(code))
  }

  private init(reason: String) {
    code = 0
    self.reason = reason
  }

  /// What is to be a file is something else.
  static func notAFile(_ kind: SystemStatus.Kind) -> SystemFault {
    kind == .folder
      ? SystemFault(code: EISDIR)
      : SystemFault(reason: "it is a device, pipe or socket, not a file")
  }

  /// What is to be a folder is a link, and what it leads to is not there.
  static var deadLink: SystemFault { SystemFault(reason: "it is a link that leads nowhere") }

  /// What is to be a folder is something else.
  static var notAFolder: SystemFault { SystemFault(code: ENOTDIR) }

  /// Refuses a path that the system would cut: it ends where a zero byte stands.
  ///
  /// All paths come by here on their way to the system.
  fileprivate static func check(_ path: String) throws(SystemFault) {
    if let fault = pathFault(path) { throw SystemFault(reason: fault) }
  }

  /// Whether a file could not be created because its name is taken.
  var isNameTaken: Bool { code == EEXIST }

  /// Whether there is no such file or folder.
  var isMissing: Bool { code == ENOENT }

  /// Whether this process lacks the permission: by the file system, or as a sandbox or the system's
  /// guard of private folders have it.
  var isDenial: Bool { code == EACCES || code == EPERM }
}

/// The memory of this machine.
enum SystemMemory {
  /// Its bytes, all processes together.
  static let size = Int(clamping: ProcessInfo.processInfo.physicalMemory)

  /// Refuses more elements of a file than there is memory for.
  static func require(
    _ count: Int, of elementSize: Int, for file: String
  ) throws(DataFormatError) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: elementSize)
    guard overflow || bytes > size else { return }
    throw DataFormatError(
      file,
      .unreadable(
        reason:
          "\(count) elements of \(elementSize) bytes are more than the \(size) bytes of "
          + "memory that this machine has"))
  }
}

/// What lies at a path.
struct SystemStatus {
  enum Kind { case file, folder, other }

  let kind: Kind
  let size: Int
  let permissions: Permissions
  let identity: Identity

  /// Which file or folder it is, whatever its name.
  struct Identity: Equatable {
    let device: dev_t
    let number: ino_t
  }

  /// Who may read and write a file.
  typealias Permissions = mode_t

  /// Asks about what lies at a path; of a link, about what it leads to.
  init(of path: String) throws(SystemFault) {
    try SystemFault.check(path)
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw SystemFault() }
    self.init(status)
  }

  fileprivate init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    default: kind = .other
    }
    size = Int(status.st_size)
    permissions = status.st_mode & 0o777
    identity = Identity(device: status.st_dev, number: status.st_ino)
  }
}

/// An open file of the system.
///
/// It has no position: what is read or written is named by its place, so that several threads may
/// read at once.
final class SystemFile: Sendable {
  let descriptor: Int32

  enum Purpose { case reading, creating, folder }

  /// Opens a file, which must not be there if it is to be created.
  init(_ path: String, for purpose: Purpose) throws(SystemFault) {
    try SystemFault.check(path)
    // Without O_NONBLOCK, opening a pipe waits for a writer.
    let flags =
      switch purpose {
      case .reading: O_RDONLY | O_NONBLOCK | O_NOCTTY
      case .creating: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
      case .folder: O_RDONLY | O_DIRECTORY
      }
    descriptor = unsafe open(path, flags | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw SystemFault() }
  }

  deinit { close(descriptor) }

  /// What is open.
  func status() throws(SystemFault) -> SystemStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw SystemFault() }
    return SystemStatus(status)
  }

  // The system takes less at a time, and tells how much it took.
  private static let largestPiece = 1 << 30

  /// Repeats a call until `count` bytes are moved or none are any more.
  private func repeating(
    _ count: Int, _ call: (_ done: Int, _ piece: Int) -> Int
  ) throws(SystemFault) -> Int {
    var done = 0
    while done < count {
      let moved = call(done, min(count - done, Self.largestPiece))
      if moved == 0 { break }
      if moved > 0 {
        done += moved
      } else if errno != EINTR {
        throw SystemFault()
      }
    }
    return done
  }

  /// Returns the bytes from a place on: `count` of them, or fewer at the end of the file.
  func read(_ count: Int, at place: Int) throws(SystemFault) -> [UInt8] {
    var fault: SystemFault?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, made in
      do throws(SystemFault) {
        made = try repeating(count) { done, piece in
          unsafe pread(
            descriptor, target.baseAddress.map { unsafe $0 + done }, piece, off_t(place + done))
        }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return bytes
  }

  /// Overwrites scalars with bytes from a place on; returns how many bytes there were.
  func read<Scalar: MatrixScalar>(
    at place: Int, into scalars: inout MutableSpan<Scalar>
  ) throws(SystemFault) -> Int {
    var fault: SystemFault?
    let made = unsafe scalars.withElementBytes { target in
      do throws(SystemFault) {
        return try repeating(target.count) { done, piece in
          unsafe pread(
            descriptor, target.baseAddress.map { unsafe $0 + done }, piece, off_t(place + done))
        }
      } catch {
        fault = error
        return 0
      }
    }
    if let fault { throw fault }
    return made
  }

  /// Writes all bytes, from a place on.
  func write(_ bytes: Span<UInt8>, at place: Int) throws(SystemFault) {
    let count = bytes.count
    var fault: SystemFault?
    let made = withoutSizeLimitSignal {
      unsafe bytes.withUnsafeBytes { source in
        do throws(SystemFault) {
          return try repeating(count) { done, piece in
            unsafe pwrite(
              descriptor, source.baseAddress.map { unsafe $0 + done }, piece, off_t(place + done))
          }
        } catch {
          fault = error
          return 0
        }
      }
    }
    if let fault { throw fault }
    // A file that takes no more without a reason: that of a full disk is the nearest.
    if made < count { throw SystemFault(code: ENOSPC) }
  }

  /// Gives the file the permissions of another.
  func setPermissions(_ permissions: SystemStatus.Permissions) throws(SystemFault) {
    if fchmod(descriptor, permissions) != 0 { throw SystemFault() }
  }

  /// Waits until all that was written lies on the disk, as far as the system can tell.
  func synchronize() throws(SystemFault) {
    #if canImport(Darwin)
      // There fsync leaves what was written in the cache of the drive. Not all file systems know another way.
      repeat {
        if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
      } while errno == EINTR
    #endif
    while fsync(descriptor) != 0 {
      switch errno {
      case EINTR: continue
      // Some file systems know no such thing, for folders above all.
      case EINVAL, ENOTSUP: return
      default: throw SystemFault()
      }
    }
  }

  /// Takes what is open for this descriptor alone, as far as others ask too.
  ///
  /// - Returns: Whether nobody else has it. Where the file system knows no such locks, nobody ever has.
  func lock() -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      // ENOTSUP and ENOLCK for some, and over a network EBADF, as only what is open for writing is locked.
      default: return true
      }
    }
    return true
  }

  /// Lets go of what was taken.
  func unlock() { _ = flock(descriptor, LOCK_UN) }

  /// Makes a folder in one that is there.
  static func makeFolder(_ path: String) throws(SystemFault) {
    try SystemFault.check(path)
    if unsafe mkdir(path, 0o777) != 0 { throw SystemFault() }
  }

  /// Removes an empty folder.
  static func removeFolder(_ path: String) throws(SystemFault) {
    try SystemFault.check(path)
    if unsafe rmdir(path) != 0 { throw SystemFault() }
  }

  /// Waits until the names in a folder lie on the disk.
  ///
  /// A folder may be open to those who write in it and closed to those who read it: they have no way to
  /// flush it. Whatever else is in the way is a fault.
  static func synchronizeFolder(_ path: String) throws(SystemFault) {
    let opened: SystemFile
    do throws(SystemFault) {
      opened = try SystemFile(path, for: .folder)
    } catch {
      guard error.isDenial else { throw error }
      return
    }
    try opened.synchronize()
  }

  /// Moves a file to another name in one step, in place of what has that name.
  static func move(_ path: String, to target: String) throws(SystemFault) {
    try SystemFault.check(path)
    try SystemFault.check(target)
    if unsafe rename(path, target) != 0 { throw SystemFault() }
  }

  /// Removes a file.
  static func remove(_ path: String) throws(SystemFault) {
    try SystemFault.check(path)
    if unsafe unlink(path) != 0 { throw SystemFault() }
  }

  /// Where a link leads in the end, or nil where the path is none or leads nowhere.
  static func target(ofLink path: String) -> String? {
    if pathFault(path) != nil { return nil }
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let resolved = unsafe realpath(path, nil)
    else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
