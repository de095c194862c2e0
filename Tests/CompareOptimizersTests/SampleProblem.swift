import Foundation

@testable import CompareOptimizers

/// A problem with made-up runs.
struct SampleProblem {
  typealias Results = ComparisonResults
  typealias Shape = SampleComparison.Shape
  typealias Noise = SampleComparison.Noise

  var problem: Results.Problem

  /// The function to descend, for the landscape; nil for a network, which has a slice.
  var function: SampleDescent.Function?

  static let rosenbrock = SampleProblem(
    problem: .init(
      name: "rosenbrock", title: "Rosenbrock", kind: .function,
      source: "Rosenbrock (1960), The Computer Journal 3(3)", data: "(1 − x)² + 100(y − x²)²",
      trainingCount: 0, validationCount: 0, testCount: 0, preprocessing: "", model: "2",
      activations: "", parameterCount: 2, initialization: "near (−1.2, 1), by the seed",
      loss: "the value of the function", lowestLoss: 0, scalar: "Double (64 bits)",
      target: .init(measure: .loss, value: 1e-6), epochs: 40, stepsPerEpoch: 50, batchSize: 0,
      hasAccuracy: false), function: .rosenbrock)

  static let digits = SampleProblem(
    problem: .init(
      name: "digits", title: "Handwritten digits", kind: .network,
      source: "Alpaydin and Kaynak (1998), UCI machine learning repository",
      data: "1,797 handwritten digits of 8×8 pixels", trainingCount: 1_197, validationCount: 300,
      testCount: 300, preprocessing: "divided by 16", model: "64-32-10",
      activations: "ReLU, then softmax", parameterCount: 2_410,
      initialization: "Glorot uniform, biases 0", loss: "categorical cross-entropy",
      lowestLoss: nil, scalar: "Float (32 bits)", target: .init(measure: .accuracy, value: 0.95),
      epochs: 20, stepsPerEpoch: 37, batchSize: 32, hasAccuracy: true))

  static let regression = SampleProblem(
    problem: .init(
      name: "three-to-two", title: "Regression 3→2", kind: .convex, source: "made for this package",
      data: "1,000 points in 3 dimensions, 2 targets", trainingCount: 700, validationCount: 150,
      testCount: 150, preprocessing: "", model: "3-2", activations: "none", parameterCount: 8,
      initialization: "Glorot uniform, biases 0", loss: "mean squared error", lowestLoss: 0.021,
      scalar: "Float (32 bits)", target: .init(measure: .loss, value: 0.11), epochs: 20,
      stepsPerEpoch: 22, batchSize: 32, hasAccuracy: false))

  /// A run.
  func trial(
    _ shape: Shape, rate: Double, seed: UInt64, stage: Results.Trial.Stage, epochs: Int
  ) -> Results.Trial {
    var noise = Noise(state: seed &* 977 &+ UInt64(rate * 1e6) &+ UInt64(shape.pace * 1e6))
    let distance = log10(rate / shape.bestRate)
    if distance > 1.2 || (distance > 0.9 && seed % 2 == 0) {
      return Results.Trial(
        stage: stage, learningRate: rate, seed: seed, epochs: [], testLoss: nil,
        testAccuracy: nil, divergedAtStep: 17)
    }
    let isFunction = problem.kind == .function
    let pace = shape.pace * pow(10, -0.8 * abs(distance)) * noise.factor(0.12)
    let floor =
      isFunction ? 0 : shape.floor * pow(10, 0.4 * distance * distance) * noise.factor(0.1)
    var records: [Results.Epoch] = []
    for epoch in 1...epochs {
      let depth = pace * Double(epoch) * (isFunction ? 2.6 : 1)
      // A function is found exactly by some: its height is 0 then.
      var validation = floor + 1.9 * exp(-depth) * noise.factor(0.05)
      if isFunction, validation < 1e-13 { validation = 0 }
      let loss = isFunction ? validation : floor * 0.4 + 2.1 * exp(-depth) * noise.factor(0.05)
      let accuracy = max(0.1, 1 - 0.35 * validation * noise.factor(0.04))
      records.append(
        Results.Epoch(
          number: epoch, steps: epoch * problem.stepsPerEpoch,
          seconds: Double(epoch) * 0.0021 * (1 + shape.nanoseconds) * noise.factor(0.05),
          trainingLoss: loss, validationLoss: validation + (isFunction ? lowest : 0),
          validationAccuracy: problem.hasAccuracy ? accuracy : nil))
    }
    let reached = records.first { record in
      problem.target.measure == .accuracy
        ? (record.validationAccuracy ?? 0) >= problem.target.value
        : record.validationLoss <= problem.target.value
    }
    return Results.Trial(
      stage: stage, learningRate: rate, seed: seed, epochs: records,
      testLoss: (records.last?.validationLoss ?? 0) * noise.factor(0.08),
      testAccuracy: problem.hasAccuracy
        ? (records.last?.validationAccuracy ?? 0) * noise.factor(0.006) : nil,
      stepsToTarget: reached?.steps, secondsToTarget: reached?.seconds)
  }

  private var lowest: Double { problem.lowestLoss ?? 0 }

  /// All runs of a contender.
  func contender(_ shape: Shape, seeds: Int, epochs: Int) -> Results.Contender {
    let rates = SampleComparison.rates
    let search = rates.flatMap { rate in
      (1...3).map { trial(shape, rate: rate, seed: $0, stage: .search, epochs: epochs) }
    }
    let final = (0..<seeds).map {
      trial(shape, rate: shape.bestRate, seed: UInt64(101 + $0), stage: .final, epochs: epochs)
    }
    var contender = Results.Contender(
      name: shape.name, rule: shape.rule, hyperparameters: shape.hyperparameters,
      searchSpace: .init(
        strategy: .grid, dimensions: [.init(name: "rate", range: .init(lower: 1e-4, upper: 1))],
        trials: rates.count, widenings: 0),
      candidates: rates.map { .init(learningRate: $0) },
      chosen: .init(learningRate: shape.bestRate), trials: search + final,
      nanosecondsPerParameter: [1, 1.02, 0.98, 1.1, 0.99].map { $0 * shape.nanoseconds })
    let best = shape.bestRate
    contender.summary.robustness = .init(
      decades: 1.1 + shape.pace,
      rates: .init(lower: best / 5, upper: min(1, best * pow(10, 0.4 + shape.pace))),
      isCutOff: best * pow(10, 0.4 + shape.pace) > 1)
    contender.summary.expectedBest = (1...rates.count).map {
      lowest + shape.floor + 1.4 * exp(-0.6 * Double($0))
    }
    contender.summary.areaUnderCurve = Spread(
      of: contender.finalTrials.map { trial in
        trial.epochs.map(\.validationLoss).reduce(0, +) / Double(max(1, trial.epochs.count))
      })
    for path in [
      \Results.Summary.testAccuracy, \.testLoss, \.stepsToTarget, \.secondsToTarget,
      \.areaUnderCurve,
    ] {
      if let spread = contender.summary[keyPath: path], spread.median.isFinite {
        contender.summary[keyPath: path]?.interval = .init(
          lower: spread.median - 0.6 * (spread.median - spread.lowerQuartile),
          upper: spread.median
            + 0.6 * (min(spread.upperQuartile, 2 * spread.median) - spread.median))
      }
    }
    return contender
  }
}
