extension AdamW {
  /// Whose AdamW it is: which root ε is added to, and the defaults.
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "keras".
    public let name: String
    /// Which root ε is added to.
    public let epsilonScale: EpsilonScale
    /// η when none is given.
    public let defaultLearningRate: Double
    /// β₁ when none is given.
    public let defaultBeta1: Double
    /// β₂ when none is given.
    public let defaultBeta2: Double
    /// ε when none is given.
    public let defaultEpsilon: Double
    /// λ when none is given.
    public let defaultWeightDecay: Double

    /// PyTorch: D = √v̂ + ε; η = 0.001, β = (0.9, 0.999), ε = 1e-8, λ = 0.01.
    ///
    /// PyTorch accepts infinite η, ε and λ, refused here.
    ///
    /// - SeeAlso: `torch/optim/adamw.py`.
    public static let pytorch = Convention(
      name: "pytorch", epsilonScale: .correctedRoot, defaultLearningRate: 0.001, defaultBeta1: 0.9,
      defaultBeta2: 0.999, defaultEpsilon: 1e-8, defaultWeightDecay: 0.01)

    /// Keras 3: D = √v + ε; η = 0.001, β = (0.9, 0.999), ε = 1e-7, λ = 0.004.
    ///
    /// Keras checks nothing: negative η, ε and λ and β outside [0, 1) are refused here.
    ///
    /// - SeeAlso: `keras/src/optimizers/adamw.py`.
    public static let keras = Convention(
      name: "keras", epsilonScale: .rawRoot, defaultLearningRate: 0.001, defaultBeta1: 0.9,
      defaultBeta2: 0.999, defaultEpsilon: 1e-7, defaultWeightDecay: 0.004)

    /// The named conventions.
    public static let all: [Convention] = [.pytorch, .keras]
  }
}
