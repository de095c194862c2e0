import DataFormats
import Foundation
import Testing

#if os(Linux)
  import CSystemCallRecorder
#endif

/// Folders that somebody keeps for himself.
@Suite("Folder locks") struct FolderLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var isFree: Bool {
    get throws { try FolderLock(of: folder.path) != nil }
  }

  @Test("One has it at a time, whatever he calls it, and no file is left behind")
  func exclusion() throws {
    let lock = try #require(try FolderLock(of: folder.path))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: folder.path)
    for name in ["", "/", "/.", "/link"] {
      #expect(try FolderLock(of: folder.path + name) == nil)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["link"])
    lock.release()
    #expect(try isFree)
    // Who has let go of it says so once more at his end, to nobody's harm.
    let next = try #require(try FolderLock(of: folder.path))
    lock.release()
    #expect(try !isFree)
    withExtendedLifetime(next) {}
  }

  @Test("It ends with its owner")
  func lifetime() throws {
    for _ in 1...2 { #expect(try isFree) }
  }

  @Test("A folder that is moved or replaced is noticed")
  func place() throws {
    let (path, aside) = (folder.path("a"), folder.path("b"))
    let files = FileManager.default
    try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    let lock = try #require(try FolderLock(of: path))
    #expect(try lock.isInPlace())
    try files.moveItem(atPath: path, toPath: aside)
    #expect(throws: DataFormatError(path, .unwritable(reason: "No such file or directory"))) {
      try lock.isInPlace()
    }
    try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect(try !lock.isInPlace())
    try files.removeItem(atPath: path)
    try files.moveItem(atPath: aside, toPath: path)
    #expect(try lock.isInPlace())
  }

  @Test("What is not there cannot be taken, nor can a file")
  func faults() throws {
    let path = try folder.write([1], to: "x")
    #expect(throws: DataFormatError(path, .unreadable(reason: "Not a directory"))) {
      try FolderLock(of: path)
    }
    let missing = folder.path("y")
    #expect(throws: DataFormatError(missing, .unwritable(reason: "No such file or directory"))) {
      try FolderLock(of: missing)
    }
  }

  #if os(Linux)
    @Test("Where the file system knows no locks everybody gets one")
    func withoutLocks() throws {
      let lock = try #require(try FolderLock(of: folder.path))
      for code in [ENOTSUP, ENOLCK, EBADF] {
        let_recorded_calls_fail(recorded_call_lock, code, 1)
        #expect(try isFree, "\(code)")
      }
      withExtendedLifetime(lock) {}
    }

    @Test("A signal in between is no answer")
    func interruption() throws {
      let_recorded_calls_fail(recorded_call_lock, EINTR, 2)
      let lock = try #require(try FolderLock(of: folder.path))
      let_recorded_calls_fail(recorded_call_lock, EINTR, 2)
      #expect(try !isFree)
      withExtendedLifetime(lock) {}
    }

    @Test("A child process has nothing of it")
    func inheritance() throws {
      let lock = try #require(try FolderLock(of: folder.path))
      let status = system("ls -l /proc/self/fd | grep -q '\(folder.path)'")
      #expect(status >> 8 == 1)
      withExtendedLifetime(lock) {}
    }
  #endif
}
