internal import Foundation

/// What this process takes of memory, where the system tells.
public enum ProcessMemory {
  /// A figure of `/proc/self/status` in bytes, such as "VmHWM", the most that was ever resident; nil
  /// where there is none.
  public static func bytes(_ name: String) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name + ":") }),
      let figure = line.split(whereSeparator: \.isWhitespace).dropFirst().first,
      let kibibytes = Int(figure)
    else { return nil }
    return kibibytes << 10
  }
}
