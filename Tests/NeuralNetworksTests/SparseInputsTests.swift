import DataFormats
import LinearAlgebra
import Optimizers
import TestSupport
import Testing

@testable import NeuralNetworks

/// Data with many zeros, with which the first layer multiplies nothing.
@Suite struct SparseInputsTests {
  private static let (rows, inputs) = (45, 30)

  private static func features(share: Double) -> Matrix<Double> {
    var generator = SeededGenerator(seed: 8)
    var features = Matrix<Double>.normal(rows: rows, columns: inputs, using: &generator)
    for row in 0..<rows {
      for column in 0..<inputs where Double.random(in: 0..<1, using: &generator) >= share {
        features[row, column] = 0
      }
    }
    return features
  }

  private static func data(share: Double = 0.1) throws -> TrainingData<Double> {
    try TrainingData(
      Dataset(
        features: features(share: share), labels: (0..<Int32(rows)).map { $0 % 3 }, classCount: 3),
      inputSize: inputs, outputSize: 3, loss: .sparseCategoricalCrossentropy)
  }

  /// A model after three epochs with a last batch of one sample, and the sums over all samples.
  private func train(
    density: Double, _ partition: BatchPartition
  ) throws -> (model: Sequential<Double>, sums: RunningSums) {
    let (data, rows) = (try Self.data(), Self.rows)
    var model = Sequential(inputSize: Self.inputs, scalar: Double.self, seed: 5) {
      Dense(70, activation: .gelu)
      Dense(3, activation: .softmax)
    }
    model.compile(
      optimizer: SGD(learningRate: 0.1), loss: .sparseCategoricalCrossentropy,
      metrics: [.accuracy])
    var setup = model.requireTraining(for: "the check")
    var team = TrainingTeam(
      model, setup: setup, batchSize: 11, density: density, partition: partition)
    var sums = RunningSums(metricCount: 1)
    let order = Array((0..<rows).reversed())
    for _ in 1...3 {
      for start in stride(from: 0, to: rows, by: 11) {
        let isFinite = team.step(
          data, order: order, places: start..<min(rows, start + 11),
          parameters: &model.parameters, setup: &setup, sums: &sums)
        #expect(isFinite)
      }
    }
    return (model, sums)
  }

  @Test(arguments: [
    BatchPartition(members: 1, pieceRows: 11), BatchPartition(members: 1, pieceRows: 4),
    BatchPartition(members: 2, pieceRows: 6),
    BatchPartition(members: 3, pieceRows: 4, sharesInputs: true),
  ])
  func trainAsWithDenseProducts(_ partition: BatchPartition) throws {
    let dense = try train(density: 1, BatchPartition(members: 1, pieceRows: 11))
    let sparse = try train(density: 0.1, partition)
    // Fifteen steps, in each of which sums of at most 70 terms of about one are added in another
    // order.
    let bound = 15 * 70 * Double.ulpOfOne
    #expect((dense.sums.loss - sparse.sums.loss).magnitude <= bound * dense.sums.loss)
    #expect(dense.sums.metrics == sparse.sums.metrics)
    #expect(
      isClose(
        Array(sparse.model.parameters.values), Array(dense.model.parameters.values),
        absolute: bound))
  }

  @Test func densityIsTheShareThatIsNotZero() throws {
    #expect(try Self.data(share: 1).features.density == 1)
    #expect(try Self.data(share: 0).features.density == 0)
    let nonzeros = Array(Self.features(share: 0.1)).count { $0 != 0 }
    #expect(try Self.data().features.density == Double(nonzeros) / Double(Self.rows * Self.inputs))
  }

  /// Inputs that are zero in every sample: their weights stay, and do not even matter where they are
  /// no numbers, which is how `fit` shows that it leaves them out.
  @Test(arguments: [false, true]) func weightsBehindZerosStay(isNaN: Bool) throws {
    var features = Matrix<Float>(repeating: 0, rows: 64, columns: 40)
    for row in 0..<64 { features[row, row % 3] = 1 }
    let data = Dataset(
      features: features, labels: (0..<Int32(64)).map { $0 % 3 }, classCount: 3)
    var model = Sequential(inputSize: 40, seed: 1) {
      Dense(64, activation: .relu)
      Dense(3, activation: .softmax)
    }
    model.compile(
      optimizer: RMSprop(learningRate: 0.01), loss: .sparseCategoricalCrossentropy,
      metrics: [.accuracy])
    if isNaN { model.parameters.values[39 * 64 + 5] = .nan }
    let before = Array(model.parameters.values)
    let history = try model.fit(data, epochs: 20, batchSize: 8, progress: .none)
    let after = Array(model.parameters.values)
    let behindZeros = 3 * 64..<40 * 64
    #expect(
      after[behindZeros].map(\.bitPattern) == before[behindZeros].map(\.bitPattern))
    #expect(zip(after[0..<3 * 64], before[0..<3 * 64]).contains { $0 != $1 })
    #expect(history.epochs.last?.metrics["accuracy"] == 1)
  }
}
