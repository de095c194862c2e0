import ElementwiseKernels
import Foundation
import LinearAlgebra
import Optimizers
import TestSupport
import Testing

@Suite struct RMSpropTests {
  // MARK: Parity with the engines

  @Test(arguments: OptimizerFixture.rmsprop.cases)
  func matchesEngine(_ testCase: OptimizerFixture.Case) throws {
    let optimizer = try #require(Self.optimizer(for: testCase))
    if testCase.dtype == "float32" {
      try check(testCase, optimizer, as: Float.self)
    } else {
      try check(testCase, optimizer, as: Double.self)
    }
  }

  private func check<Scalar: RealScalar>(
    _ testCase: OptimizerFixture.Case, _ optimizer: RMSprop, as scalar: Scalar.Type
  ) throws {
    let (errors, state) = replay(testCase, of: .rmsprop, with: optimizer, as: scalar)
    #expect(errors.count == 4)
    for (step, error) in errors {
      #expect(error <= parityBound(step: step, as: scalar), "step \(step)")
    }
    // The engines keep the mean square where a centered rule here keeps the variance.
    let names =
      testCase.engine == "keras"
      ? (square: "velocity", mean: "average_gradient", momentum: "momentum")
      : (square: "square_avg", mean: "grad_avg", momentum: "momentum_buffer")
    // The textbook's cases are worked out for the parameters alone.
    guard testCase.engine != "textbook" else { return }
    let square = try #require(testCase.state[names.square])
    #expect(square.count == state.count)
    let mean = state["meanGradient"]
    let spread = try #require(state["variance"] ?? state["meanSquare"])
    for index in square.indices {
      let shift = mean.map { Double($0[index]) } ?? 0
      let error = (Double(spread[index]) + shift * shift - square[index]).magnitude
      #expect(error <= 64 * Double(Scalar.ulpOfOne) * max(square[index], 1e-12))
    }
    if optimizer.momentum > 0 {
      let expected = try #require(testCase.state[names.momentum])
      let buffer = try #require(state["momentum"])
      for index in expected.indices {
        // Ratios g/D are at most 1/√(1 − ρ), and the buffer sums ten of them at μ = 0.9.
        let error = (Double(buffer[index]) - expected[index]).magnitude
        #expect(error <= 64 * Double(Scalar.ulpOfOne) * max(1, expected[index].magnitude))
      }
    }
  }

  static func optimizer(for testCase: OptimizerFixture.Case) -> RMSprop? {
    guard let convention = RMSprop.Convention.all.first(where: { $0.name == testCase.engine })
    else { return nil }
    if testCase.name.hasSuffix("defaults") { return RMSprop(convention: convention) }
    let parameters = testCase.hyperparameters
    return RMSprop(
      learningRate: parameters.learningRate, rho: parameters.rho, epsilon: parameters.epsilon,
      momentum: parameters.momentum ?? 0, centered: parameters.centered ?? false,
      weightDecay: parameters.weightDecay ?? 0, convention: convention)
  }

  // MARK: Properties

