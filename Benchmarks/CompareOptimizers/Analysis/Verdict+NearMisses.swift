extension Verdict {
  /// What would be clear if nothing else had been compared, beside the first and among those that it is
  /// not clearly ahead of: how sure it is, and how many seeds it would take.
  func nearMisses(_ ranking: Ranking) -> [String] {
    let (first, equals) = (ranking.first, ranking.equals)
    let count = finite.count
    let besideFirst = equals.map { (first, $0) }
    let amongOthers = equals.indices.flatMap { index in
      equals[(index + 1)...].map { (equals[index], $0) }
    }
    return [
      sentence(of: besideFirst, comparisons: count - 1, ranking, beginning: "Clear", most: 2),
      sentence(
        of: amongOthers, comparisons: count * (count - 1) / 2, ranking,
        beginning: "Among the others, clear", most: 2),
    ].compactMap(\.self)
  }

  private typealias Contender = ComparisonResults.Contender

  private func sentence(
    of pairs: [(Contender, Contender)], comparisons: Int, _ ranking: Ranking, beginning: String,
    most: Int
  ) -> String? {
    guard comparisons > 1 else { return nil }
    let misses = pairs.compactMap { NearMiss($0, $1, measure, ranking.differences) }
      .sorted { $0.pairing.probability < $1.pairing.probability }
    guard let best = misses.first else { return nil }
    let seeds = best.costs.count
    let groups = NearMiss.grouped(misses)
    var told = groups.prefix(most).map { $0[0].text(of: $0, comparisons: comparisons) }
    let rest = groups.dropFirst(most).reduce(0) { $0 + $1.count }
    if rest > 0 { told.append(NumberText.counted(rest, "more pair", "more pairs")) }
    let subject = misses.count == 1 ? "it" : "each"
    return "\(beginning) if \(subject) were the only comparison, and not as one of "
      + "\(NumberText.grouped(comparisons))"
      + (seeds < BaselineFindings.fewestSeeds(comparisons: 2 * comparisons)
        ? ", for which \(seeds) seeds are too few" : "")
      + ": " + told.joined(separator: "; ") + "."
  }
}

/// Two contenders of whom one would be clearly ahead, were there no others.
private struct NearMiss {
  typealias Pairing = ComparisonResults.Pairing

  /// The one that is ahead beside the other, without a correction.
  let pairing: Pairing
  /// What their runs cost, by seed.
  let costs: [(Double, Double)]

  /// The most seeds that are looked for.
  private static let mostSeeds = 40

  /// Finds which of two is ahead; nil where it is clear, or would not be so alone.
  init?(
    _ first: ComparisonResults.Contender, _ second: ComparisonResults.Contender,
    _ measure: Pairing.Measure, _ differences: ClearDifferences
  ) {
    guard !differences.isAhead(first.name, of: second.name),
      !differences.isAhead(second.name, of: first.name),
      let pairing = Pairing(first, second, measure), pairing.isClear
    else { return nil }
    let isFirst = pairing.effectSize > 0
    let (ahead, behind) = isFirst ? (first, second) : (second, first)
    guard let pairing = Pairing(ahead, behind, measure) else { return nil }
    self.pairing = pairing
    costs = Pairing.costs(ahead, behind, measure)
  }

  /// Those that come to the same, one after the other.
  static func grouped(_ misses: [NearMiss]) -> [[NearMiss]] {
    var groups: [[NearMiss]] = []
    for miss in misses {
      if let index = groups.firstIndex(where: { $0[0].isLike(miss) }) {
        groups[index].append(miss)
      } else {
        groups.append([miss])
      }
    }
    return groups
  }

  /// Whether the same one is ahead with as many seeds and as surely.
  private func isLike(_ other: NearMiss) -> Bool {
    pairing.contender == other.pairing.contender && pairing.wins == other.pairing.wins
      && pairing.losses == other.pairing.losses
      && NumberText.probability(pairing.probability)
        == NumberText.probability(other.pairing.probability)
  }

  /// "A ahead of B and C with 9 of 10 seeds (p = 0.004; about 11 such seeds would do)".
  func text(of group: [NearMiss], comparisons: Int) -> String {
    let chance = NumberText.probability(pairing.probability)
    let seeds = seedsNeeded(comparisons: comparisons).map { "; about \($0) such seeds would do" }
    return "\(pairing.contender) ahead of "
      + "\(group.map(\.pairing.reference).inWords(naming: Verdict.mostNames)) with \(pairing.wins) of "
      + "\(costs.count) seeds (p \(chance.hasPrefix("<") ? "" : "= ")\(chance)\(seeds ?? ""))"
  }

  /// With how many seeds it would be clear if further ones came out as these did, in turn.
  private func seedsNeeded(comparisons: Int) -> Int? {
    guard costs.count < Self.mostSeeds else { return nil }
    return ((costs.count + 1)...Self.mostSeeds).first { count in
      let pairs = (0..<count).map { costs[$0 % costs.count] }
      let comparison = PairedComparison(pairs.map(\.0), pairs.map(\.1))
      return (comparison?.probability ?? 1) * Double(comparisons) < 0.05
    }
  }
}
