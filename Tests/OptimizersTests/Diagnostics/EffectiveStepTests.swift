import Foundation
import Optimizers
import Testing

/// The effective step times what it multiplies is the real change of θ, for every rule.
@Suite struct EffectiveStepTests {
  /// A rule, and what its effective step multiplies.
  struct Case: CustomTestStringConvertible, Sendable {
    enum Direction: Sendable {
      case gradient, ascent, sign, keptSign
      case mean(beta1: Double), lookahead(beta1: Double, decay: Double)
    }

    let rule: any EffectiveStepReporting
    let direction: Direction
    var testDescription: String { "\(rule)" }
  }

  static let cases: [Case] = {
    var cases: [Case] = []
    func add(_ direction: Case.Direction, _ rules: any EffectiveStepReporting...) {
      cases += rules.map { Case(rule: $0, direction: direction) }
    }
    for convention in RMSprop.Convention.all {
      add(.gradient, RMSprop(learningRate: 0.02, momentum: 0, convention: convention))
      guard convention.options.contains(.centered) else { continue }
      for mode in [RMSprop.CenteredMode.stable, .reference] {
        add(
          .gradient,
          RMSprop(momentum: 0, centered: true, centeredMode: mode, convention: convention))
      }
    }
    for mode in [RMSprop.CenteredMode.stable, .reference] {
      add(
        .gradient,
        RMSprop(centered: true, centeredMode: mode, biasCorrection: true, convention: .optax))
    }
    add(.gradient, RMSprop(biasCorrection: true, convention: .optax), RMSprop(biasCorrection: true))
    add(.ascent, RMSprop(maximize: true))
    for convention in Adam.Convention.all {
      add(
        .mean(beta1: 0.9), Adam(convention: convention),
        Adam(epsilon: 1e-3, amsgrad: true, convention: convention))
      add(.mean(beta1: 0.5), Adam(beta1: 0.5, convention: convention))
    }
    for convention in AdamW.Convention.all {
      add(
        .mean(beta1: 0.9), AdamW(weightDecay: 0, convention: convention),
        AdamW(weightDecay: 0, amsgrad: true, convention: convention))
    }
    for convention in Adamax.Convention.all {
      add(.mean(beta1: 0.9), Adamax(epsilon: 1e-2, convention: convention))
    }
    for convention in NAdam.Convention.all {
      add(
        .lookahead(beta1: 0.9, decay: convention.defaultMomentumDecay),
        NAdam(convention: convention))
    }
    add(.mean(beta1: 0.9), Yogi(initialAccumulator: 0), RAdam(), RAdam(epsilon: 0.1))
    for convention in Adagrad.Convention.all {
      add(.gradient, Adagrad(epsilon: 1e-2, convention: convention))
    }
    add(.gradient, Adagrad(learningRateDecay: 0.5), SGD(learningRate: 0.3))
    add(.sign, Lion(beta1: 0, weightDecay: 0))
    add(.keptSign, Rprop())
    return cases
  }()

  // Six orders of magnitude, both signs, and one far below every ε.
  static let slopes: [Double] = [1, -0.3, 2e-4, -3e2, 1e-12, 0]

  static func gradient(ofStep step: Int) -> [Double] {
    let factors = [1, 0.5, -0.75, 1.25, 0.875]
    return slopes.map { $0 * factors[step % factors.count] }
  }

  @Test(arguments: cases, [1, 2, 4, 13])
  func timesTheDirectionIsTheChangeInDouble(_ testCase: Case, steps: Int) throws {
    try check(testCase, steps: steps, in: Double.self)
  }

  @Test(arguments: cases, [1, 2, 4, 13])
  func timesTheDirectionIsTheChangeInFloat(_ testCase: Case, steps: Int) throws {
    try check(testCase, steps: steps, in: Float.self)
  }

