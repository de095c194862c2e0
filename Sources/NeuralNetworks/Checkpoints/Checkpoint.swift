public import ElementwiseKernels
internal import LinearAlgebra
public import Optimizers

/// A training between two steps: weights, optimizer, place in the data, and history.
///
/// ```swift
/// let checkpoint = try Checkpoint<Float>(contentsOf: "runs/digits/checkpoint-000012.safetensors")
/// print(checkpoint)                                   // which epoch, and how far
/// model.parameters.values = checkpoint.values         // only the weights
/// try model.fit(train, epochs: 100, resumingFrom: checkpoint)   // or the whole training
/// ```
/// The file is a `.safetensors` file, which Python opens too; <doc:Checkpoints> lists what is in it.
public struct Checkpoint<Scalar: RealScalar>: Sendable {
  /// The file it was read from.
  public let file: String
  /// θ of the whole model, in the order of its blocks.
  public let values: AlignedBuffer<Scalar>
  /// What the optimizer remembers.
  public let optimizerState: OptimizerState<Scalar>

  let blocks: [ParameterBlock]
  // What its moments must be where it is written; of one that was read, nothing.
  let demands: MomentDemands
  let terms: TrainingTerms
  let run: TrainingRun<Scalar>

  init(
    file: String, blocks: [ParameterBlock], values: AlignedBuffer<Scalar>,
    optimizerState: OptimizerState<Scalar>, demands: MomentDemands, terms: TrainingTerms,
    run: TrainingRun<Scalar>
  ) {
    self.file = file
    self.blocks = blocks
    self.values = values
    self.optimizerState = optimizerState
    self.demands = demands
    self.terms = terms
    self.run = run
  }

  /// The epoch at work, from 1; one more than the last where training was at its end.
  public var epoch: Int { run.epoch }

  /// How many samples of that epoch are done.
  public var samples: Int { run.position }

  /// The epochs that are done.
  public var history: History { run.history }
}

extension Checkpoint: CustomStringConvertible {
  /// The file, and how far training has come.
  public var description: String {
    "\(file): epoch \(epoch), \(samples) samples, \(optimizerState.step) steps since compile"
  }
}
