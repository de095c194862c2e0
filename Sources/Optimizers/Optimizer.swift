@_exported public import struct ElementwiseKernels.AlignedBuffer
@_exported public import protocol ElementwiseKernels.RealScalar
@_exported public import protocol ElementwiseKernels.ScalarBuffer
@_exported public import struct ElementwiseKernels.UpdateKernel

/// A rule that moves parameters against their gradient.
///
/// An optimizer is a value that holds hyper-parameters only. What it remembers about the
/// parameters, its moments, lies in an ``OptimizerState`` that the caller keeps, so a snapshot of a
/// run is an assignment.
///
/// ```swift
/// var theta: [Double] = [-1.2, 1]
/// let optimizer = RMSprop(learningRate: 0.01)
/// var state = optimizer.makeState(for: theta)
/// optimizer.update(&theta, gradient: gradient(theta), state: &state)
/// ```
/// For a rule of your own, conform to ``ElementwiseRule`` if what happens to a parameter depends on
/// that parameter alone, as in all rules here; then it also runs on threads and inside an
/// ``UpdatePlan``.
public protocol Optimizer: Codable, Equatable, Sendable {
  /// The name of the rule, such as "RMSprop"; a state remembers which rule made it.
  static var name: String { get }

  /// η, the factor of every step.
  var learningRate: Double { get set }

  /// What is remembered per parameter, by name, in the order of the state's memory.
  ///
  /// Returned once per update: make it a constant rather than a new array.
  var moments: [String] { get }

  /// What each of ``moments`` starts from, in the same order; zeros unless a rule says otherwise.
  var initialMoments: [Double] { get }

  /// Whose variant of the rule it is, such as "pytorch", or nil for a rule that has none.
  ///
  /// A state remembers it: two conventions may mean different things by the same moment.
  var conventionName: String? { get }

  /// What is wrong with the hyper-parameters, in words with their values, or nil.
  ///
  /// `update` stops with it: a rule whose hyper-parameters can be set must check them somewhere.
  var fault: String? { get }

  /// By what to multiply the loss before its gradient is taken; 1 unless a rule says otherwise.
  ///
  /// `fit` of a `Sequential` asks before every step, and hands `update` the gradient of the scaled
  /// loss; so does a training loop of your own.
  func lossScale<Scalar: RealScalar>(in state: OptimizerState<Scalar>) -> Double

  /// Moves `values` in place by one step, in one pass over them.
  ///
  /// - Parameters:
  ///   - values: θ, shape [n]; overwritten.
  ///   - gradient: ∂loss/∂θ, shape [n].
  ///   - state: what an earlier call left there, or the result of `makeState`.
  /// - Precondition: All three have n parameters, and this rule with these moments made the state.
  /// - Complexity: O(n), one pass, without allocation up to 262,144 parameters.
  func update<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    state: inout OptimizerState<Scalar>)
}

extension Optimizer {
  /// Zeros.
  public var initialMoments: [Double] { Array(repeating: 0, count: moments.count) }

  /// Nil: the rule has no conventions.
  public var conventionName: String? { nil }

  /// Nil: whatever the hyper-parameters are, the rule takes them.
  public var fault: String? { nil }

  /// 1: the rule takes the gradient of the loss itself.
  public func lossScale<Scalar: RealScalar>(in state: OptimizerState<Scalar>) -> Double { 1 }

  /// The state before the first step of `count` parameters: every moment at its initial value.
  ///
  /// - Precondition: `count ≥ 0`.
  public func makeState<Scalar: RealScalar>(
    count: Int, of scalar: Scalar.Type = Scalar.self
  ) -> OptimizerState<Scalar> {
    OptimizerState(
      rule: Self.name, convention: conventionName, moments: moments,
      initialMoments: initialMoments, count: count)
  }

  /// The state before the first step of the parameters in a buffer.
  public func makeState<Buffer: ScalarBuffer>(
    for buffer: Buffer
  ) -> OptimizerState<Buffer.Scalar> {
    makeState(count: buffer.count)
  }

  /// Moves the scalars of a buffer (an array, a matrix, …) in place by one step.
  ///
  /// - Parameters:
  ///   - values: θ; overwritten.
  ///   - gradient: ∂loss/∂θ, in the same order.
  ///   - state: the result of `makeState(for:)`, or what an earlier call left there.
  /// - Precondition: All three have the same count, and this rule made the state.
  public func update<Values: ScalarBuffer, Gradient: ScalarBuffer<Values.Scalar>>(
    _ values: inout Values, gradient: Gradient, state: inout OptimizerState<Values.Scalar>
  ) {
    values.withMutableSpan { values in
      gradient.withSpan { gradient in
        update(&values, gradient: gradient, state: &state)
      }
    }
  }
}

extension Optimizer {
  /// Stops when the hyper-parameters mean nothing.
  func checkHyperparameters() {
    if let fault { fatalError("\(Self.name): \(fault)") }
  }
}
