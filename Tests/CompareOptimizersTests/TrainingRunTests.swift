import Descent
import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct TrainingRunTests {
  /// Ten samples of two classes, three to a batch: three steps are an epoch, and one is left over.
  private static func run(classifies: Bool = true) throws -> TrainingRun {
    let network = TrainedNetwork(widths: [4, 3, 2], classifies: classifies)
    func samples(_ count: Int, seed: UInt64) -> Dataset<Float> {
      let numbers = RepeatableNumbers.uniform(seed: seed, count: count * 4)
      let features = Matrix(rows: count, columns: 4, elements: numbers.map { Float($0) })
      guard classifies else {
        return Dataset(features: features, values: features.columns(at: [0, 1]))
      }
      let labels = (0..<count).map { features[$0, 0] > 0 ? Int32(1) : 0 }
      return Dataset(features: features, labels: labels, classCount: 2)
    }
    return try TrainingRun(
      network, batchSize: 3, train: samples(10, seed: 1), test: samples(7, seed: 2))
  }

  @Test func `the start is that of the other engines`() {
    // Printed by Benchmarks/Peers/engines/training_inputs.py: first_order(6), weights(1, 2, 3).
    #expect(TrainingInputs.order(count: 6) == [5, 4, 1, 2, 0, 3])
    let weights = TrainingInputs.weights(ofLayer: 1, inputs: 2, outputs: 3)
    #expect([weights[0, 0], weights[0, 1]] == [-0.92547214, -0.18381324])
  }

  @Test func `a model starts from the repeatable weights, without biases`() throws {
    let network = TrainedNetwork(widths: [4, 3, 2], classifies: true)
    let parameters = network.makeModel().parameters
    let blocks = parameters.blocks
    #expect(blocks.map(\.rows) == [4, 1, 3, 1] && blocks.map(\.columns) == [3, 3, 2, 2])
    for layer in 0..<2 {
      let (weights, bias) = (blocks[2 * layer], blocks[2 * layer + 1])
      #expect(
        parameters[weights.name]
          == TrainingInputs.weights(
            ofLayer: layer, inputs: weights.rows, outputs: weights.columns))
      #expect(parameters[bias.name] == Matrix(rows: 1, columns: bias.columns))
    }
  }

  @Test(arguments: [true, false])
  func `the compared losses start anew each time`(classifies: Bool) throws {
    let work = try Self.run(classifies: classifies).work
    let losses = try work.answer()
    #expect(losses.count == 2 && losses.allSatisfy { $0.isFinite && $0 >= 0 })
    // The two places for ε differ, and little.
    #expect(losses[0] != losses[1] && abs(losses[0] - losses[1]) <= 0.01)
    _ = try work.timing(4)
    #expect(try work.answer() == losses)
  }

  @Test func `whole epochs are timed, of whole batches`() throws {
    let timing = try Self.run().work.timing(4)
    #expect(timing.repetitions == 6 && timing.seconds > 0 && timing.accuracy == nil)
  }

  @Test func `the first epoch ends with a test`() throws {
    let epoch = try #require(try Self.run().work.epoch)
    let timing = try epoch()
    let accuracy = try #require(timing.accuracy)
    #expect(timing.repetitions == 3 && (0...1).contains(accuracy))
    #expect(try Self.run(classifies: false).work.epoch == nil)
  }

  @Test func `any widths are timed on random classes, by parts of an epoch`() throws {
    var session = TimingSession()
    let answer = try #require(session.reply(to: "prepare train-5x4x3x7 float32 64").answer)
    // The loss of seven classes that nothing has been learnt of is about log 7.
    #expect(abs(answer[0] - 1.9) < 1)
    // Of 16,384 samples; beyond an epoch of 256 steps, whole ones.
    #expect(session.reply(to: "time 3").repetitions == 3)
    #expect(session.reply(to: "time 257").repetitions == 512)
    #expect(session.reply(to: "epoch").error == "no training is prepared")
    #expect(session.reply(to: "prepare floor-5x4x3x7 float32 64").answer == [])
    // A batch that is larger than all that is one step.
    #expect(session.reply(to: "prepare train-3x2 float32 20000").error == nil)
    #expect(session.reply(to: "time 2").repetitions == 2)
  }

  @Test(arguments: ["5", "5x", "x5", "5x0", "5x-1", "5xA", "a"])
  func `what is no list of widths is no network`(text: String) {
    #expect(TrainedNetwork(description: text) == nil)
  }

  @Test func `samples that do not fill a batch are told of`() throws {
    let network = TrainedNetwork(widths: [4, 2], classifies: false)
    let data = Dataset<Float>(
      features: Matrix(rows: 2, columns: 4), values: Matrix(rows: 2, columns: 2))
    let fault = #expect(throws: TrainingRun.TooFewSamples.self) {
      try TrainingRun(network, batchSize: 3, train: data, test: data)
    }
    let message = try #require(fault).description
    #expect(message == "2 samples do not fill a batch of 3")
  }
}
