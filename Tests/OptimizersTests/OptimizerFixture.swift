import Foundation
import LinearAlgebra
import Optimizers
import TestSupport

/// What an engine computed: see Fixtures/README.md.
struct OptimizerFixture: Decodable, Sendable {
  struct Inputs: Decodable, Sendable {
    let initial: [Double]
    let gradients: [[Double]]
  }

  struct Hyperparameters: Decodable, Sendable {
    let learningRate: Double
    let rho: Double?
    let epsilon: Double?
    let momentum: Double?
    let centered: Bool?
    let nesterov: Bool?
    let dampening: Double?
    let weightDecay: Double?
    let decoupled: Bool?
    let beta1: Double?
    let beta2: Double?
    let amsgrad: Bool?
    let momentumDecay: Double?
    let learningRateDecay: Double?
    let initialAccumulator: Double?
    let shrink: Double?
    let growth: Double?
    let smallestStep: Double?
    let largestStep: Double?
  }

  struct Case: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let engine: String
    let dtype: String
    let hyperparameters: Hyperparameters
    let values: [String: [Double]]
    let state: [String: [Double]]

    var description: String { name }
  }

  let inputs: [String: Inputs]
  let cases: [Case]

  static let rmsprop = load("rmsprop")
  static let sgd = load("sgd")

  static func load(_ name: String) -> OptimizerFixture {
    do {
      return try loadFixture(name, from: .module)
    } catch {
      fatalError("fixture \(name): \(error)")
    }
  }
}

/// Replays a case and gives the largest error after each recorded step, and the final state.
///
/// Errors are relative to max(0.01, the largest |θᵢ| on the way): a parameter that comes from one
/// and passes close to zero keeps the rounding of its way.
func replay<Scalar: RealScalar>(
  _ testCase: OptimizerFixture.Case, of fixture: OptimizerFixture, with optimizer: some Optimizer,
  as scalar: Scalar.Type
) -> (errors: [Int: Double], state: OptimizerState<Scalar>) {
  guard let inputs = fixture.inputs[testCase.dtype] else {
    fatalError("no inputs for \(testCase.dtype)")
  }
  var values = inputs.initial.map { Scalar($0) }
  let gradients = inputs.gradients.map { $0.map { Scalar($0) } }
  var state = optimizer.makeState(for: values)
  var scale = values.map { max(0.01, Double($0.magnitude)) }
  var errors: [Int: Double] = [:]
  for step in 1...100 {
    optimizer.update(
      &values, gradient: gradients[(step - 1) % gradients.count], state: &state)
    for index in values.indices {
      scale[index] = max(scale[index], Double(values[index].magnitude))
    }
    guard let expected = testCase.values[String(step)] else { continue }
    var largest = expected.count == values.count ? 0 : Double.infinity
    for (index, value) in values.enumerated() {
      let error = (Double(value) - expected[index]).magnitude / scale[index]
      // NaN must not slip through a maximum.
      largest = error <= largest ? largest : (error.isNaN ? .infinity : error)
    }
    errors[step] = largest
  }
  return (errors, state)
}

/// The bound of `replay`'s errors.
///
/// A step adds at most 4 ulp: θ is rounded once, and the step itself, no larger than θ's scale,
/// about six times, by half an ulp each, and engines that fuse or reorder operations round others.
/// θ is a sum, so the errors of t steps add up to 4t ulp. Rounding goes either way and the moments
/// forget, so 100 steps stay far within their 400: the bound stops at 64, as it is after 16 steps.
func parityBound<Scalar: RealScalar>(step: Int, as scalar: Scalar.Type) -> Double {
  Double(Scalar.ulpOfOne) * Double(min(4 * step, 64))
}
