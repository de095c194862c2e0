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
  /// The product that the rule of each group carries, as ``OptimizerState/product`` is the plan's.
  var groupProducts: [Double] = []

  /// The most gradients that one step can take: their number divides what the smallest loss scale
  /// multiplies, and the result is still a normal number.
  static let largestAccumulation = 1 << 20

  /// What is wrong with decoded numbers, if anything, beside these moments.
  func fault(moments: [String]) -> String? {
    let counts = 0...(1 << 48)
    if !(0..<Self.largestAccumulation).contains(heldGradients) {
      return "there cannot be \(heldGradients) gradients held"
    }
    if heldGradients > 0 && !moments.contains(accumulatedMoment) {
      return "\(heldGradients) gradients are held, but \(moments) has no '\(accumulatedMoment)'"
    }
    if isSwapped && !moments.contains(averageMoment) {
      return "the averages are swapped in, but \(moments) has no '\(averageMoment)'"
    }
    if !counts.contains(skippedSteps) { return "there cannot be \(skippedSteps) steps skipped" }
    if !counts.contains(finiteSteps) {
      return "there cannot be \(finiteSteps) steps since the last change"
    }
    if let lossScale, !LossScaling.scales.contains(lossScale) {
      return "a loss scale lies in 2⁻¹⁰⁰...2¹⁰⁰, but is \(lossScale)"
    }
    if let product = groupProducts.first(where: { !($0 >= 0 && $0 <= 1) }) {
      return "a product of momenta lies in 0...1, but is \(product)"
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
