import ElementwiseKernels
import Foundation
import Testing

/// Words that are written beside what others write to the same file.
@Suite struct LastWordsTests {
  @Test func `words at a place of their own move nobody else's`() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("last-words-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data().write(to: URL(fileURLWithPath: path))
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.write(contentsOf: Data("a plan    \n".utf8))
    #expect(LastWords.write(Array("late".utf8), at: 6, in: file.fileDescriptor))
    try file.write(contentsOf: Data("a run\n".utf8))
    #expect(LastWords.write([], at: 6, in: file.fileDescriptor))
    try file.close()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "a planlate\na run\n")
    let reader = try #require(FileHandle(forReadingAtPath: path))
    #expect(!LastWords.write([1], at: 0, in: reader.fileDescriptor))
    try reader.close()
  }
}
