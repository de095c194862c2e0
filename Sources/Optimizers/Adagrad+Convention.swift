extension Adagrad {
  /// Whose Adagrad it is: where ε stands, how weight decay enters, and the defaults.
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "keras".
    public let name: String
    /// Where ε stands in the denominator.
    public let epsilonPlacement: EpsilonPlacement
    /// How weight decay enters.
    public let weightDecayMode: WeightDecayMode
    /// Whether the rule knows a decay of the rate.
    public let hasLearningRateDecay: Bool
    /// η when none is given.
    public let defaultLearningRate: Double
    /// a₀ when none is given.
    public let defaultInitialAccumulator: Double
    /// ε when none is given.
    public let defaultEpsilon: Double

    /// The paper's diagonal form, D = √a + ε, with PyTorch's defaults, as the paper has none.
    public static let textbook = Convention(
      name: "textbook", epsilonPlacement: .outsideRoot, weightDecayMode: .coupled,
      hasLearningRateDecay: true, defaultLearningRate: 0.01, defaultInitialAccumulator: 0,
      defaultEpsilon: 1e-10)

    /// PyTorch: D = √a + ε, g ← g + λθ; η = 0.01, a₀ = 0, ε = 1e-10.
    ///
    /// PyTorch accepts infinite η, ε and λ, refused here.
    ///
    /// - SeeAlso: `torch/optim/adagrad.py`.
    public static let pytorch = Convention(
      name: "pytorch", epsilonPlacement: .outsideRoot, weightDecayMode: .coupled,
      hasLearningRateDecay: true, defaultLearningRate: 0.01, defaultInitialAccumulator: 0,
      defaultEpsilon: 1e-10)

    /// Keras 3: D = √(a + ε), θ ← θ − ηλθ; η = 0.001, a₀ = 0.1, ε = 1e-7.
    ///
    /// Keras checks nothing: negative η, a₀, ε and λ are refused here.
    ///
    /// - SeeAlso: `keras/src/optimizers/adagrad.py`.
    public static let keras = Convention(
      name: "keras", epsilonPlacement: .insideRoot, weightDecayMode: .decoupled,
      hasLearningRateDecay: false, defaultLearningRate: 0.001, defaultInitialAccumulator: 0.1,
      defaultEpsilon: 1e-7)

    /// The named conventions.
    public static let all: [Convention] = [.textbook, .pytorch, .keras]
  }
}
