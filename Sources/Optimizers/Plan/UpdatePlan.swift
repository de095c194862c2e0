internal import ElementwiseKernels

/// A rule with all that may surround it: parameter groups, clipping, accumulation, loss scaling and
/// moving averages of the parameters, in the same pass.
///
/// A plan is an optimizer, and goes wherever a bare rule does: into `update`, `minimize`, `compile`.
/// ```swift
/// let plan = UpdatePlan(
///   AdamW(learningRate: 0.001, weightDecay: 0.01),
///   groups: [.frozen(0..<784)],
///   withoutDecay: [784..<794],
///   clipping: .globalNorm(1),
///   averageDecay: 0.999)
/// var state = plan.makeState(for: theta)
/// plan.update(&theta, gradient: gradient, state: &state)
/// ```
/// In this order, with the gradients g₁ … gₖ since the last step and the loss scale s:
/// ```
/// g ← (g₁ + … + gₖ) / (k·s)          accumulation; no step before gₖ
/// skip the step if ‖g‖ is not finite  with loss scaling
/// g ← clip(g)
/// θ, moments ← rule(θ, g, moments)    weight decay here, as the rule's convention has it
/// a ← β·a + (1 − β)·θ                 averages; a ← θ after the first step
/// ```
/// That is the order of Keras and of what one writes around a PyTorch optimizer alike: both unscale
/// before they clip and clip before they decay, once per real step. They differ in two places, and
/// both can be had: in the rule's convention (Keras decays θ itself, PyTorch adds λθ to the clipped
/// gradient), and in ``Clipping/NormFormula``.
///
/// A plan differs from Keras in two: with accumulation, Keras moves the averages after every
/// gradient, here they move once per step; and its `LossScaleOptimizer` leaves out one gradient of a
/// step where ``LossScaling`` leaves out the step. <doc:Plans> compares the three line by line.
///
/// Clipping by value, decay, accumulation and averages add no pass: a thread makes a few thousand
/// gradients ready, moves their parameters and averages them while all are in its cache. Clipping
/// by a norm, and loss scaling, read the gradient once beforehand. The averages are one more moment
/// to read and write, and the accumulated gradient one more to read.
public struct UpdatePlan<Rule: ElementwiseRule>: Optimizer {
  /// The name of the rule.
  public static var name: String { Rule.name }

  /// The rule of all parameters that no group says anything else about.
  public private(set) var rule: Rule
  /// Ranges with settings of their own.
  public let groups: [ParameterGroup<Rule>]
  /// Ranges whose weight decay is 0, whatever their rule says.
  public let withoutDecay: [Range<Int>]
  /// How the gradient is clipped, if it is.
  public let clipping: Clipping?
  /// How many gradients make one step: k.
  public let accumulationSteps: Int
  /// By what the loss was multiplied, if it was.
  public let lossScaling: LossScaling?
  /// β of the moving averages, or nil without them.
  public let averageDecay: Double?

  /// The names of the rule's moments; then "accumulatedGradient" and "averagedValues", where they
  /// are in use.
  public let moments: [String]

  // The learning rate that those of the groups are meant beside.
  let baseLearningRate: Double
  // The parameters in order, each stretch with its rule; the last one is open.
  let segments: [PlanSegment<Rule>]
  // The first position behind all ranges that the plan names.
  let extent: Int
  // Whether a group's rule carries another product than the plan's.
  let carriesGroupProducts: Bool

