import ElementwiseKernels
import Foundation
import LinearAlgebra
import Optimizers
import Testing

@Suite struct RMSpropConventionTests {
  // MARK: Names, defaults and refusals

  @Test func namesAreUnique() {
    let names = RMSprop.Convention.all.map(\.name)
    #expect(names.count == 11 && Set(names).count == 11)
  }

  @Test(arguments: [
    (RMSprop.Convention.textbook, 0.001, 0.9, 1e-8, 0.0, 0.0),
    (.pytorch, 0.01, 0.99, 1e-8, 0, 0), (.keras, 0.001, 0.9, 1e-7, 0, 0),
    (.tfKerasLegacy, 0.001, 0.9, 1e-7, 0, 0), (.tensorflow1, 0.001, 0.9, 1e-10, 0, 1),
    (.optax, 0.001, 0.9, 1e-8, 0, 0), (.mlx, 0.001, 0.99, 1e-8, 0, 0),
    (.timm, 0.01, 0.9, 1e-10, 0, 1), (.burn, 0.001, 0.99, 1e-5, 0.9, 0),
    (.flux, 0.001, 0.9, 1e-8, 0, 0), (.mxnet, 0.001, 0.9, 1e-8, 0, 0),
  ])
  func takesTheEnginesDefaults(
    _ convention: RMSprop.Convention, _ rate: Double, _ rho: Double, _ epsilon: Double,
    _ momentum: Double, _ meanSquare: Double
  ) {
    let optimizer = RMSprop(convention: convention)
    #expect(optimizer.learningRate == rate && optimizer.rho == rho)
    #expect(optimizer.epsilon == epsilon && optimizer.momentum == momentum)
    #expect(optimizer.makeState(count: 3, of: Float.self)["meanSquare"]?[2] == Float(meanSquare))
  }

  @Test func mxnetHasMomentumWhenCentered() {
    #expect(RMSprop(centered: true, convention: .mxnet).momentum == 0.9)
  }

  @Test func epsilonMovesWhereTheEngineMovesIt() {
    #expect(RMSprop(convention: .tfKerasLegacy).epsilonPlacement == .outsideRoot)
    #expect(RMSprop(momentum: 0.5, convention: .tfKerasLegacy).epsilonPlacement == .insideRoot)
    #expect(RMSprop(centered: true, convention: .tfKerasLegacy).epsilonPlacement == .outsideRoot)
    #expect(RMSprop(convention: .mxnet).epsilonPlacement == .outsideRoot)
    #expect(RMSprop(centered: true, convention: .mxnet).epsilonPlacement == .insideRoot)
  }

  @Test(arguments: [
    (RMSprop.CenteredMode.stable, 1e20 as Float, false), (.stable, 1e30, false),
    (.reference, 1e20, false), (.reference, 1e30, true),
  ])
  func aSquareThatOverflowsEndsAllMotion(
    _ mode: RMSprop.CenteredMode, _ gradient: Float, _ becomesNaN: Bool
  ) {
    let rule = RMSprop(centered: true, centeredMode: mode)
    var theta: [Float] = [1]
    var state = rule.makeState(for: theta)
    for gradient in [gradient, 1, -1, 2] {
      rule.update(&theta, gradient: [gradient], state: &state)
    }
    // The square of the mean, a tenth of the gradient, overflows for the larger of the two only.
    #expect(becomesNaN ? theta[0].isNaN : theta == [1])
  }

  @Test(arguments: [
    (RMSprop.Convention.pytorch.refusal(momentum: 0.9, nesterov: true), "Nesterov momentum", "on"),
    (RMSprop.Convention.mlx.refusal(momentum: 0, centered: true), "centered mode", "on"),
    (RMSprop.Convention.mlx.refusal(momentum: 0.9), "momentum", "0.9"),
    (RMSprop.Convention.mxnet.refusal(momentum: 0.9), "momentum unless centered", "0.9"),
    (RMSprop.Convention.optax.refusal(momentum: 0, weightDecay: 0.1), "weight decay", "0.1"),
    (RMSprop.Convention.keras.refusal(momentum: 0, biasCorrection: true), "bias correction", "on"),
    (RMSprop.Convention.timm.refusal(momentum: 0, maximize: true), "maximize", "on"),
  ])
  func refusesWhatTheEngineLacks(_ refusal: String?, _ option: String, _ value: String) throws {
    #expect(try #require(refusal).hasSuffix("has no \(option), but it is \(value)"))
  }

  @Test func momentumOnlyUncenteredIsRefusedWithItsValue() throws {
    var convention = RMSprop.Convention.textbook
    convention.options.remove(.centeredMomentum)
    let refusal = convention.refusal(momentum: 0.5, centered: true)
    #expect(try #require(refusal).hasSuffix("has no momentum when centered, but it is 0.5"))
  }

