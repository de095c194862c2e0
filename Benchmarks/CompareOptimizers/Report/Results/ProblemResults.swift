extension ComparisonResults {
  /// What one problem showed.
  struct ProblemResults: Codable, Sendable {
    /// What was to be minimized.
    var problem: Problem

    /// One entry for each optimizer, in the order in which they are shown.
    var contenders: [Contender]

    /// Every other contender beside the reference, seed by seed.
    var pairings: [Pairing]

    /// Who did better here.
    var verdict: Verdict

    /// The function, or a slice of the network's loss, with the ways of the contenders on it.
    var landscapes: [Landscape] = []

    /// How far each part of the network moves per step, for each contender.
    var effectiveSteps: [StepSeries] = []

    /// Warnings about this problem, one sentence each.
    var notes: [String] = []
  }

  /// A contender beside the reference: differences between runs of the same seed.
  struct Pairing: Codable, Sendable {
    /// What is compared.
    enum Measure: String, Codable, Sendable {
      /// The accuracy on the test split; higher is better.
      case testAccuracy
      /// The loss on the test split, or the height above the minimum; lower is better.
      case testLoss
      /// The updates until the target; lower is better.
      case stepsToTarget
    }

    /// The contender.
    var contender: String

    /// The one that it is compared with.
    var reference: String

    /// What is compared.
    var measure: Measure

    /// With how many seeds the contender was better, worse, and neither.
    var wins: Int
    var losses: Int
    var ties: Int

    /// The Hodges–Lehmann estimate of contender − reference: the median of the means of all pairs of
    /// differences; nil where divergence leaves none.
    var difference: Double?

    /// The ends of its 95 % interval.
    var interval: Interval?

    /// The matched-pairs rank-biserial correlation: −1 to 1, positive when the contender is better.
    var effectSize: Double

    /// The chance of a difference as large if there were none, after Holm's correction for the
    /// number of contenders.
    var probability: Double

    /// The name of the test, such as "exact sign-flip test".
    var test: String

    /// Whether it is below 0.05.
    var isClear: Bool { probability < 0.05 }
  }

  /// Two numbers with everything between them.
  struct Interval: Codable, Equatable, Sendable {
    /// The lower end.
    var lower: Double

    /// The upper end.
    var upper: Double

    /// The distance between the ends.
    var length: Double { upper - lower }
  }

  /// On what share of the problems a contender is within a factor of the best (Dolan and Moré).
  struct Profile: Codable, Sendable {
    /// A point where a curve rises.
    struct Point: Codable, Equatable, Sendable {
      /// τ: the cost over that of the best contender, at least 1.
      var factor: Double

      /// ρ(τ): the share of problems solved within that factor, from 0 to 1.
      var share: Double
    }

    /// The curve of one contender.
    struct Curve: Codable, Sendable {
      /// The contender's name.
      var contender: String

      /// Where the curve rises, by ascending factor; empty when it solved nothing.
      var points: [Point]

      /// The mean of the curve for factors from 1 to 4.
      var score: Double
    }

    /// What the cost is, such as "median steps to the target".
    var cost: String

    /// How many problems there are.
    var problemCount: Int

    /// One curve for each contender.
    var curves: [Curve]
  }

  /// How far the parameters of one part of a network moved per step, over time.
  struct StepSeries: Codable, Sendable {
    /// The state after some updates.
    struct Point: Codable, Equatable, Sendable {
      /// Updates since the start.
      var step: Int

      /// The quartiles of the effective step size, which multiplies the gradient of a parameter, over
      /// the parameters whose gradient is not zero in this step.
      var lowerQuartile: Double
      var median: Double
      var upperQuartile: Double

      /// ‖Δθ‖/‖θ‖ of the step; nil where it has no meaning.
      var updateRatio: Double?
    }

    /// The contender's name.
    var contender: String

    /// The part, such as "dense_1.weight".
    var part: String

    /// In the order of time.
    var points: [Point]
  }
}
