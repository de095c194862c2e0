import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Terminal {
  /// What is taken for the size where nothing says it.
  static let usualSize = (width: 80, height: 24)

  /// Finds out the size; what the variables COLUMNS and LINES say goes first.
  mutating func measure(
    _ stream: Stream, _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    func given(_ name: String) -> Int? {
      environment[name].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil }
    }
    let (columns, lines) = (given("COLUMNS"), given("LINES"))
    let isKnown = !isInteractive || (columns != nil && lines != nil)
    let measured = isKnown ? nil : Self.measuredSize(of: stream)
    width = columns ?? measured?.width ?? Self.usualSize.width
    height = lines ?? measured?.height ?? Self.usualSize.height
  }

  /// The size that `stty` reports; asking the system directly would take raw memory.
  private static func measuredSize(of stream: Stream) -> (width: Int, height: Int)? {
    let stty = Process()
    let answer = Pipe()
    stty.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    stty.arguments = ["stty", "size"]
    // Under a number of its own: the streams of a child are set in no certain order, so one that is
    // taken from 1 or 2 may be what has just replaced those.
    stty.standardInput = FileHandle(
      fileDescriptor: dup(stream.handle.fileDescriptor), closeOnDealloc: true)
    stty.standardOutput = answer
    stty.standardError = FileHandle.nullDevice
    guard (try? stty.run()) != nil else { return nil }
    let data = answer.fileHandleForReading.readDataToEndOfFile()
    stty.waitUntilExit()
    let numbers = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .compactMap { Int($0) }
    // A terminal that does not know its size says 0.
    guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }) else { return nil }
    return (width: numbers[1], height: numbers[0])
  }
}

/// Notices when the user gives the window another size.
enum WindowSize {
  private static let hasChanged = Atomic<Bool>(false)

  /// From now on changes are noticed.
  static func watch() {
    signal(SIGWINCH) { _ in WindowSize.hasChanged.store(true, ordering: .relaxed) }
  }

  /// Whether the size has changed since this was last asked.
  static func takeChange() -> Bool { hasChanged.exchange(false, ordering: .relaxed) }
}
