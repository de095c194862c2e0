/// One of our moments under an engine's name, and by what the engine's is larger.
struct EngineMoment {
  let ours, theirs: String
  var factor = 1.0
}

/// How an engine keeps the state of one of our rules.
struct EngineMoments {
  /// What is kept per parameter.
  var moments: [EngineMoment] = []
  /// The engine's name for the product that NAdam carries.
  var product: String?
  /// Our "variance" is the engine's mean square less the square of the mean gradient.
  var hasVariance = false
  /// Whether the engine counts steps.
  var hasStep = true
  /// Whether our buffer stays 0 where the engine's does not: from it nothing can be made.
  var isAlwaysZero = false
}

extension EngineMoments {
  /// The state of a rule in PyTorch or Keras (and of RMSprop in timm), or nil where it has none.
  init?(of optimizer: any Optimizer, in engine: Engine) {
    let isKeras = engine == .keras
    guard isKeras || engine == .pytorch || (engine == .timm && optimizer is RMSprop) else {
      return nil
    }
    switch optimizer {
    case let rule as RMSprop:
      // Neither engine corrects, and the means of a corrected run are not theirs.
      guard !rule.biasCorrection else { return nil }
      hasVariance = rule.centered && rule.centeredMode == .stable
      moments = Self.rmsprop(rule, in: engine)
    case let rule as SGD:
      if rule.momentum > 0 {
        // Keras keeps what it adds to the parameters: −η times PyTorch's buffer.
        let isBuffered = rule.convention.learningRatePlacement == .inBuffer
        let rate = rule.learningRate
        // A dampened first step is a smaller rate elsewhere, and there the buffer is not dampened.
        let share = rule.convention.dampensFirstStep ? 1 - rule.dampening : 1
        isAlwaysZero = share == 0 && !isKeras
        let factor =
          isKeras ? (isBuffered ? -1 : -rate) : (isBuffered ? 1 / rate : 1) / share
        moments = [
          EngineMoment(
            ours: "momentum", theirs: isKeras ? "momentum" : "momentum_buffer", factor: factor)
        ]
      }
      hasStep = isKeras
    case is Adam, is AdamW:
      moments = Self.adam(isKeras)
      if optimizer.moments.contains("largestMeanSquare") {
        let theirs = isKeras ? "velocity_hat" : "max_exp_avg_sq"
        moments.append(EngineMoment(ours: "largestMeanSquare", theirs: theirs))
      }
    case is NAdam:
      moments = Self.adam(isKeras)
      product = isKeras ? "u_product" : "mu_product"
    case is Adamax:
      moments = [
        EngineMoment(ours: "mean", theirs: isKeras ? "momentum" : "exp_avg"),
        EngineMoment(ours: "norm", theirs: isKeras ? "norm" : "exp_inf"),
      ]
    case is Adagrad:
      moments = [EngineMoment(ours: "squareSum", theirs: isKeras ? "accumulator" : "sum")]
    case is Adadelta:
      moments = [
        EngineMoment(ours: "meanSquare", theirs: isKeras ? "accumulated_grad" : "square_avg"),
        EngineMoment(
          ours: "meanSquareStep", theirs: isKeras ? "accumulated_delta_var" : "acc_delta"),
      ]
    case is Lion where isKeras: moments = [EngineMoment(ours: "mean", theirs: "momentum")]
    case is RAdam where !isKeras: moments = Self.adam(false)
    case is Rprop where !isKeras:
      moments = [
        EngineMoment(ours: "previousGradient", theirs: "prev"),
        EngineMoment(ours: "stepSize", theirs: "step_size"),
      ]
    default: return nil
    }
  }

  private static func rmsprop(_ rule: RMSprop, in engine: Engine) -> [EngineMoment] {
    let isKeras = engine == .keras
    let isStable = rule.centered && rule.centeredMode == .stable
    var moments = [
      EngineMoment(
        ours: isStable ? "variance" : "meanSquare", theirs: isKeras ? "velocity" : "square_avg")
    ]
    if rule.centered {
      // Going up, PyTorch averages the gradient with its sign turned.
      moments.append(
        EngineMoment(
          ours: "meanGradient", theirs: isKeras ? "average_gradient" : "grad_avg",
          factor: rule.maximize ? -1 : 1))
    }
    if rule.momentum > 0 {
      // timm can have it either way; its state is that of the rule.
      let ours = rule.convention.learningRatePlacement
      let theirs = engine == .timm ? ours : engine.rmsprop.learningRatePlacement
      let rate = rule.learningRate
      moments.append(
        EngineMoment(
          ours: "momentum", theirs: isKeras ? "momentum" : "momentum_buffer",
          factor: ours == theirs ? 1 : theirs == .inBuffer ? rate : 1 / rate))
    }
    return moments
  }

  private static func adam(_ isKeras: Bool) -> [EngineMoment] {
    [
      EngineMoment(ours: "mean", theirs: isKeras ? "momentum" : "exp_avg"),
      EngineMoment(ours: "meanSquare", theirs: isKeras ? "velocity" : "exp_avg_sq"),
    ]
  }

  /// Why some buffer cannot be converted both ways, if one cannot.
  func fault(of rule: String) -> StateTranslationError? {
    if isAlwaysZero { return .wholeDampening(rule: rule) }
    let hasLostScale = moments.contains { !$0.factor.isFinite || $0.factor == 0 }
    return hasLostScale ? .zeroLearningRate(rule: rule) : nil
  }
}
