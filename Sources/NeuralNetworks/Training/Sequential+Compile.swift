internal import ElementwiseKernels
internal import LinearAlgebra
public import Optimizers

/// What `compile` decided, and what training keeps between calls of `fit`.
struct TrainingSetup<Scalar: RealScalar>: Sendable {
  var optimizer: any Optimizer
  /// The optimizer's own rate as `compile` was given it, before a schedule or a plateau changed it.
  let compiledLearningRate: Double
  /// Where the learning rate of each step comes from, unless it stays as the optimizer has it.
  var schedule: Schedule?
  /// As the user wrote it.
  let loss: Loss
  let metrics: [Metric]
  /// The layers as training runs them: without the last activation where the loss takes logits.
  let layers: [any Layer]
  /// The loss as training computes it, of what `layers` give.
  let trainingLoss: Loss
  /// What turns the output of `layers` into that of the model.
  let lastActivation: Activation
  var state: OptimizerState<Scalar>
  /// What the random numbers of layers depend on: the seed of the model, and the batches so far.
  let seed: UInt64
  var batchCount: UInt64 = 0
  /// Whether the last batch was not finite, so that nobody has its gradient.
  var hasDiverged = false
  /// Whether gradients are searched, and not the loss alone.
  var checksGradients = false

  /// The learning rate of the next step.
  var learningRate: Double {
    schedule?.learningRate(atStep: state.step) ?? optimizer.learningRate
  }
}

extension Sequential {
  /// Chooses how to train, and starts the optimizer anew.
  ///
  /// - Parameters:
  ///   - optimizer: The rule that updates the parameters.
  ///   - loss: What to make small.
  ///   - metrics: What else to report.
  ///   - schedule: The learning rate of each step since this call, instead of the optimizer's.
  /// - Precondition: A top-k metric has 1 ≤ k ≤ outputs.
  public mutating func compile(
    optimizer: any Optimizer, loss: Loss, metrics: [Metric] = [], schedule: Schedule? = nil
  ) {
    for case .topKAccuracy(let k) in metrics {
      require(
        k >= 1 && k <= outputSize, "top-\(k) accuracy among \(outputSize) outputs means nothing")
    }
    var trainingLayers = layers
    var trainingLoss = loss
    var lastActivation = Activation.identity
    if var last = layers.last as? Dense, let fused = loss.fused(with: last.activation) {
      lastActivation = last.activation
      last.activation = .identity
      trainingLayers[trainingLayers.count - 1] = last
      trainingLoss = fused
    }
    training = TrainingSetup(
      optimizer: optimizer, compiledLearningRate: optimizer.learningRate, schedule: schedule,
      loss: loss, metrics: metrics, layers: trainingLayers, trainingLoss: trainingLoss,
      lastActivation: lastActivation, state: optimizer.makeState(count: parameters.count),
      seed: seed)
  }

  /// The state of the optimizer since `compile`, or nil before it.
  public var optimizerState: OptimizerState<Scalar>? { training?.state }

  /// The learning rate of the next step, or nil before `compile`.
  ///
  /// It comes from the schedule, where there is one, or else from the optimizer, whose rate
  /// `reduceOnPlateau` lowers.
  public var learningRate: Double? { training?.learningRate }

  /// What `compile` set up.
  ///
  /// - Precondition: `compile` was called.
  func requireTraining(for action: StaticString) -> TrainingSetup<Scalar> {
    guard let training else {
      fatalError("call compile(optimizer:loss:metrics:) before \(action)")
    }
    return training
  }
}
