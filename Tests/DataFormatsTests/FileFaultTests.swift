import DataFormats
import Foundation
import Testing

/// Files that cannot be read or written: the error names the path and the system's reason.
@Suite("File faults")
struct FileFaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func expect(_ problem: DataFormatError.Problem, reading path: String) {
    #expect(throws: DataFormatError(path, problem)) { try IDXArray(contentsOf: path) }
    #expect(throws: DataFormatError(path, problem)) {
      try Gzip.inflate(contentsOf: path, limit: 100)
    }
  }

  @Test("A missing file") func missing() throws {
    expect(.unreadable(reason: "No such file or directory"), reading: folder.path("none"))
    expect(.unreadable(reason: "No such file or directory"), reading: folder.path("none/x"))
    expect(.unreadable(reason: "no file named"), reading: "")
    let file = try folder.write([0], to: "file")
    expect(.unreadable(reason: "Not a directory"), reading: file + "/x")
  }

  @Test("A folder, a device without end, a pipe without a writer") func notAFile() {
    expect(.notAFile(kind: "folder"), reading: folder.path)
    expect(.notAFile(kind: "device, pipe or socket"), reading: "/dev/zero")
    expect(.notAFile(kind: "device, pipe or socket"), reading: "/dev/null")
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    expect(.notAFile(kind: "device, pipe or socket"), reading: folder.path("pipe"))
  }

  @Test("Links are followed, and where they lead is judged") func links() throws {
    let array = IDXArray([1, 2, 3] as [UInt8], shape: [3])
    try array.write(to: folder.path("file"))
    func link(_ name: String, to target: String) throws -> String {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(name), withDestinationPath: target)
      return folder.path(name)
    }
    #expect(try IDXArray(contentsOf: link("good", to: "file")) == array)
    #expect(try IDXArray(contentsOf: link("again", to: "good")) == array)
    expect(.notAFile(kind: "device, pipe or socket"), reading: try link("zero", to: "/dev/zero"))
    expect(
      .unreadable(reason: "No such file or directory"), reading: try link("lost", to: "none"))
    expect(
      .unreadable(reason: "Too many levels of symbolic links"),
      reading: try link("loop", to: "loop"))
  }

  @Test("A file without permission to read", .enabled(if: geteuid() != 0, "root may read all"))
  func permission() throws {
    let path = try folder.write([0], to: "secret")
    #expect(chmod(path, 0) == 0)
    expect(.unreadable(reason: "Permission denied"), reading: path)
  }

  #if os(Linux)
    @Test("A file that opens but fails to be read") func failingRead() {
      expect(.unreadable(reason: "Input/output error"), reading: "/proc/self/mem")
    }
  #endif

  @Test("A name with a line break still makes one line") func oddName() {
    let path = folder.path("a\nb")
    let error = #expect(throws: DataFormatError.self) { try IDXArray(contentsOf: path) }
    #expect(error?.file == path)
    #expect(error?.description.contains("\n") == false)
  }

  @Test("A file that cannot be written") func writing() {
    let array = IDXArray([1] as [UInt8], shape: [1])
    let path = folder.path("none/x")
    #expect(
      throws: DataFormatError(path, .unwritable(reason: "No such file or directory"))
    ) {
      try array.write(to: path)
    }
    #expect(throws: DataFormatError.self) { try array.write(to: folder.path) }
  }
}
