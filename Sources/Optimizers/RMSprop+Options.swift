extension RMSprop.Convention {
  /// What an engine's RMSprop can do beside the plain rule.
  public struct Options: OptionSet, Codable, Hashable, Sendable {
    /// One bit per option.
    public let rawValue: Int

    /// Creates a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Momentum without centering.
    public static let uncenteredMomentum = Options(rawValue: 1 << 0)
    /// Momentum together with centering.
    public static let centeredMomentum = Options(rawValue: 1 << 1)
    /// Nesterov momentum.
    public static let nesterov = Options(rawValue: 1 << 2)
    /// The running variance as divisor.
    public static let centered = Options(rawValue: 1 << 3)
    /// Weight decay.
    public static let weightDecay = Options(rawValue: 1 << 4)
    /// Running averages divided by 1 − ρᵗ.
    public static let biasCorrection = Options(rawValue: 1 << 5)
    /// Ascent.
    public static let maximize = Options(rawValue: 1 << 6)

    /// Momentum, centered or not.
    public static let momentum: Options = [.uncenteredMomentum, .centeredMomentum]
    /// Every option.
    public static let all: Options = [
      .momentum, .nesterov, .centered, .weightDecay, .biasCorrection, .maximize,
    ]
  }

  /// μ when none is given: the default where the engine has momentum, 0 elsewhere.
  public func momentum(whenCentered isCentered: Bool) -> Double {
    options.contains(isCentered ? .centeredMomentum : .uncenteredMomentum) ? defaultMomentum : 0
  }

  /// Says which of the options asked for the engine lacks.
  ///
  /// - Returns: A sentence with the convention, the option and its value, or nil when it has all.
  package func refusal(
    momentum: Double, centered: Bool = false, nesterov: Bool = false, weightDecay: Double = 0,
    biasCorrection: Bool = false, maximize: Bool = false
  ) -> String? {
    // Asked before every update, so without an array.
    var asked: Options = []
    if momentum > 0 { asked.insert(centered ? .centeredMomentum : .uncenteredMomentum) }
    if nesterov { asked.insert(.nesterov) }
    if centered { asked.insert(.centered) }
    if weightDecay > 0 { asked.insert(.weightDecay) }
    if biasCorrection { asked.insert(.biasCorrection) }
    if maximize { asked.insert(.maximize) }
    let lack = asked.subtracting(options)
    return lack.isEmpty
      ? nil
      : "the convention '\(name)' has no "
        + sentenceEnd(of: lack, momentum: momentum, weightDecay: weightDecay)
  }

  /// The first of the options that are lacking, in words, and what was asked of it.
  private func sentenceEnd(of lack: Options, momentum: Double, weightDecay: Double) -> String {
    if lack.contains(.centered) { return "centered mode, but it is on" }
    if !lack.isDisjoint(with: .momentum) {
      let hasSome = !options.isDisjoint(with: .momentum)
      let mode = lack.contains(.centeredMomentum) ? " when centered" : " unless centered"
      return "momentum\(hasSome ? mode : ""), but it is \(momentum)"
    }
    if lack.contains(.nesterov) { return "Nesterov momentum, but it is on" }
    if lack.contains(.weightDecay) { return "weight decay, but it is \(weightDecay)" }
    return lack.contains(.biasCorrection)
      ? "bias correction, but it is on" : "maximize, but it is on"
  }
}
