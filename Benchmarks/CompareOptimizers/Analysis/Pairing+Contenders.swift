extension ComparisonResults.Pairing {
  /// Compares every other contender with the reference: by what they are judged by, by the loss at the
  /// end, and by how fast the target was reached.
  ///
  /// - Parameters:
  ///   - contenders: All of them.
  ///   - reference: The place of the one that the others are compared with.
  ///   - measure: What the final runs are judged by.
  /// - Returns: For each measure a pairing for each of the others; chances are corrected within a
  ///   measure.
  static func all(
    _ contenders: [ComparisonResults.Contender], reference: Int, measure: Measure
  ) -> [ComparisonResults.Pairing] {
    measures(first: measure).flatMap { measure in
      contenders.indices.filter { $0 != reference }.compactMap { index in
        ComparisonResults.Pairing(contenders[index], contenders[reference], measure)
      }.corrected
    }
  }

  /// What is compared, what contenders are judged by first; an accuracy is where there is one only.
  private static func measures(first: Measure) -> [Measure] {
    [first] + [.testLoss, .stepsToTarget].filter { $0 != first }
  }

  /// Compares two contenders, without a correction for others; nil without a seed that both ran.
  init?(
    _ contender: ComparisonResults.Contender, _ reference: ComparisonResults.Contender,
    _ measure: Measure
  ) {
    let pairs = Self.costs(contender, reference, measure)
    guard let comparison = PairedComparison(pairs.map(\.0), pairs.map(\.1)) else { return nil }
    // Costs are to be small; an accuracy is to be large.
    let sign = measure == .testAccuracy ? -1.0 : 1.0
    let shift = sign * comparison.shift.shift
    var interval = comparison.shift.interval.map { ends in
      [sign * ends.lower, sign * ends.upper].sorted()
    }
    if interval?.allSatisfy(\.isFinite) != true { interval = nil }
    self.init(
      contender: contender.name, reference: reference.name, measure: measure,
      wins: comparison.wins, losses: comparison.losses, ties: comparison.ties,
      difference: shift.isFinite ? shift : nil,
      interval: interval.map { .init(lower: $0[0], upper: $0[1]) },
      effectSize: -comparison.rankBiserialCorrelation, probability: comparison.probability,
      test: comparison.signFlip.method.title)
  }

  /// What the runs of the seeds that both have cost either of them.
  static func costs(
    _ contender: ComparisonResults.Contender, _ reference: ComparisonResults.Contender,
    _ measure: Measure
  ) -> [(Double, Double)] {
    let others = Dictionary(
      reference.finalTrials.map { ($0.seed, $0) }, uniquingKeysWith: { first, _ in first })
    return contender.finalTrials.compactMap { trial in
      others[trial.seed].map { (measure.cost(of: trial), measure.cost(of: $0)) }
    }
  }
}

extension PairedComparison {
  /// The chance of a difference as large if there were none.
  ///
  /// Who is ahead is told by ranks, and the test is one of the mean. Where a few large differences turn
  /// the mean against the ranks, nothing is clear that is not so by ranks, too.
  var probability: Double {
    let agrees = (meanDifference ?? rankBiserialCorrelation) * rankBiserialCorrelation >= 0
    return agrees ? signFlip.pValue : max(signFlip.pValue, signedRank.pValue)
  }
}

extension ComparisonResults.Pairing.Measure {
  /// What should be small.
  func cost(of trial: ComparisonResults.Trial) -> Double {
    switch self {
    case .testAccuracy: 1 - (trial.isFinite ? trial.testAccuracy ?? 0 : 0)
    case .testLoss: trial.finalLoss
    case .stepsToTarget: trial.stepsToTarget.map(Double.init) ?? .infinity
    }
  }
}

extension SignFlipTest.Method {
  /// What a report calls it.
  var title: String {
    switch self {
    case .exact: "exact sign-flip test"
    case .sampled: "sign-flip test with drawn signs"
    case .ranks: "Wilcoxon's signed-rank test"
    }
  }
}
