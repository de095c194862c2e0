internal import ElementwiseKernels

/// An optimizer whose step of a parameter depends on that parameter, its gradient and its moments
/// alone, as those of all rules here do.
///
/// It says how it moves a slice of the parameters; threads, and all that an ``UpdatePlan`` puts
/// around a rule, then come by themselves.
///
/// ```swift
/// struct SignDescent: ElementwiseRule {
///   static let name = "SignDescent"
///   var learningRate: Double
///   var moments: [String] { ["average"] }
///
///   func move<Scalar: RealScalar>(
///     _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
///     moments: inout MutableSpan<Scalar>, stride: Int, step: UpdateStep
///   ) {
///     let rate = Scalar(learningRate)
///     for i in gradient.indices {
///       moments[i] += (gradient[i] - moments[i]) / 10
///       values[i] -= moments[i] < 0 ? -rate : rate
///     }
///   }
/// }
/// ```
public protocol ElementwiseRule: Optimizer {
  /// λ, the weight decay; 0 for a rule that has none.
  var weightDecay: Double { get set }

  /// Moves a slice of the parameters by one step, in one pass.
  ///
  /// Called once per step and slice, for different slices at the same time on different threads.
  ///
  /// - Parameters:
  ///   - values: θ of the slice, shape [n]; overwritten.
  ///   - gradient: ∂loss/∂θ, shape [n].
  ///   - moments: What is remembered of the slice: moment k of its parameter i is at k · stride + i.
  ///     What lies between belongs to other slices.
  ///   - stride: Scalars from the start of one moment to that of the next.
  ///   - step: Which step it is.
  /// - Complexity: O(n), one pass, without allocation.
  func move<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    moments: inout MutableSpan<Scalar>, stride: Int, step: UpdateStep)

  /// The compiled loop of this step, or nil for a rule that moves its parameters in Swift.
  ///
  /// The rules of this package have one; it does what ``move(_:gradient:moments:stride:step:)``
  /// does.
  func kernel(for step: UpdateStep) -> UpdateKernel?

  /// The product that the state carries, as it is in a step, from that of the step before.
  ///
  /// Only ``NAdam`` has one; 1 for all others.
  func carriedProduct(after product: Double, step: Int) -> Double
}

/// Which step a rule takes.
public struct UpdateStep: Equatable, Sendable {
  /// The number of the step; the first is 1.
  public let number: Int
  /// What ``ElementwiseRule/carriedProduct(after:step:)`` gave for this step.
  public let product: Double

  /// Names a step.
  public init(number: Int, product: Double = 1) {
    self.number = number
    self.product = product
  }
}

extension ElementwiseRule {
  /// 0; a rule without weight decay takes no other.
  ///
  /// - Precondition: The value that is set is 0.
  public var weightDecay: Double {
    get { 0 }
    set { require(newValue == 0, "\(Self.name) has no weight decay, which was set to \(newValue)") }
  }

  /// Nil: the rule moves its parameters in Swift.
  public func kernel(for step: UpdateStep) -> UpdateKernel? { nil }

  /// The product as it was.
  public func carriedProduct(after product: Double, step: Int) -> Double { product }

  /// Moves `values` in place by one step, in one pass over them.
  ///
  /// - Parameters:
  ///   - values: θ, shape [n]; overwritten.
  ///   - gradient: ∂loss/∂θ, shape [n].
  ///   - state: what an earlier call left there, or the result of `makeState`.
  /// - Precondition: All three have n parameters, and this rule with these moments made the state.
  /// - Complexity: O(n), one pass, no allocation up to 262,144 parameters; beyond, threads share
  ///   the work.
  public func update<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    state: inout OptimizerState<Scalar>
  ) {
    checkHyperparameters(as: Scalar.self)
    let momentCount = moments.count
    state.requireService(
      rule: Self.name, convention: conventionName, moments: moments, count: values.count)
    let step = state.advance(by: self)
    let layout = MomentLayout(
      stride: state.stride, ruleCount: momentCount, count: momentCount)
    var buffers = state.buffer.mutableSpan
    var scratch = MutableSpan<Scalar>()
    forEachUpdateSlice(
      of: 0..<values.count, values: &values, gradient: gradient, moments: &buffers,
      layout: layout, surroundings: UpdateSurroundings(), kernel: kernel(for: step),
      scratch: &scratch
    ) { values, gradient, moments in
      move(
        &values, gradient: gradient, moments: &moments, stride: layout.stride, step: step)
    }
  }
}

extension OptimizerState {
  /// Counts a step of a rule.
  mutating func advance(by rule: some ElementwiseRule) -> UpdateStep {
    step += 1
    product = rule.carriedProduct(after: product, step: step)
    return UpdateStep(number: step, product: product)
  }
}

extension Optimizer {
  /// Stops when they mean nothing, or the learning rate is too large for the scalar type.
  func checkHyperparameters<Scalar: RealScalar>(as scalar: Scalar.Type) {
    checkHyperparameters()
    require(
      Scalar(learningRate).isFinite,
      "\(Self.name): learningRate \(learningRate) is too large for \(Scalar.self)")
  }
}
