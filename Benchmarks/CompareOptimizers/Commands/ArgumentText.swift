import ArgumentParser
import Foundation

/// Arguments that are no text: Swift repairs them, and would take the name of a file for that of another.
enum ArgumentText {
  /// What Swift puts in the place of bytes that are not UTF-8; hardly ever, somebody means it.
  private static let replacement: Unicode.Scalar = "\u{FFFD}"

  /// Refuses an argument that has been repaired.
  ///
  /// - Parameter arguments: The last arguments of the program.
  /// - Throws: `ValidationError` with the argument and its place.
  static func check(_ arguments: [String]) throws {
    guard let last = arguments.lastIndex(where: { $0.unicodeScalars.contains(replacement) }) else {
      return
    }
    // Where the system does not tell what it was given, nobody is taken to mean it.
    let given = Self.given?.suffix(arguments.count)
    let index: Int?
    if let given, given.count == arguments.count {
      index = Array(given).firstIndex { String(validating: $0, as: UTF8.self) == nil }
    } else {
      index = last
    }
    guard let index else { return }
    throw ValidationError(
      "argument \(index + 1), '\(arguments[index])', is not UTF-8, as all names of files and folders have "
        + "to be here")
  }

  /// The bytes of all arguments, beginning with the name of the program.
  private static var given: [Data]? {
    guard let bytes = try? FileHandle(forReadingAtPath: "/proc/self/cmdline")?.readToEnd() else {
      return nil
    }
    // Each of them ends with a zero.
    return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map { Data($0) }
  }
}
