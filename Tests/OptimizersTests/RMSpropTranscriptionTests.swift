import ElementwiseKernels
import Optimizers
import Testing

/// The engines that cannot be installed where fixtures are made: their published rule, written
/// down in `Double` line by line from the source that the convention names.
@Suite struct RMSpropTranscriptionTests {
  /// One parameter of an engine.
  struct Parameter {
    var theta: Double
    var square = 0.0
    var mean = 0.0
    var momentum = 0.0
  }

  /// What an engine is given.
  struct Settings: Sendable, CustomStringConvertible {
    var rate = 0.00390625
    var rho = 0.9375
    var epsilon = 0.0009765625
    var momentum = 0.0
    var centered = false
    var decay = 0.0

    var description: String { "momentum \(momentum), centered \(centered), decay \(decay)" }
  }

  static let all: [Settings] = [0.0, 0.875].flatMap { momentum in
    [false, true].flatMap { centered in
      [0.0, 0.015625].map { decay in
        Settings(momentum: momentum, centered: centered, decay: decay)
      }
    }
  }

  @Test(arguments: all)
  func matchesBurn(_ settings: Settings) {
    check(.burn, settings) { parameter, gradient in
      let grad = gradient + parameter.theta * settings.decay
      parameter.square =
        parameter.square * settings.rho + grad * grad * (1 - settings.rho)
      var avg = parameter.square
      if settings.centered {
        parameter.mean = parameter.mean * settings.rho + grad * (1 - settings.rho)
        avg -= parameter.mean * parameter.mean
      }
      var delta = grad / (avg.squareRoot() + settings.epsilon)
      if settings.momentum > 0 {
        parameter.momentum = parameter.momentum * settings.momentum + delta
        delta = parameter.momentum
      }
      parameter.theta -= delta * settings.rate
    }
  }

  @Test(arguments: all.filter { $0.momentum == 0 && $0.decay == 0 })
  func matchesFlux(_ settings: Settings) {
    check(.flux, settings) { parameter, dx in
      parameter.square = settings.rho * parameter.square + (1 - settings.rho) * (dx * dx)
      if settings.centered {
        parameter.mean = settings.rho * parameter.mean + (1 - settings.rho) * dx
      }
      let variance = parameter.square - parameter.mean * parameter.mean
      parameter.theta -= dx * settings.rate / (variance.squareRoot() + settings.epsilon)
    }
  }

  @Test(arguments: all.filter { $0.momentum == 0 || $0.centered })
  func matchesMXNet(_ settings: Settings) {
    check(.mxnet, settings) { parameter, gradient in
      let grad = gradient + settings.decay * parameter.theta
      parameter.square *= settings.rho
      parameter.square += (1 - settings.rho) * (grad * grad)
      guard settings.centered else {
        let d = grad / (parameter.square.squareRoot() + settings.epsilon)
        parameter.theta -= settings.rate * d
        return
      }
      parameter.mean *= settings.rho
      parameter.mean += (1 - settings.rho) * grad
      parameter.momentum *= settings.momentum
      let variance = parameter.square - parameter.mean * parameter.mean
      parameter.momentum -= settings.rate * grad / (variance + settings.epsilon).squareRoot()
      parameter.theta += parameter.momentum
    }
  }

  /// Runs the rule here and the engine's over the fixture's gradients, and compares every step.
  private func check(
    _ convention: RMSprop.Convention, _ settings: Settings,
    _ step: (inout Parameter, _ gradient: Double) -> Void
  ) {
    let fixture = RMSpropEngineFixture.shared
    var parameters = fixture.inputs.initial.map { Parameter(theta: $0) }
    let expected = fixture.inputs.gradients.map { gradient in
      for index in parameters.indices { step(&parameters[index], gradient[index]) }
      return parameters.map(\.theta)
    }
    for mode in [RMSprop.CenteredMode.stable, .reference] {
      let optimizer = RMSprop(
        learningRate: settings.rate, rho: settings.rho, epsilon: settings.epsilon,
        momentum: settings.momentum, centered: settings.centered, centeredMode: mode,
        weightDecay: settings.decay, convention: convention)
      let wide = fixture.replay(optimizer, as: Double.self)
      let narrow = fixture.replay(optimizer, as: Float.self)
      for (index, expected) in expected.enumerated() {
        // 4 ulp per step compounded; the bound of float32 is what engines keep to among themselves.
        let bound = 4 * Double(index + 1) * Double.ulpOfOne
        #expect(largestError(wide.values[index], expected, scale: wide.scale) <= bound)
        #expect(largestError(narrow.values[index], expected, scale: narrow.scale) <= 1e-6)
      }
    }
  }
}
