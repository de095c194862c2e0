import Foundation

@testable import CompareOptimizers

/// A comparison with made-up but plausible numbers, to draw reports from.
///
/// Runs follow loss = floor + (first − floor)·e^(−pace·epoch) with noise from a fixed seed; the
/// descents in the valley are computed.
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
  }

  static let rmsprop = Shape(
    name: "RMSprop", rule: "v ← ρv + (1−ρ)g²\nθ ← θ − ηg / (√v + ε)",
    hyperparameters: [
      .init(name: "ρ", value: "0.9"), .init(name: "ε", value: "1e-7, outside the root"),
      .init(name: "momentum", value: "0"), .init(name: "centered", value: "no"),
      .init(name: "weight decay", value: "0"),
    ], bestRate: 0.00316, pace: 0.42, floor: 0.062, nanoseconds: 0.13)
  static let sgd = Shape(
    name: "SGD", rule: "θ ← θ − ηg",
    hyperparameters: [
      .init(name: "momentum", value: "0"), .init(name: "weight decay", value: "0"),
    ], bestRate: 0.316, pace: 0.27, floor: 0.081, nanoseconds: 0.09)
  static let momentum = Shape(
    name: "SGD, momentum", rule: "u ← μu + g\nθ ← θ − ηu",
    hyperparameters: [
      .init(name: "μ", value: "0.9"), .init(name: "nesterov", value: "no"),
      .init(name: "weight decay", value: "0"),
    ], bestRate: 0.0316, pace: 0.36, floor: 0.066, nanoseconds: 0.12)

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

  static func trial(
    _ shape: Shape, rate: Double, seed: UInt64, stage: Results.Trial.Stage, epochs: Int
  ) -> Results.Trial {
    var noise = Noise(state: seed &* 977 &+ UInt64(rate * 1e6))
    let distance = log10(rate / shape.bestRate)
    if distance > 1.2 || (distance > 0.9 && seed % 2 == 0) {
      return Results.Trial(
        stage: stage, learningRate: rate, seed: seed, epochs: [], testLoss: .nan,
        testAccuracy: 0.1, divergedAtStep: 17)
    }
    let pace = shape.pace * pow(10, -0.8 * abs(distance)) * noise.factor(0.12)
    let floor = shape.floor * pow(10, 0.4 * distance * distance) * noise.factor(0.1)
    var records: [Results.Epoch] = []
    for epoch in 1...epochs {
      let loss = floor * 0.4 + 2.1 * exp(-pace * Double(epoch)) * noise.factor(0.05)
      let validation = floor + 1.9 * exp(-pace * Double(epoch)) * noise.factor(0.05)
      let accuracy = max(0.1, 1 - 0.35 * validation * noise.factor(0.04))
      records.append(
        Results.Epoch(
          number: epoch, steps: epoch * 37, seconds: Double(epoch) * 0.0021 * noise.factor(0.05),
          trainingLoss: loss, validationLoss: validation, validationAccuracy: accuracy))
    }
    let reached = records.first { $0.validationAccuracy >= 0.95 }
    return Results.Trial(
      stage: stage, learningRate: rate, seed: seed, epochs: records,
      testLoss: (records.last?.validationLoss ?? 0) * noise.factor(0.08),
      testAccuracy: (records.last?.validationAccuracy ?? 0) * noise.factor(0.006),
      stepsToTarget: reached?.steps, secondsToTarget: reached?.seconds)
  }

  static func contender(_ shape: Shape, seeds: Int = 10, epochs: Int = 20) -> Results.Contender {
    let search = rates.flatMap { rate in
      (1...3).map { trial(shape, rate: rate, seed: $0, stage: .search, epochs: epochs) }
    }
    let final = (1...seeds).map {
      trial(shape, rate: shape.bestRate, seed: UInt64($0), stage: .final, epochs: epochs)
    }
    return Results.Contender(
      name: shape.name, rule: shape.rule, hyperparameters: shape.hyperparameters,
      learningRates: rates, chosenLearningRate: shape.bestRate, trials: search + final,
      nanosecondsPerParameter: [1, 1.02, 0.98, 1.1, 0.99].map { $0 * shape.nanoseconds })
  }

  /// Plain and RMSprop descents of a valley 40 times as steep across as along.
  static var valley: Valley {
    let function = ValleyFunction.quadratic(xCurvature: 1, yCurvature: 40)
    let start = Valley.Point(x: -9, y: 1.6)
    var plain = [start]
    var scaled = [start]
    var moments = (x: 0.0, y: 0.0)
    for _ in 0..<60 {
      var point = plain[plain.count - 1]
      var slope = function.gradient(at: point)
      point.x -= 0.0478 * slope.x
      point.y -= 0.0478 * slope.y
      plain.append(point)
      point = scaled[scaled.count - 1]
      slope = function.gradient(at: point)
      moments.x = 0.9 * moments.x + 0.1 * slope.x * slope.x
      moments.y = 0.9 * moments.y + 0.1 * slope.y * slope.y
      point.x -= 0.2 * slope.x / (moments.x.squareRoot() + 1e-7)
      point.y -= 0.2 * slope.y / (moments.y.squareRoot() + 1e-7)
      scaled.append(point)
    }
    return Valley(
      function: function, start: start, horizontal: .init(lower: -10, upper: 3),
      vertical: .init(lower: -2, upper: 2),
      trajectories: [
        .init(contender: "RMSprop", learningRate: 0.2, points: scaled),
        .init(contender: "SGD", learningRate: 0.0478, points: plain),
      ])
  }

  static let environment = Results.Environment(
    date: Date(timeIntervalSince1970: 1_790_000_000), revision: "0123abc", swiftVersion: "6.3.1",
    operatingSystem: "Debian GNU/Linux 12", processor: "Example CPU @ 2.80 GHz", logicalCores: 2,
    instructionSet: "AVX-512", blasLibrary: "OpenBLAS 0.3.21", blasCore: "SkylakeX", threads: 1)

  static let settings = Results.Settings(
    commandLine: "compare-optimizers --epochs 20 --batch-size 32 --seeds 10", epochs: 20,
    batchSize: 32, seeds: Array(1...10), searchSeeds: [1, 2, 3], criterion: .validationLoss,
    targetAccuracy: 0.95,
    clock: "Seconds are those of training steps alone, without evaluation or reading data.")

  static let problem = Results.Problem(
    data: "Digits, 1,797 handwritten digits of 8×8 pixels", trainingCount: 1_197,
    validationCount: 300, testCount: 300, preprocessing: "divided by 16", model: "64-32-10",
    activations: "ReLU, then softmax", parameterCount: 2_410,
    initialization: "Glorot uniform, biases 0", loss: "categorical cross-entropy",
    scalar: "Float, 32 bits")

  /// The comparison of some contenders.
  static func results(
    of shapes: [Shape] = [rmsprop, sgd, momentum], seeds: Int = 10, epochs: Int = 20
  ) -> Results {
    Results(
      verdict: .init(
        sentence: "RMSprop did better: 97.6% of the test digits right against SGD’s 96.5%, "
          + "and 95% in less than half the steps.",
        winner: "RMSprop",
        highlights: [
          .init(label: "Test accuracy", value: 0.976, kind: .percent, remark: "SGD: 96.5%"),
          .init(label: "Lead over SGD", value: 0.011, kind: .points, remark: "on 9 of 10 seeds"),
          .init(
            label: "Fewer steps to 95%", value: 2.3, kind: .ratio, remark: "259 against 592"),
          .init(label: "Time to 95%", value: 0.0146, kind: .seconds, remark: "SGD: 33.1 ms"),
        ]),
      environment: environment, settings: settings, problem: problem,
      contenders: shapes.map { contender($0, seeds: seeds, epochs: epochs) }, valley: valley)
  }
}
