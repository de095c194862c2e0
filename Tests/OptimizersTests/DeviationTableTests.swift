import ElementwiseKernels
import Foundation
import Optimizers
import Testing

/// Prints the table of Fixtures/README.md:
/// `DEVIATIONS=1 swift test --filter DeviationTableTests`.
@Suite struct DeviationTableTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["DEVIATIONS"] != nil))
  func printsTheLargestDeviations() throws {
    var table = DeviationTable()
    for testCase in RuleEngineFixture.shared.cases {
      let optimizer = try #require(testCase.optimizer)
      table.add(
        30, testCase.engine, testCase.dtype, isNarrowed: testCase.isNarrowed,
        deviation: Self.deviation(testCase.values, testCase.dtype, optimizer))
    }
    for testCase in RMSpropEngineFixture.shared.cases {
      let deviations = try [RMSprop.CenteredMode.stable, .reference].map { mode in
        let optimizer = try #require(testCase.optimizer(mode: mode))
        return Self.deviation(testCase.values, testCase.dtype, optimizer)
      }
      table.add(
        30, testCase.engine, testCase.dtype, isNarrowed: testCase.isNarrowed,
        deviation: deviations.max() ?? .infinity)
    }
    for (fixture, optimizer) in Self.hundredSteps {
      for testCase in fixture.cases {
        let optimizer = try #require(optimizer(testCase))
        let errors =
          testCase.dtype == "float32"
          ? replay(testCase, of: fixture, with: optimizer, as: Float.self).errors
          : replay(testCase, of: fixture, with: optimizer, as: Double.self).errors
        table.add(
          100, testCase.engine, testCase.dtype,
          isNarrowed: testCase.engine == "keras" && optimizer is NAdam,
          deviation: errors.values.max() ?? .infinity)
      }
    }
    print(table.text)
  }

  private static func deviation(
    _ values: [String: [Double]], _ dtype: String, _ optimizer: some Optimizer
  ) -> Double {
    func largest<Scalar: RealScalar>(as scalar: Scalar.Type) -> Double {
      let (found, scale, _) = RMSpropEngineFixture.shared.replay(optimizer, as: scalar)
      return values.reduce(0) { largest, recorded in
        let step = Int(recorded.key) ?? found.count
        return max(largest, largestError(found[step - 1], recorded.value, scale: scale))
      }
    }
    return dtype == "float32" ? largest(as: Float.self) : largest(as: Double.self)
  }

  private typealias OptimizerOf = @Sendable (OptimizerFixture.Case) -> (any Optimizer)?

  private static let hundredSteps: [(OptimizerFixture, OptimizerOf)] = [
    (.rmsprop, { RMSpropTests.optimizer(for: $0) }), (.sgd, { SGDTests.optimizer(for: $0) }),
    (AdamTests.adam, { AdamTests.optimizer(for: $0) }),
    (AdamWTests.adamw, { AdamWTests.optimizer(for: $0) }),
    (NAdamTests.nadam, { NAdamTests.optimizer(for: $0) }),
    (RAdamTests.radam, { RAdamTests.optimizer(for: $0) }),
    (AdamaxTests.adamax, { AdamaxTests.optimizer(for: $0) }),
    (AdagradTests.adagrad, { AdagradTests.optimizer(for: $0) }),
    (AdadeltaTests.adadelta, { AdadeltaTests.optimizer(for: $0) }),
    (LionTests.lion, { LionTests.optimizer(for: $0) }),
    (LionTests.lionOptax, { LionTests.optimizer(for: $0) }),
    (YogiTests.yogi, { YogiTests.optimizer(for: $0) }),
    (RpropTests.rprop, { RpropTests.optimizer(for: $0) }),
  ]
}

/// The number of cases and the largest deviation, by steps, engine and precision.
private struct DeviationTable {
  private struct Key: Hashable {
    let steps: Int
    let engine: String
  }

  private static let precisions = ["float32", "float64", "narrowed"]
  private var counts: [Key: Int] = [:]
  private var largest: [Key: [String: Double]] = [:]

  mutating func add(
    _ steps: Int, _ engine: String, _ dtype: String, isNarrowed: Bool, deviation: Double
  ) {
    let key = Key(steps: steps, engine: engine)
    let precision = isNarrowed && dtype == "float64" ? "narrowed" : dtype
    counts[key, default: 0] += 1
    largest[key, default: [:]][precision] = max(largest[key]?[precision] ?? 0, deviation)
  }

  var text: String {
    let keys = counts.keys.sorted { ($0.steps, $0.engine) < ($1.steps, $1.engine) }
    let rows = keys.map { key in
      let numbers = Self.precisions.map { precision in
        largest[key]?[precision].map { String(format: "%.1e", $0) } ?? "–"
      }
      return "| \(key.steps) | \(key.engine) | \(counts[key] ?? 0) | "
        + numbers.joined(separator: " | ") + " |"
    }
    let heading = [
      "| steps | engine | cases | float32 | float64 | float64 through float32 |",
      "|---|---|---|---|---|---|",
    ]
    let total = "\(counts.values.reduce(0, +)) cases"
    return (heading + rows + [total]).joined(separator: "\n")
  }
}
