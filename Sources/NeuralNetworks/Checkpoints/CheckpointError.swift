internal import DataFormats

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
  /// An older file, or what is left of one, cannot be deleted, for the system's reason.
  case undeletable(file: String, reason: String)
  /// The file was not written, because a weight of the block is NaN or infinite, or what a moment of
  /// the optimizer remembers of it.
  case notFinite(file: String, block: String, moment: String?)
  /// A training begins, or goes on from a checkpoint that lies elsewhere, in a folder that has
  /// checkpoints already; the newest of them is named.
  case occupied(folder: String, file: String)
  /// Another training, in this process or another one, is at work in the folder.
  case inUse(folder: String)
  /// More than one thing has gone wrong, in the order in which it has.
  case several([CheckpointError])
}

extension CheckpointError {
  /// The errors as one: itself where it is the only one, or nil where there is none.
  ///
  /// What is told twice counts once.
  init?(_ errors: [CheckpointError]) {
    var different: [CheckpointError] = []
    for error in errors {
      let parts = if case .several(let parts) = error { parts } else { [error] }
      for part in parts where !different.contains(part) { different.append(part) }
    }
    guard let first = different.first else { return nil }
    self = different.count == 1 ? first : .several(different)
  }

  /// Whether a checkpoint is missing only because nobody would go on from it.
  var isNotFinite: Bool { if case .notFinite = self { true } else { false } }

  /// What a file that could not be read says.
  init(reading file: String, _ error: DataFormatError) {
    self = .unreadable(file: file, reason: error.problem.reason)
  }

  /// What a file or folder that could not be written says.
  init(writing file: String, _ error: DataFormatError) {
    self = .unwritable(file: file, reason: error.problem.reason)
  }
}

extension CheckpointError: CustomStringConvertible {
  /// One line that names the file and the fault.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      DataFormatError.line(file, "cannot be read: \(Self.shown(reason))")
    case .damaged(let file, let reason):
      DataFormatError.line(file, "damaged: \(Self.shown(reason))")
    case .version(let file, let found):
      DataFormatError.line(
        file,
        "has version \(ShownText.plain(found, atMost: 40)) of the format, of which this version of "
          + "Descent knows none")
    case .differs(let file, let differences):
      DataFormatError.line(file, "is of another training: \(Self.list(differences))")
    case .newestUnusable(let fault, let intact):
      "\(fault); \(ShownText.plain(intact)) is sound, and training can go on from there"
    case .unwritable(let file, let reason):
      DataFormatError.line(file, "cannot be written: \(Self.shown(reason))")
    case .undeletable(let file, let reason):
      DataFormatError.line(file, "cannot be deleted: \(Self.shown(reason))")
    case .notFinite(let file, let block, let moment):
      DataFormatError.line(
        file,
        "is not written, because '\(Self.shown(block))' has "
          + (moment.map { "values of the moment '\(Self.shown($0))'" } ?? "weights")
          + " that are not finite; those written before stay")
    case .occupied(let folder, let file):
      DataFormatError.line(
        folder,
        "has checkpoints of an earlier training; go on from \(ShownText.plain(file)) "
          + "(resumingFrom:), or take another folder")
    case .inUse(let folder):
      DataFormatError.line(
        folder, "another training is at work there; wait until it has ended, or take another folder"
      )
    case .several(let errors): errors.map(\.description).joined(separator: "; ")
    }
  }

  /// Text in which there may be some of a file.
  private static func shown(_ text: String) -> String { ShownText.plain(text, atMost: 1000) }

  private static func list(_ clauses: [String]) -> String {
    let most = 24
    return clauses.prefix(most).map(shown).joined(separator: "; ")
      + (clauses.count > most ? "; and \(clauses.count - most) more" : "")
  }
}
