import ElementwiseKernels
import Optimizers
import Testing

/// Every rule but RMSprop against its engines: gradients over six orders of magnitude, empty steps, a
/// parameter that is never updated, and one with the same gradient always.
@Suite struct RuleEngineTests {
  typealias Case = RuleEngineFixture.Case

  @Test(arguments: RuleEngineFixture.shared.cases)
  func matchesEngine(_ testCase: Case) throws {
    let optimizer = try #require(testCase.optimizer)
    if testCase.dtype == "float32" {
      try check(testCase, optimizer, as: Float.self)
    } else {
      try check(testCase, optimizer, as: Double.self)
    }
  }

  private func check<Scalar: RealScalar>(
    _ testCase: Case, _ optimizer: some Optimizer, as scalar: Scalar.Type
  ) throws {
    let fixture = RMSpropEngineFixture.shared
    let (values, scale, state) = fixture.replay(optimizer, as: scalar)
    #expect(testCase.values.count == 3)
    for (label, expected) in testCase.values {
      let step = try #require(Int(label))
      let error = largestError(values[step - 1], expected, scale: scale)
      let slack = Double(step) * testCase.kerasDefaultSlack
      #expect(error <= Self.bound(testCase, step: step) + slack, "step \(step)")
      guard slack > 0 else { continue }
      // Where the engine's float32 is that far off, its float64 is what to be near to.
      let name = "keras-float64-\(testCase.rule)-rounded"
      let wide = try #require(RuleEngineFixture.shared.cases.first { $0.name == name })
      let distance = largestError(values[step - 1], try #require(wide.values[label]), scale: scale)
      #expect(distance <= 1e-6, "step \(step)")
    }
    // Parameter 0 has no gradient: nothing but weight decay may move it.
    let start = Scalar(fixture.inputs.initial[0])
    let isStill = (testCase.hyperparameters.weightDecay ?? testCase.defaultDecay) == 0
    #expect((values.last?[0] == start) == (isStill && testCase.driftsWithoutGradient == false))
    try checkState(testCase, state)
  }

  private func checkState<Scalar: RealScalar>(
    _ testCase: Case, _ state: OptimizerState<Scalar>
  ) throws {
    #expect(Set(testCase.state.keys) == Set(state.moments))
    let gradients = RMSpropEngineFixture.shared.inputs.gradients
    for (name, expected) in testCase.state {
      let found = try #require(state[name])
      // Running means of gradients may cancel, and keep the rounding of the largest.
      let cancels = ["mean", "momentum"].contains(name)
      let scale = expected.indices.map { index in
        let largest = gradients.map { $0[index].magnitude }.max() ?? 0
        return max(expected[index].magnitude, cancels ? largest : 0, 1e-12)
      }
      // A moment adds up thirty roundings of its own size.
      #expect(
        largestError(found, expected, scale: scale) <= 128 * Self.ulp(of: testCase), "\(name)")
    }
  }

  /// 4 ulp per step, compounded, and in float32 no more than 1e-6 after all of them.
  private static func bound(_ testCase: Case, step: Int) -> Double {
    let ulp = ulp(of: testCase)
    let compounded = 4 * Double(step) * ulp
    return ulp == Double(Float.ulpOfOne) ? min(compounded, 1e-6) : compounded
  }

  /// The precision that the engine computes in: that of its scalar type, with exceptions.
  private static func ulp(of testCase: Case) -> Double {
    testCase.dtype == "float32" || testCase.isNarrowed ? Double(Float.ulpOfOne) : Double.ulpOfOne
  }
}

extension RuleEngineFixture.Case {
  /// What Keras' own rounding adds, per step, to the errors of Adam and AdamW with their defaults.
  ///
  /// Keras rounds β₂ = 0.999 to float32 before it computes 1 − β₂ᵗ, but not for 1 − β₂. That is an error
  /// of up to 2⁻²⁵/(1 − β₂) of the correction, whose root has half of it; a step is about η = 0.001
  /// long, and errors are measured against 0.01 at least.
  var kerasDefaultSlack: Double {
    let isConcerned = engine == "keras" && ["Adam", "AdamW"].contains(rule)
    return isConcerned && hyperparameters.isEmpty ? 0x1p-26 / 0.001 * 0.001 / 0.01 : 0
  }

  /// Whether something passes through float32 on its way into a float64 result.
  ///
  /// The hyper-parameters of the cases are exact in float32, but some defaults are not: Keras takes β
  /// through it, and MLX all. MLX's Adam also computes its bias corrections in float32, and Keras'
  /// NAdam takes 0.96 through it.
  var isNarrowed: Bool {
    guard dtype == "float64" else { return false }
    switch engine {
    case "keras": return rule == "NAdam" || hyperparameters.isEmpty
    case "mlx": return rule.hasPrefix("Adam") || hyperparameters.isEmpty
    default: return false
    }
  }

  /// The weight decay of the engine's defaults.
  var defaultDecay: Double {
    switch (rule, engine) {
    case ("AdamW", "pytorch"): 0.01
    case ("AdamW", "keras"): 0.004
    case ("Lion", "optax"): 0.001
    default: 0
    }
  }

  /// Yogi starts its mean from the accumulator, and moves by it.
  var driftsWithoutGradient: Bool {
    rule == "Yogi" && hyperparameters.initialAccumulator != 0
  }
}
