/// What an engine's optimizer remembers about one run of parameters, under the engine's own names.
///
/// ```swift
/// let saved = EngineState(step: 10, arrays: ["square_avg": v, "momentum_buffer": b])
/// let state = try OptimizerState(saved, of: .pytorch, for: rule)    // goes on with our rule
/// let moved = try state.exported(to: .keras, for: rule)             // goes on in Keras
/// ```
/// The arrays are flat, in the order of the parameters.
public struct EngineState<Scalar: RealScalar>: Equatable, Sendable {
  /// The number of steps taken: PyTorch's `step`, Keras' `iterations`.
  ///
  /// PyTorch's SGD keeps none; any number that is above 0 after the first step will do.
  public var step: Int

  /// What is remembered per parameter, such as `square_avg` or `velocity`.
  public var arrays: [String: [Scalar]]

  /// What is remembered once for all parameters: NAdam's `mu_product`, in Keras `u_product`.
  public var numbers: [String: Double]

  /// Creates a state.
  public init(step: Int, arrays: [String: [Scalar]], numbers: [String: Double] = [:]) {
    self.step = step
    self.arrays = arrays
    self.numbers = numbers
  }
}

/// Why a state cannot go from one engine to another.
public enum StateTranslationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// States of that rule of that engine are not known here.
  case unknownState(rule: String, engine: String)
  /// The engine's state lacks an array or a number, or has one that the rule does not keep.
  case names(rule: String, found: [String], expected: [String])
  /// The arrays differ in length.
  case counts([String: Int])
  /// The number of steps is negative.
  case step(Int)
  /// A buffer that holds η cannot be converted when η is 0.
  case zeroLearningRate(rule: String)
  /// A dampening of 1, from the first gradient on, leaves the buffer at 0.
  case wholeDampening(rule: String)
  /// A plan holds gradients that have not become a step.
  case heldGradients(Int)
  /// The averages of a plan are in the place of the parameters.
  case swappedAverages
  /// Groups of a plan carry a product of momenta each, and the engine's state has one number.
  case groupProducts(rule: String)
  /// A product of momenta that is not in 0...1.
  case product(Double)
  /// The state is not that of the rule.
  case state(OptimizerStateError)

  /// One sentence that names what is at fault.
  public var description: String {
    switch self {
    case .unknownState(let rule, let engine): "no state of \(rule) in \(engine) is known here"
    case .names(let rule, let found, let expected):
      "the state of \(rule) is \(expected), but there is \(found)"
    case .counts(let counts):
      "arrays of one state differ in length: "
        + counts.sorted { $0.key < $1.key }.map { "\($0.key) has \($0.value)" }
        .joined(separator: ", ")
    case .step(let step): "a state after \(step) steps does not exist"
    case .zeroLearningRate(let rule):
      "the buffer of \(rule) holds the learning rate, which is 0: it cannot be divided out"
    case .wholeDampening(let rule):
      "the buffer of \(rule) stays 0 with a dampening of 1 from the first gradient on: it says "
        + "nothing of the engine's"
    case .heldGradients(let count):
      "\(count) gradients are held that have not become a step, and would be lost: export after one"
    case .swappedAverages:
      "the averages are in the place of the parameters: swap them back before exporting"
    case .groupProducts(let rule):
      "groups of \(rule) whose momenta differ carry a product each: convert each by itself"
    case .product(let product): "a product of momenta lies in 0...1, but is \(product)"
    case .state(let error): error.description
    }
  }
}
