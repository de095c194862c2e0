internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

extension Checkpoint {
  /// Makes sure that a training can go on from here.
  ///
  /// - Parameters:
  ///   - terms: What the training is of.
  ///   - model: What is trained.
  ///   - setup: What `compile` decided.
  ///   - request: What `fit` is asked for.
  ///   - samples: How many samples an epoch has.
  ///   - isValidated: Whether there is validation data.
  /// - Throws: ``CheckpointError/differs(file:differences:)`` with all that is another, or
  ///   ``CheckpointError/damaged(file:reason:)`` when numbers contradict each other.
  func check(
    _ terms: TrainingTerms, model: Sequential<Scalar>, setup: TrainingSetup<Scalar>,
    request: TrainingRequest<Scalar>, samples: Int, isValidated: Bool
  ) throws(CheckpointError) {
    let differences = terms.differences(from: self.terms)
    if !differences.isEmpty { throw .differs(file: file, differences: differences) }
    do throws(OptimizerStateError) {
      _ = try optimizerState.checked(for: setup.optimizer, count: model.parameters.count)
    } catch {
      throw .differs(file: file, differences: [error.description])
    }
    // The terms are the same: what is another contradicts them.
    if blocks != model.parameters.blocks {
      throw .damaged(file: file, reason: "its blocks are not those of its layers")
    }
    if let fault = optimizerState.progressFault(for: setup.optimizer) {
      throw .damaged(file: file, reason: "the state of its optimizer: \(fault)")
    }
    if run.batches > run.skippedInARow, !optimizerState.hasMoved(by: setup.optimizer) {
      throw .damaged(
        file: file,
        reason: "the state of its optimizer is that before the first of \(run.batches) batches")
    }
    if let fault = setup.scheduleFault(after: optimizerState.step) {
      throw .damaged(file: file, reason: fault)
    }
    if let fault = run.fault(
      for: request, setup: setup, samples: samples, isValidated: isValidated)
    {
      throw .damaged(file: file, reason: fault)
    }
  }
}
