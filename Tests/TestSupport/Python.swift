internal import Foundation

/// The Python that files are exchanged with, where it is at hand: `PYTHON`, or else `python3`.
public enum Python {
  private static let name = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"

  /// Runs it; returns its status and what it wrote to the standard error.
  public static func run(_ arguments: [String]) throws -> (status: Int32, message: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    let pipe = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = pipe
    try process.run()
    let message = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: message, as: UTF8.self))
  }

  /// Whether these modules are there.
  public static func has(_ modules: String) -> Bool {
    (try? run(["-c", "import \(modules)"]))?.status == 0
  }

  /// Which of these packages are not installed, without importing them, which takes seconds.
  public static func missing(_ packages: [String]) -> [String] {
    packages.filter {
      (try? run(["-c", "import importlib.metadata as m; m.version('\($0)')"]))?.status != 0
    }
  }

  /// The path of a script among the fixtures beside a file of tests.
  public static func script(_ name: String, besides file: String = #filePath) -> String {
    URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(name)").path
  }
}
