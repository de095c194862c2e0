internal import ElementwiseKernels
internal import LinearAlgebra

extension Checkpoint {
  /// Reads the newest checkpoint of a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - skipsDamaged: Whether to take the newest sound one where newer ones are damaged, instead of
  ///     an error that names both.
  /// - Returns: Nil when the folder is missing or has no checkpoint.
  /// - Throws: ``CheckpointError/damaged(file:reason:intact:)``, with the newest older checkpoint that
  ///   is sound, or another ``CheckpointError`` when it cannot be read.
  public static func latest(
    in folder: String, skipsDamaged: Bool = false
  ) throws(CheckpointError) -> Checkpoint? {
    let folder = CheckpointFolder(path: folder)
    var damage: (file: String, reason: String)?
    for number in try folder.numbers() {
      let file = folder.checkpoint(number)
      do throws(CheckpointError) {
        let checkpoint = try Checkpoint(contentsOf: file)
        guard let damage, !skipsDamaged else { return checkpoint }
        throw .damaged(file: damage.file, reason: damage.reason, intact: file)
      } catch {
        guard case .damaged(file, let reason, nil) = error else { throw error }
        damage = damage ?? (file, reason)
      }
    }
    if let damage { throw .damaged(file: damage.file, reason: damage.reason, intact: nil) }
    return nil
  }

  /// Reads the checkpoint of the best epoch, where `keepsBestBy` asked for it.
  ///
  /// - Returns: Nil when the folder is missing or has none.
  /// - Throws: ``CheckpointError`` when it cannot be read.
  public static func best(in folder: String) throws(CheckpointError) -> Checkpoint? {
    let folder = CheckpointFolder(path: folder)
    return try folder.hasBest() ? Checkpoint(contentsOf: folder.best) : nil
  }

  /// Makes sure that a training can go on from here.
  ///
  /// - Throws: ``CheckpointError/differs(file:differences:)`` with all that is another, or
  ///   ``CheckpointError/damaged(file:reason:intact:)`` when numbers contradict each other.
  func check(
    _ terms: TrainingTerms, setup: TrainingSetup<Scalar>, count: Int, samples: Int
  ) throws(CheckpointError) {
    let differences = terms.differences(from: self.terms)
    if !differences.isEmpty { throw .differs(file: file, differences: differences) }
    do throws(OptimizerStateError) {
      _ = try optimizerState.checked(for: setup.optimizer, count: count)
    } catch {
      throw .differs(file: file, differences: [error.description])
    }
    if let fault = run.fault(samples: samples, metrics: setup.metrics.count) {
      throw .damaged(file: file, reason: fault, intact: nil)
    }
  }
}
