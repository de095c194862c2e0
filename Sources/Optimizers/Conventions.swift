/// Where ε stands in the denominator of an adaptive rule.
public enum EpsilonPlacement: String, Codable, Sendable {
  /// √v + ε: the denominator is at least ε.
  case outsideRoot
  /// √(v + ε): the denominator is at least √ε.
  case insideRoot
}

/// Where η enters a rule with a momentum buffer.
///
/// The two are the same while η is constant, and differ as soon as it changes.
public enum LearningRatePlacement: String, Codable, Sendable {
  /// b ← μb + u, θ ← θ − ηb: a change of η applies to the whole buffer at once.
  case onStep
  /// b ← μb + ηu, θ ← θ − b: every contribution keeps the η of its own step.
  case inBuffer
}

/// How weight decay λ enters a rule.
public enum WeightDecayMode: String, Codable, Sendable {
  /// g ← g + λθ before anything else: the gradient of an L2 penalty, scaled like all gradients.
  case coupled
  /// θ ← θ − ηλθ before the step: shrinks every parameter alike.
  case decoupled
}

/// The name of a convention, and where η stands if that is not `usual` for it: a buffer that holds η
/// must not be taken for one that does not.
///
/// - Returns: The name alone where nothing is out of the ordinary.
func identity(
  of name: String, placement: LearningRatePlacement, usual: LearningRatePlacement?
) -> String {
  placement == usual ?? .onStep ? name : "\(name), η \(placement.rawValue)"
}
