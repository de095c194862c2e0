internal import DataFormats
internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

/// Where a call of `fit` stands between two steps: what it remembers besides the model.
///
/// All of it goes into a ``Checkpoint``; whoever goes on from there has the same bits as a run that
/// never stopped.
struct TrainingRun<Scalar: RealScalar>: Sendable {
  /// The epoch at work, from 1.
  var epoch = 1
  /// How many of its samples are done.
  var position = 0
  /// How many of its batches are done.
  var batch = 0
  /// How many batches are done in all epochs.
  var batches = 0
  /// How many batches layers have drawn random numbers for, since `compile`.
  var noiseCount: UInt64 = 0
  /// How many batches were skipped just before, one after the other, because they were not finite.
  var skippedInARow = 0
  /// The sums of the epoch so far.
  var sums: RunningSums
  /// How long the epoch has taken so far, in seconds, up to the last pause.
  var seconds = 0.0
  /// What draws the order of the epoch at work: the generator as it was before.
  var generator: SeededGenerator
  /// The learning rate that the optimizer has now.
  var learningRate: Double
  /// How many threads the batches were split for: as many give the same bits.
  let threads: Int
  /// The epochs that are done.
  var history = History()
  /// The memory of `reduceOnPlateau`.
  var plateau: ReduceOnPlateau?
  /// The best epoch by early stopping's measure, and its weights where they are to be restored.
  var best: BestEpoch?
  var bestWeights: AlignedBuffer<Scalar>?
  /// The best epoch by the measure of the checkpoints.
  var kept: BestEpoch?
  /// Whether early stopping has ended training.
  var isOver = false
  /// A checksum of what training began from; nil where there are no checkpoints, or a file is too old
  /// to say.
  var beginning: UInt64?

  init(
    metricCount: Int, generator: SeededGenerator, learningRate: Double, threads: Int,
    plateau: ReduceOnPlateau?
  ) {
    sums = RunningSums(metricCount: metricCount)
    self.generator = generator
    self.learningRate = learningRate
    self.threads = threads
    self.plateau = plateau
  }

  /// Takes in a finished epoch, and begins the next.
  mutating func finishEpoch(_ record: EpochRecord) {
    history.epochs.append(record)
    epoch += 1
    (position, batch, seconds) = (0, 0, 0)
    sums.reset()
  }
}

/// An epoch that was better than all before it.
struct BestEpoch: Codable, Equatable, Sendable {
  let value: Double
  let epoch: Int
  /// The key of the quantity; nil where the terms of the training say it, or a file is too old to.
  var monitor: String?
}

extension TrainingRun: Codable {
  // The weights and the history are tensors of their own.
  private enum CodingKeys: String, CodingKey {
    case epoch, position, batch, batches, noiseCount, skippedInARow, sums, seconds, generator
    case learningRate, threads, plateau, best, kept, isOver, beginning
  }
}

// MARK: - The same training

extension TrainingRun {
  /// A checksum of what a training begins from: weights, moments and random generator.
  static func beginning(
    _ values: AlignedBuffer<Scalar>, _ state: OptimizerState<Scalar>, _ generator: SeededGenerator
  ) -> UInt64 {
    var generator = generator
    var sum = checksum(of: values.span, seed: generator.next())
    for index in state.moments.indices {
      let seed = sum
      sum = state.withMoment(at: index) { checksum(of: $0, seed: seed) }
    }
    return sum
  }

  /// One clause where runs with equal terms began from something else.
  ///
  /// What became of them does not tell: gone on with on another processor, or by another OpenBLAS, a
  /// training has other bits and is the same. Only for files that do not say where they began, the loss
  /// of the first epoch has to.
  func differences(from earlier: TrainingRun) -> [String] {
    if let beginning, let other = earlier.beginning {
      guard beginning != other else { return [] }
      let (now, before) = (String(beginning, radix: 16), String(other, radix: 16))
      return ["the checksum of what it began from is \(now) and was \(before)"]
    }
    guard let now = history.epochs.first?.loss, let before = earlier.history.epochs.first?.loss,
      now.bitPattern != before.bitPattern
    else { return [] }
    return ["the loss of epoch 1 is \(now) and was \(before)"]
  }
}
