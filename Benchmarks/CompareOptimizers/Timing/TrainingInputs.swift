import Descent
import Foundation

/// What training starts from: the numbers of `Benchmarks/Peers/engines/training_inputs.py`.
enum TrainingInputs {
  /// Samples of the network that learns random values: so many batches of 256.
  private static let randomSamples = (train: 8 * 256, test: 256)

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
    func matrix(_ columns: Int, _ seed: UInt64) -> Matrix<Float> {
      let numbers = RepeatableNumbers.uniform(seed: seed, count: count * columns)
      return Matrix(rows: count, columns: columns, elements: numbers.map { Float($0) })
    }
    return Dataset(
      features: matrix(widths[0], seed), values: matrix(widths[widths.count - 1], seed + 1))
  }

  /// What a network learns, and what it is tested on.
  ///
  /// - Throws: ``MissingData`` when nobody says where MNIST is, or what reading it throws.
  static func data(
    for network: TrainedNetwork
  ) throws -> (train: Dataset<Float>, test: Dataset<Float>) {
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
