extension ComparisonResults {
  /// The runs of one contender in numbers.
  ///
  /// A run that diverged or crashed counts, with infinite loss; a run that is not at the target when it ends
  /// counts, with infinitely many steps. Leaving them out would flatter.
  struct Summary: Codable, Sendable {
    /// The number of final runs.
    var runs: Int

    /// How many of them diverged.
    var divergedRuns: Int

    /// How many of them crashed; nil when none did.
    var crashedRuns: Int?

    /// How many of them reached the target and kept it.
    var runsThatReachedTarget: Int

    /// How many of them met the target at some time, kept or not; nil in files of version 2.
    var runsThatTouchedTarget: Int?

    /// The share of all runs, of the search too, that diverged.
    var divergedShareOfSearch: Double?

    /// Accuracy on the test split after the last epoch, from 0 to 1.
    var testAccuracy: Spread?

    /// Mean loss on the test split after the last epoch.
    var testLoss: Spread?

    /// Updates until the target was reached for good on the validation split.
    var stepsToTarget: Spread?

    /// Training seconds until the target was reached for good on the validation split.
    var secondsToTarget: Spread?

    /// The mean of the validation loss over the updates of a run: the area under its curve.
    var areaUnderCurve: Spread?

    /// For how wide a range of learning rates a contender does well.
    ///
    /// There the validation loss stays near its best, or on a function the updates to the target near
    /// the fewest. Nil when nothing was searched, or on a function no rate keeps the target.
    var robustness: RobustRates?

    /// The validation loss to expect of the best of 1, 2 … candidates drawn from those tried.
    ///
    /// The median over draws; empty when nothing was searched.
    var expectedBest: [Double]

    /// Training seconds of a whole run.
    var secondsPerRun: Spread?

    /// Nanoseconds of one update divided by the number of parameters.
    var nanosecondsPerParameter: Spread?
  }
}
