import DataFormats
import Foundation
import Testing

/// How often the process was told that a file may not grow.
private nonisolated(unsafe) var signalCount = 0

/// Files that are written whole or not at all.
@Suite("Atomic files")
struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func content(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func present() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test("The old file stays until the new one is complete, and nothing else stays")
  func replacement() throws {
    let path = try folder.write([1, 2, 3], to: "x")
    let file = try AtomicFile(replacing: path)
    try file.write([4, 5])
    try file.write([])
    try file.write([6])
    #expect(file.size == 3)
    #expect(try content(path) == [1, 2, 3])
    let remnants = try present().filter { $0 != "x" }
    #expect(remnants.count == 1)
    #expect(remnants.allSatisfy { AtomicFile.isRemnant($0, of: "x") })
    #expect(!remnants.contains { AtomicFile.isRemnant($0, of: "y") })
    try file.commit()
    #expect(try content(path) == [4, 5, 6])
    #expect(try present() == ["x"])
    try AtomicFile.write([], to: path)
    #expect(try content(path) == [])
    try AtomicFile.write([9], to: folder.path("new"))
    #expect(try present() == ["new", "x"])
  }

  @Test("What is given up leaves no trace")
  func givenUp() throws {
    let path = try folder.write([1], to: "x")
    do {
      let file = try AtomicFile(replacing: path)
      try file.write([4, 5])
    }
    #expect(try content(path) == [1])
    #expect(try present() == ["x"])
  }

  @Test("Names of remnants are told from others")
  func remnants() {
    #expect(AtomicFile.isRemnant(".x.0123456789.partial", of: "x"))
    for name in ["x", ".x.012345678.partial", ".x.012345678a.partial", "x.0123456789.partial", ""] {
      #expect(!AtomicFile.isRemnant(name, of: "x"), "\(name)")
    }
  }

  @Test("Permissions and links are kept")
  func permissionsAndLinks() throws {
    let path = try folder.write([1], to: "x")
    #expect(chmod(path, 0o640) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: "x")
    try AtomicFile.write([2], to: folder.path("link"))
    #expect(try content(path) == [2])
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    let link = try FileManager.default.attributesOfItem(atPath: folder.path("link"))
    #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
  }

  @Test("Long names, names in other alphabets and files of the current folder")
  func names() throws {
    for name in [String(repeating: "n", count: 255), String(repeating: "日", count: 85), " "] {
      try AtomicFile.write([7], to: folder.path(name))
      #expect(try content(folder.path(name)) == [7])
    }
    let name = "descent-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: name) }
    try AtomicFile.write([8], to: name)
    #expect(try content(name) == [8])
  }

  @Test("Places that take no file are named with the system's reason")
  func badPlaces() throws {
    let file = try folder.write([1], to: "file")
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    let reasons = [
      "": "No such file or directory", folder.path: "Is a directory",
      folder.path + "/": "Is a directory", file + "/": "Not a directory",
      folder.path("none/x"): "No such file or directory", file + "/x": "Not a directory",
      folder.path("pipe"): "it is a device, pipe or socket, not a file",
      "/dev/null": "it is a device, pipe or socket, not a file",
      folder.path(String(repeating: "n", count: 256)): "File name too long",
    ]
    for (path, reason) in reasons {
      #expect(throws: DataFormatError(path, .unwritable(reason: reason))) {
        try AtomicFile.write([2], to: path)
      }
    }
    #expect(try content(file) == [1])
    #expect(try present() == ["file", "pipe"])
  }

  @Test("A folder that is removed meanwhile")
  func removedFolder() throws {
    let inner = folder.path("inner")
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
    let file = try AtomicFile(replacing: inner + "/x")
    try file.write([1])
    try FileManager.default.removeItem(atPath: inner)
    #expect(
      throws: DataFormatError(inner + "/x", .unwritable(reason: "No such file or directory"))
    ) {
      try file.commit()
    }
  }

  @Test("A folder without permission to write", .enabled(if: geteuid() != 0, "root may write all"))
  func permission() throws {
    #expect(chmod(folder.path, 0o500) == 0)
    defer { chmod(folder.path, 0o700) }
    #expect(throws: DataFormatError(folder.path("x"), .unwritable(reason: "Permission denied"))) {
      try AtomicFile.write([2], to: folder.path("x"))
    }
  }

  #if os(Linux)
    /// A write that is cut short at the limit, and one that the limit refuses, without the signal that ends the
    /// process by default.
    @Test("A limit on the size of files")
    func sizeLimit() async {
      await #expect(processExitsWith: .success) {
        let folder = try TemporaryFolder()
        let path = try folder.write([1, 2, 3], to: "x")
        // As on the main thread; those of Dispatch hold all signals back.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGXFSZ)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
        let isLimited = setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
        let error = DataFormatError(path, .unwritable(reason: "File too large"))
        var found: DataFormatError?
        do throws(DataFormatError) {
          try AtomicFile.write([UInt8](repeating: 7, count: 100_001), to: path)
        } catch {
          found = error
        }
        let old = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        try AtomicFile.write([UInt8](repeating: 7, count: 100_000), to: path)
        // Not by exit() where all is well: the folder goes when this returns.
        guard isLimited, found == error, old == [1, 2, 3], names == ["x"] else { exit(1) }
        // What the process does about the signal is as it was: of a file that others write it hears.
        signal(SIGXFSZ) { _ in signalCount += 1 }
        try? AtomicFile.write([UInt8](repeating: 7, count: 100_001), to: path)
        guard signalCount == 0 else { exit(2) }
        let file = open(folder.path("y"), O_WRONLY | O_CREAT, 0o600)
        _ = [UInt8(1)].withUnsafeBytes { pwrite(file, $0.baseAddress, 1, 100_000) }
        guard signalCount == 1 else { exit(3) }
      }
    }

    /// A file system of 64 KiB, where this process may make one.
    private final class SmallDisk {
      let path: String
      private let folder: TemporaryFolder

      init?() {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return nil }
        self.folder = folder
        path = folder.path
        if mount("tmpfs", path, "tmpfs", 0, "size=64k") != 0 { return nil }
      }

      func makeReadOnly() -> Bool {
        mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "size=64k") == 0
      }

      deinit { umount2(path, Int32(MNT_DETACH)) }
    }

    private static let hasSmallDisk = SmallDisk() != nil

    @Test(
      "A disk that is full, and one that is read-only",
      .enabled(if: hasSmallDisk, "only root may make a file system"))
    func fullDisk() throws {
      let disk = try #require(SmallDisk())
      let path = disk.path + "/x"
      try AtomicFile.write([UInt8](repeating: 1, count: 30_000), to: path)
      #expect(
        throws: DataFormatError(path, .unwritable(reason: "No space left on device"))
      ) {
        try AtomicFile.write([UInt8](repeating: 2, count: 50_000), to: path)
      }
      #expect(try content(path) == [UInt8](repeating: 1, count: 30_000))
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["x"])
      try AtomicFile.write([UInt8](repeating: 3, count: 20_000), to: path)
      #expect(disk.makeReadOnly())
      #expect(throws: DataFormatError(path, .unwritable(reason: "Read-only file system"))) {
        try AtomicFile.write([1], to: path)
      }
      #expect(try content(path) == [UInt8](repeating: 3, count: 20_000))
    }
  #endif
}
