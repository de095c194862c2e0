internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

extension TrainingRun {
  /// What is wrong with numbers that were read, whatever they are the training of; nil where nothing
  /// is.
  ///
  /// Steps add to counts: all of them stay so far from the end of their types that no training gets
  /// there.
  var fault: String? {
    if epoch < 1 || history.epochs.count != epoch - 1 {
      return "epoch \(epoch) cannot follow \(history.epochs.count) epochs"
    }
    let counts = 0...Self.mostBatches
    if !counts.contains(position) || !(0...position).contains(batch) {
      return "\(position) samples cannot be done in \(batch) batches"
    }
    if !counts.contains(batches) || batches < batch {
      return "\(batches) batches cannot be done, \(batch) of them in this epoch"
    }
    if noiseCount > UInt64(Self.mostBatches) {
      return "there cannot be random numbers for \(noiseCount) batches"
    }
    if !(0...batches).contains(skippedInARow) {
      return "\(skippedInARow) of \(batches) batches cannot be skipped"
    }
    if !(0...position).contains(sums.samples) || !sums.loss.isFinite {
      return "sums over \(sums.samples) of \(position) samples, with the loss \(sums.loss), are "
        + "none"
    }
    if !(seconds >= 0 && seconds.isFinite) { return "an epoch cannot take \(seconds) s" }
    if threads < 1 || threads > Self.mostThreads { return "there cannot be \(threads) threads" }
    if !(learningRate >= 0 && Scalar(learningRate).isFinite) {
      return "the learning rate cannot be \(learningRate)"
    }
    for best in [best, kept].compactMap({ $0 }) {
      if best.epoch < 1 { return "there is no epoch \(best.epoch)" }
      if best.epoch >= epoch { return "epoch \(best.epoch) is not done" }
      if !best.value.isFinite { return "the best value cannot be \(best.value)" }
    }
    return nil
  }

  private static var mostBatches: Int { 1 << 48 }
  private static var mostThreads: Int { 1 << 16 }

  /// What contradicts a call of `fit` in numbers that were read; nil where nothing does.
  func fault(
    for request: TrainingRequest<Scalar>, setup: TrainingSetup<Scalar>, samples: Int,
    isValidated: Bool
  ) -> String? {
    if position > samples { return "\(position) of \(samples) samples cannot be done" }
    if sums.metrics.count != setup.metrics.count {
      return "there are sums of \(sums.metrics.count) metrics, and not of \(setup.metrics.count)"
    }
    let names = MetricNames(of: setup.metrics, isValidated: isValidated)
    if let record = history.epochs.first, record.names != names {
      return "its history is that of other metrics"
    }
    if plateau?.settings != request.reduceOnPlateau?.settings {
      return "its reduceOnPlateau has other settings than those it names"
    }
    if best != nil && request.earlyStopping == nil { return "nothing asks for its best epoch" }
    // It is only ever lowered; a schedule sets it before every step.
    if setup.schedule == nil && learningRate > setup.compiledLearningRate {
      return "the learning rate \(learningRate) is above that of the start, "
        + "\(setup.compiledLearningRate)"
    }
    return nil
  }
}

extension TrainingSetup {
  /// What is wrong with the rate that a schedule gives after so many steps, if anything: one that
  /// grows without a limit has none after as many as nobody takes.
  func scheduleFault(after step: Int) -> String? {
    guard let rate = schedule?.learningRate(atStep: step) else { return nil }
    return rate >= 0 && Scalar(rate).isFinite
      ? nil : "after \(step) steps the rate of the schedule is \(rate)"
  }
}

extension MetricNames {
  /// Those of a training with these metrics.
  fileprivate convenience init(of metrics: [Metric], isValidated: Bool) {
    let names = Set(metrics.map(\.name)).sorted()
    self.init(own: names, validation: isValidated ? names : nil)
  }
}
