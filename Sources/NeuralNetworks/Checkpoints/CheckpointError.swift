/// Why there is no checkpoint, or why training cannot go on from one.
public enum CheckpointError: Error, Equatable, Sendable {
  /// The file cannot be read, for the system's reason.
  case unreadable(file: String, reason: String)
  /// The file's checksum, or what is in it, is wrong.
  case damaged(file: String, reason: String)
  /// A later version of this package wrote the file.
  case version(file: String, found: String)
  /// The training is another: one clause for each difference.
  case differs(file: String, differences: [String])
  /// The newest checkpoint of a folder has a fault, and `intact` is the newest one that has none.
  indirect case newestUnusable(fault: CheckpointError, intact: String)
  /// The file cannot be written, for the system's reason.
  case unwritable(file: String, reason: String)
  /// The file was not written, because a weight of the block is NaN or infinite.
  case notFinite(file: String, block: String)
  /// A training begins, or goes on from a checkpoint that lies elsewhere, in a folder that has
  /// checkpoints already; the newest of them is named.
  case occupied(folder: String, file: String)
}

extension CheckpointError: CustomStringConvertible {
  /// One line that names the file and the fault.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
    case .damaged(let file, let reason): "\(file): damaged: \(reason)"
    case .version(let file, let found):
      "\(file): has version \(found) of the format, of which this version of Descent knows none"
    case .differs(let file, let differences):
      "\(file): is of another training: \(differences.joined(separator: "; "))"
    case .newestUnusable(let fault, let intact):
      "\(fault); \(intact) is sound, and training can go on from there"
    case .unwritable(let file, let reason): "\(file): cannot be written: \(reason)"
    case .notFinite(let file, let block):
      "\(file): is not written, because '\(block)' has weights that are not finite; those written "
        + "before stay"
    case .occupied(let folder, let file):
      "\(folder): has checkpoints of an earlier training; go on from \(file) (resumingFrom:), or "
        + "take another folder"
    }
  }
}
