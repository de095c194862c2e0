/// Who of several contenders is clearly ahead of whom, by one measure: every pair.
///
/// How many questions a pair is one of depends on why it is looked at:
/// - beside the reference it is one of a table's rows, and has the table's chance, so that no sentence
///   says other than the table;
/// - beside the one that did best it is one of as many questions as there are others. That this one
///   was picked by its result does no harm: whom it is not clearly ahead of may be the best, and the
///   true best is among these with 95 % (Hsu's comparisons with the best, Hansen's confidence set);
/// - any other pair is one of all pairs.
/// - SeeAlso: Hsu (1996), "Multiple Comparisons", chapter 4; Hansen, Lunde & Nason (2011), "The Model
///   Confidence Set", doi:10.3982/ECTA5771.
struct ClearDifferences {
  typealias Pairing = ComparisonResults.Pairing

  private struct Pair: Hashable {
    let ahead: String
    let behind: String
  }

  private var clear: Set<Pair> = []

  /// Compares every pair.
  ///
  /// - Parameters:
  ///   - contenders: All that take part.
  ///   - measure: What they are judged by.
  ///   - best: The name of the one that did best.
  ///   - table: What a reader sees: pairs that were compared and corrected already.
  init(
    among contenders: [ComparisonResults.Contender], by measure: Pairing.Measure,
    best: String, table: [Pairing]
  ) {
    var all: [Pairing] = []
    for (index, contender) in contenders.enumerated() {
      all += contenders[(index + 1)...].compactMap { Pairing(contender, $0, measure) }
    }
    let shown = table.filter { $0.measure == measure }
    let besideBest = all.filter { $0.concerns(best) }.corrected
    for pairing in all.corrected + besideBest + shown {
      // Later ones take the place of earlier ones.
      let pair = Pair(ahead: pairing.contender, behind: pairing.reference)
      let reversed = Pair(ahead: pairing.reference, behind: pairing.contender)
      clear.subtract([pair, reversed])
      if pairing.isClear { clear.insert(pairing.effectSize > 0 ? pair : reversed) }
    }
  }

  /// Whether one is clearly better than another.
  func isAhead(_ contender: String, of other: String) -> Bool {
    clear.contains(Pair(ahead: contender, behind: other))
  }
}

/// Contenders in the order of their results, and what is clear about it.
struct Ranking {
  typealias Contender = ComparisonResults.Contender

  /// The one that did best.
  let first: Contender
  /// The others, the best of them first.
  let others: [Contender]
  /// Who is clearly ahead of whom.
  let differences: ClearDifferences

  /// Those of the others that the first is not clearly ahead of.
  var equals: [Contender] {
    others.filter { !differences.isAhead(first.name, of: $0.name) }
  }

  /// Those that it is clearly ahead of.
  var beaten: [Contender] {
    others.filter { differences.isAhead(first.name, of: $0.name) }
  }

  /// Ranks contenders by their medians; nil without any.
  ///
  /// Should another be clearly ahead of the one with the best median, seed by seed, then the first of
  /// whom that is not so is put first.
  init?(
    _ contenders: [Contender], by measure: ClearDifferences.Pairing.Measure,
    table: [ClearDifferences.Pairing]
  ) {
    let ranked = contenders.sorted { measure.cost(of: $0.summary) < measure.cost(of: $1.summary) }
    guard let best = ranked.first else { return nil }
    func differences(_ best: Contender) -> ClearDifferences {
      ClearDifferences(among: ranked, by: measure, best: best.name, table: table)
    }
    for candidate in ranked {
      let clear = differences(candidate)
      guard ranked.allSatisfy({ !clear.isAhead($0.name, of: candidate.name) }) else { continue }
      (first, self.differences) = (candidate, clear)
      others = ranked.filter { $0.name != candidate.name }
      return
    }
    (first, self.differences) = (best, differences(best))
    others = Array(ranked.dropFirst())
  }
}

extension ComparisonResults.Pairing {
  fileprivate func concerns(_ name: String) -> Bool { contender == name || reference == name }
}

extension [ComparisonResults.Pairing] {
  /// The pairings with Holm's correction for as many questions as they are.
  var corrected: [ComparisonResults.Pairing] {
    zip(self, HolmCorrection.adjusted(map(\.probability))).map { pairing, probability in
      var pairing = pairing
      pairing.probability = probability
      return pairing
    }
  }
}

extension ComparisonResults.Pairing.Measure {
  /// What should be small, of the median of a contender's runs.
  func cost(of summary: ComparisonResults.Summary) -> Double {
    switch self {
    case .testAccuracy: -(summary.testAccuracy?.median ?? 0)
    case .testLoss: summary.testLoss?.median ?? .infinity
    case .stepsToTarget: summary.stepsToTarget?.median ?? .infinity
    }
  }
}
