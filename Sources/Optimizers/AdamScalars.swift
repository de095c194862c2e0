internal import ElementwiseKernels

/// Which second moment ε is added to, in Adam and its relatives.
public enum EpsilonScale: String, Codable, Sendable {
  /// √v̂ + ε, with v̂ = v/(1 − β₂ᵗ): ε weighs the same at every step.
  case correctedRoot
  /// √v + ε, with the correction in the rate instead: early on, ε weighs more.
  case rawRoot
}

extension EpsilonScale {
  /// What multiplies √v in the denominator, and what multiplies the rate, where 1 − β₂ᵗ is the
  /// `correction`.
  func scales(correction: Double) -> (root: Double, rate: Double) {
    let root = correction.squareRoot()
    return switch self {
    case .correctedRoot: (1 / root, 1)
    case .rawRoot: (1, root)
    }
  }
}

extension AdamStep {
  /// The scalars of step t, from 1, of Adam or AdamW, with the weight decay λ = `decay`.
  init(
    step: Int, learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, decay: Double,
    mode: WeightDecayMode, epsilonScale: EpsilonScale, amsgrad: Bool
  ) {
    let scales = epsilonScale.scales(correction: 1 - power(beta2, step))
    self.init(
      meanWeight: 1 - beta1, beta2: beta2, squareWeight: 1 - beta2, rootScale: scales.root,
      epsilon: epsilon, gradientRate: 0,
      meanRate: learningRate * scales.rate / (1 - power(beta1, step)),
      coupledDecay: mode == .coupled ? decay : 0,
      decoupledDecay: mode == .decoupled ? learningRate * decay : 0,
      variant: amsgrad ? .amsgrad : .plain)
  }
}

/// What Adam and AdamW remember; constants, since every update asks.
enum AdamMoments {
  private static let plain = ["mean", "meanSquare"]
  private static let withLargest = ["mean", "meanSquare", "largestMeanSquare"]

  /// The names of the moments with or without AMSGrad.
  static func names(amsgrad: Bool) -> [String] { amsgrad ? withLargest : plain }
}
