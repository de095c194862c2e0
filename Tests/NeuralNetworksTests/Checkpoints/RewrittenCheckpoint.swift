@testable import NeuralNetworks

extension Checkpoint {
  /// Writes it to its file again, with something else in what it says of the run.
  func rewrite(_ change: (inout TrainingRun<Scalar>) -> Void) throws {
    var run = run
    change(&run)
    let changed = Checkpoint(
      file: file, blocks: blocks, values: values, optimizerState: optimizerState, demands: demands,
      terms: terms, run: run)
    try changed.write(to: file)
  }
}
