import Foundation
import LinearAlgebra
import Optimizers
import TestSupport
import Testing

@Suite struct SGDTests {
  @Test(arguments: OptimizerFixture.sgd.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    let optimizer = try #require(Self.optimizer(for: testCase))
    if testCase.dtype == "float32" {
      check(testCase, optimizer, as: Float.self)
    } else {
      check(testCase, optimizer, as: Double.self)
    }
  }

  private func check<Scalar: RealScalar>(
    _ testCase: OptimizerFixture.Case, _ optimizer: SGD, as scalar: Scalar.Type
  ) {
    let (errors, state) = replay(testCase, of: .sgd, with: optimizer, as: scalar)
    #expect(errors.count == 4)
    for (step, error) in errors {
      #expect(error <= parityBound(step: step, as: scalar), "step \(step)")
    }
    guard optimizer.momentum > 0 else { return }
    // Keras keeps the signed step, PyTorch the gradients.
    let sign = testCase.engine == "keras" ? -1.0 : 1
    let expected = testCase.state["momentum_buffer"] ?? testCase.state["momentum"] ?? []
    let buffer = state["momentum"] ?? []
    #expect(expected.count == buffer.count && !buffer.isEmpty)
    let largest = expected.map(\.magnitude).max() ?? 0
    for (found, expected) in zip(buffer, expected) {
      // The buffer sums gradients of up to `largest`, and keeps their rounding.
      let error = (Double(found) - sign * expected).magnitude
      #expect(error <= 16 * Double(Scalar.ulpOfOne) * largest)
    }
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> SGD? {
    guard let convention = SGD.Convention.all.first(where: { $0.name == testCase.engine })
    else { return nil }
    if testCase.name.hasSuffix("defaults") { return SGD(convention: convention) }
    let parameters = testCase.hyperparameters
    let momentum = parameters.momentum ?? 0
    return SGD(
      learningRate: parameters.learningRate, momentum: momentum,
      dampening: parameters.dampening ?? 0,
      // Keras takes Nesterov without momentum for plain SGD; here it is a mistake.
      nesterov: momentum > 0 && parameters.nesterov == true,
      weightDecay: parameters.weightDecay ?? 0, convention: convention)
  }

  @Test func firstContributionIsNotDampened() {
    var theta: [Double] = [0]
    let optimizer = SGD(learningRate: 1, momentum: 0.5, dampening: 0.75)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [4.0], state: &state)
    #expect(theta == [-4])
    optimizer.update(&theta, gradient: [4.0], state: &state)
    #expect(theta == [-4 - (0.5 * 4 + 0.25 * 4)])
  }

  @Test func theFirstContributionIsDampenedInMLX() {
    var theta: [Double] = [0]
    let optimizer = SGD(learningRate: 1, momentum: 0.5, dampening: 0.75, convention: .mlx)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [4.0], state: &state)
    #expect(theta == [-1])
    optimizer.update(&theta, gradient: [4.0], state: &state)
    #expect(theta == [-1 - (0.5 * 1 + 0.25 * 4)])
  }

  @Test func aConventionOfOnesOwnIsItsAxes() {
    // dlib: b ← μ·b + η·(g + λθ), θ ← θ − b.
    let dlib = SGD.Convention(name: "dlib", learningRatePlacement: .inBuffer)
    var optimizer = SGD(learningRate: 0.5, momentum: 0.5, weightDecay: 0.25, convention: dlib)
    var theta: [Double] = [2]
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [1.0], state: &state)
    #expect(theta == [2 - 0.5 * (1 + 0.25 * 2)])
    // What is in the buffer keeps the rate of its own step.
    optimizer.learningRate = 0
    optimizer.update(&theta, gradient: [1.0], state: &state)
    #expect(theta == [1.25 - 0.5 * 0.75])
  }

  @Test(arguments: SGD.Convention.all.filter { $0.options.contains(.maximize) })
  func ascendsWhereItWouldDescend(_ convention: SGD.Convention) {
    let fixture = RMSpropEngineFixture.shared
    var optimizer = SGD(momentum: 0.5, dampening: 0.25, convention: convention)
    let down = fixture.replay(optimizer, as: Double.self)
    optimizer.maximize = true
    let up = fixture.replay(optimizer, as: Double.self)
    #expect(up.state["momentum"] == down.state["momentum"].map { $0.map { -$0 } })
    for (index, start) in fixture.inputs.initial.enumerated() {
      let last = (up.values[29][index] - start) + (down.values[29][index] - start)
      #expect(last.magnitude <= 240 * Double.ulpOfOne * up.scale[index])
    }
  }

  @Test(arguments: [
    (SGD.Convention.keras.refusal(dampening: 0.5), "dampening, but it is 0.5"),
    (SGD.Convention.optax.refusal(weightDecay: 0.1), "weight decay, but it is 0.1"),
    (SGD.Convention.mlx.refusal(maximize: true), "maximize, but it is on"),
  ])
  func refusesWhatTheEngineLacks(_ refusal: String?, _ option: String) throws {
    #expect(try #require(refusal).hasSuffix("has no \(option)"))
  }

  @Test func refusesToDecodeAnOptionThatTheEngineLacks() throws {
    let data = try JSONEncoder().encode(SGD(convention: .mlx))
    let text = String(decoding: data, as: UTF8.self)
    let broken = text.replacingOccurrences(of: "\"maximize\":false", with: "\"maximize\":true")
    #expect(broken != text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SGD.self, from: Data(broken.utf8))
    }
  }

  @Test func convergesOnAParabola() throws {
    let minimum = try minimize(
      { x in (value: x[0] * x[0], gradient: [2 * x[0]]) }, from: [3.0],
      with: SGD(learningRate: 0.1), until: .gradientNorm(below: 1e-6))
    #expect(minimum.point[0].magnitude < 1e-6 && minimum.step == 70)
  }

  @Test func reportsDivergenceWithTheLastFinitePoint() {
    do {
      _ = try minimize(
        { x in (value: x[0] * x[0], gradient: [2 * x[0]]) }, from: [3.0],
        with: SGD(learningRate: 10), until: .gradientNorm(below: 1e-6))
      Issue.record("a factor of −19 per step cannot converge")
    } catch {
      guard case .diverged(_, let last?) = error else {
        Issue.record("expected divergence, got \(error)")
        return
      }
      #expect(last.value.isFinite && last.step > 50)
    }
  }

  @Test func reportsWhenTheStepsRunOut() {
    #expect(throws: MinimizationError<Double>.self) {
      try minimize(
        rosenbrock, from: [-1.2, 1.0], with: SGD(learningRate: 1e-4),
        until: .gradientNorm(below: 1e-9), maximumSteps: 10)
    }
  }

  @Test func roundTripsThroughJSON() throws {
    let optimizer = SGD(learningRate: 0.3, momentum: 0.9, nesterov: true, convention: .keras)
    let data = try JSONEncoder().encode(optimizer)
    #expect(try JSONDecoder().decode(SGD.self, from: data) == optimizer)
  }
}
