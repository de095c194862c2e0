import Foundation

extension Verdict {
  /// That weight decay leads to the minimum of this function by itself.
  var decayRemarks: [String] {
    let helped = helpedByDecay
    guard let first = helped.first else { return [] }
    let names = helped.map(\.name).inWords(naming: Self.mostNames)
    guard helped.count == 1 else {
      return [
        "The decays of \(names) draw every parameter to 0, which is where the minimum of "
          + "\(problem.title) lies: their steps say little about a function that is lowest elsewhere."
      ]
    }
    let share = first.decayOfStep.map { decay in
      let percent = NumberText.trimmed(NumberText.significant(decay * 100, 2))
      return ", by ηλ = \(percent)% a step"
    }
    return [
      "The decay of \(names) draws every parameter to 0\(share ?? ""), which is where the minimum of "
        + "\(problem.title) lies: its steps say little about a function that is lowest elsewhere."
    ]
  }

  /// Those that reached the target of a function that is lowest at the origin while their weight decay
  /// drew every parameter there.
  var helpedByDecay: [ComparisonResults.Contender] {
    guard let minima = problem.minima, minima.contains(where: { $0.allSatisfy { $0 == 0 } }) else {
      return []
    }
    return finite.filter { contender in
      let steps = contender.summary.stepsToTarget?.median ?? .infinity
      guard contender.decay > 0, steps.isFinite else { return false }
      // What takes next to nothing away until the target is reached, is no help.
      return contender.decayOfStep.map { $0 * steps >= 0.05 } ?? true
    }
  }
}

extension ComparisonResults.Contender {
  /// The factor λ of weight decay.
  fileprivate var decay: Double {
    hyperparameters.first { $0.name == "λ" }.flatMap { Double($0.value) } ?? 0
  }

  /// The share of a parameter that decay takes away in a step, ηλ; nil where it is part of the gradient,
  /// and the share depends on the rule.
  fileprivate var decayOfStep: Double? {
    guard decay > 0, rule.contains("ηλθ") || rule.contains("+ λθ)") else { return nil }
    return chosenLearningRate.map { $0 * decay }
  }
}
