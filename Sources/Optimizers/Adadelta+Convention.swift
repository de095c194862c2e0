extension Adadelta {
  /// Whose Adadelta it is: how weight decay enters, and the defaults.
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "keras".
    public let name: String
    /// How weight decay enters.
    public let weightDecayMode: WeightDecayMode
    /// η when none is given.
    public let defaultLearningRate: Double
    /// ρ when none is given.
    public let defaultRho: Double
    /// ε when none is given.
    public let defaultEpsilon: Double

    /// The paper: η = 1, ρ = 0.95, ε = 1e-6.
    ///
    /// The paper is silent on weight decay; it enters as in PyTorch.
    public static let textbook = Convention(
      name: "textbook", weightDecayMode: .coupled, defaultLearningRate: 1, defaultRho: 0.95,
      defaultEpsilon: 1e-6)

    /// PyTorch: g ← g + λθ; η = 1, ρ = 0.9, ε = 1e-6.
    ///
    /// PyTorch accepts ρ = 1, with which v and d stay 0, and infinite η, ε and λ; all are refused here.
    ///
    /// - SeeAlso: `torch/optim/adadelta.py`.
    public static let pytorch = Convention(
      name: "pytorch", weightDecayMode: .coupled, defaultLearningRate: 1, defaultRho: 0.9,
      defaultEpsilon: 1e-6)

    /// Keras 3: θ ← θ − ηλθ; η = 0.001, ρ = 0.95, ε = 1e-7.
    ///
    /// Keras checks nothing: negative η, ε and λ and ρ outside [0, 1) are refused here.
    ///
    /// - SeeAlso: `keras/src/optimizers/adadelta.py`.
    public static let keras = Convention(
      name: "keras", weightDecayMode: .decoupled, defaultLearningRate: 0.001, defaultRho: 0.95,
      defaultEpsilon: 1e-7)

    /// The named conventions.
    public static let all: [Convention] = [.textbook, .pytorch, .keras]
  }
}
