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

    /// The learning rates tried, ascending; one only when it was given.
    var learningRates: [Double]

    /// The learning rate of the final runs; nil when every one tried diverged.
    var chosenLearningRate: Double?

    /// Every run, of the search and final.
    var trials: [Trial]

    /// What the final runs come to.
    var summary: Summary

    /// Creates a contender and works out its summary from the final trials.
    ///
    /// - Parameters:
    ///   - name: The name to show.
    ///   - rule: The update rule, a line for each of its steps.
    ///   - hyperparameters: Every setting but the learning rate.
    ///   - learningRates: The rates tried, in any order.
    ///   - chosenLearningRate: The rate of the final trials, nil when all diverged.
    ///   - trials: Every run.
    ///   - nanosecondsPerParameter: Times of one update divided by the parameter count.
    init(
      name: String, rule: String, hyperparameters: [Hyperparameter], learningRates: [Double],
      chosenLearningRate: Double?, trials: [Trial], nanosecondsPerParameter: [Double] = []
    ) {
      self.name = name
      self.rule = rule
      self.hyperparameters = hyperparameters
      self.learningRates = learningRates.sorted()
      self.chosenLearningRate = chosenLearningRate
      self.trials = trials
      summary = Summary(
        of: trials.filter { $0.stage == .final }, nanosecondsPerParameter: nanosecondsPerParameter)
    }

    /// The runs that the summary and the curves are made of.
    var finalTrials: [Trial] { trials.filter { $0.stage == .final } }

    /// The runs that the learning rate was chosen on.
    var searchTrials: [Trial] { trials.filter { $0.stage == .search } }

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

  /// The final runs of one contender in numbers.
  ///
  /// A run that diverged counts, with infinite loss; a run that never reached the target counts,
  /// with infinitely many steps. Leaving them out would flatter.
  struct Summary: Codable, Sendable {
    /// The number of final runs.
    var runs: Int

    /// How many of them diverged.
    var divergedRuns: Int

    /// How many of them reached the target accuracy.
    var runsThatReachedTarget: Int

    /// Accuracy on the test split after the last epoch, from 0 to 1.
    var testAccuracy: Spread?

    /// Mean loss on the test split after the last epoch.
    var testLoss: Spread?

    /// Updates until the validation accuracy reached the target.
    var stepsToTarget: Spread?

    /// Training seconds until the validation accuracy reached the target.
    var secondsToTarget: Spread?

    /// Nanoseconds of one update divided by the number of parameters.
    var nanosecondsPerParameter: Spread?

    /// Sums up runs.
    init(of trials: [Trial], nanosecondsPerParameter: [Double]) {
      runs = trials.count
      divergedRuns = trials.count { $0.divergedAtStep != nil }
      runsThatReachedTarget = trials.count { $0.stepsToTarget != nil }
      // Of runs that all diverged there is no accuracy; one that did among others counts as 0.
      testAccuracy =
        trials.contains { $0.testAccuracy != nil }
        ? Spread(of: trials.map { $0.testAccuracy ?? 0 }, replacingNaNWith: 0) : nil
      testLoss = Spread(of: trials.map { $0.testLoss ?? .infinity })
      stepsToTarget = Spread(of: trials.map { $0.stepsToTarget.map(Double.init) ?? .infinity })
      secondsToTarget = Spread(of: trials.map { $0.secondsToTarget ?? .infinity })
      self.nanosecondsPerParameter = Spread(of: nanosecondsPerParameter)
    }
  }
}
