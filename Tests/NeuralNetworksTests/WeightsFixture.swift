import Descent
import Foundation
import TestSupport

/// A model of another engine: the file of its weights, and what it predicts.
struct WeightsCase: Codable, Sendable, CustomStringConvertible {
  struct Layer: Codable, Sendable {
    var units: Int?
    var activation: String?
    var usesBias: Bool?
    var dropout: Double?
  }

  var name: String
  var convention: String
  var scalar: String
  var fileName: String
  var file: Data?
  /// Where the file lies, for the engine.
  var folder: String?
  var modules: [String]?
  var inputSize: Int
  var layers: [Layer]
  var inputs: [[Double]]
  var predictions: [[Double]]

  var description: String { name }

  /// What the engines saved: see Fixtures/Weights/README.md.
  static let all: [WeightsCase] = {
    do {
      return try loadFixture("weights", from: .module)
    } catch {
      fatalError("fixture weights: \(error)")
    }
  }()

  static func named(_ name: String) -> WeightsCase {
    guard let found = all.first(where: { $0.name == name }) else { fatalError("no case \(name)") }
    return found
  }

  var weightsConvention: WeightsConvention {
    convention == "keras" ? .keras : modules.map { .pytorch(modules: $0) } ?? .pytorch
  }

  private static let activations: [String: Activation] = [
    "identity": .identity, "relu": .relu, "tanh": .tanh, "sigmoid": .sigmoid, "gelu": .gelu,
    "softmax": .softmax,
  ]

  /// A model of the same layers with other weights.
  func model<Scalar: RealScalar>(of scalar: Scalar.Type, seed: UInt64 = 1) -> Sequential<Scalar> {
    Sequential(inputSize: inputSize, scalar: scalar, seed: seed) {
      for layer in layers {
        if let rate = layer.dropout {
          Dropout(rate)
        } else {
          Dense(
            layer.units ?? 0, activation: Self.activations[layer.activation ?? ""] ?? .identity,
            usesBias: layer.usesBias ?? true, biasInitializer: .pytorchDefault)
        }
      }
    }
  }

  /// Writes the file into a folder, and returns its path.
  func writeFile(in folder: RunFolder) throws -> String {
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    let path = folder.path(fileName)
    try (file ?? Data()).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// How far a model's predictions are from those of the engine, as a part of the largest of them.
  func error<Scalar: RealScalar>(of model: Sequential<Scalar>) -> Double {
    let scale = predictions.joined().map(\.magnitude).max() ?? 0
    let found = model.predict(matrix(inputs))
    var largest = 0.0
    for (row, expected) in predictions.enumerated() {
      for (column, value) in expected.enumerated() {
        let error = (Double(found[row, column]) - value).magnitude / scale
        largest = error <= largest ? largest : error.isNaN ? .infinity : error
      }
    }
    return largest
  }
}
