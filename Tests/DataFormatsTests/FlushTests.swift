#if os(Linux)
  import CSystemCallRecorder
  import Foundation
  import Testing

  @testable import DataFormats

  /// What a file that is written whole or not at all asks of the disk: in which order, and what becomes
  /// of a refusal.
  @Suite("Flushing") struct FlushTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
      folder = try TemporaryFolder()
      path = try folder.write([1, 2, 3], to: "x")
    }

    /// What this thread has called since the recording began.
    private static func recordedCalls() -> [recorded_call] {
      stop_recording_calls()
      return (0..<recorded_call_count()).map { recorded_call_at($0) }
    }

    private static func inode(_ path: String) -> UInt {
      var status = stat()
      return stat(path, &status) == 0 ? UInt(status.st_ino) : 0
    }

    private func content() throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test("The whole file lies on the disk before it gets its name, and then the folder does")
    func order() throws {
      let old = Self.inode(path)
      start_recording_calls()
      let file = try AtomicFile(replacing: path)
      try file.write([4, 5])
      try file.write([6, 7, 8])
      try file.commit()
      let calls = Self.recordedCalls()
      #expect(
        calls.map(\.kind) == [
          recorded_call_flush_file, recorded_call_rename, recorded_call_flush_folder,
        ])
      let new = Self.inode(path)
      #expect(new != old)
      #expect(calls.map { UInt($0.inode) } == [new, new, Self.inode(folder.path)])
      #expect(calls.prefix(2).allSatisfy { $0.size == 5 })
      #expect(try content() == [4, 5, 6, 7, 8])
    }

    @Test("A file that the disk does not take leaves the old one alone")
    func fileFault() throws {
      let_recorded_calls_fail(recorded_call_flush_file, EIO, 1)
      start_recording_calls()
      #expect(
        throws: DataFormatError(path, .unwritable(reason: "Input/output error"))
      ) { try AtomicFile.write([4], to: path) }
      #expect(Self.recordedCalls().map(\.kind) == [recorded_call_flush_file])
      #expect(try content() == [1, 2, 3])
      #expect(try names() == ["x"])
    }

    @Test("A folder that the disk does not take is told")
    func folderFault() throws {
      let_recorded_calls_fail(recorded_call_flush_folder, EIO, 1)
      #expect(
        throws: DataFormatError(path, .unwritable(reason: "Input/output error"))
      ) { try AtomicFile.write([4], to: path) }
      #expect(try content() == [4])
      #expect(try names() == ["x"])
    }

    @Test("A file that cannot be renamed leaves the old one alone")
    func nameFault() throws {
      let_recorded_calls_fail(recorded_call_rename, EIO, 1)
      #expect(
        throws: DataFormatError(path, .unwritable(reason: "Input/output error"))
      ) { try AtomicFile.write([4], to: path) }
      #expect(try content() == [1, 2, 3])
      #expect(try names() == ["x"])
    }

    @Test("A signal in between is no fault, and neither is a file system that flushes no folders")
    func noFault() throws {
      let_recorded_calls_fail(recorded_call_flush_file, EINTR, 2)
      start_recording_calls()
      try AtomicFile.write([4], to: path)
      let calls = Self.recordedCalls()
      #expect(calls.filter { $0.kind == recorded_call_flush_file }.count == 3)
      let_recorded_calls_fail(recorded_call_flush_folder, EINVAL, 1)
      try AtomicFile.write([5], to: path)
      #expect(try content() == [5])
    }

    // MARK: Folders

    @Test("The name of a new folder is brought to the disk, and those of the folders above it")
    func newFolders() throws {
      let (a, b) = (folder.path("a"), folder.path("a/b"))
      start_recording_calls()
      try LastingFolder.make(folder.path("a//b/./c/"))
      let calls = Self.recordedCalls()
      #expect(calls.allSatisfy { $0.kind == recorded_call_flush_folder })
      var inodes = calls.map { UInt($0.inode) }
      // That of "." in b is b, whose name is in a.
      inodes.removeAll { $0 == Self.inode(b) }
      #expect(
        inodes.prefix(3) == [
          Self.inode(folder.path + "/.."), Self.inode(folder.path), Self.inode(a),
        ])
      #expect(calls.last.map { UInt($0.inode) } == Self.inode(b))
      #expect(FileManager.default.fileExists(atPath: folder.path("a/b/c")))
    }

    /// Who made it may have been killed before its name was on the disk.
    @Test("So is that of a folder which is there already")
    func oldFolder() throws {
      let above = URL(fileURLWithPath: folder.path).deletingLastPathComponent().path
      for path in [folder.path, folder.path + "/", folder.path + "/."] {
        start_recording_calls()
        try LastingFolder.make(path)
        let calls = Self.recordedCalls()
        #expect(calls.map(\.kind) == [recorded_call_flush_folder])
        #expect(calls.map { UInt($0.inode) } == [Self.inode(above)])
      }
    }

    /// Who made the upper one may have been killed before its name was on the disk, and before the lower
    /// one was made.
    @Test("So is that of a folder which is there already, above one that is not")
    func newFolderInAnOldOne() throws {
      try LastingFolder.make(folder.path("runs"))
      start_recording_calls()
      try LastingFolder.make(folder.path("runs/digits"))
      #expect(
        Self.recordedCalls().map { UInt($0.inode) } == [
          Self.inode(folder.path), Self.inode(folder.path("runs")),
        ])
    }

    /// Somebody else may have made it, and taken it away again.
    @Test("A folder that vanishes between two looks is made")
    func vanishedFolder() throws {
      let path = folder.path("a")
      let_recorded_calls_fail(recorded_call_make_folder, EEXIST, 1)
      try LastingFolder.make(path)
      #expect(Self.inode(path) != 0)
    }

    @Test("A system that lets nobody open a folder denies it, whatever it calls that")
    func denials() {
      for (code, isDenial) in [(EACCES, true), (EPERM, true), (EIO, false), (ENOENT, false)] {
        errno = code
        #expect(SystemFault().isDenial == isDenial, "\(code)")
      }
    }

    @Test("A folder whose name the disk does not take is told, and made anew another time")
    func newFolderFault() throws {
      let path = folder.path("a/b")
      let error = DataFormatError(path, .unwritable(reason: "Input/output error"))
      for passing in 0...1 {
        let_later_recorded_call_fail(recorded_call_flush_folder, EIO, Int32(passing))
        #expect(throws: error) { try LastingFolder.make(path) }
        #expect(try names() == ["x"])
      }
      start_recording_calls()
      try LastingFolder.make(path)
      #expect(
        Self.recordedCalls().map { UInt($0.inode) } == [
          Self.inode(folder.path + "/.."), Self.inode(folder.path), Self.inode(folder.path("a")),
        ])
      let_recorded_calls_fail(recorded_call_flush_folder, EIO, 1)
      #expect(throws: error) { try LastingFolder.make(path) }
      #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("Where something else has the name there is no folder")
    func noFolder() throws {
      for name in ["x", "x/a"] {
        let path = folder.path(name)
        #expect(throws: DataFormatError(path, .unwritable(reason: "Not a directory"))) {
          try LastingFolder.make(path)
        }
      }
      #expect(try content() == [1, 2, 3])
    }

    /// Above a path without a name there is only itself, and so on.
    @Test("A folder without a name cannot be made")
    func noName() async {
      await #expect(processExitsWith: .success) {
        var found: DataFormatError?
        do throws(DataFormatError) { try LastingFolder.make("") } catch { found = error }
        let expected = DataFormatError("", .unwritable(reason: "No such file or directory"))
        guard found == expected else { exit(1) }
      }
    }

    /// The file is there, but nobody knows whether its name is: that is a fault.
    @Test("A folder that cannot be opened to be flushed is told")
    func noDescriptorLeft() async {
      await #expect(processExitsWith: .success) {
        let folder = try TemporaryFolder()
        let path = folder.path("x")
        let file = try AtomicFile(replacing: path)
        try file.write([1])
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        var none = rlimit(rlim_cur: 0, rlim_max: limit.rlim_max)
        let isLimited = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &none) == 0
        var found: DataFormatError?
        do throws(DataFormatError) { try file.commit() } catch { found = error }
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let expected = DataFormatError(path, .unwritable(reason: "Too many open files"))
        guard isLimited, found == expected else { exit(1) }
      }
    }

    /// Who may write in a folder and not read it cannot open it, and so has no way to flush it.
    @Test("A folder that may not be read is left to the system")
    func folderThatMayNotBeRead() async {
      await #expect(processExitsWith: .success) {
        let folder = try TemporaryFolder()
        let path = folder.path("x")
        let isSuperuser = geteuid() == 0
        var isReady = chmod(folder.path, isSuperuser ? 0o333 : 0o300) == 0
        if isSuperuser { isReady = isReady && setegid(65534) == 0 && seteuid(65534) == 0 }
        start_recording_calls()
        try AtomicFile.write([4], to: path)
        stop_recording_calls()
        // Back, so that the folder can be removed, and leaks can be searched for.
        if isSuperuser { isReady = isReady && seteuid(0) == 0 && setegid(0) == 0 }
        isReady = isReady && chmod(folder.path, 0o700) == 0
        let content = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let kinds = (0..<recorded_call_count()).map { recorded_call_at($0).kind }
        guard isReady, content == [4], kinds == [recorded_call_flush_file, recorded_call_rename]
        else { exit(1) }
      }
    }
  }
#endif
