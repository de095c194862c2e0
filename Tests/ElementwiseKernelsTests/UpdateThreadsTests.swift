import ElementwiseKernels
import Foundation
import TestSupport
import Testing

/// However many threads share an update, the bits are those of one; that one is held against plain
/// Swift in `FusedUpdatesTests` and `PeerUpdatesTests`.
@Suite(.serialized) struct UpdateThreadsTests {
  struct Loop: Sendable, CustomStringConvertible {
    let description: String
    let kernel: UpdateKernel
  }

  /// Every kind of loop in every variant that the C code distinguishes.
  static let loops: [Loop] =
    [Decay.some, .none].flatMap { decay in
      rmspropLoops(decay) + sgdLoops(decay) + adamLoops(decay) + lessUsualLoops(decay)
    } + loopsWithoutCoupledDecay

  /// What makes a loop bare where there is none.
  private struct Decay {
    let coupled, decoupled: Double
    static let some = Decay(coupled: 0.01, decoupled: 0.003)
    static let none = Decay(coupled: 0, decoupled: 0)
    var words: String { coupled > 0 ? "with decay" : "bare" }
  }

  /// Without momentum a bare loop has a single rate.
  private static func bufferRate(_ decay: Decay, hasMomentum: Bool) -> Double {
    decay.coupled > 0 || hasMomentum ? 0.7 : 1
  }

  private static func rmspropLoops(_ decay: Decay) -> [Loop] {
    ["none", "recurrence", "difference"].flatMap { centering in
      ["none", "plain", "Nesterov"].map { momentum in
        var step = RMSpropStep(
          rho: 0.95, epsilonInside: 0, epsilonOutside: 1e-3, momentum: 0.9,
          bufferRate: bufferRate(decay, hasMomentum: momentum != "none"), stepRate: 0.02,
          coupledDecay: decay.coupled, decoupledDecay: decay.decoupled,
          isCentered: centering != "none", hasMomentum: momentum != "none")
        step.subtractsMean = centering == "difference"
        step.isNesterov = momentum == "Nesterov"
        return Loop(
          description: "RMSprop, centered by \(centering), momentum \(momentum), \(decay.words)",
          kernel: step.kernel)
      }
    }
  }

  private static func sgdStep(_ decay: Decay, hasMomentum: Bool, isNesterov: Bool) -> SGDStep {
    SGDStep(
      momentum: 0.9, bufferRate: bufferRate(decay, hasMomentum: hasMomentum), lookaheadRate: 1.1,
      stepRate: 0.05, coupledDecay: decay.coupled, decoupledDecay: decay.decoupled,
      hasMomentum: hasMomentum, isNesterov: isNesterov)
  }

  private static func sgdLoops(_ decay: Decay) -> [Loop] {
    [(false, false), (true, false), (true, true)].map { hasMomentum, isNesterov in
      Loop(
        description: "SGD, momentum \(hasMomentum), Nesterov \(isNesterov), \(decay.words)",
        kernel: sgdStep(decay, hasMomentum: hasMomentum, isNesterov: isNesterov).kernel)
    }
  }

  private static func adamLoops(_ decay: Decay) -> [Loop] {
    AdamStep.Variant.allCases.map { variant in
      Loop(
        description: "Adam, \(variant), \(decay.words)",
        kernel: AdamStep(
          meanWeight: 0.1, beta2: 0.95, squareWeight: 0.05, rootScale: 1.7, epsilon: 1e-3,
          gradientRate: 0.01, meanRate: 0.02, coupledDecay: decay.coupled,
          decoupledDecay: decay.decoupled, variant: variant
        ).kernel)
    }
  }

