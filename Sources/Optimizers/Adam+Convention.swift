extension Adam {
  /// Whose Adam it is: which root ε is added to, how weight decay enters, and the defaults.
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "keras".
    public let name: String
    /// Which root ε is added to.
    public let epsilonScale: EpsilonScale
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

    /// The paper: D = √v̂ + ε; η = 0.001, β = (0.9, 0.999), ε = 1e-8.
    ///
    /// The paper is silent on weight decay; it enters as in PyTorch.
    public static let textbook = Convention(
      name: "textbook", epsilonScale: .correctedRoot, weightDecayMode: .coupled,
      defaultLearningRate: 0.001, defaultBeta1: 0.9, defaultBeta2: 0.999, defaultEpsilon: 1e-8)

    /// PyTorch: D = √v̂ + ε, g ← g + λθ; η = 0.001, β = (0.9, 0.999), ε = 1e-8.
    ///
    /// PyTorch accepts infinite η, ε and λ, refused here.
    ///
    /// - SeeAlso: `torch/optim/adam.py`.
    public static let pytorch = Convention(
      name: "pytorch", epsilonScale: .correctedRoot, weightDecayMode: .coupled,
      defaultLearningRate: 0.001, defaultBeta1: 0.9, defaultBeta2: 0.999, defaultEpsilon: 1e-8)

    /// Keras 3: D = √v + ε, θ ← θ − ηλθ; η = 0.001, β = (0.9, 0.999), ε = 1e-7.
    ///
    /// Keras checks nothing: negative η, ε and λ and β outside [0, 1) are refused here.
    ///
    /// - SeeAlso: `keras/src/optimizers/adam.py`.
    public static let keras = Convention(
      name: "keras", epsilonScale: .rawRoot, weightDecayMode: .decoupled,
      defaultLearningRate: 0.001, defaultBeta1: 0.9, defaultBeta2: 0.999, defaultEpsilon: 1e-7)

    /// The named conventions.
    public static let all: [Convention] = [.textbook, .pytorch, .keras]
  }
}
