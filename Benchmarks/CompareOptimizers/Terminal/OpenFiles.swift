import Foundation

/// How many files the program may hold open at once.
enum OpenFiles {
  /// What the program and the libraries below it take, with some to spare; without them a library of the
  /// system ends the program, at a place where nobody can tell why.
  private static let needed = 24

  /// Makes sure that there is room for the files to come.
  ///
  /// - Throws: `OpenFilesError` when the system gives fewer.
  static func check() throws(OpenFilesError) {
    let handles = (0..<needed).map { _ in FileHandle(forReadingAtPath: "/dev/null") }
    defer { for handle in handles { try? handle?.close() } }
    // Where there is no such file, nothing is known.
    guard handles.first is FileHandle, let index = handles.firstIndex(of: nil) else { return }
    throw OpenFilesError(count: index, needed: needed)
  }
}

/// The system lets the program open too few files.
struct OpenFilesError: Error, Equatable, CustomStringConvertible {
  let count: Int
  let needed: Int

  var description: String {
    "only \(count) more files may be open at once, and it takes \(needed); raise the limit, as with "
      + "'ulimit -n 256'"
  }
}
