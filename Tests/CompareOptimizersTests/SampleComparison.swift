import Foundation

@testable import CompareOptimizers

/// A comparison with made-up but plausible numbers, to draw reports from.
///
/// Runs follow loss = floor + (first − floor)·e^(−pace·epoch) with noise from a fixed seed; the
/// ways on landscapes are computed.
enum SampleComparison {
  typealias Results = ComparisonResults

  /// The numbers that shape one contender's runs.
  struct Shape {
    var name: String
    var rule: String
    var hyperparameters: [Results.Hyperparameter]
    var bestRate: Double
    var pace: Double
    var floor: Double
    var nanoseconds: Double
    var descent: SampleDescent.Rule
  }

  static let rmsprop = Shape(
    name: "RMSprop", rule: "v ← ρv + (1−ρ)g²\nθ ← θ − ηg / (√v + ε)",
    hyperparameters: [
      .init(name: "ρ", value: "0.9"), .init(name: "ε", value: "1e-7, outside the root"),
      .init(name: "momentum", value: "0"), .init(name: "centered", value: "no"),
      .init(name: "weight decay", value: "0"),
    ], bestRate: 0.00316, pace: 0.42, floor: 0.062, nanoseconds: 0.13, descent: .rmsprop)
  static let sgd = Shape(
    name: "SGD", rule: "θ ← θ − ηg",
    hyperparameters: [
      .init(name: "momentum", value: "0"), .init(name: "weight decay", value: "0"),
    ], bestRate: 0.316, pace: 0.27, floor: 0.081, nanoseconds: 0.09, descent: .plain)
  static let momentum = Shape(
    name: "SGD, momentum", rule: "u ← μu + g\nθ ← θ − ηu",
    hyperparameters: [
      .init(name: "μ", value: "0.9"), .init(name: "nesterov", value: "no"),
      .init(name: "weight decay", value: "0"),
    ], bestRate: 0.0316, pace: 0.36, floor: 0.066, nanoseconds: 0.12, descent: .momentum)
  static let adam = Shape(
    name: "Adam",
    rule: "m ← β₁m + (1−β₁)g\nv ← β₂v + (1−β₂)g²\nθ ← θ − η·m̂ / (√v̂ + ε)",
    hyperparameters: [
      .init(name: "β₁", value: "0.9"), .init(name: "β₂", value: "0.999"),
      .init(name: "ε", value: "1e-8, outside the root"), .init(name: "weight decay", value: "0"),
    ], bestRate: 0.00316, pace: 0.44, floor: 0.064, nanoseconds: 0.19, descent: .adam)

  /// As many contenders as there are names, of different pace.
  static let sixteen: [Shape] = [
    "RMSprop", "SGD", "SGD, momentum", "Adam", "Nesterov", "AdamW", "NAdam", "Adagrad", "Adadelta",
    "AdaMax", "AMSGrad", "RAdam", "Lion", "LAMB", "Rprop", "RMSprop, centered",
  ].enumerated().map { index, name in
    var shape = [rmsprop, sgd, momentum, adam][index % 4]
    shape.name = name
    shape.pace *= 1 - 0.035 * Double(index)
    shape.floor *= 1 + 0.03 * Double(index)
    return shape
  }

  /// A reproducible source of noise.
  struct Noise: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 33)
    }
    mutating func factor(_ width: Double) -> Double {
      1 + width * Double.random(in: -1...1, using: &self)
    }
  }

  static let rates = (0..<9).map { pow(10, -4 + 0.5 * Double($0)) }.map {
    Double(NumberText.short($0)) ?? $0
  }

  static let environment = Results.Environment(
    date: Date(timeIntervalSince1970: 1_790_000_000), revision: "0123abc", swiftVersion: "6.3.1",
    operatingSystem: "Debian GNU/Linux 12", processor: "Example CPU @ 2.80 GHz", logicalCores: 2,
    instructionSet: "AVX-512", blasLibrary: "OpenBLAS 0.3.21", blasCore: "SkylakeX", threads: 1)

  static let settings = Results.Settings(
    commandLine: "compare-optimizers --problem rosenbrock,digits,three-to-two --optimizer "
      + "rmsprop,sgd,sgd:momentum=0.9,adam --seeds 101-110 --search-seeds 1-3 --rates 1e-4..1",
    seeds: Array(101...110), searchSeeds: [1, 2, 3], reference: "SGD",
    clock: "Seconds are those of training steps alone, without evaluation or reading data.")

  /// The comparison of some contenders on some problems.
  static func results(
    of shapes: [Shape] = [rmsprop, sgd, momentum, adam],
    on problems: [SampleProblem] = [.rosenbrock, .digits, .regression], seeds: Int = 10,
    epochs: Int = 20
  ) -> Results {
    let entries = problems.map { $0.results(of: shapes, seeds: seeds, epochs: epochs) }
    return Results(
      verdict: .init(
        sentence: "RMSprop did better than SGD on 2 of 3 problems: it needed less than half the "
          + "updates to reach the targets.",
        remarks: [
          "Adam and RMSprop are too close to tell apart with 10 seeds.",
          "On the 3→2 regression SGD with momentum was ahead.",
        ],
        winner: "RMSprop",
        highlights: [
          .init(label: "Test accuracy, digits", value: 0.976, kind: .percent, remark: "SGD: 96.5%"),
          .init(label: "Lead over SGD", value: 0.011, kind: .points, remark: "on 9 of 10 seeds"),
          .init(
            label: "Fewer updates to 95%", value: 2.3, kind: .ratio, remark: "259 against 592"),
          .init(label: "Time to 95%", value: 0.0146, kind: .seconds, remark: "SGD: 33.1 ms"),
        ]),
      environment: environment, settings: settings, problems: entries,
      profile: entries.count > 1 ? profile(of: entries) : nil, updateCosts: costs(of: shapes))
  }

  /// The performance profile that the medians of the problems give.
  static func profile(of entries: [Results.ProblemResults]) -> Results.Profile {
    let names = entries.first?.contenders.map(\.name) ?? []
    let curves = names.map { name in
      let factors = entries.compactMap { entry -> Double? in
        let steps = entry.contenders.compactMap { $0.summary.stepsToTarget?.median }
        guard let best = steps.min(), best.isFinite, best > 0,
          let own = entry.contenders.first(where: { $0.name == name })?.summary.stepsToTarget?
            .median,
          own.isFinite
        else { return nil }
        return own / best
      }.sorted()
      return Results.Profile.Curve(
        contender: name,
        points: factors.enumerated().map {
          .init(factor: $1, share: Double($0 + 1) / Double(entries.count))
        },
        score: factors.map { max(0, 4 - $0) / 3 }.reduce(0, +) / Double(entries.count))
    }
    return .init(
      cost: "median updates to the target", problemCount: entries.count, curves: curves)
  }

  /// What updates cost from the first-level cache to memory.
  static func costs(of shapes: [Shape]) -> Results.UpdateCosts {
    let sizes = (0..<7).map { 1000 << (2 * $0) }
    let roof = [92.0, 88, 71, 42, 24, 13, 11.5]
    return .init(
      sizes: sizes, loopBytesPerNanosecond: roof,
      curves: shapes.map { shape in
        let bytes = shape.descent == .plain ? 12.0 : shape.descent == .adam ? 28 : 20
        return .init(
          contender: shape.name, bytesPerParameter: bytes,
          nanosecondsPerParameter: roof.map { shape.nanoseconds * 0.7 + bytes / ($0 * 0.96) })
      },
      remark: "Medians of 9 measurements on one thread, contenders in turn.")
  }
}
