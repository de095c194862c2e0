import Foundation

@testable import CompareOptimizers

extension SampleProblem {
  /// What the problem shows of some contenders.
  func results(of shapes: [Shape], seeds: Int, epochs: Int) -> Results.ProblemResults {
    let contenders = shapes.map { contender($0, seeds: seeds, epochs: epochs) }
    return .init(
      problem: problem, contenders: contenders, pairings: pairings(of: contenders),
      verdict: .init(
        sentence: "\(shapes[0].name) reached the target soonest on \(problem.title): in "
          + "\(NumberText.grouped(contenders[0].summary.stepsToTarget?.median ?? 0)) updates.",
        remarks: ["Made-up numbers, to draw reports from."], winner: shapes[0].name,
        highlights: [
          .init(label: "Final loss", value: shapes[0].floor, kind: .number, remark: "median")
        ]),
      landscapes: landscapes(of: shapes), effectiveSteps: stepSizes(of: shapes, epochs: epochs))
  }

  /// Every contender but the second beside the second, on two measures.
  private func pairings(of contenders: [Results.Contender]) -> [Results.Pairing] {
    guard contenders.count > 1 else { return [] }
    let reference = contenders[1]
    return [problem.measure, .stepsToTarget].flatMap { measure in
      contenders.filter { $0.name != reference.name }.map { contender in
        let pairs = zip(contender.finalTrials, reference.finalTrials).map {
          (Self.value($0, measure), Self.value($1, measure))
        }
        let differences = pairs.map { $0 - $1 }.filter(\.isFinite).sorted()
        let sign = measure == .testAccuracy ? 1.0 : -1.0
        let wins = differences.count { $0 * sign > 0 }
        let losses = differences.count { $0 * sign < 0 }
        let spread = Spread(of: differences)
        return Results.Pairing(
          contender: contender.name, reference: reference.name, measure: measure, wins: wins,
          losses: losses, ties: pairs.count - wins - losses, difference: spread?.median,
          interval: spread.map { .init(lower: $0.minimum, upper: $0.maximum) },
          effectSize: Double(wins - losses) / Double(max(1, pairs.count)),
          probability: abs(wins - losses) > 6 ? 0.0059 : 0.31, test: "exact sign-flip test")
      }
    }
  }

  private static func value(
    _ trial: Results.Trial, _ measure: Results.Pairing.Measure
  ) -> Double {
    switch measure {
    case .testAccuracy: trial.testAccuracy ?? .nan
    case .testLoss: trial.testLoss ?? .nan
    case .stepsToTarget: trial.stepsToTarget.map(Double.init) ?? .nan
    }
  }

  /// Step sizes that settle, each part of the network at its own.
  private func stepSizes(of shapes: [Shape], epochs: Int) -> [Results.StepSeries] {
    let parts: [(String, Double)] =
      switch problem.kind {
      case .function: []
      case .convex: [("dense_1.weight", 1), ("dense_1.bias", 0.4)]
      case .network:
        [
          ("dense_1.weight", 1), ("dense_1.bias", 0.5), ("dense_2.weight", 0.3),
          ("dense_2.bias", 0.1),
        ]
      }
    return shapes.flatMap { shape in
      parts.map { part, size in
        let isPlain = shape.descent == .plain || shape.descent == .momentum
        return Results.StepSeries(
          contender: shape.name, part: part,
          points: (0...40).map { index in
            let reach = shape.descent == .adam ? 2.5 : 4.0
            let growth = isPlain ? 1 : (1 + Double(index) * shape.pace * 2) / (reach * size)
            let median = shape.bestRate * growth
            return .init(
              step: index * epochs, lowerQuartile: isPlain ? median : median / 4, median: median,
              upperQuartile: isPlain ? median : median * 6,
              updateRatio: 0.05 * size * shape.pace / (1 + shape.floor * 3 * Double(index)))
          })
      }
    }
  }

  /// The function, or a made-up slice through the loss of a network.
  private func landscapes(of shapes: [Shape]) -> [Landscape] {
    if let function { return [function.landscape(named: problem.name, problem.title, shapes)] }
    guard problem.kind == .network else { return [] }
    return ["1-2", "1-3"].map { pair in
      var landscape = SampleDescent.Function.bowl.landscape(
        named: "\(problem.name)-slice-\(pair)", "Loss of the network, directions \(pair)", shapes)
      landscape.kind = .slice
      landscape.formula = "The directions are principal components of all ways together."
      landscape.horizontalTitle = "1st direction (82% of the way)"
      landscape.verticalTitle = pair == "1-2" ? "2nd direction (11%)" : "3rd direction (3%)"
      landscape.minima = []
      landscape.remark = ""
      return landscape
    }
  }
}
