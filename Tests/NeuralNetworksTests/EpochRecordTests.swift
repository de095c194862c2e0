import ElementwiseKernels
import Foundation
import Testing

@testable import NeuralNetworks

@Suite("Records of epochs")
struct EpochRecordTests {
  private static let text = """
    {"epoch":3,"learningRate":0.125,"loss":0.5,"metrics":{"a":1,"b":2},"seconds":7,\
    "validationLoss":0.25,"validationMetrics":{"a":3}}
    """

  private func decode(_ text: String) throws -> EpochRecord {
    try JSONDecoder().decode(EpochRecord.self, from: Data(text.utf8))
  }

  @Test("Metrics are dictionaries to whoever asks, and in JSON")
  func coding() throws {
    let record = try decode(Self.text)
    #expect(record.metrics == ["b": 2, "a": 1] && record.validationMetrics == ["a": 3])
    #expect(record["a"] == 1 && record["b"] == 2 && record["val_a"] == 3)
    #expect(record["c"] == nil && record["val_b"] == nil)
    #expect(record["val_loss"] == 0.25 && record["loss"] == 0.5 && record["learning_rate"] == 0.125)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(record), as: UTF8.self) == Self.text)
    let other = EpochRecord(
      epoch: 3, loss: 0.5, metrics: ["a": 1, "b": 2], validationLoss: 0.25,
      validationMetrics: ["a": 3], learningRate: 0.125, seconds: 7)
    #expect(record == other)
    let plain = try decode(
      #"{"epoch":1,"learningRate":1,"loss":2,"metrics":{},"seconds":3}"#)
    #expect(plain.metrics.isEmpty && plain.validationMetrics == nil && plain != record)
  }

  private enum Unreadable: Error { case column(String) }

  private func history(
    _ columns: [String: [Double]], count: Int, unreadable: String? = nil
  ) throws -> History? {
    try History(keys: columns.keys.sorted(), count: count) {
      (key) throws(Unreadable) -> AlignedBuffer<Double> in
      guard let column = columns[key], key != unreadable else { throw .column(key) }
      return AlignedBuffer(column)
    }
  }

  @Test("A history comes back from its columns")
  func columns() throws {
    let columns: [String: [Double]] = [
      "loss": [3, 2, 1], "learning_rate": [0.5, 0.25, 0.125], "seconds": [1, 1, 2],
      "accuracy": [0.1, 0.2, 0.3], "error": [7, 8, 9], "val_loss": [4, 5, 6],
      "val_accuracy": [0.4, 0.5, 0.6],
    ]
    let read = try #require(try history(columns, count: 3))
    #expect(read.columns == columns && read.epochs.map(\.epoch) == [1, 2, 3])
    #expect(read.epochs[1].metrics == ["accuracy": 0.2, "error": 8])
    #expect(read.epochs[2].validationMetrics == ["accuracy": 0.6])
    #expect(read["val_loss"] == [4, 5, 6] && read.epochs.map(\.seconds) == [1, 1, 2])
    #expect(throws: Unreadable.self) {
      try history(columns, count: 3, unreadable: "error")
    }
    // Without a loss of the validation there was none.
    var some = columns
    some["val_loss"] = nil
    #expect(try history(some, count: 3)?.epochs[0].validationMetrics == nil)
    some["seconds"] = nil
    #expect(try history(some, count: 3) == nil)
    #expect(try history([:], count: 0) == History() && history(columns, count: 0) == nil)
  }
}