  @Test func firstStepIsTheRateOverTheRoot() {
    // Golden number of Keras' own test: rate 0.5, θ = 1, ρ = 0.9 → 1 − 0.5/√0.1.
    var theta: [Double] = [1]
    let optimizer = RMSprop(learningRate: 0.5, rho: 0.9, epsilon: 0)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [123.0], state: &state)
    #expect((theta[0] - (1 - 0.5 / 0.1.squareRoot())).magnitude <= 4 * Double.ulpOfOne)
  }

  @Test func zeroGradientMovesNothing() {
    for convention in RMSprop.Convention.all {
      for (centered, momentum) in [(false, 0.0), (true, 0.0), (false, 0.9), (true, 0.9)]
      where convention.refusal(momentum: momentum, centered: centered) == nil {
        var theta: [Float] = [1, -2, 0]
        let optimizer = RMSprop(
          epsilon: 0, momentum: momentum, centered: centered, convention: convention)
        var state = optimizer.makeState(for: theta)
        for _ in 0..<3 { optimizer.update(&theta, gradient: [0, 0, 0], state: &state) }
        #expect(theta == [1, -2, 0])
      }
    }
  }

  @Test func notANumberStaysVisible() {
    var theta: [Double] = [1, 1]
    let optimizer = RMSprop(epsilon: 0)
    var state = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: [.nan, 0], state: &state)
    #expect(theta[0].isNaN && theta[1] == 1)
  }

  @Test(arguments: [Float(1e-3), 1, 1e4])
  func centeredVarianceNeverGoesNegative(scale: Float) throws {
    // The subtraction E[g²] − E[g]² goes below zero here within a few dozen steps.
    var generator = SeededGenerator(seed: 7)
    var theta: [Float] = [1]
    let optimizer = RMSprop(rho: 0.9, centered: true, convention: .keras)
    var state = optimizer.makeState(for: theta)
    for _ in 0..<5000 {
      let noise: Float = 1e-5 * generator.nextNormal()
      optimizer.update(&theta, gradient: [scale * (1 + noise)], state: &state)
      let variance = try #require(state["variance"])
      try #require(variance[0] >= 0)
    }
    #expect(theta[0].isFinite)
  }

  @Test func descendsAParabola() throws {
    func parabola(_ x: [Double]) -> (value: Double, gradient: [Double]) {
      (x[0] * x[0] + 100 * x[1] * x[1], [2 * x[0], 200 * x[1]])
    }
    let minimum = try minimize(
      parabola, from: [3, -2], with: RMSprop(learningRate: 1e-3), until: .value(below: 1e-3))
    #expect(minimum.step > 10 && minimum.value < 1e-3)
  }

  @Test func descendsTheRosenbrockValley() throws {
    let minimum = try minimize(
      rosenbrock, from: [-1.2, 1.0], with: RMSprop(learningRate: 1e-3, convention: .pytorch),
      until: .value(below: 1e-3))
    // (1 − x)² is part of the value, so x is within √0.001 of 1.
    #expect((minimum.point[0] - 1).magnitude <= 0.0317)
  }

  @Test func continuesBitForBitFromASnapshot() throws {
    let optimizer = RMSprop(momentum: 0.9, centered: true)
    var generator = SeededGenerator(seed: 3)
    let gradients: [[Float]] = (0..<20).map { _ in (0..<11).map { _ in generator.nextNormal() } }
    var straight = [Float](repeating: 1, count: 11)
    var state = optimizer.makeState(for: straight)
    var halfway = (values: straight, state: state)
    for (step, gradient) in gradients.enumerated() {
      if step == 10 { halfway = (straight, state) }
      optimizer.update(&straight, gradient: gradient, state: &state)
    }
    let data = try JSONEncoder().encode(halfway.state)
    halfway.state = try JSONDecoder().decode(OptimizerState<Float>.self, from: data)
    for gradient in gradients[10...] {
      optimizer.update(&halfway.values, gradient: gradient, state: &halfway.state)
    }
    #expect(halfway.values.map(\.bitPattern) == straight.map(\.bitPattern))
    #expect(halfway.state == state)
  }

  @Test func servesMatricesAndBuffersAlike() {
    let optimizer = RMSprop(learningRate: 0.01)
    let gradient: [Double] = [1, -2, 3, 0.5, 0, -1]
    var array = [Double](repeating: 1, count: 6)
    var matrix = Matrix<Double>(rows: 2, columns: 3, buffer: AlignedBuffer(array))
    var buffer = AlignedBuffer(array)
    var states = (
      optimizer.makeState(for: array), optimizer.makeState(for: matrix),
      optimizer.makeState(for: buffer)
    )
    optimizer.update(&array, gradient: gradient, state: &states.0)
    optimizer.update(&matrix, gradient: gradient, state: &states.1)
    optimizer.update(&buffer, gradient: AlignedBuffer(gradient), state: &states.2)
    #expect(Array(matrix.span) == array && Array(buffer) == array)
    #expect(states.0 == states.1 && states.1 == states.2)
  }

  // MARK: Values and faults

  @Test func roundTripsThroughJSON() throws {
    let optimizer = RMSprop(momentum: 0.5, centered: true, weightDecay: 0.1, convention: .keras)
    let data = try JSONEncoder().encode(optimizer)
    #expect(try JSONDecoder().decode(RMSprop.self, from: data) == optimizer)
  }

  @Test func refusesToDecodeANegativeRate() throws {
    let text = String(decoding: try JSONEncoder().encode(RMSprop(learningRate: 0.5)), as: UTF8.self)
    let broken = text.replacingOccurrences(
      of: "\"learningRate\":0.5", with: "\"learningRate\":-0.5")
    #expect(broken != text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RMSprop.self, from: Data(broken.utf8))
    }
  }
}

/// (1 − x)² + 100(y − x²)².
func rosenbrock(_ point: [Double]) -> (value: Double, gradient: [Double]) {
  let (x, y) = (point[0], point[1])
  let slope = y - x * x
  return (
    (1 - x) * (1 - x) + 100 * slope * slope, [-2 * (1 - x) - 400 * x * slope, 200 * slope]
  )
}

@Suite struct HostileStateTests {
  @Test(arguments: [
    #"{"rule":"SGD","count":9223372036854775807,"step":0,"moments":[],"values":[]}"#,
    #"{"rule":"SGD","count":0,"step":9223372036854775807,"moments":[],"values":[]}"#,
    #"{"rule":"SGD","count":1,"step":0,"moments":["a","a"],"values":[[1],[2]]}"#,
    #"{"rule":"SGD","count":2,"step":0,"moments":["momentum"],"values":[[1]]}"#,
    #"{"rule":"SGD","count":-1,"step":0,"moments":[],"values":[]}"#,
  ])
  func isRefused(_ json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(OptimizerState<Float>.self, from: Data(json.utf8))
    }
  }

  @Test func aGeneratorOfZerosIsRefused() {
    let json = #"{"state0":0,"state1":0,"state2":0,"state3":0}"#
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SeededGenerator.self, from: Data(json.utf8))
    }
  }
}
