extension NAdam {
  /// Whose NAdam it is: how weight decay enters, and the defaults.
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "keras".
    public let name: String
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
    /// ψ when none is given.
    public let defaultMomentumDecay: Double

    /// The paper's formula with PyTorch's defaults.
    public static let textbook = Convention(
      name: "textbook", weightDecayMode: .coupled, defaultLearningRate: 0.002, defaultBeta1: 0.9,
      defaultBeta2: 0.999, defaultEpsilon: 1e-8, defaultMomentumDecay: 0.004)

    /// PyTorch: g ← g + λθ; η = 0.002, β = (0.9, 0.999), ε = 1e-8, ψ = 0.004.
    ///
    /// PyTorch keeps P in its default scalar type, usually float32 even for float64 parameters.
    ///
    /// PyTorch accepts infinite η, ε and λ, refused here.
    ///
    /// - SeeAlso: `torch/optim/nadam.py`.
    public static let pytorch = Convention(
      name: "pytorch", weightDecayMode: .coupled, defaultLearningRate: 0.002, defaultBeta1: 0.9,
      defaultBeta2: 0.999, defaultEpsilon: 1e-8, defaultMomentumDecay: 0.004)

    /// Keras 3: θ ← θ − ηλθ; η = 0.001, β = (0.9, 0.999), ε = 1e-7, ψ = 1.
    ///
    /// Keras checks nothing: negative η, ε and λ and β outside [0, 1) are refused here.
    ///
    /// - SeeAlso: `keras/src/optimizers/nadam.py`.
    public static let keras = Convention(
      name: "keras", weightDecayMode: .decoupled, defaultLearningRate: 0.001, defaultBeta1: 0.9,
      defaultBeta2: 0.999, defaultEpsilon: 1e-7, defaultMomentumDecay: 1)

    /// The named conventions.
    public static let all: [Convention] = [.textbook, .pytorch, .keras]
  }
}
