extension Verdict {
  /// That another split of the data may decide otherwise, where a lead that is clear is smaller than
  /// what the choice of the test samples does to the numbers.
  ///
  /// Seeds change the first weights and the batches; the test samples are the same with every one.
  func splitRemarks(_ ranking: Ranking) -> [String] {
    guard problem.hasTestSplit else { return [] }
    switch measure {
    case .testAccuracy: return accuracySplitRemarks(ranking)
    case .testLoss: return lossSplitRemarks(of: ranking.first, over: ranking.beaten)
    case .stepsToTarget: return []
    }
  }

  /// The same of accuracies.
  ///
  /// Of n samples an accuracy p has the standard error √(p(1 − p)/n); that of the worse of the two
  /// counts, as of an accuracy of 1 it would be 0.
  private func accuracySplitRemarks(_ ranking: Ranking) -> [String] {
    let count = Double(problem.testCount)
    func error(_ contender: ComparisonResults.Contender) -> Double {
      let accuracy = contender.summary.testAccuracy?.median ?? 0
      return (accuracy * (1 - accuracy) / count).squareRoot()
    }
    let small = ranking.beaten.compactMap {
      other -> (name: String, lead: Double, error: Double)? in
      guard let pairing = ComparisonResults.Pairing(ranking.first, other, .testAccuracy),
        let lead = pairing.difference
      else { return nil }
      let error = max(error(ranking.first), error(other))
      return abs(lead) < error ? (other.name, abs(lead), error) : nil
    }
    guard let largest = small.map(\.lead).max(), let error = small.map(\.error).max() else {
      return []
    }
    let isOne = small.count == 1
    let samples = Self.samples(of: largest, among: count)
    let share =
      (samples == 0 ? "less than 1" : "about \(NumberText.grouped(samples))")
      + " of \(NumberText.counted(problem.testCount, "test sample", "test samples"))"
    return [
      "The \(isOne ? "lead" : "leads") of \(ranking.first.name) over "
        + "\(small.map(\.name).inWords(naming: Self.mostNames)), "
        + "\(isOne ? "" : "up to ")\(Self.points(largest)) seed by seed, "
        + "\(isOne ? "is" : "are") \(share)\(isOne ? "" : " at most"); with other test samples the "
        + "accuracy itself would vary by \(NumberText.significant(error * 100, 2)) points (its "
        + "standard error), so another split of the data may decide otherwise."
    ]
  }

  /// The same of test losses, for some that the first is clearly ahead of by them.
  ///
  /// The loss of each sample is not kept, so how much they vary is not known. For squared errors of
  /// normal residuals it is: r² has the mean σ² and the variance E r⁴ − σ⁴ = 2σ⁴, so that a mean over
  /// n samples has a standard error of √(2/n) of itself. Losses of classes have longer tails, a few
  /// samples making most of the mean, and vary more. The larger of the two losses counts.
  func lossSplitRemarks(
    of first: ComparisonResults.Contender, over others: [ComparisonResults.Contender]
  ) -> [String] {
    guard problem.hasTestSplit else { return [] }
    let error = (2 / Double(problem.testCount)).squareRoot()
    let small = others.compactMap { other -> (name: String, lead: Double)? in
      guard let difference = ComparisonResults.Pairing(first, other, .testLoss)?.difference,
        let loss = other.summary.testLoss?.median, loss.isFinite, loss > 0
      else { return nil }
      let lead = abs(difference) / loss
      return lead < error ? (other.name, lead) : nil
    }
    guard let largest = small.map(\.lead).max() else { return [] }
    func percent(_ share: Double) -> String {
      NumberText.trimmed(NumberText.significant(share * 100, 2)) + "%"
    }
    let isOne = small.count == 1
    let samples = NumberText.counted(problem.testCount, "test sample", "test samples")
    return [
      "The \(isOne ? "lead" : "leads") of \(first.name) over "
        + "\(small.map(\.name).inWords(naming: Self.mostNames)), \(isOne ? "" : "up to ")"
        + "\(percent(largest)) of the test loss seed by seed, \(isOne ? "is" : "are") small: with "
        + "other test samples the loss itself, a mean over \(samples), would vary by "
        + (problem.hasAccuracy
          ? "\(percent(error)) or more (its standard error, were losses squares of normal errors)"
          : "about \(percent(error)) (its standard error, were errors normal)")
        + ", so another split of the data may decide otherwise."
    ]
  }

  /// How many samples a difference of accuracies is, halves rounded up.
  ///
  /// Medians of means of two differences are multiples of a quarter of a sample. What they are off by
  /// rounding is far less than a millionth, and must not decide whether 2.5 are 3 or 2.
  static func samples(of lead: Double, among count: Double) -> Int {
    Int((lead * count + 0.5 + 1e-6).rounded(.down))
  }

  /// "1.67 points", "1 point".
  private static func points(_ share: Double) -> String {
    let text = NumberText.trimmed(NumberText.fixed(share * 100, 2))
    return text + (text == "1" ? " point" : " points")
  }
}
