import Optimizers
import Testing

/// What a moment averages: decides against what its rounding is measured.
enum MomentKind {
  /// Gradients, which may cancel: measured against the largest that the parameter has seen.
  case gradients
  /// Something that is never negative: measured against itself.
  case magnitudes
}

/// A moment by our name and by the engines', which name it differently.
struct MomentNames {
  let ours: String
  let kind: MomentKind
  let theirs: [String]

  init(_ ours: String, _ kind: MomentKind, _ theirs: String...) {
    (self.ours, self.kind, self.theirs) = (ours, kind, theirs)
  }
}

/// Checks a rule against what an engine recorded: the parameters, and the moments at the end.
///
/// Each of `moments` must be found under one of its names; `slack` is what the engine's own rounding
/// adds to the errors of the parameters in a step.
///
/// - Throws: When the fixture lacks the inputs or a moment.
func checkParity(
  _ testCase: OptimizerFixture.Case, of fixture: OptimizerFixture, with optimizer: some Optimizer,
  moments: [MomentNames], slack: Double = 0
) throws {
  if testCase.dtype == "float32" {
    try checkParity(testCase, of: fixture, with: optimizer, moments, slack, as: Float.self)
  } else {
    try checkParity(testCase, of: fixture, with: optimizer, moments, slack, as: Double.self)
  }
}

private func checkParity<Scalar: RealScalar>(
  _ testCase: OptimizerFixture.Case, of fixture: OptimizerFixture, with optimizer: some Optimizer,
  _ moments: [MomentNames], _ slack: Double, as scalar: Scalar.Type
) throws {
  let (errors, state) = replay(testCase, of: fixture, with: optimizer, as: scalar)
  #expect(errors.count == 4)
  for (step, error) in errors {
    #expect(error <= parityBound(step: step, as: scalar) + slack * Double(step), "step \(step)")
  }
  #expect(state.moments == moments.map(\.ours))
  let gradients = try #require(fixture.inputs[testCase.dtype]).gradients
  for names in moments {
    let key = try #require(names.theirs.first { testCase.state[$0] != nil })
    let expected = try #require(testCase.state[key])
    let found = try #require(state[names.ours])
    try #require(found.count == expected.count)
    for index in expected.indices {
      let largest = gradients.map { $0[index].magnitude }.max() ?? 0
      let scale = max(
        expected[index].magnitude, names.kind == .gradients ? largest : 1e-12)
      let error = (Double(found[index]) - expected[index]).magnitude
      #expect(
        error <= parityBound(step: 100, as: scalar) * scale, "\(names.ours) \(index)")
    }
  }
}

/// What the float32 bias correction of Keras adds to the errors of a step of Adam or a relative.
///
/// Keras rounds β₂ to float32 before it computes 1 − β₂ᵗ, an error of up to 2⁻²⁵/(1 − β₂) of that
/// difference; its root has half of it. A step is about η long, and `replay` measures against 0.01
/// at least. The cases in float64 have β₂ exact in float32, and need nothing of the sort.
func float32BetaSlack(_ testCase: OptimizerFixture.Case) -> Double {
  guard testCase.engine == "keras", testCase.dtype == "float32",
    let beta2 = testCase.hyperparameters.beta2
  else { return 0 }
  return 0x1p-26 / (1 - beta2) * testCase.hyperparameters.learningRate / 0.01
}
