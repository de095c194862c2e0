import Descent

/// The training of one network with one batch size, through `fit` as a user calls it.
final class TrainingRun {
  private let network: TrainedNetwork
  private let batchSize: Int
  // In the order of the first epoch, and whole batches only: a step is always the same work.
  private let train: Dataset<Float>
  private let test: Dataset<Float>
  private var model: Sequential<Float>

  private var stepsPerEpoch: Int { train.count / batchSize }

  /// Puts the samples in the order of the first epoch.
  ///
  /// - Throws: ``TooFewSamples`` when they do not fill one batch.
  init(
    _ network: TrainedNetwork, batchSize: Int, train: Dataset<Float>, test: Dataset<Float>
  ) throws {
    guard train.count >= batchSize else {
      throw TooFewSamples(count: train.count, batchSize: batchSize)
    }
    self.network = network
    self.batchSize = batchSize
    let order = TrainingInputs.order(count: train.count)
    self.train = train.samples(at: Array(order.prefix(train.count / batchSize * batchSize)))
    self.test = test
    model = network.makeModel()
  }

  /// This training as work to be timed.
  var work: TimedWork {
    TimedWork(
      // Of the two places for ε, Keras has the second and all others have the first.
      answer: { [try self.loss(after: .textbook), try self.loss(after: .keras)] },
      timing: { try self.timeSteps(atLeast: $0) },
      epoch: network.classifies && !network.isForTimingOnly
        ? { try self.timeFirstEpoch() } : nil)
  }

  /// The loss on the test samples when some batches of the first epoch have been learnt, that epoch
  /// being repeated as often as it takes.
  private func loss(after convention: RMSprop.Convention) throws -> Double {
    model = network.makeModel(convention: convention)
    let (epochs, rest) = network.agreementSteps.quotientAndRemainder(dividingBy: stepsPerEpoch)
    try fit(train, epochs: epochs, shuffles: false)
    if rest > 0 { try fit(train.split(at: rest * batchSize).first, shuffles: false) }
    return try model.evaluate(test).loss
  }

  /// Times one epoch from the initial weights, and tests what it has taught.
  private func timeFirstEpoch() throws -> TimedWork.Timing {
    model = network.makeModel()
    let seconds = try fit(train, shuffles: false)
    return TimedWork.Timing(
      seconds: seconds, repetitions: stepsPerEpoch, accuracy: try model.evaluate(test).accuracy)
  }

  /// Times whole epochs, each with batches of its own; of a network that is only timed, a part of one
  /// where that is enough.
  private func timeSteps(atLeast count: Int) throws -> TimedWork.Timing {
    if network.isForTimingOnly, count < stepsPerEpoch {
      let part = train.split(at: count * batchSize).first
      return TimedWork.Timing(seconds: try fit(part, shuffles: true), repetitions: count)
    }
    let epochs = (count + stepsPerEpoch - 1) / stepsPerEpoch
    let seconds = try fit(train, epochs: epochs, shuffles: true)
    return TimedWork.Timing(seconds: seconds, repetitions: epochs * stepsPerEpoch)
  }

  /// Trains, and returns the seconds of the epochs: without the order, which is drawn before each.
  @discardableResult
  private func fit(
    _ data: Dataset<Float>, epochs: Int = 1, shuffles: Bool
  ) throws -> Double {
    let history = try model.fit(
      data, epochs: epochs, batchSize: batchSize, shuffles: shuffles, progress: .none)
    return history.epochs.reduce(0) { $0 + $1.seconds }
  }

  /// There is not one batch of samples.
  struct TooFewSamples: Error, CustomStringConvertible {
    let count: Int
    let batchSize: Int

    var description: String { "\(count) samples do not fill a batch of \(batchSize)" }
  }
}
