import ElementwiseKernels
import TestSupport
import Testing

/// The C loops of Adam and the other rules against plain Swift, bit for bit.
@Suite struct PeerUpdatesTests {
  /// No weight decay, decay in the gradient, and decay of the parameter.
  static let decays = [(0.0, 0.0), (0.01, 0.0), (0.0, 0.003)]

  @Test(arguments: AdamStep.Variant.allCases)
  func adamEqualsPlainSwift(_ variant: AdamStep.Variant) {
    for (coupled, decoupled) in Self.decays {
      for (rootScale, gradientRate) in [(1.0, 0.0), (3.1, 0.0), (1.7, 0.013)] {
        check(
          AdamStep(
            meanWeight: 0.1, beta2: 0.95, squareWeight: 0.05, rootScale: rootScale, epsilon: 1e-3,
            gradientRate: gradientRate, meanRate: 0.02, coupledDecay: coupled,
            decoupledDecay: decoupled, variant: variant))
      }
    }
  }

  @Test(arguments: decays)
  func adamaxEqualsPlainSwift(_ coupled: Double, _ decoupled: Double) {
    for (inside, outside) in [(1e-3, 0.0), (0.0, 1e-3)] {
      check(
        AdamaxStep(
          meanWeight: 0.1, beta2: 0.95, epsilonInNorm: inside, epsilonOnNorm: outside,
          stepRate: 0.02, coupledDecay: coupled, decoupledDecay: decoupled))
    }
  }

  @Test(arguments: decays)
  func adagradEqualsPlainSwift(_ coupled: Double, _ decoupled: Double) {
    for (inside, outside) in [(1e-3, 0.0), (0.0, 1e-3)] {
      check(
        AdagradStep(
          epsilonInside: inside, epsilonOutside: outside, stepRate: 0.02, coupledDecay: coupled,
          decoupledDecay: decoupled))
    }
  }

  @Test(arguments: decays)
  func adadeltaEqualsPlainSwift(_ coupled: Double, _ decoupled: Double) {
    check(
      AdadeltaStep(
        rho: 0.95, newWeight: 0.05, epsilon: 1e-3, stepRate: 0.7, coupledDecay: coupled,
        decoupledDecay: decoupled))
  }

  @Test(arguments: [0.0, 0.003])
  func lionEqualsPlainSwift(_ decay: Double) {
    check(
      LionStep(
        beta1: 0.9, stepWeight: 0.1, beta2: 0.99, meanWeight: 0.01, stepRate: 0.02,
        decoupledDecay: decay))
  }

  @Test(arguments: [(1e-6, 50.0), (0.01, 0.02)])
  func rpropEqualsPlainSwift(_ smallest: Double, _ largest: Double) {
    let step = RpropStep(shrink: 0.5, growth: 1.2, smallest: smallest, largest: largest)
    check(step, movesAll: false)
    let start = UpdateInputs<Double>(count: 1000, momentCount: 2)
    var after = start
    after.apply(step, pieces: [0..<1000])
    let moved = zip(after.values, start.values).count { $0 != $1 }
    #expect(moved > 300 && moved < 700, "half of the gradients turn, \(moved) moved")
  }

  private func check(_ step: some PlainStep, movesAll: Bool = true) {
    for count in FusedUpdatesTests.counts {
      check(step, count: count, movesAll: movesAll, as: Float.self)
      check(step, count: count, movesAll: movesAll, as: Double.self)
    }
  }

  private func check<Scalar: RealScalar>(
    _ step: some PlainStep, count: Int, movesAll: Bool, as scalar: Scalar.Type
  ) {
    let start = UpdateInputs<Scalar>(count: count, momentCount: step.momentCount)
    var expected = start
    expected.applyPlainly(step)
    onEveryInstructionSet { set in
      var whole = start
      whole.apply(step, pieces: [0..<count])
      #expect(whole.bits == expected.bits, "\(set), \(count) parameters of \(scalar)")
      for cut in [1, count / 2, count - 1] where cut > 0 && cut < count {
        var split = start
        split.apply(step, pieces: [0..<cut, cut..<count])
        #expect(split.bits == expected.bits, "\(set), \(count) parameters split at \(cut)")
      }
    }
    // Every element moves: a kernel that skips full vectors cannot pass.
    if movesAll {
      #expect(zip(expected.values, start.values).allSatisfy { $0 != $1 })
    }
  }

  @Test func trapsOnMomentsThatDoNotFit() async {
    await #expect(processExitsWith: .failure) {
      var inputs = UpdateInputs<Float>(count: 8, momentCount: 1)
      inputs.apply(
        AdadeltaStep(
          rho: 0.95, newWeight: 0.05, epsilon: 1e-3, stepRate: 1, coupledDecay: 0,
          decoupledDecay: 0),
        pieces: [0..<8])
    }
  }
}
