internal import ElementwiseKernels

/// What an ``UpdatePlan`` remembers besides the moments.
struct PlanProgress: Codable, Equatable, Sendable {
  /// How many gradients have been added up since the last step.
  var heldGradients = 0
  /// How many steps were left out because of a gradient that was not finite.
  var skippedSteps = 0
  /// How many steps were not, since the loss scale last changed.
  var finiteSteps = 0
  /// The loss scale of the next step, once it may differ from the initial one.
  var lossScale: Double?
  /// Whether the parameters hold the averages, and the averages the parameters.
  var isSwapped = false

  /// What is wrong with decoded numbers, if anything.
  var fault: String? {
    if heldGradients < 0 { return "there cannot be \(heldGradients) gradients held" }
    if skippedSteps < 0 { return "there cannot be \(skippedSteps) steps skipped" }
    if finiteSteps < 0 { return "there cannot be \(finiteSteps) steps since the last change" }
    if let lossScale, !(lossScale > 0 && lossScale.isFinite) {
      return "a loss scale is finite and above 0, but is \(lossScale)"
    }
    return nil
  }
}

/// Memory that an ``UpdatePlan`` writes before it reads: no part of the state's value.
struct PlanWorkspace<Scalar: RealScalar>: Sendable {
  /// Where each thread makes its part of the gradient ready.
  var scratch = AlignedBuffer<Scalar>(zeros: 0)
  /// The norm of each range that is clipped by its own.
  var norms: [Double] = []
}

extension OptimizerState {
  /// How many gradients an ``UpdatePlan`` that accumulates has added up since its last step.
  public var heldGradients: Int { progress.heldGradients }

  /// How many steps an ``UpdatePlan`` with loss scaling has left out because a gradient was not
  /// finite.
  public var skippedSteps: Int { progress.skippedSteps }

  /// Whether the averages of an ``UpdatePlan`` are in the parameters; see
  /// ``swapAverages(with:)``.
  public var isSwapped: Bool { progress.isSwapped }

  /// Exchanges the parameters for their moving averages, or back.
  ///
  /// ```swift
  /// state.swapAverages(with: &theta)   // evaluate with the averages
  /// state.swapAverages(with: &theta)   // and go on training
  /// ```
  /// Twice is not at all, to the bit. There are no steps while the averages are swapped in.
  ///
  /// - Precondition: An ``UpdatePlan`` that averages made the state and has taken a step, and there
  ///   are ``count`` values.
  /// - Complexity: O(n).
  public mutating func swapAverages<Values: ScalarBuffer<Scalar>>(with values: inout Values) {
    guard let index = moments.firstIndex(of: averageMoment) else {
      fatalError("the state of \(rule) holds \(moments); give the plan an averageDecay to swap")
    }
    require(
      values.count == count, "\(count) averages cannot be swapped with \(values.count) values")
    require(step > 0, "there are no averages before the first step")
    let range = index * stride..<index * stride + count
    var buffers = buffer.mutableSpan
    var averages = buffers.slice(range)
    values.withMutableSpan { exchange(&$0, &averages) }
    progress.isSwapped.toggle()
  }
}

/// The moment that holds the sum of the gradients since the last step.
let accumulatedMoment = "accumulatedGradient"

/// The moment that holds the moving averages of the parameters.
let averageMoment = "averagedValues"
