import Descent
import ElementwiseKernels

/// The training of one network on one data set.
struct NetworkProblem<Scalar: RealScalar>: OptimizationProblem {
  /// What reports say of it.
  private(set) var description: ComparisonResults.Problem
  /// The samples to train on, to choose hyper-parameters on, and to judge the final runs on.
  let training: Dataset<Scalar>
  let validation: Dataset<Scalar>
  let test: Dataset<Scalar>
  /// The network without its weights.
  let layers: [any Layer]
  /// What is minimized.
  let loss: Loss
  /// What is to be known of the samples.
  var notes: [String] = []

  var name: String {
    get { description.name }
    set { description.name = newValue }
  }

  /// The network with the weights of a seed.
  func makeModel(seed: UInt64) -> Sequential<Scalar> {
    Sequential(inputSize: training.featureCount, scalar: Scalar.self, seed: seed) {
      for layer in layers { layer }
    }
  }

  /// Parameters, gradients and up to three moments, and for a batch the output of each layer, its
  /// gradient, and what the way back needs of it.
  var bytesPerRun: Double {
    let widths = layers.reduce(into: [training.featureCount]) {
      $0.append($1.outputSize(inputSize: $0[$0.count - 1]))
    }
    let columns = widths.reduce(0.0) { $0 + Double($1) }
    let scalars =
      5 * Double(description.parameterCount) + 3 * Double(description.batchSize) * columns
    return scalars * Double(MemoryLayout<Scalar>.size)
  }

  func recordCount(of stage: ComparisonResults.Trial.Stage) -> Int { description.epochs }

  func run(
    _ job: TrialJob, with optimizer: any Optimizer, onProgress: (TrialProgress) -> Void
  ) throws -> ComparisonResults.Trial {
    var model = makeModel(seed: job.seed)
    model.compile(
      optimizer: optimizer, loss: loss, metrics: description.hasAccuracy ? [.accuracy] : [])
    let recorder = TrialRecorder(job, description)
    do {
      // Its closures are optional, and so escape as far as the compiler can see.
      try withoutActuallyEscaping(onProgress) { onProgress in
        try model.fit(
          training, epochs: description.epochs, batchSize: description.batchSize,
          validation: .data(validation), onEpochStart: { recorder.beginSteps() },
          onBatch: { batch in
            if batch.samples == training.count { recorder.endSteps() }
            onProgress(progress(of: batch))
          },
          onEpoch: { recorder.record($0) })
      }
    } catch TrainingError.diverged(let epoch, let step, _) {
      recorder.trial.divergedAtStep = (epoch - 1) * description.stepsPerEpoch + step
      return recorder.trial
    }
    var trial = recorder.trial
    if let last = trial.epochs.last, !last.validationLoss.isFinite {
      trial.divergedAtStep = last.steps
      return trial
    }
    if job.stage == .final {
      let score = try model.evaluate(test)
      guard score.loss.isFinite else {
        trial.divergedAtStep = trial.epochs.last?.steps
        return trial
      }
      trial.testLoss = description.height(of: score.loss)
      trial.testAccuracy = description.hasAccuracy ? score.accuracy : nil
    }
    return trial
  }

  private func progress(of record: BatchRecord) -> TrialProgress {
    let done = (record.epoch - 1) * training.count + record.samples
    return TrialProgress(
      epoch: record.epoch, fraction: Double(done) / Double(training.count * description.epochs),
      loss: record.meanLoss)
  }
}

/// Writes down what `fit` tells of a run.
private final class TrialRecorder {
  var trial: ComparisonResults.Trial
  private let problem: ComparisonResults.Problem
  private var watch = TargetWatch(isLenient: true)
  /// Those of a core that worked on the steps so far.
  private var seconds = 0.0
  private var start = 0.0

  init(_ job: TrialJob, _ problem: ComparisonResults.Problem) {
    trial = ComparisonResults.Trial(job)
    self.problem = problem
  }

  /// Takes the time of the first step of an epoch.
  func beginSteps() { start = ProcessorTime.ofThread }

  /// Adds the time since then.
  func endSteps() { seconds += ProcessorTime.ofThread - start }

  /// Adds an epoch; false when training cannot go on from it.
  func record(_ record: EpochRecord) -> Bool {
    let epoch = ComparisonResults.Epoch(
      number: record.epoch, steps: record.epoch * problem.stepsPerEpoch, seconds: seconds,
      trainingLoss: record.loss,
      validationLoss: problem.height(of: record.validationLoss ?? .nan),
      validationAccuracy: problem.hasAccuracy ? record["val_accuracy"] ?? .nan : nil)
    trial.epochs.append(epoch)
    watch.note(
      problem.target.isReached(by: epoch), at: .init(steps: epoch.steps, seconds: seconds))
    trial.setTarget(watch)
    // The weights may overflow in the last step, which only the validation shows.
    return epoch.validationLoss.isFinite
  }
}

extension ComparisonResults.Problem {
  /// A loss above the lowest one, where that is known.
  func height(of loss: Double) -> Double {
    guard let lowestLoss, !loss.isNaN else { return loss }
    // Rounding may leave the last bit below.
    return max(loss - lowestLoss, 0)
  }
}
