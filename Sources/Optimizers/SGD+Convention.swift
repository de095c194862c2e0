extension SGD {
  /// Whose SGD it is: where η and the weight decay stand, and the default rate.
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "keras".
    public let name: String
    /// Where η enters when there is momentum.
    public let learningRatePlacement: LearningRatePlacement
    /// How weight decay enters.
    public let weightDecayMode: WeightDecayMode
    /// Whether the rule has dampening.
    public let hasDampening: Bool
    /// η when none is given.
    public let defaultLearningRate: Double

    /// b ← μb + (1−τ)g, θ ← θ − ηb, g ← g + λθ; η = 0.01.
    public static let textbook = Convention(
      name: "textbook", learningRatePlacement: .onStep, weightDecayMode: .coupled,
      hasDampening: true, defaultLearningRate: 0.01)

    /// PyTorch: the textbook's formula; η = 0.001.
    ///
    /// - SeeAlso: `torch/optim/sgd.py`.
    public static let pytorch = Convention(
      name: "pytorch", learningRatePlacement: .onStep, weightDecayMode: .coupled,
      hasDampening: true, defaultLearningRate: 0.001)

    /// Keras 3: b ← μb + ηg, θ ← θ − b, θ ← θ − ηλθ; η = 0.01.
    ///
    /// - SeeAlso: `keras/src/optimizers/sgd.py`.
    public static let keras = Convention(
      name: "keras", learningRatePlacement: .inBuffer, weightDecayMode: .decoupled,
      hasDampening: false, defaultLearningRate: 0.01)

    /// The named conventions.
    public static let all: [Convention] = [.textbook, .pytorch, .keras]
  }
}
