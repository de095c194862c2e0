import ElementwiseKernels
import Optimizers
import TestSupport

/// RMSprop as seven engines computed it: `rmsprop-engines.json`, see Fixtures/README.md.
struct RMSpropEngineFixture: Decodable, Sendable {
  struct Inputs: Decodable, Sendable {
    let initial: [Double]
    let gradients: [[Double]]
  }

  /// What the engine was given, by our names; nil for what was left to it.
  struct Hyperparameters: Decodable, Sendable {
    let learningRate, rho, epsilon, momentum, weightDecay, initialMeanSquare: Double?
    let centered, nesterov, biasCorrection, maximize: Bool?
    let epsilonOutside, decoupled, rateOnStep: Bool?

    /// Whether the engine ran with its defaults.
    var isEmpty: Bool { learningRate == nil }
  }

  struct Case: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let engine: String
    let dtype: String
    let hyperparameters: Hyperparameters
    let values: [String: [Double]]
    let state: [String: [Double]]

    var description: String { name }

    /// The rule here that should do the same, or nil if the engine's name is unknown.
    func optimizer(mode: RMSprop.CenteredMode) -> RMSprop? {
      guard var convention = RMSprop.Convention.all.first(where: { $0.name == engine })
      else { return nil }
      let given = hyperparameters
      if given.epsilonOutside == true { convention.epsilonPlacement = .outsideRoot }
      if given.decoupled == true { convention.weightDecayMode = .decoupled }
      if given.rateOnStep == true { convention.learningRatePlacement = .onStep }
      convention.initialMeanSquare = given.initialMeanSquare ?? convention.initialMeanSquare
      return RMSprop(
        learningRate: given.learningRate, rho: given.rho, epsilon: given.epsilon,
        momentum: given.momentum, centered: given.centered ?? false, centeredMode: mode,
        weightDecay: given.weightDecay ?? 0, nesterov: given.nesterov ?? false,
        biasCorrection: given.biasCorrection ?? false, maximize: given.maximize ?? false,
        convention: convention)
    }
  }

  let inputs: Inputs
  let cases: [Case]

  static let shared: RMSpropEngineFixture = {
    do {
      return try loadFixture("rmsprop-engines", from: .module)
    } catch {
      fatalError("fixture rmsprop-engines: \(error)")
    }
  }()

  /// The values after each step, the largest size of each on the way, and the last state.
  func replay<Scalar: RealScalar>(
    _ optimizer: some Optimizer, as scalar: Scalar.Type
  ) -> (values: [[Scalar]], scale: [Double], state: OptimizerState<Scalar>) {
    var theta = inputs.initial.map { Scalar($0) }
    var state = optimizer.makeState(for: theta)
    var scale = theta.map { max(0.01, Double($0.magnitude)) }
    var values: [[Scalar]] = []
    for gradient in inputs.gradients {
      optimizer.update(&theta, gradient: gradient.map { Scalar($0) }, state: &state)
      for index in theta.indices {
        scale[index] = max(scale[index], Double(theta[index].magnitude))
      }
      values.append(theta)
    }
    return (values, scale, state)
  }
}

/// The largest |found − expected| / scale; infinite when counts differ or a number is NaN.
func largestError<Scalar: RealScalar>(
  _ found: [Scalar], _ expected: [Double], scale: [Double]
) -> Double {
  guard found.count == expected.count else { return .infinity }
  return found.indices.reduce(0) { largest, index in
    let error = (Double(found[index]) - expected[index]).magnitude / scale[index]
    return error <= largest ? largest : (error.isNaN ? .infinity : error)
  }
}
