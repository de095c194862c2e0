extension Verdict {
  /// That another split of the data may decide otherwise, where a lead that is clear is smaller than
  /// what the choice of the test samples does to an accuracy.
  ///
  /// Seeds change the first weights and the batches; the test samples are the same with every one. Of n
  /// samples an accuracy p has the standard error √(p(1 − p)/n); that of the worse of the two counts, as
  /// of an accuracy of 1 it would be 0.
  func splitRemarks(_ ranking: Ranking) -> [String] {
    guard measure == .testAccuracy, problem.testCount > 0 else { return [] }
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
    let samples = Int((largest * count).rounded())
    let share =
      (samples == 0 ? "less than 1" : "about \(NumberText.grouped(samples))")
      + " of \(NumberText.counted(problem.testCount, "test sample", "test samples"))"
    return [
      "The \(isOne ? "lead" : "leads") of \(ranking.first.name) over "
        + "\(small.map(\.name).inWords(naming: Self.mostNames)), "
        + "\(isOne ? "" : "up to ")\(Self.points(largest)) seed by seed, "
        + "\(isOne ? "is" : "are") \(share)\(isOne ? "" : " at most"); with other test samples the "
        + "accuracy itself would vary by \(NumberText.significant(error * 100, 2)) points (its standard error), so another "
        + "split of the data may decide otherwise."
    ]
  }

  /// "1.67 points", "1 point".
  private static func points(_ share: Double) -> String {
    let text = NumberText.trimmed(NumberText.fixed(share * 100, 2))
    return text + (text == "1" ? " point" : " points")
  }
}
