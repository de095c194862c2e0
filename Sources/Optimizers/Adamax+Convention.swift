extension Adamax {
  /// Whose Adamax it is: where ε stands, how weight decay enters, and the defaults.
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "keras".
    public let name: String
    /// Whether ε is added to |g| inside the maximum, rather than to the maximum.
    public let isEpsilonInMaximum: Bool
    /// How weight decay enters.
    public let weightDecayMode: WeightDecayMode
    /// η when none is given.
    public let defaultLearningRate: Double
    /// β₁ when none is given.
    public let defaultBeta1: Double
    /// β₂ when none is given.
    public let defaultBeta2: Double
    /// ε when none is given.
    public let defaultEpsilon: Double

    /// The paper: no ε; η = 0.002, β = (0.9, 0.999).
    ///
    /// The paper is silent on weight decay; it enters as in PyTorch.
    public static let textbook = Convention(
      name: "textbook", isEpsilonInMaximum: false, weightDecayMode: .coupled,
      defaultLearningRate: 0.002, defaultBeta1: 0.9, defaultBeta2: 0.999, defaultEpsilon: 0)

    /// PyTorch: u ← max(β₂u, |g| + ε), g ← g + λθ; η = 0.002, β = (0.9, 0.999), ε = 1e-8.
    ///
    /// PyTorch accepts infinite η, ε and λ, refused here.
    ///
    /// - SeeAlso: `torch/optim/adamax.py`.
    public static let pytorch = Convention(
      name: "pytorch", isEpsilonInMaximum: true, weightDecayMode: .coupled,
      defaultLearningRate: 0.002, defaultBeta1: 0.9, defaultBeta2: 0.999, defaultEpsilon: 1e-8)

    /// Keras 3: D = u + ε, θ ← θ − ηλθ; η = 0.001, β = (0.9, 0.999), ε = 1e-7.
    ///
    /// Keras checks nothing: negative η, ε and λ and β outside [0, 1) are refused here.
    ///
    /// - SeeAlso: `keras/src/optimizers/adamax.py`.
    public static let keras = Convention(
      name: "keras", isEpsilonInMaximum: false, weightDecayMode: .decoupled,
      defaultLearningRate: 0.001, defaultBeta1: 0.9, defaultBeta2: 0.999, defaultEpsilon: 1e-7)

    /// The named conventions.
    public static let all: [Convention] = [.textbook, .pytorch, .keras]
  }
}