  @Test func genericConventionsRefuseNothing() {
    let refusal = RMSprop.Convention.textbook.refusal(
      momentum: 0.9, centered: true, nesterov: true, weightDecay: 0.1, biasCorrection: true,
      maximize: true)
    #expect(refusal == nil)
  }

  // MARK: Axes

  @Test func aConventionOfOnesOwnRoundTrips() throws {
    let optimizer = RMSprop(
      momentum: 0.9, centered: true, centeredMode: .reference, weightDecay: 0.1, nesterov: true,
      biasCorrection: true, maximize: true,
      convention: .init(
        name: "mine", epsilonPlacement: .insideRoot, learningRatePlacement: .inBuffer,
        weightDecayMode: .decoupled, initialMeanSquare: 0.5))
    let data = try JSONEncoder().encode(optimizer)
    #expect(try JSONDecoder().decode(RMSprop.self, from: data) == optimizer)
  }

  @Test func ascendsWhereItWouldDescend() {
    let fixture = RMSpropEngineFixture.shared
    var ascent = RMSprop(momentum: 0.5, centered: true, nesterov: true, biasCorrection: true)
    let down = fixture.replay(ascent, as: Double.self)
    ascent.maximize = true
    let up = fixture.replay(ascent, as: Double.self)
    for (found, opposite) in zip(up.values, down.values) {
      for (index, start) in fixture.inputs.initial.enumerated() {
        let asymmetry = (found[index] - start) + (opposite[index] - start)
        #expect(asymmetry.magnitude <= 240 * Double.ulpOfOne * up.scale[index])
      }
    }
    #expect(up.state["meanGradient"] == down.state["meanGradient"])
  }

  @Test func biasCorrectedFirstStepIsTheRate() {
    for placement in [EpsilonPlacement.outsideRoot, .insideRoot] {
      var theta: [Double] = [1, 1]
      let convention = RMSprop.Convention(name: "mine", epsilonPlacement: placement)
      let optimizer = RMSprop(
        learningRate: 0.25, epsilon: 0, biasCorrection: true, convention: convention)
      var state = optimizer.makeState(for: theta)
      optimizer.update(&theta, gradient: [1e-3, -1e3], state: &state)
      #expect((theta[0] - 0.75).magnitude <= 4 * Double.ulpOfOne)
      #expect((theta[1] - 1.25).magnitude <= 4 * Double.ulpOfOne)
    }
  }

  @Test(arguments: RMSprop.Convention.all)
  func aRateOfZeroMovesNothing(_ convention: RMSprop.Convention) {
    for epsilon in [0, 1e-8] {
      for centered in [false, true]
      where convention.refusal(momentum: 0, centered: centered) == nil {
        var theta: [Float] = [1, -2, 0, 3]
        let optimizer = RMSprop(
          learningRate: 0, epsilon: epsilon, centered: centered, convention: convention)
        var state = optimizer.makeState(for: theta)
        for gradient: [Float] in [[0, 1, -1e-30, 1e30], [0, 1, 1e-30, -1e30]] {
          optimizer.update(&theta, gradient: gradient, state: &state)
        }
        #expect(theta == [1, -2, 0, 3])
      }
    }
  }

  @Test(arguments: RMSprop.Convention.all.filter { $0.options.contains(.centered) })
  func aConstantGradientStaysFiniteWhenCentered(_ convention: RMSprop.Convention) throws {
    for momentum in [0, 0.9] where convention.refusal(momentum: momentum, centered: true) == nil {
      for epsilon in [0, convention.defaultEpsilon] {
        var theta: [Float] = [1, -1]
        let optimizer = RMSprop(
          epsilon: epsilon, momentum: momentum, centered: true, convention: convention)
        var state = optimizer.makeState(for: theta)
        for _ in 0..<5000 { optimizer.update(&theta, gradient: [1e4, -1e4], state: &state) }
        #expect(theta.allSatisfy { $0.isFinite })
        #expect(try #require(state["variance"]).allSatisfy { $0 >= 0 })
      }
    }
  }

  @Test func theReferenceModeBecomesNaNWhereEnginesDo() {
    // v − m² is a rounding error here, and below −ε sooner or later.
    var generator = SeededGenerator(seed: 7)
    var theta: [Float] = [1]
    let optimizer = RMSprop(
      rho: 0.9, centered: true, centeredMode: .reference, convention: .keras)
    var state = optimizer.makeState(for: theta)
    for _ in 0..<5000 {
      let noise: Float = 1e-5 * generator.nextNormal()
      optimizer.update(&theta, gradient: [1e2 * (1 + noise)], state: &state)
    }
    #expect(theta[0].isNaN)
  }

  @Test func refusesToDecodeAnOptionThatTheEngineLacks() throws {
    let data = try JSONEncoder().encode(RMSprop(convention: .mlx))
    let text = String(decoding: data, as: UTF8.self)
    let broken = text.replacingOccurrences(of: "\"centered\":false", with: "\"centered\":true")
    #expect(broken != text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RMSprop.self, from: Data(broken.utf8))
    }
  }
}
