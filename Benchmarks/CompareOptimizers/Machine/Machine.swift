import Descent
import Foundation

/// What this program runs on.
enum Machine {
  /// What a report says of the machine and the software.
  static func environment(date: Date, threads: Int) -> ComparisonResults.Environment {
    ComparisonResults.Environment(
      date: date, revision: revision, swiftVersion: swiftVersion,
      operatingSystem: ProcessInfo.processInfo.operatingSystemVersionString,
      processor: processor, logicalCores: ProcessInfo.processInfo.activeProcessorCount,
      instructionSet: "\(InstructionSet.active)", blasLibrary: blasLibrary,
      blasCore: Backend.blasCoreName, threads: threads, warnings: Doctor.warnings(threads: threads))
  }

  /// The compiler that this program was built with.
  static var swiftVersion: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  /// Whether this program was built with optimization.
  static var isOptimized: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }

  /// "OpenBLAS 0.3.21", the first two words of the library's own description.
  static var blasLibrary: String {
    Backend.blasDescription.split(separator: " ").prefix(2).joined(separator: " ")
  }

  /// The processor's model name.
  static var processor: String {
    #if os(Linux)
      let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      let line = lines.split(separator: "\n").first { $0.hasPrefix("model name") }
      let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
      return name ?? "unknown (\(architecture))"
    #else
      return output(of: "/usr/sbin/sysctl", ["-n", "machdep.cpu.brand_string"])
        ?? "unknown (\(architecture))"
    #endif
  }

  /// The vector features of the processor that matter here, best last.
  static var vectorFeatures: [String] {
    #if os(Linux) && arch(x86_64)
      let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      guard let line = lines.split(separator: "\n").first(where: { $0.hasPrefix("flags") }) else {
        return []
      }
      let flags = Set(line.split(separator: " ").map(String.init))
      return ["sse4_2", "avx", "avx2", "fma", "avx512f", "avx512dq", "avx512vl", "avx512_bf16"]
        .filter(flags.contains)
    #else
      return [architecture]
    #endif
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86-64"
    #elseif arch(arm64)
      "arm64"
    #else
      "other"
    #endif
  }

  /// The revision of the source that this program was built in, or "unknown".
  static let revision: String = {
    // SwiftPM builds below the checkout, so the program's own folder says which it is.
    guard let folder = Bundle.main.executableURL?.deletingLastPathComponent().path,
      let commit = output(of: "/usr/bin/git", ["-C", folder, "rev-parse", "--short=12", "HEAD"])
    else { return "unknown" }
    // Without renewing its index on the way, which fails where the disk is full.
    let changes = output(
      of: "/usr/bin/git",
      ["--no-optional-locks", "-C", folder, "status", "--porcelain", "--untracked-files=no"])
    return changes?.isEmpty == false ? commit + " with changes" : commit
  }()

  /// What a program writes, without white space at the ends; nil unless it ends well.
  private static func output(of program: String, _ arguments: [String]) -> String? {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = try? pipe.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data ?? Data(), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
