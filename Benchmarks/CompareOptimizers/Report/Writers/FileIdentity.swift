import Foundation

/// What tells a file or a folder from all others while it exists.
enum FileIdentity {
  /// The identity of what lies at a path, or nil where nothing does; a link is itself.
  static func ofItem(at path: String) -> String? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      return nil
    }
    // Their types differ from system to system.
    return [FileAttributeKey.systemNumber, .systemFileNumber]
      .map { key in attributes[key].map { "\($0)" } ?? "?" }.joined(separator: " ")
  }
}