  private func check<Scalar: RealScalar>(
    _ testCase: Case, steps: Int, in scalar: Scalar.Type
  ) throws {
    let rule = testCase.rule
    var theta = Self.slopes.map { _ in Scalar(1) }
    var state = rule.makeState(for: theta)
    var gradient: [Scalar] = []
    for step in 1...steps {
      gradient = Self.gradient(ofStep: step).map { Scalar($0) }
      // From zero, so that the new value is the step and no rounding of θ hides it.
      if step == steps { theta = theta.map { _ in 0 } }
      rule.update(&theta, gradient: gradient, state: &state)
    }
    let effective = rule.effectiveSteps(of: state, in: 0..<theta.count)
    #expect(effective.sizes.count == theta.count)
    for index in theta.indices {
      let change = Double(theta[index])
      let direction = direction(testCase.direction, index, gradient, state)
      let expected = -effective.sizes[index] * direction
      // The mode of reference, whose variance falls below zero with the engine's rounding.
      if expected.isNaN {
        #expect(change.isNaN, "parameter \(index), \(rule)")
        continue
      }
      // Fewer than 16 operations and rounded scalars, half an ulp each, and as much again here; a
      // mean that passes through zero loses what its terms had beyond it.
      let bound = 16 * Double(Scalar.ulpOfOne) * expected.magnitude
      #expect((change - expected).magnitude <= bound, "parameter \(index), \(rule)")
    }
  }

  private func direction<Scalar: RealScalar>(
    _ direction: Case.Direction, _ index: Int, _ gradient: [Scalar],
    _ state: OptimizerState<Scalar>
  ) -> Double {
    let slope = Double(gradient[index])
    func moment(_ name: String) -> Double { Double(state.moment(name, in: index..<index + 1)[0]) }
    func power(_ base: Double) -> Double { (0..<state.step).reduce(1) { power, _ in power * base } }
    func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }
    switch direction {
    case .gradient: return slope
    case .ascent: return -slope
    case .sign: return sign(slope)
    case .keptSign: return sign(moment("previousGradient"))
    case .mean(let beta1): return moment("mean") / (1 - power(beta1))
    case .lookahead(let beta1, let decay):
      func momentum(_ step: Int) -> Double {
        beta1 * (1 - 0.5 * pow(0.96, Double(step) * decay))
      }
      let (now, next) = (momentum(state.step), momentum(state.step + 1))
      return next * moment("mean") / (1 - state.product * next)
        + (1 - now) * slope / (1 - state.product)
    }
  }

  /// With momentum, a gradient enters the buffer with the effective step.
  @Test(arguments: RMSprop.Convention.all.filter { $0.options.contains(.uncenteredMomentum) })
  func isWhatAGradientEntersTheBufferWith(_ convention: RMSprop.Convention) {
    let rule = RMSprop(learningRate: 0.02, momentum: 0.75, convention: convention)
    var theta: [Double] = [0, 0]
    var state = rule.makeState(for: theta)
    rule.update(&theta, gradient: [3.0, -1e-5], state: &state)
    let sizes = rule.effectiveSteps(of: state, in: 0..<2).sizes
    for (change, expected) in zip(theta, [-3 * sizes[0], 1e-5 * sizes[1]]) {
      #expect((change - expected).magnitude <= 16 * Double.ulpOfOne * expected.magnitude)
    }
  }

  /// Adadelta's numerator is that of the next step: with the one before, the change is exact.
  @Test(arguments: Adadelta.Convention.all)
  func adadeltaWithItsEarlierNumeratorIsTheChange(_ convention: Adadelta.Convention) {
    let rule = Adadelta(convention: convention)
    var theta = Self.slopes
    var state = rule.makeState(for: theta)
    for step in 1...5 {
      let (gradient, before) = (Self.gradient(ofStep: step), state)
      theta = theta.map { _ in 0 }
      rule.update(&theta, gradient: gradient, state: &state)
      var mixed = state
      mixed["meanSquareStep"] = before["meanSquareStep"]
      let sizes = rule.effectiveSteps(of: mixed, in: 0..<theta.count).sizes
      for index in theta.indices {
        let expected = -sizes[index] * gradient[index]
        #expect((theta[index] - expected).magnitude <= 16 * .ulpOfOne * expected.magnitude)
      }
    }
  }

  @Test func adadeltaTellsTheNumeratorOfTheNextStep() {
    let rule = Adadelta(learningRate: 2, rho: 0.75, epsilon: 0.25)
    var state = rule.makeState(count: 1, of: Double.self)
    var theta: [Double] = [0]
    rule.update(&theta, gradient: [3.0], state: &state)
    // v = 0.25·9, s = √0.25/√2.5·3, d = 0.25·s² = 0.225: 2·√0.475/√2.5
    let size = rule.effectiveSteps(of: state, in: 0..<1).sizes[0]
    #expect((size - 0.8717797887081347).magnitude <= 4 * .ulpOfOne)
  }
}
