extension ComparisonResults {
  /// For how wide a range of learning rates a contender does well.
  struct RobustRates: Codable, Equatable, Sendable {
    /// The length of the range in decades.
    var decades: Double

    /// The range, around the best rate, in which what rates are chosen by is within a factor 1.5 of
    /// the best: the validation loss, or on a function the updates to the target.
    var rates: Interval

    /// Whether the range goes on beyond the rates that were tried.
    var isCutOff: Bool
  }
}
