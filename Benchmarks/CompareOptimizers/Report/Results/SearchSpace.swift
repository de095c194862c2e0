extension ComparisonResults {
  /// Where the hyper-parameters of one contender were searched.
  struct SearchSpace: Codable, Sendable {
    /// How candidates are taken from the space.
    enum Strategy: String, Codable, Sendable {
      /// Nothing was searched: the rate was given.
      case given
      /// Evenly on a logarithmic scale.
      case grid
      /// At random, evenly on a logarithmic scale.
      case random
    }

    /// One searched hyper-parameter.
    struct Dimension: Codable, Equatable, Sendable {
      /// The name as on the command line, such as "rate" or "rho".
      var name: String

      /// The ends of a logarithmic range; nil for a list of values.
      var range: Interval?

      /// The values of a list; empty for a range.
      var values: [Double] = []
    }

    /// How candidates are taken from the space.
    var strategy: Strategy

    /// What is searched, the rate first.
    var dimensions: [Dimension]

    /// How many candidates each contender had to begin with, the same for all.
    var trials: Int

    /// How often the range of rates was widened, for all contenders, because the best rate of one
    /// lay at its edge.
    var widenings: Int
  }
}
