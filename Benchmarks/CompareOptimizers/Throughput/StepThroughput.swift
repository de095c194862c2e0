import Descent

/// Training steps of one network, side by side with their floor.
struct StepThroughput {
  /// Microseconds of a training step, its batch drawn from shuffled data.
  let step: Double
  /// Microseconds of the floor.
  let floor: Double
  /// The step over the floor; the median over rounds.
  let ratio: Double

  private static let rounds = 9

  /// Trains and runs the floor in turns.
  ///
  /// - Throws: `TrainingError` when the data does not fit the network.
  static func measure(
    _ data: Dataset<Float>, widths: [Int], batchSize: Int
  ) throws -> StepThroughput {
    let hidden = widths.dropFirst().dropLast()
    var model = Sequential(inputSize: widths[0], seed: 1) {
      for width in hidden { Dense(width, activation: .relu) }
      Dense(widths[widths.count - 1], activation: .softmax)
    }
    model.compile(
      optimizer: RMSprop(learningRate: 0.001, rho: 0.9), loss: .sparseCategoricalCrossentropy,
      metrics: [.accuracy])
    let steps = (data.count + batchSize - 1) / batchSize
    var floor = StepFloor(widths: widths, rows: batchSize)
    try model.fit(data, epochs: 1, batchSize: batchSize, progress: .none)
    _ = seconds(10) { floor.run() }
    var (stepTimes, floorTimes): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
      let history = try model.fit(data, epochs: 1, batchSize: batchSize, progress: .none)
      stepTimes.append(history.epochs[0].seconds / Double(steps) * 1e6)
      floorTimes.append(seconds(steps) { floor.run() } * 1e6)
    }
    return StepThroughput(
      step: stepTimes.median, floor: floorTimes.median,
      ratio: zip(stepTimes, floorTimes).map { $0 / $1 }.median)
  }
}
