extension RMSprop {
  /// Whose RMSprop it is: where ε, η and the weight decay stand, and the defaults.
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "pytorch".
    public let name: String
    /// Where ε stands in the denominator.
    public let epsilonPlacement: EpsilonPlacement
    /// Where η enters when there is momentum.
    public let learningRatePlacement: LearningRatePlacement
    /// How weight decay enters.
    public let weightDecayMode: WeightDecayMode
    /// η when none is given.
    public let defaultLearningRate: Double
    /// ρ when none is given.
    public let defaultRho: Double
    /// ε when none is given.
    public let defaultEpsilon: Double

    /// The lecture's formula: D = √v + ε, θ ← θ − η·g/D; η = 0.001, ρ = 0.9, ε = 1e-8.
    ///
    /// The lecture is silent on momentum and weight decay; both enter as in PyTorch.
    public static let textbook = Convention(
      name: "textbook", epsilonPlacement: .outsideRoot, learningRatePlacement: .onStep,
      weightDecayMode: .coupled, defaultLearningRate: 0.001, defaultRho: 0.9,
      defaultEpsilon: 1e-8)

    /// PyTorch: D = √v + ε, b ← μb + g/D, θ ← θ − ηb, g ← g + λθ; η = 0.01, ρ = 0.99, ε = 1e-8.
    ///
    /// - SeeAlso: `torch/optim/rmsprop.py`.
    public static let pytorch = Convention(
      name: "pytorch", epsilonPlacement: .outsideRoot, learningRatePlacement: .onStep,
      weightDecayMode: .coupled, defaultLearningRate: 0.01, defaultRho: 0.99,
      defaultEpsilon: 1e-8)

    /// Keras 3: D = √(v + ε), b ← μb + ηg/D, θ ← θ − b, θ ← θ − ηλθ; η = 0.001, ρ = 0.9, ε = 1e-7.
    ///
    /// - SeeAlso: `keras/src/optimizers/rmsprop.py`.
    public static let keras = Convention(
      name: "keras", epsilonPlacement: .insideRoot, learningRatePlacement: .inBuffer,
      weightDecayMode: .decoupled, defaultLearningRate: 0.001, defaultRho: 0.9,
      defaultEpsilon: 1e-7)

    /// The named conventions.
    public static let all: [Convention] = [.textbook, .pytorch, .keras]
  }
}
