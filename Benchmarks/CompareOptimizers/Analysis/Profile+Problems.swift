extension ComparisonResults.Profile {
  /// The share of problems on which each contender is within a factor of the best; nil with fewer
  /// than two problems.
  ///
  /// The cost is the median number of updates to the target, infinite unless more than half of
  /// the runs kept it.
  init?(_ problems: [ComparisonResults.ProblemResults]) {
    guard problems.count > 1, let names = problems.first?.contenders.map(\.name) else { return nil }
    let costs = names.indices.map { index in
      problems.map { $0.contenders[index].summary.stepsToTarget?.median ?? .infinity }
    }
    guard let profile = PerformanceProfile(costs: costs) else { return nil }
    self.init(
      cost: "median steps to the target", problemCount: problems.count,
      curves: names.enumerated().map { index, name in
        Curve(
          contender: name,
          points: profile.steps(of: index).map { Point(factor: $0.factor, share: $0.share) },
          score: profile.score(of: index))
      })
  }
}
