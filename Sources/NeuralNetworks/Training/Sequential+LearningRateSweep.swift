public import DataFormats
internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

extension Sequential {
  /// Tries rising learning rates on a copy of the model, to find one to train with.
  ///
  /// Each step trains on the next batch with the next rate,
  /// ```
  /// ηₖ = low·(high/low)^(k/(n − 1)),  k = 0 … n − 1
  /// ```
  /// and the sweep ends early where the smoothed loss is above `divergence` times its lowest value,
  /// or not finite. The copy starts from the parameters and the optimizer state of the model, which
  /// stay as they are, and takes its batches in the order in which `fit` would. Two calls give the
  /// same numbers.
  ///
  /// ```swift
  /// let sweep = try model.sweepLearningRates(on: train)
  /// if let rate = sweep.suggestion {
  ///   model.compile(optimizer: RMSprop(learningRate: rate), loss: .sparseCategoricalCrossentropy)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - data: The samples; they are gone through as often as the steps need.
  ///   - low: The first rate.
  ///   - high: The last rate.
  ///   - steps: n, how many rates are tried.
  ///   - batchSize: How many samples make one step; take that of the training.
  ///   - smoothing: β, how much of the mean loss is kept at each step.
  ///   - divergence: The multiple of the lowest smoothed loss that ends the sweep.
  /// - Returns: The losses by rate, with rates to start from.
  /// - Throws: ``TrainingError`` when the data does not fit the model.
  /// - Precondition: `compile` was called; 0 < low < high, both finite; n ≥ 2; `batchSize ≥ 1`;
  ///   0 ≤ β < 1; `divergence > 1`.
  public func sweepLearningRates(
    on data: Dataset<Scalar>, from low: Double = 1e-6, to high: Double = 10, steps: Int = 100,
    batchSize: Int = 32, smoothing: Double = 0.9, divergence: Double = 4
  ) throws(TrainingError) -> LearningRateSweep {
    require(
      low > 0 && low < high && high.isFinite,
      "learning rates must rise from above 0, not from \(low) to \(high)")
    require(steps >= 2, "a sweep needs at least two steps, not \(steps)")
    require(batchSize >= 1, "a batch needs at least one sample, not \(batchSize)")
    require(
      smoothing >= 0 && smoothing < 1, "smoothing must be at least 0 and below 1, not \(smoothing)")
    require(divergence > 1, "divergence must be above 1, not \(divergence)")
    var setup = requireTraining(for: "sweepLearningRates")
    let source = try TrainingData(
      data, inputSize: inputSize, outputSize: outputSize, loss: setup.loss)
    setup.schedule = nil
    let rates = Schedule.exponential(
      initial: low, decayRate: high / low, decaySteps: steps - 1)

    var (parameters, generator) = (parameters, generator)
    var team = TrainingTeam(self, setup: setup, batchSize: min(batchSize, source.count))
    var order = Array(0..<source.count)
    var position = source.count
    var smoothed = SmoothedLoss(smoothing: smoothing)
    var lowest = Double.infinity
    var points: [LearningRateSweep.Point] = []
    for step in 0..<steps {
      if position == source.count {
        for index in order.indices { order[index] = index }
        generator.shuffle(&order)
        position = 0
      }
      let rows = min(team.batchSize, source.count - position)
      let places = position..<position + rows
      position += rows
      let rate = rates.learningRate(atStep: step)
      setup.optimizer.learningRate = rate
      var sums = RunningSums(metricCount: setup.metrics.count)
      let isFinite = team.step(
        source, order: order, places: places, parameters: &parameters, setup: &setup, sums: &sums)
      let mean = smoothed.add(sums.meanLoss)
      guard isFinite, mean <= divergence * lowest, mean.isFinite else {
        return LearningRateSweep(points: points, divergedAt: rate)
      }
      lowest = min(lowest, mean)
      points.append(
        LearningRateSweep.Point(learningRate: rate, loss: sums.meanLoss, smoothedLoss: mean))
    }
    return LearningRateSweep(points: points, divergedAt: nil)
  }
}
