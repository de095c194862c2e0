extension SGD {
  /// Whose SGD it is: where η and the weight decay stand, what the first step does, which options
  /// there are, and the default rate.
  ///
  /// The named ones are those of engines. Every axis can be set, so a variant of an engine, or a
  /// rule of one's own, is a value with a name of its own:
  /// ```swift
  /// // dlib's solver: b ← μ·b + η·(g + λθ), θ ← θ − b
  /// SGD.Convention(name: "dlib", learningRatePlacement: .inBuffer)
  /// ```
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "keras"; states remember it.
    public var name: String
    /// Where η enters when there is momentum.
    public var learningRatePlacement: LearningRatePlacement
    /// How weight decay enters.
    public var weightDecayMode: WeightDecayMode
    /// Whether dampening already takes its share of the first gradient, b₁ = (1 − τ)·g.
    ///
    /// Where it does not, b₁ = g: the buffer starts as long as it would be without dampening.
    public var dampensFirstStep: Bool
    /// Which options the engine has; others are refused.
    public var options: Options
    /// η when none is given.
    public var defaultLearningRate: Double

    /// Creates a convention; what is left out is as in PyTorch, with every option.
    ///
    /// The default must be in range when a rule is made with it, as a given rate must.
    public init(
      name: String, learningRatePlacement: LearningRatePlacement = .onStep,
      weightDecayMode: WeightDecayMode = .coupled, dampensFirstStep: Bool = false,
      options: Options = .all, defaultLearningRate: Double = 0.01
    ) {
      self.name = name
      self.learningRatePlacement = learningRatePlacement
      self.weightDecayMode = weightDecayMode
      self.dampensFirstStep = dampensFirstStep
      self.options = options
      self.defaultLearningRate = defaultLearningRate
    }
  }
}

extension SGD.Convention {
  /// What an engine's SGD can do beside momentum and Nesterov's, which all have.
  public struct Options: OptionSet, Codable, Hashable, Sendable {
    /// One bit per option.
    public let rawValue: Int

    /// Creates a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Gradients that enter the buffer in part.
    public static let dampening = Options(rawValue: 1 << 0)
    /// Weight decay.
    public static let weightDecay = Options(rawValue: 1 << 1)
    /// Ascent.
    public static let maximize = Options(rawValue: 1 << 2)

    /// Every option.
    public static let all: Options = [.dampening, .weightDecay, .maximize]
  }

  /// Says which of the options asked for the engine lacks.
  ///
  /// - Returns: A sentence with the convention, the option and its value, or nil when it has them all.
  package func refusal(
    dampening: Double = 0, weightDecay: Double = 0, maximize: Bool = false
  ) -> String? {
    if dampening > 0, !options.contains(.dampening) {
      return "the convention '\(name)' has no dampening, but it is \(dampening)"
    }
    if weightDecay > 0, !options.contains(.weightDecay) {
      return "the convention '\(name)' has no weight decay, but it is \(weightDecay)"
    }
    return maximize && !options.contains(.maximize)
      ? "the convention '\(name)' has no maximize, but it is on" : nil
  }
}
