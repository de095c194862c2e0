extension RMSprop {
  /// Whose RMSprop it is: where ε, η and the weight decay stand, the initial mean square, which
  /// options there are, and the defaults.
  ///
  /// The named ones are those of engines. Every axis can be set, so a variant of an engine, or a
  /// rule of one's own, is a value with a name of its own:
  /// ```swift
  /// RMSprop.Convention(name: "mine", epsilonPlacement: .insideRoot, initialMeanSquare: 1)
  ///
  /// var unbuffered = RMSprop.Convention.timm      // RMSpropTF(lr_in_momentum=False)
  /// unbuffered.name = "timm, rate on the step"
  /// unbuffered.learningRatePlacement = .onStep
  /// ```
  public struct Convention: Codable, Equatable, Sendable {
    /// The name that a user writes, such as "pytorch"; states remember it.
    public var name: String
    /// Where ε stands in the denominator.
    public var epsilonPlacement: EpsilonPlacement
    /// Where ε stands when there is momentum, if that differs: `tfKerasLegacy` moves it.
    public var epsilonPlacementWithMomentum: EpsilonPlacement?
    /// Where ε stands when centered, if that differs: `mxnet` moves it.
    public var epsilonPlacementWhenCentered: EpsilonPlacement?
    /// Where η enters when there is momentum.
    public var learningRatePlacement: LearningRatePlacement
    /// How weight decay enters.
    public var weightDecayMode: WeightDecayMode
    /// v₀, what the mean square starts with: 0, or 1 in TensorFlow 1 and timm.
    ///
    /// With 1 the first steps are small, close to η·g. With 0 the first step is η/√(1 − ρ) for
    /// every gradient above ε, unless the averages are bias-corrected.
    public var initialMeanSquare: Double
    /// Which options the engine has; others are refused.
    public var options: Options
    /// η when none is given.
    public var defaultLearningRate: Double
    /// ρ when none is given.
    public var defaultRho: Double
    /// ε when none is given.
    public var defaultEpsilon: Double
    /// μ when none is given, and the engine has momentum with the other options.
    public var defaultMomentum: Double

    /// Creates a convention; what is left out is as in the lecture.
    ///
    /// The defaults must be in range when a rule is made with them, as given values must.
    public init(
      name: String, epsilonPlacement: EpsilonPlacement = .outsideRoot,
      epsilonPlacementWithMomentum: EpsilonPlacement? = nil,
      epsilonPlacementWhenCentered: EpsilonPlacement? = nil,
      learningRatePlacement: LearningRatePlacement = .onStep,
      weightDecayMode: WeightDecayMode = .coupled, initialMeanSquare: Double = 0,
      options: Options = .all, defaultLearningRate: Double = 0.001, defaultRho: Double = 0.9,
      defaultEpsilon: Double = 1e-8, defaultMomentum: Double = 0
    ) {
      self.name = name
      self.epsilonPlacement = epsilonPlacement
      self.epsilonPlacementWithMomentum = epsilonPlacementWithMomentum
      self.epsilonPlacementWhenCentered = epsilonPlacementWhenCentered
      self.learningRatePlacement = learningRatePlacement
      self.weightDecayMode = weightDecayMode
      self.initialMeanSquare = initialMeanSquare
      self.options = options
      self.defaultLearningRate = defaultLearningRate
      self.defaultRho = defaultRho
      self.defaultEpsilon = defaultEpsilon
      self.defaultMomentum = defaultMomentum
    }

    /// Where ε stands with or without momentum and centering.
    public func epsilonPlacement(hasMomentum: Bool, isCentered: Bool) -> EpsilonPlacement {
      if hasMomentum, let placement = epsilonPlacementWithMomentum { return placement }
      if isCentered, let placement = epsilonPlacementWhenCentered { return placement }
      return epsilonPlacement
    }
  }

  /// How a centered rule gets at the variance of the gradient.
  public enum CenteredMode: String, Codable, Sendable {
    /// s ← ρ·(s + (1 − ρ)(g − m)²), m ← m + (1 − ρ)(g − m), with s = v − m² in exact arithmetic.
    ///
    /// Never negative: no gradient makes it NaN. Keeps the moment "variance".
    case stable
    /// v ← ρ·v + (1 − ρ)·g², m ← ρ·m + (1 − ρ)·g, and the difference v − m², as engines have it.
    ///
    /// Where a gradient hardly changes, rounding takes v − m² + ε below zero, and the parameter
    /// becomes NaN, as it does in the engine: in `Float`, a gradient of 1 ± 1e-5 gets there within
    /// a few dozen steps at ρ = 0.9. Keeps the moment "meanSquare", as engines do.
    ///
    /// Where g² overflows (|g| above 1.8e19 in `Float`), v is infinite from then on: no gradient
    /// moves the parameter any more, and where m² overflows, too, it becomes NaN, ∞ − ∞. With
    /// `stable` the variance overflows, and the parameter does not become NaN, but it rests, too.
    case reference
  }
}
