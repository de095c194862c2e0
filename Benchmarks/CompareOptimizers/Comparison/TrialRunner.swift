import Descent

/// Runs one job of a plan from its first weight to its last measurement.
struct TrialRunner: Sendable {
  let plan: ComparisonPlan

  /// Trains, measures, and records; a loss that stops being finite is a result, not a failure.
  ///
  /// - Parameters:
  ///   - job: What to run.
  ///   - onProgress: Called often, with the epoch, its samples done and its mean loss.
  /// - Returns: The record of the run.
  /// - Throws: `TrainingError` other than divergence: the data does not fit the model.
  func run(
    _ job: ComparisonPlan.Job, onProgress: (_ epoch: Int, _ samples: Int, _ loss: Double) -> Void
  ) throws -> ComparisonResults.Trial {
    let problem = plan.problem
    var model = problem.makeModel(seed: job.seed)
    model.compile(
      optimizer: plan.contenders[job.contender].optimizer(rate: job.rate),
      loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    var trial = ComparisonResults.Trial(
      stage: job.stage, learningRate: job.rate, seed: job.seed, epochs: [])
    // A batch larger than the data is all of them.
    let batchSize = min(plan.batchSize, problem.training.count)
    let stepsPerEpoch = (problem.training.count + batchSize - 1) / batchSize
    var seconds = 0.0
    do {
      try withoutActuallyEscaping(onProgress) { onProgress in
        _ = try model.fit(
          problem.training, epochs: plan.epochs, batchSize: batchSize,
          validation: .data(problem.validation), progress: .none,
          onBatch: { onProgress($0.epoch, $0.samples, $0.meanLoss) },
          onEpoch: { record in
            seconds += record.seconds
            let epoch = ComparisonResults.Epoch(
              number: record.epoch, steps: record.epoch * stepsPerEpoch, seconds: seconds,
              trainingLoss: record.loss, validationLoss: record.validationLoss ?? .nan,
              validationAccuracy: record["val_accuracy"] ?? .nan)
            trial.epochs.append(epoch)
            if trial.stepsToTarget == nil, epoch.validationAccuracy >= plan.target {
              trial.stepsToTarget = epoch.steps
              trial.secondsToTarget = seconds
            }
            // The weights may overflow in the last step, which only the validation shows.
            return epoch.validationLoss.isFinite
          })
      }
    } catch TrainingError.diverged(let epoch, let step, _) {
      trial.divergedAtStep = (epoch - 1) * stepsPerEpoch + step
      return trial
    }
    if let last = trial.epochs.last, !last.validationLoss.isFinite {
      trial.divergedAtStep = last.steps
      return trial
    }
    if job.stage == .final {
      let score = try model.evaluate(problem.test)
      guard score.loss.isFinite else {
        trial.divergedAtStep = trial.epochs.last?.steps
        return trial
      }
      trial.testLoss = score.loss
      trial.testAccuracy = score.accuracy
    }
    return trial
  }
}
