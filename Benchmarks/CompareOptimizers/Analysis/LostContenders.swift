/// Those of whom no run that counts came to its end, in words: who diverged is not who crashed.
struct LostContenders {
  /// Those of whom the same is to be said.
  private struct Group {
    var fate: String
    var place: Place
    var names: [String]
  }

  /// Where runs were lost.
  private enum Place {
    case everyRun, everyFinalRun, everyRate, mostRunsAtEveryRate
  }

  private static let fates = ["diverged", "crashed", "diverged or crashed"]

  /// In the order in which they are told.
  private let groups: [Group]
  /// Whether some run of any of them came to its end.
  private let hasFiniteRun: Bool

  /// Sorts contenders by what became of them.
  init(_ contenders: [ComparisonResults.Contender]) {
    var groups: [Group] = []
    for fate in Self.fates {
      for contender in contenders where contender.fate == fate {
        let place = Self.place(of: contender)
        if let index = groups.firstIndex(where: { $0.fate == fate && $0.place == place }) {
          groups[index].names.append(contender.name)
        } else {
          groups.append(Group(fate: fate, place: place, names: [contender.name]))
        }
      }
    }
    self.groups = groups
    hasFiniteRun = contenders.contains { $0.trials.contains(where: \.isFinite) }
  }

  var isEmpty: Bool { groups.isEmpty }

  /// "A and C diverged; B crashed".
  var clauses: String {
    Self.fates.compactMap { fate in
      let names = groups.filter { $0.fate == fate }.flatMap(\.names)
      return names.isEmpty ? nil : "\(names.inWords(naming: Verdict.mostNames)) \(fate)"
    }
    .joined(separator: "; ")
  }

  /// A sentence for each fate.
  var remarks: [String] {
    groups.map { group in
      "\(group.names.inWords(naming: Verdict.mostNames)) \(group.fate) "
        + "\(Self.words(for: group.place, rate: "rate"))."
    }
  }

  /// The verdict where there are no others.
  var sentenceWithoutOthers: String {
    guard groups.count == 1, let group = groups.first else {
      let runs = hasFiniteRun ? "final run" : "run"
      return "No \(runs) of any optimizer came to its end: \(clauses)."
    }
    let who = group.names.count == 1 ? group.names[0] : "Every optimizer"
    return "\(who) \(group.fate) \(Self.words(for: group.place, rate: "learning rate"))."
  }

  private static func place(of contender: ComparisonResults.Contender) -> Place {
    guard contender.finalTrials.isEmpty else {
      return contender.searchTrials.contains(where: \.isFinite) ? .everyFinalRun : .everyRun
    }
    // The median of some runs at a rate may be none while a few of them came to their end.
    if contender.searchTrials.contains(where: \.isFinite) { return .mostRunsAtEveryRate }
    // Crashes are no matter of the rate.
    return contender.fate == "crashed" || contender.learningRates.count < 2 ? .everyRun : .everyRate
  }

  private static func words(for place: Place, rate: String) -> String {
    switch place {
    case .everyRun: "in every run"
    case .everyFinalRun: "in every final run"
    case .everyRate: "at every \(rate) tried"
    case .mostRunsAtEveryRate: "in most runs at every \(rate) tried"
    }
  }
}
