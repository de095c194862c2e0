import Descent
import Foundation

/// What training starts from: the numbers of `Benchmarks/Peers/engines/training_inputs.py`.
enum TrainingInputs {
  /// Samples of the network that learns random values: so many batches of 256.
  private static let randomSamples = (train: 8 * 256, test: 256)
  /// Samples with random classes, where a batch is not larger: more than a cache holds.
  private static let randomClassSamples = 16_384

  /// Uniform in ±√(6/(inputs + outputs)), as Glorot has it; biases are zero.
  static func weights(ofLayer layer: Int, inputs: Int, outputs: Int) -> Matrix<Float> {
    let limit = (6 / Double(inputs + outputs)).squareRoot()
    let numbers = RepeatableNumbers.uniform(seed: 10 + UInt64(layer), count: inputs * outputs)
    return Matrix(
      rows: inputs, columns: outputs, elements: numbers.map { Float(limit * $0) })
  }

  /// The order of the first epoch: the samples sorted by numbers that are theirs.
  static func order(count: Int) -> [Int] {
    let keys = RepeatableNumbers.uniform(seed: 20, count: count)
    return (0..<count).sorted { (keys[$0], $0) < (keys[$1], $1) }
  }

  /// Inputs and targets without a relation between them.
  private static func randomSamples(count: Int, widths: [Int], seed: UInt64) -> Dataset<Float> {
    Dataset(
      features: random(rows: count, columns: widths[0], seed: seed),
      values: random(rows: count, columns: widths[widths.count - 1], seed: seed + 1))
  }

  /// Inputs and classes without a relation between them.
  private static func randomClasses(count: Int, widths: [Int]) -> Dataset<Float> {
    let classCount = widths[widths.count - 1]
    let labels = RepeatableNumbers.uniform(seed: 31, count: count).map {
      Int32(($0 + 1) / 2 * Double(classCount))
    }
    return Dataset(
      features: random(rows: count, columns: widths[0], seed: 30), labels: labels,
      classCount: classCount)
  }

  private static func random(rows: Int, columns: Int, seed: UInt64) -> Matrix<Float> {
    let numbers = RepeatableNumbers.uniform(seed: seed, count: rows * columns)
    return Matrix(rows: rows, columns: columns, elements: numbers.map { Float($0) })
  }

  /// What a network learns, and what it is tested on, at least one batch of it.
  ///
  /// - Throws: ``MissingData`` when nobody says where MNIST is, or what reading it throws.
  static func data(
    for network: TrainedNetwork, batchSize: Int
  ) throws -> (train: Dataset<Float>, test: Dataset<Float>) {
    if network.isForTimingOnly {
      let train = randomClasses(
        count: max(randomClassSamples, batchSize), widths: network.widths)
      return (train, train.split(at: 1).first)
    }
    guard network.classifies else {
      return (
        randomSamples(count: randomSamples.train, widths: network.widths, seed: 30),
        randomSamples(count: randomSamples.test, widths: network.widths, seed: 32)
      )
    }
    guard let folder = ProcessInfo.processInfo.environment["MNIST_DIR"] else {
      throw MissingData()
    }
    return try MNIST.load(from: folder)
  }

  /// Nobody says where MNIST is.
  struct MissingData: Error, CustomStringConvertible {
    var description: String { "MNIST_DIR does not name the folder of the four MNIST files" }
  }
}
