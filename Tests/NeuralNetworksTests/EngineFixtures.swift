import Descent
import Foundation
import TestSupport

/// What the engines answered: see Fixtures/README.md.
enum EngineFixtures {
  static let activations: ActivationFixture = load("activations")
  static let losses: LossFixture = load("losses")
  static let training: TrainingFixture = load("training")

  private static func load<Value: Decodable>(_ name: String) -> Value {
    do {
      return try loadFixture(name, from: .module)
    } catch {
      fatalError("fixture \(name): \(error)")
    }
  }
}

struct ActivationFixture: Decodable, Sendable {
  struct Inputs: Decodable, Sendable {
    let input: [[Double]]
    let bias: [Double]
    let upstream: [[Double]]
  }

  struct Case: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let dtype: String
    let options: Options
    let output: [[Double]]
    let inputGradient: [[Double]]
    let biasGradient: [Double]

    var description: String { "\(name) \(dtype)" }
  }

  let inputs: [String: Inputs]
  let cases: [Case]
}

/// Whatever a case was given beyond its inputs.
struct Options: Decodable, Sendable {
  let slope: Double?
  let k: Int?
}

struct LossFixture: Decodable, Sendable {
  struct Inputs: Decodable, Sendable {
    let labels: [Int32]
    let sampleWeights: [Double]
    let matrices: [String: [[Double]]]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: AnyKey.self)
      labels = try container.decode([Int32].self, forKey: AnyKey("labels"))
      sampleWeights = try container.decode([Double].self, forKey: AnyKey("sampleWeights"))
      var matrices: [String: [[Double]]] = [:]
      for key in container.allKeys {
        matrices[key.stringValue] = try? container.decode([[Double]].self, forKey: key)
      }
      self.matrices = matrices
    }
  }

  struct Case: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let engine: String
    let dtype: String
    let targets: String
    let predictions: String
    let sampleWeights: Bool
    let value: Double
    let gradient: [[Double]]

    var description: String {
      "\(name) by \(engine), \(dtype)\(sampleWeights ? ", weighted" : "")"
    }
  }

  struct MetricCase: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let dtype: String
    let options: Options
    let targets: String
    let predictions: String
    let value: Double

    var description: String { "\(name) \(dtype)" }
  }

  let inputs: [String: Inputs]
  let cases: [Case]
  let metricInputs: [String: Inputs]
  let metrics: [MetricCase]
}

struct TrainingFixture: Decodable, Sendable {
  struct Rule: Decodable, Sendable {
    let learningRate: Double
    let rho: Double
    let epsilon: Double
  }

  struct Linear: Decodable, Sendable {
    struct Inputs: Decodable, Sendable {
      let x: [[Double]]
      let y: [[Double]]
      let weight: [[Double]]
      let bias: [Double]
    }

    struct Layer: Decodable, Sendable {
      let weight: [[Double]]
      let bias: [Double]
    }

    struct Case: Decodable, Sendable {
      let dtype: String
      let steps: Int
      let optimizer: Rule
      let losses: [Double]
      let firstGradient: Layer
      let final: Layer
    }

    let inputs: [String: Inputs]
    let cases: [Case]
  }

  struct Classifier: Decodable, Sendable {
    struct Inputs: Decodable, Sendable {
      let x: [[Double]]
      let labels: [Int32]
      let validationX: [[Double]]
      let validationLabels: [Int32]
      let weight1: [[Double]]
      let bias1: [Double]
      let weight2: [[Double]]
      let bias2: [Double]
      let classWeights: [Double]
      let sampleWeights: [Double]
      let validationSampleWeights: [Double]
    }

    struct Layers: Decodable, Sendable {
      let weight1: [[Double]]
      let bias1: [Double]
      let weight2: [[Double]]
      let bias2: [Double]
    }

    struct Case: Decodable, Sendable, CustomStringConvertible {
      let name: String
      let dtype: String
      let epochs: Int
      let batchSize: Int
      let optimizer: Rule
      let history: [String: [Double]]
      let final: Layers
      let predictions: [[Double]]

      var description: String { "\(name) \(dtype)" }
    }

    let inputs: [String: Inputs]
    let cases: [Case]
  }

  let linear: Linear
  let classifier: Classifier
}

/// A key of any name.
struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A matrix of the scalar type under test.
func matrix<Scalar: RealScalar>(_ rows: [[Double]]) -> Matrix<Scalar> {
  Matrix(rows.map { $0.map { Scalar($0) } })
}

/// The largest |found − expected|, relative to max(floor, |expected|); infinite for another shape or NaN.
func largestError<Scalar: RealScalar>(
  _ found: Matrix<Scalar>, _ expected: [[Double]], floor: Double
) -> Double {
  guard found.rows == expected.count, found.columns == expected.first?.count ?? 0 else {
    return .infinity
  }
  var largest = 0.0
  for (row, line) in expected.enumerated() {
    for (column, value) in line.enumerated() {
      let error = (Double(found[row, column]) - value).magnitude / max(floor, value.magnitude)
      largest = error <= largest ? largest : (error.isNaN ? .infinity : error)
    }
  }
  return largest
}
