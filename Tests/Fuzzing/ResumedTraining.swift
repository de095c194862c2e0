import Descent
import Foundation

@testable import NeuralNetworks

/// A training of a few steps that goes on from any checkpoint of its model: whatever else is in it, it ends.
enum ResumedTraining {
  private static let data = Dataset<Float>(
    features: [[1, 2], [3, 4], [5, 6], [7, 8]], labels: [0, 1, 1, 0], classCount: 2)

  /// One with the blocks and the rule of the checkpoints in the corpus.
  private static func makeModel() -> Sequential<Float> {
    var model = Sequential<Float>(inputSize: 2, seed: 1) {
      Dense(3, activation: .relu)
      Dropout(0.25)
      Dense(2, activation: .softmax)
    }
    model.compile(
      optimizer: RMSprop(momentum: 0.9, centered: true), loss: .sparseCategoricalCrossentropy)
    return model
  }

  /// A checkpoint of this training.
  private static let own: Checkpoint<Float> = {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("descent-fuzzed-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      var model = makeModel()
      try model.fit(
        data, batchSize: 2, progress: .none, checkpoints: Checkpointing(in: folder.path))
      guard let own = try Checkpoint<Float>.latest(in: folder.path) else {
        fatalError("\(folder.path) has no checkpoint")
      }
      return own
    } catch {
      fatalError("\(error)")
    }
  }()

  /// Trains to the end of the epoch at work, as if the checkpoint said that it is of this training: no
  /// mutation of the corpus would, whose words have checksums of the data in them.
  ///
  /// - Returns: Whether it went on.
  @discardableResult
  static func goOn(from found: Checkpoint<Float>) -> Bool {
    let checkpoint = Checkpoint(
      file: found.file, blocks: found.blocks, values: found.values,
      optimizerState: found.optimizerState, demands: found.demands, terms: own.terms,
      run: found.run)
    var model = makeModel()
    do {
      try model.fit(
        data, epochs: found.epoch, batchSize: 2, progress: .none, resumingFrom: checkpoint)
      return true
    } catch {
      return false
    }
  }
}
