import ElementwiseKernels

/// How good the best of k trials of a random search is, judged by n trials that were made.
///
/// Of the n observed losses x₁ ≤ … ≤ xₙ, k are drawn without replacement. Their least is xᵢ when xᵢ
/// is drawn and the others are from above it, so
/// ```
/// P(least = xᵢ) = C(n − i, k − 1) / C(n, k)        P(least > xᵢ) = C(n − i, k) / C(n, k)
/// ```
/// This is exact, and the mean it gives does not lean: drawing with replacement, as is also done,
/// makes the best look worse than it is.
///
/// Trials that diverged lost ∞. As long as k such may be drawn, the mean is ∞ as well, which is
/// true and says little. The median and the quartiles need only the order of the losses; the mean
/// of the searches in which some trial did not diverge stands beside the chance that all did, and
/// means nothing without it.
/// - SeeAlso: Dodge et al. (2019), "Show Your Work", arXiv:1909.03004, with replacement; Tang et al.
///   (2020), "Showing Your Work Doesn't Always Work", arXiv:2004.13705, without.
struct ExpectedBest: Codable, Equatable, Sendable {
  /// What to expect of a search with some number of trials.
  struct Search: Codable, Equatable, Sendable {
    /// The number of trials, k.
    var trials: Int

    /// The loss of the best that half of the searches reach; ∞ when fewer do not all diverge.
    var median: Double

    /// The loss of the best that a quarter of the searches reach.
    var lowerQuartile: Double

    /// The loss of the best that three quarters of the searches reach.
    var upperQuartile: Double

    /// The mean loss of the best; ∞ when all trials of a search may diverge.
    var mean: Double

    /// The mean over the searches in which some trial did not diverge; nil when there are none.
    var meanUnlessDiverged: Double?

    /// The share of the searches in which every trial diverged.
    var chanceAllDiverge: Double
  }

  /// The searches with 1, 2, … n trials.
  var searches: [Search]

  /// Judges searches by the losses of trials; nil without any.
  ///
  /// - Parameter losses: The validation loss of each trial; NaN counts as ∞.
  /// - Complexity: O(n²).
  init?(of losses: some Sequence<Double>) {
    let sorted = losses.map(\.nanAsWorst).sorted()
    guard !sorted.isEmpty else { return nil }
    searches = (1...sorted.count).map { Search(trials: $0, of: sorted) }
  }
}

extension ExpectedBest.Search {
  /// Judges a search of k trials by n losses in ascending order.
  init(trials: Int, of sorted: [Double]) {
    let count = sorted.count
    let converged = sorted.count { $0 < .infinity }
    self.trials = trials
    // C(d, k)/C(n, k) for d diverged ones; 0 as soon as k > d.
    var chanceAllDiverge = 1.0
    for drawn in 0..<trials {
      chanceAllDiverge *= Double(max(0, count - converged - drawn)) / Double(count - drawn)
    }
    self.chanceAllDiverge = chanceAllDiverge

    // The quotient of C(n − i − 1, k − 1) and C(n − i, k − 1) is (n − i − k + 1)/(n − i).
    let last = count - trials + 1
    var chances = [Double(trials) / Double(count)]
    for i in 1..<max(1, last) {
      chances.append(chances[i - 1] * Double(count - i - trials + 1) / Double(count - i))
    }
    var (sum, weight) = (0.0, 0.0)
    for (loss, chance) in zip(sorted, chances) where loss < .infinity {
      sum += chance * loss
      weight += chance
    }
    meanUnlessDiverged = converged > 0 ? sum / weight : nil
    mean = chanceAllDiverge > 0 ? .infinity : sum
    func quantile(_ share: Double) -> Double { Self.quantile(share, of: sorted, chances: chances) }
    median = quantile(0.5)
    lowerQuartile = quantile(0.25)
    upperQuartile = quantile(0.75)
  }

  /// The least loss that a share of the searches reach; between two when the share is just met.
  private static func quantile(
    _ share: Double, of sorted: [Double], chances: [Double]
  ) -> Double {
    var sum = 0.0
    for index in chances.indices {
      sum += chances[index]
      // The sum is off by a few units in the last place, its terms by some for each factor.
      if abs(sum - share) <= 1e-12, index + 1 < chances.count {
        let (reached, next) = (sorted[index], sorted[index + 1])
        return reached == next ? reached : (reached + 0.5 * (next - reached)).nanAsWorst
      }
      if sum >= share { return sorted[index] }
    }
    return sorted[chances.count - 1]
  }
}
