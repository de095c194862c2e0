import Foundation
import Optimizers
import TestSupport

/// What each engine computed with the calls of a translation: see Fixtures/README.md.
struct TranslationFixture: Decodable, Sendable {
  struct Record: Decodable, Sendable {
    let values: [Double]
    let state: [String: [Double]]?
    let numbers: [String: Double]?
  }

  struct Case: Decodable, Sendable, CustomStringConvertible {
    let source: String
    let engine: Engine
    let calls: [String: String]
    let results: [String: [String: Record]]

    var description: String { source }

    /// Each engine with what it recorded halfway and at the end.
    var runs: [(engine: Engine, half: Record, end: Record)] {
      results.compactMap { name, records in
        guard let engine = Engine(rawValue: name), let half = records["10"],
          let end = records["20"]
        else { return nil }
        return (engine, half, end)
      }
    }

    /// What engines' own rounding adds: MLX and Keras' NAdam compute scalars in float32.
    var tolerance: Double {
      if source.contains("Nadam") { return 1e-8 }
      return calls["mlx"]?.contains("betas") == true ? 1e-9 : 4e-14
    }
  }

  let initial: [Double]
  let gradients: [[Double]]
  let cases: [Case]

  static let shared: TranslationFixture = {
    do { return try loadFixture("translation", from: .module) } catch {
      fatalError("fixture translation: \(error)")
    }
  }()

  /// The engines that the fixture has run.
  static let engines: [Engine] = [
    .pytorch, .keras, .tfKerasLegacy, .tensorflow1, .optax, .timm, .mlx,
  ]
}

/// Moves values by the fixture's gradients of some steps.
func follow(
  _ optimizer: some Optimizer, from values: inout [Double], steps: Range<Int>,
  state: inout OptimizerState<Double>
) {
  for step in steps {
    optimizer.update(&values, gradient: TranslationFixture.shared.gradients[step], state: &state)
  }
}
