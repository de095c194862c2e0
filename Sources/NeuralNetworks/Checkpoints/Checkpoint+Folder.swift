internal import ElementwiseKernels
internal import LinearAlgebra

extension Checkpoint {
  /// Reads the newest checkpoint of a folder.
  ///
  /// Where no numbered one is there, or none is sound, that of the best epoch counts as the oldest. A run may
  /// be writing there meanwhile.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - skipsDamaged: Whether to take the newest sound one where newer ones are damaged, cannot be
  ///     read or are of a later version, instead of an error that names both.
  /// - Returns: Nil when the folder is missing or has no checkpoint.
  /// - Throws: ``CheckpointError/newestUnusable(fault:intact:)``, with the newest older checkpoint
  ///   that is sound, or the fault of the newest where none is; ``CheckpointError/unreadable(file:reason:)``
  ///   when the folder cannot be searched.
  public static func latest(
    in folder: String, skipsDamaged: Bool = false
  ) throws(CheckpointError) -> Checkpoint? {
    let folder = CheckpointFolder(path: folder)
    while true {
      let files = try folder.files()
      var fault: CheckpointError?
      var isOutdated = false
      for file in files {
        let checkpoint: Checkpoint
        do throws(CheckpointError) {
          checkpoint = try Checkpoint(contentsOf: file)
        } catch {
          // A run that goes on deletes the old ones, each after a newer one is safe.
          isOutdated = try !folder.files().contains(file)
          if isOutdated { break }
          fault = fault ?? error
          continue
        }
        guard let fault, !skipsDamaged else { return checkpoint }
        throw .newestUnusable(fault: fault, intact: checkpoint.file)
      }
      if isOutdated { continue }
      if let fault { throw fault }
      return nil
    }
  }

  /// Reads the checkpoint of the best epoch, where `keepsBestBy` asked for it.
  ///
  /// - Returns: Nil when the folder is missing or has none.
  /// - Throws: ``CheckpointError`` when it cannot be read.
  public static func best(in folder: String) throws(CheckpointError) -> Checkpoint? {
    let folder = CheckpointFolder(path: folder)
    return try folder.hasBest() ? Checkpoint(contentsOf: folder.best) : nil
  }
}
