import ElementwiseKernels
import Optimizers
import Testing

/// Every convention against its engine: gradients over six orders of magnitude, empty steps, a
/// parameter that is never updated, and one with the same gradient always.
@Suite struct RMSpropEngineTests {
  typealias Case = RMSpropEngineFixture.Case

  @Test(arguments: RMSpropEngineFixture.shared.cases)
  func matchesEngine(_ testCase: Case) throws {
    for mode in [RMSprop.CenteredMode.stable, .reference] {
      let optimizer = try #require(testCase.optimizer(mode: mode))
      if testCase.dtype == "float32" {
        try check(testCase, optimizer, as: Float.self)
      } else {
        try check(testCase, optimizer, as: Double.self)
      }
      if !optimizer.centered { break }
    }
  }

  private func check<Scalar: RealScalar>(
    _ testCase: Case, _ optimizer: RMSprop, as scalar: Scalar.Type
  ) throws {
    let (values, scale, state) = RMSpropEngineFixture.shared.replay(optimizer, as: scalar)
    #expect(testCase.values.count == 3)
    for (label, expected) in testCase.values {
      let step = try #require(Int(label))
      let error = largestError(values[step - 1], expected, scale: scale)
      #expect(error <= Self.bound(step: step, ulp: Self.ulp(of: testCase)), "step \(step)")
    }
    // Parameter 0 has no gradient: nothing but weight decay may move it.
    let start = Scalar(RMSpropEngineFixture.shared.inputs.initial[0])
    #expect((values.last?[0] == start) == (optimizer.weightDecay == 0))
    try checkState(testCase, optimizer, state)
  }

  /// 4 ulp per step, compounded, and in float32 no more than 1e-6 after all of them.
  private static func bound(step: Int, ulp: Double) -> Double {
    let compounded = 4 * Double(step) * ulp
    return ulp == Double(Float.ulpOfOne) ? min(compounded, 1e-6) : compounded
  }

  /// The precision that the engine computes in: that of its scalar type, with an exception.
  private static func ulp(of testCase: Case) -> Double {
    testCase.dtype == "float32" || testCase.isNarrowed
      ? Double(Float.ulpOfOne) : Double.ulpOfOne
  }

  private func checkState<Scalar: RealScalar>(
    _ testCase: Case, _ optimizer: RMSprop, _ state: OptimizerState<Scalar>
  ) throws {
    // A moment adds up thirty roundings of its own size, and once more where v is put together.
    let ulps = 128 * Self.ulp(of: testCase)
    let square = try #require(testCase.state["meanSquare"])
    // A stable bias-corrected rule keeps the mean divided by the weight W it has gathered, and an
    // ascent keeps its sign: undo both, then v = s + m²/W, where m is the engine's.
    let isDivided = optimizer.biasCorrection && optimizer.centeredMode == .stable
    let weight =
      optimizer.biasCorrection
      ? 1 - repeatElement(optimizer.rho, count: state.step).reduce(1, *) : 1
    let factor = (optimizer.maximize ? -1 : 1) * (isDivided ? weight : 1)
    let mean = state["meanGradient"].map { $0.map { factor * Double($0) } }
    if let mean {
      let expected = try #require(testCase.state["meanGradient"])
      let scale = square.map { max($0.squareRoot(), 1e-6) }
      #expect(largestError(mean, expected, scale: scale) <= ulps)
    }
    let spread = try #require(state["variance"] ?? state["meanSquare"])
    let found = spread.indices.map { index in
      let shift = state["variance"] == nil ? 0 : (mean?[index] ?? 0)
      return Double(spread[index]) + shift * shift / weight
    }
    #expect(largestError(found, square, scale: square.map { max($0, 1e-12) }) <= ulps)
    guard optimizer.momentum > 0 else { return }
    let buffer = try #require(state["momentum"])
    // Optax keeps what it will add, the others what they will subtract.
    let sign = testCase.engine == "optax" ? -1.0 : 1
    let expected = try #require(testCase.state["momentum"]).map { sign * $0 }
    let largest = expected.map(\.magnitude).max() ?? 0
    #expect(largestError(buffer, expected, scale: expected.map { _ in largest }) <= ulps)
  }
}

extension RMSpropEngineFixture.Case {
  /// Whether something passes through float32 on its way into a float64 result.
  ///
  /// TensorFlow's own optimizers and MLX take hyper-parameters through float32 also where the
  /// parameters are float64. The cases use values that float32 holds exactly, but the defaults
  /// (0.9, 0.99, 0.001, …) are not: there float64 results carry the rounding of float32.
  var isNarrowed: Bool {
    dtype == "float64" && hyperparameters.isEmpty
      && ["tfKerasLegacy", "tensorflow1", "mlx"].contains(engine)
  }
}
