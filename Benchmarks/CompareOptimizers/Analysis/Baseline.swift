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

  /// What can be said before any work: that so few seeds can show nothing; nil when they can.
  ///
  /// - Parameters:
  ///   - problems: The problems of the new comparison.
  ///   - contenders: The names of its optimizers.
  ///   - seeds: The seeds of the runs that will count.
  /// - Returns: A sentence.
  func warning(
    problems: [ComparisonResults.Problem], contenders: [String], seeds: [UInt64]
  ) -> String? {
    var most = 0
    var comparisons = 0
    for problem in problems {
      guard let earlier = results.problems.first(where: { $0.problem.name == problem.name }) else {
        continue
      }
      for contender in earlier.contenders where contenders.contains(contender.name) {
        let common = Set(contender.finalTrials.map(\.seed)).intersection(seeds).count
        guard common > 0 else { continue }
        most = max(most, common)
        comparisons += measures(of: problem).count
      }
    }
    guard most > 0, BaselineFindings.fewestSeeds(comparisons: 1) > most else { return nil }
    return BaselineFindings.tooFew(seeds: most, comparisons: comparisons, of: "any comparison")
  }

  /// What is compared on a problem.
  private func measures(
    of problem: ComparisonResults.Problem
  ) -> [ComparisonResults.Pairing.Measure] {
    problem.measuresOfChange.filter { $0 != .stepsToTarget || results.countsKeptTargets }
  }

  /// Every contender of a new result beside its earlier self.
  ///
  /// - Returns: A change for each problem, contender and measure that both results have.
  func findings(in new: ComparisonResults) -> BaselineFindings {
    var changes: [BaselineChange] = []
    var unpaired: [String] = []
    var countsTouches = false
    var searchedOtherwise: [String] = []
    for entry in new.problems {
      let problem = entry.problem
      guard let earlier = results.problems.first(where: { $0.problem.name == problem.name }) else {
        continue
      }
      for contender in entry.contenders {
        guard let old = earlier.contenders.first(where: { $0.name == contender.name }),
          !old.finalTrials.isEmpty
        else { continue }
        if let difference = old.searchSpace.difference(from: contender.searchSpace)
          ?? results.settings.difference(from: new.settings)
        {
          searchedOtherwise.append("\(contender.name) on \(problem.name) (\(difference))")
          continue
        }
        let measures = measures(of: problem)
        countsTouches = countsTouches || measures.count < problem.measuresOfChange.count
        for measure in measures {
          if let change = BaselineChange(problem, measure, old: old, new: contender) {
            changes.append(change)
          } else if measure == problem.measure {
            unpaired.append("\(contender.name) on \(problem.name)")
          }
        }
      }
    }
    return BaselineFindings(
      changes, unpaired: unpaired, searchedOtherwise: searchedOtherwise,
      countsTouches: countsTouches)
  }
}

extension ComparisonResults {
  /// Whether a target that was touched and left again counts as not reached.
  fileprivate var countsKeptTargets: Bool { formatVersion > 2 }
}

extension ComparisonResults.Problem {
  /// What contenders are judged by, and the loss they end with.
  fileprivate var measuresOfChange: [ComparisonResults.Pairing.Measure] {
    measure == .testLoss ? [.testLoss] : [measure, .testLoss]
  }

  /// The first thing that makes this another problem, in words; nil when there is none.
  fileprivate func difference(from other: Self) -> String? {
    func differ<Value: Equatable>(_ name: String, _ value: KeyPath<Self, Value>) -> String? {
      let (old, new) = (self[keyPath: value], other[keyPath: value])
      return old == new ? nil : "\(name) \(old) then, \(new) now"
    }
    // As they were asked for: with --steps on a function, in epochs elsewhere.
    let length =
      kind == .function ? differ("steps", \.recordedSteps) : differ("epochs", \.epochs)
    return differ("data", \.data) ?? differ("model", \.model) ?? length
      ?? differ("batch size", \.batchSize)
      ?? (target.isAlike(other.target) ? nil : differ("target", \.target.value))
      ?? differ("training samples", \.trainingCount) ?? differ("loss", \.loss)
  }
}

extension ComparisonResults.Problem.Target {
  /// Whether another is the same to what computing it on another processor may change.
  ///
  /// The target of a linear regression comes from least squares by QR, whose rounding is of the order
  /// of (samples · columns) · ulp ≈ 10⁴ · 2·10⁻¹⁶ at most: the residual is that of data which are off
  /// by as much, and its square, being stationary there, is not multiplied by the condition number.
  /// 1e-9 is a thousand times more, and less than anybody changes on purpose.
  fileprivate func isAlike(_ other: Self) -> Bool {
    value == other.value
      || abs(value - other.value) <= 1e-9 * max(abs(value), abs(other.value))
  }
}

extension ComparisonResults.Problem {
  /// The updates of a run, a last stretch counted as a whole one.
  fileprivate var recordedSteps: Int { epochs * stepsPerEpoch }
}

extension ComparisonResults.SearchSpace {
  /// The first thing that makes this another search, in words; nil when there is none.
  ///
  /// How often the range was widened is what a search found, and not what it was asked for. A rate that
  /// is given is a part of the optimizer, of which a baseline is to tell what its change does.
  fileprivate func difference(from other: Self) -> String? {
    if strategy == .given, other.strategy == .given { return nil }
    if strategy != other.strategy { return "\(strategy.words) then, \(other.strategy.words) now" }
    if trials != other.trials { return "--trials \(trials) then, \(other.trials) now" }
    return dimensions == other.dimensions ? nil : "other settings to choose from"
  }
}

extension ComparisonResults.SearchSpace.Strategy {
  fileprivate var words: String {
    switch self {
    case .given: "a rate that was given"
    case .grid: "a grid of rates"
    case .random: "random settings"
    }
  }
}

extension ComparisonResults.Settings {
  /// With how many seeds each setting was tried, where it differs.
  fileprivate func difference(from other: Self) -> String? {
    searchSeeds.count == other.searchSeeds.count
      ? nil
      : "--search-seeds \(searchSeeds.count) then, \(other.searchSeeds.count) now"
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

/// Clear regressions, which end the program with a failure; what they are is told before.
struct RegressionError: Error, Equatable, CustomStringConvertible {
  /// How many comparisons with the baseline show one.
  let count: Int
  /// How many comparisons there were.
  let total: Int

  var description: String {
    "clearly worse than the baseline in \(count) of \(total) "
      + (total == 1 ? "comparison" : "comparisons")
  }
}
