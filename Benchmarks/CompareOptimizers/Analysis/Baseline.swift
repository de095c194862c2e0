/// An earlier result, beside which a new one must not be clearly worse.
struct Baseline {
  /// Where it was read from.
  let path: String
  private let results: ComparisonResults

  /// Reads a `results.json`, or the folder of a report.
  ///
  /// - Throws: `ResultsFileError` that names the file.
  init(path: String) throws(ResultsFileError) {
    self.path = path
    results = try ResultsFile.read(path)
  }

  /// Makes sure, before any work, that there will be something to compare.
  ///
  /// - Parameters:
  ///   - problems: The problems of the new comparison.
  ///   - contenders: The names of its optimizers.
  /// - Throws: `BaselineError` when nothing can be compared, or a problem of the same name is another.
  func check(
    problems: [ComparisonResults.Problem], contenders: [String]
  ) throws(BaselineError) {
    var isComparable = false
    for problem in problems {
      guard let earlier = results.problems.first(where: { $0.problem.name == problem.name }) else {
        continue
      }
      if let difference = earlier.problem.difference(from: problem) {
        throw .otherProblem(path: path, problem: problem.name, difference: difference)
      }
      isComparable = isComparable || earlier.contenders.contains { contenders.contains($0.name) }
    }
    guard isComparable else { throw .nothingInCommon(path: path) }
  }

  /// Every contender of a new result beside its earlier self.
  ///
  /// - Returns: A change for each problem and contender that both results have.
  func changes(to new: ComparisonResults) -> [Change] {
    var changes: [Change] = []
    for problem in new.problems {
      guard
        let earlier = results.problems.first(where: { $0.problem.name == problem.problem.name })
      else { continue }
      for contender in problem.contenders {
        guard let old = earlier.contenders.first(where: { $0.name == contender.name }),
          let pairing = ComparisonResults.Pairing(contender, old, problem.problem.measure)
        else { continue }
        changes.append(Change(problem: problem.problem, old: old, new: contender, pairing: pairing))
      }
    }
    let corrected = HolmCorrection.adjusted(changes.map(\.pairing.probability))
    for index in changes.indices { changes[index].pairing.probability = corrected[index] }
    return changes
  }

  /// One contender on one problem, now and then.
  struct Change {
    let problem: ComparisonResults.Problem
    let old: ComparisonResults.Contender
    let new: ComparisonResults.Contender
    /// The new runs beside the old ones of the same seeds; the chance is corrected for all changes.
    var pairing: ComparisonResults.Pairing

    /// Whether it is clearly worse than it was.
    var isRegression: Bool { pairing.isClear && pairing.effectSize < 0 }

    /// "RMSprop on digits: test accuracy 96.9% → 95.1%, worse with 9 of 10 seeds, p = 0.004".
    var text: String {
      let seeds = pairing.wins + pairing.losses + pairing.ties
      let outcome =
        if pairing.isClear {
          pairing.effectSize < 0
            ? ", worse with \(pairing.losses) of \(seeds) seeds"
            : ", better with \(pairing.wins) of \(seeds) seeds"
        } else {
          pairing.ties == seeds ? ", the same with every seed" : ", no clear change"
        }
      return
        "\(new.name) on \(problem.name): \(name) \(value(of: old)) → \(value(of: new))\(outcome), "
        + "p = \(NumberText.significant(pairing.probability, 2))"
    }

    private var name: String {
      switch pairing.measure {
      case .testAccuracy: "test accuracy"
      case .testLoss: "test loss"
      case .stepsToTarget: "steps to the target"
      }
    }

    private func value(of contender: ComparisonResults.Contender) -> String {
      let summary = contender.summary
      switch pairing.measure {
      case .testAccuracy: return NumberText.percent(summary.testAccuracy?.median ?? 0)
      case .testLoss: return NumberText.significant(summary.testLoss?.median ?? .infinity)
      case .stepsToTarget:
        let steps = summary.stepsToTarget?.median ?? .infinity
        return steps.isFinite ? NumberText.grouped(steps) : "never"
      }
    }
  }
}

extension ComparisonResults.Problem {
  /// The first thing that makes this another problem, in words; nil when there is none.
  fileprivate func difference(from other: Self) -> String? {
    func differ<Value: Equatable>(_ name: String, _ value: KeyPath<Self, Value>) -> String? {
      let (old, new) = (self[keyPath: value], other[keyPath: value])
      return old == new ? nil : "\(name) \(old) then, \(new) now"
    }
    return differ("data", \.data) ?? differ("model", \.model) ?? differ("epochs", \.epochs)
      ?? differ("batch size", \.batchSize) ?? differ("target", \.target.value)
      ?? differ("training samples", \.trainingCount) ?? differ("loss", \.loss)
  }
}

/// Why nothing can be said of a baseline; described in one line that names the file.
enum BaselineError: Error, Equatable, CustomStringConvertible {
  /// A problem has the same name and is another one.
  case otherProblem(path: String, problem: String, difference: String)
  /// No contender on any problem is in both.
  case nothingInCommon(path: String)

  var description: String {
    switch self {
    case .otherProblem(let path, let problem, let difference):
      "the baseline \(path) cannot be compared: '\(problem)' is another problem there (\(difference))"
    case .nothingInCommon(let path):
      "the baseline \(path) has no optimizer on a problem in common with this comparison"
    }
  }
}

/// Clear regressions, which end the program with a failure.
struct RegressionError: Error, CustomStringConvertible {
  let changes: [Baseline.Change]

  var description: String {
    "clearly worse than the baseline: " + changes.map(\.text).joined(separator: "; ")
  }
}