  /// Puts a plan around a rule.
  ///
  /// - Parameters:
  ///   - rule: Moves all parameters that no group says anything else about.
  ///   - groups: Ranges with settings of their own.
  ///   - withoutDecay: Ranges whose weight decay is 0, such as biases.
  ///   - clipping: How the gradient is clipped.
  ///   - accumulationSteps: How many gradients make one step; their mean is what counts.
  ///   - lossScaling: By what the loss is multiplied before its gradient is taken.
  ///   - averageDecay: β of moving averages of the parameters.
  /// - Precondition: Groups do not overlap, nor do ranges that are clipped by their own norms; their
  ///   rules keep the moments of `rule` in its convention; the limit of a clipping is finite and
  ///   above 0; 1 ≤ `accumulationSteps` ≤ 2²⁰; 0 ≤ β < 1; loss scales lie in 2⁻¹⁰⁰…2¹⁰⁰.
  /// - Complexity: O(r log r) for r ranges.
  public init(
    _ rule: Rule, groups: [ParameterGroup<Rule>] = [], withoutDecay: [Range<Int>] = [],
    clipping: Clipping? = nil, accumulationSteps: Int = 1, lossScaling: LossScaling? = nil,
    averageDecay: Double? = nil
  ) {
    self.init(
      unchecked: rule, baseLearningRate: rule.learningRate, groups: groups,
      withoutDecay: withoutDecay, clipping: clipping, accumulationSteps: accumulationSteps,
      lossScaling: lossScaling, averageDecay: averageDecay)
    if let fault = fault ?? planFault { fatalError("the plan of \(Rule.name): \(fault)") }
  }

  init(
    unchecked rule: Rule, baseLearningRate: Double, groups: [ParameterGroup<Rule>],
    withoutDecay: [Range<Int>], clipping: Clipping?, accumulationSteps: Int,
    lossScaling: LossScaling?, averageDecay: Double?
  ) {
    self.rule = rule
    self.baseLearningRate = baseLearningRate
    self.groups = groups
    self.withoutDecay = withoutDecay
    self.clipping = clipping
    self.accumulationSteps = accumulationSteps
    self.lossScaling = lossScaling
    self.averageDecay = averageDecay
    moments =
      rule.moments + (accumulationSteps > 1 ? [accumulatedMoment] : [])
      + (averageDecay == nil ? [] : [averageMoment])
    let ranges = groups.map(\.range) + withoutDecay + (clipping?.ranges ?? [])
    extent = ranges.map(\.upperBound).max() ?? 0
    let products = [1, 2].map { rule.carriedProduct(after: 1, step: $0) }
    carriesGroupProducts = groups.contains { group in
      group.rule.map { own in
        [1, 2].map { own.carriedProduct(after: 1, step: $0) } != products
      } ?? false
    }
    segments = PlanSegment.segments(
      rule: rule, groups: groups, withoutDecay: withoutDecay, clipped: clipping?.ranges ?? [])
  }

  /// η of the rule; those of the groups keep their proportion to it.
  public var learningRate: Double {
    get { rule.learningRate }
    set { rule.learningRate = newValue }
  }

  /// What each of ``moments`` starts from.
  public var initialMoments: [Double] {
    rule.initialMoments + Array(repeating: 0, count: moments.count - rule.moments.count)
  }

  /// The convention of the rule.
  public var conventionName: String? { rule.conventionName }

  /// What is wrong with the learning rate or another setting of the rule, if anything.
  public var fault: String? { rule.fault }

  /// By what to multiply the loss before its gradient is taken: 1 without loss scaling.
  public func lossScale<Scalar: RealScalar>(in state: OptimizerState<Scalar>) -> Double {
    switch lossScaling {
    case nil: 1
    case .fixed(let scale): scale
    case .dynamic(let initial, _, _, _): state.progress.lossScale ?? initial
    }
  }
}

extension UpdatePlan {
  /// Whether both do the same to any parameters.
  public static func == (left: UpdatePlan, right: UpdatePlan) -> Bool {
    // All else follows from these.
    left.rule == right.rule && left.baseLearningRate == right.baseLearningRate
      && left.groups == right.groups && left.withoutDecay == right.withoutDecay
      && left.clipping == right.clipping && left.accumulationSteps == right.accumulationSteps
      && left.lossScaling == right.lossScaling && left.averageDecay == right.averageDecay
  }
}
