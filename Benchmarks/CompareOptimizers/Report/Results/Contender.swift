extension ComparisonResults {
  /// One optimizer: its settings, every run of it, and what they come to.
  struct Contender: Codable, Sendable {
    /// The name by which charts and tables show it; unique among the contenders.
    var name: String

    /// The update rule, a line for each of its steps: "v ← ρv + (1−ρ)g²", then
    /// "θ ← θ − ηg / (√v + ε)".
    var rule: String

    /// Every hyper-parameter but the learning rate, defaults included.
    var hyperparameters: [Hyperparameter]

    /// Where its hyper-parameters were searched.
    var searchSpace: SearchSpace

    /// Every candidate that was tried, by ascending rate; one only when the rate was given.
    var candidates: [Candidate]

    /// The hyper-parameters of the final runs; nil when every candidate diverged.
    var chosen: Candidate?

    /// Every run, of the search and final.
    var trials: [Trial]

    /// What the final runs come to.
    var summary: Summary

    /// Creates a contender and works out its summary from its trials.
    ///
    /// - Parameters:
    ///   - name: The name to show.
    ///   - rule: The update rule, a line for each of its steps.
    ///   - hyperparameters: Every setting but what was searched.
    ///   - searchSpace: Where hyper-parameters were searched.
    ///   - candidates: The ones tried, in any order.
    ///   - chosen: The candidate of the final trials, nil when all diverged.
    ///   - trials: Every run.
    ///   - measure: What hyper-parameters are chosen for.
    ///   - nanosecondsPerParameter: Times of one update divided by the parameter count.
    init(
      name: String, rule: String, hyperparameters: [Hyperparameter], searchSpace: SearchSpace,
      candidates: [Candidate], chosen: Candidate?, trials: [Trial],
      measure: Pairing.Measure = .testLoss, nanosecondsPerParameter: [Double] = []
    ) {
      self.name = name
      self.rule = rule
      self.hyperparameters = hyperparameters
      self.searchSpace = searchSpace
      self.candidates = candidates.sorted { $0.learningRate < $1.learningRate }
      self.chosen = chosen
      self.trials = trials
      summary = Summary(
        of: trials, measure: measure, nanosecondsPerParameter: nanosecondsPerParameter)
    }

    /// The learning rates tried, ascending, each once.
    var learningRates: [Double] { Set(candidates.map(\.learningRate)).sorted() }

    /// The learning rate of the final runs.
    // Not `chosen?.learningRate`, which inlined crashes the optimizer of Swift 6.3.1.
    var chosenLearningRate: Double? { chosen.map(\.learningRate) }

    /// The runs that the summary and the curves are made of.
    var finalTrials: [Trial] { trials.filter { $0.stage == .final } }

    /// The runs that the learning rate was chosen on.
    var searchTrials: [Trial] { trials.filter { $0.stage == .search } }

    /// What became of one of whose runs none came to its end: "diverged", "crashed", or both.
    var fate: String {
      (finalTrials.isEmpty ? searchTrials : finalTrials).fate
    }

    /// Whether the best learning rate is the lowest or highest tried, so a better one may lie
    /// beyond.
    var chosenRateIsAtEdge: Bool {
      guard let chosenLearningRate, learningRates.count > 1 else { return false }
      return chosenLearningRate == learningRates.first || chosenLearningRate == learningRates.last
    }
  }

  /// A named setting as text, such as "ρ" and "0.9".
  struct Hyperparameter: Codable, Equatable, Sendable {
    /// The symbol or name.
    var name: String

    /// The value as it is shown.
    var value: String
  }
}