  private static func lessUsualLoops(_ decay: Decay) -> [Loop] {
    [
      Loop(
        description: "Adamax, \(decay.words)",
        kernel: AdamaxStep(
          meanWeight: 0.1, beta2: 0.95, epsilonInNorm: 1e-3, epsilonOnNorm: 0, stepRate: 0.02,
          coupledDecay: decay.coupled, decoupledDecay: decay.decoupled
        ).kernel),
      Loop(
        description: "Adagrad, \(decay.words)",
        kernel: AdagradStep(
          epsilonInside: 0, epsilonOutside: 1e-3, stepRate: 0.02, coupledDecay: decay.coupled,
          decoupledDecay: decay.decoupled
        ).kernel),
      Loop(
        description: "Adadelta, \(decay.words)",
        kernel: AdadeltaStep(
          rho: 0.95, newWeight: 0.05, epsilon: 1e-3, stepRate: 0.7, coupledDecay: decay.coupled,
          decoupledDecay: decay.decoupled
        ).kernel),
    ]
  }

  private static let loopsWithoutCoupledDecay = [
    Loop(
      description: "Lion",
      kernel: LionStep(
        beta1: 0.9, stepWeight: 0.1, beta2: 0.99, meanWeight: 0.01, stepRate: 0.02,
        decoupledDecay: 0.003
      ).kernel),
    Loop(
      description: "Rprop",
      kernel: RpropStep(shrink: 0.5, growth: 1.2, smallest: 1e-6, largest: 50).kernel),
  ]

  // Above the bound from which threads share, and no multiple of any thread count or vector.
  private static let count = UpdateThreads.splitCount + 77
  private static let floats = inputs(of: Float.self)
  private static let doubles = inputs(of: Double.self)

  private static func inputs<Scalar: RealScalar>(of scalar: Scalar.Type) -> UpdateInputs<Scalar> {
    var inputs = UpdateInputs<Scalar>(count: count, momentCount: 3)
    // A mean square is above the square of the mean.
    inputs.moments[0] = inputs.moments[0].map { $0 + 2 }
    return inputs
  }

  @Test(arguments: loops)
  func anyNumberOfThreadsGivesTheSameBits(_ loop: Loop) {
    check(loop.kernel, from: Self.floats)
    check(loop.kernel, from: Self.doubles)
  }

  /// The loop that most of a training without decay and momentum runs through.
  @Test func theBareLoopOfSGDOnThreadsEqualsPlainSwift() {
    checkBareSGD(from: Self.floats)
    checkBareSGD(from: Self.doubles)
  }

  private func checkBareSGD<Scalar: RealScalar>(from inputs: UpdateInputs<Scalar>) {
    let step = Self.sgdStep(.none, hasMomentum: false, isNesterov: false)
    var start = inputs
    start.moments = []
    var expected = start
    expected.applyPlainly(step)
    let before = UpdateThreads.count
    defer { UpdateThreads.count = before }
    for threads in [1, 2, 5] {
      UpdateThreads.count = threads
      var shared = start
      shared.applyOnThreads(step.kernel)
      #expect(isSame(shared.values, expected.values), "\(threads) threads, θ of \(Scalar.self)")
    }
  }

  private func check<Scalar: RealScalar>(_ kernel: UpdateKernel, from inputs: UpdateInputs<Scalar>)
  {
    var start = inputs
    start.moments.removeLast(start.moments.count - kernel.momentCount)
    var expected = start
    expected.applyKernel(0..<Self.count) { values, gradients, moments in
      update(
        by: kernel, values: &values, gradient: gradients, moments: &moments,
        momentStride: Self.count)
    }
    #expect(!isSame(expected.values, start.values))
    let before = UpdateThreads.count
    defer { UpdateThreads.count = before }
    for threads in [1, 2, 3, 5] {
      UpdateThreads.count = threads
      var shared = start
      shared.applyOnThreads(kernel)
      #expect(isSame(shared.values, expected.values), "\(threads) threads, θ of \(Scalar.self)")
      for (index, moment) in shared.moments.enumerated() {
        #expect(
          isSame(moment, expected.moments[index]),
          "\(threads) threads, moment \(index) of \(Scalar.self)")
      }
    }
  }

  /// Whether all bits are equal; a loop over so many elements would take its time in a debug build.
  private func isSame<Scalar>(_ a: [Scalar], _ b: [Scalar]) -> Bool {
    a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        guard a.count == b.count else { return false }
        guard let first = a.baseAddress, let second = b.baseAddress else { return true }
        return memcmp(first, second, a.count) == 0
      }
    }
  }
}
