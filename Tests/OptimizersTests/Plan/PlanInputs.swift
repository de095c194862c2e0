import LinearAlgebra
import Optimizers

/// Parameters and the gradients of some steps, for plans to be compared with what they stand for.
struct PlanInputs<Scalar: RealScalar> {
  let initial: [Scalar]
  let gradients: [[Scalar]]

  init(initial: [Scalar], gradients: [[Scalar]]) {
    (self.initial, self.gradients) = (initial, gradients)
  }

  init(count: Int = 23, steps: Int = 12, seed: UInt64 = 5) {
    var generator = SeededGenerator(seed: seed)
    initial = (0..<count).map { _ in generator.nextNormal() }
    gradients = (0..<steps).map { step in
      // Some well within any limit, some far beyond.
      (0..<count).map { _ in generator.nextNormal() * Scalar(step % 3 == 0 ? 0.01 : 3) }
    }
  }

  /// The parameters and the state after all gradients, each changed by `prepare` beforehand.
  func run(
    _ optimizer: some Optimizer, _ prepare: ([Scalar]) -> [Scalar] = { $0 }
  ) -> (values: [Scalar], state: OptimizerState<Scalar>) {
    var values = initial
    var state = optimizer.makeState(for: values)
    for gradient in gradients {
      optimizer.update(&values, gradient: prepare(gradient), state: &state)
    }
    return (values, state)
  }
}

extension OptimizerState {
  /// The moments of these names, of which there must be all.
  func values(of moments: [String]) -> [[Scalar]] { moments.compactMap { self[$0] } }
}
