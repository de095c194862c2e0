extension Lion {
  /// Whose Lion it is: the defaults.
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "keras".
    public let name: String
    /// η when none is given.
    public let defaultLearningRate: Double
    /// β₁ when none is given.
    public let defaultBeta1: Double
    /// β₂ when none is given.
    public let defaultBeta2: Double
    /// λ when none is given.
    public let defaultWeightDecay: Double

    /// The paper: η = 1e-4, β = (0.9, 0.99), no weight decay.
    public static let textbook = Convention(
      name: "textbook", defaultLearningRate: 1e-4, defaultBeta1: 0.9, defaultBeta2: 0.99,
      defaultWeightDecay: 0)

    /// Keras 3: η = 0.001, β = (0.9, 0.99), no weight decay.
    ///
    /// Keras accepts β₁ = 1, any β₂, and negative η and λ, all refused here; it refuses β₁ = 0, which
    /// is allowed here and leaves the sign of each gradient.
    ///
    /// - SeeAlso: `keras/src/optimizers/lion.py`.
    public static let keras = Convention(
      name: "keras", defaultLearningRate: 0.001, defaultBeta1: 0.9, defaultBeta2: 0.99,
      defaultWeightDecay: 0)

    /// Optax: β = (0.9, 0.99), λ = 0.001; it asks for η, and 1e-4 stands in for that here.
    ///
    /// Optax checks nothing: negative η and λ and β outside [0, 1) are refused here.
    ///
    /// - SeeAlso: `optax/_src/alias.py`, `lion`.
    public static let optax = Convention(
      name: "optax", defaultLearningRate: 1e-4, defaultBeta1: 0.9, defaultBeta2: 0.99,
      defaultWeightDecay: 0.001)

    /// The named conventions.
    public static let all: [Convention] = [.textbook, .keras, .optax]
  }
}
