/// Those of whom no run that counts came to its end, in words: who diverged is not who crashed.
struct LostContenders {
  /// Names by what became of them, in the order in which they are told.
  private let groups: [(fate: String, names: [String])]

  /// Sorts contenders by what became of them.
  init(_ contenders: [ComparisonResults.Contender]) {
    groups = ["diverged", "crashed", "diverged or crashed"].compactMap { fate in
      let names = contenders.filter { $0.fate == fate }.map(\.name)
      return names.isEmpty ? nil : (fate, names)
    }
  }

  var isEmpty: Bool { groups.isEmpty }

  /// "A and C diverged; B crashed".
  var clauses: String {
    groups.map { "\($0.names.inWords(naming: Verdict.mostNames)) \($0.fate)" }
      .joined(separator: "; ")
  }

  /// A sentence for each fate.
  var remarks: [String] {
    groups.map { fate, names in
      "\(names.inWords(naming: Verdict.mostNames)) \(fate) \(Self.place(of: fate))."
    }
  }

  /// The verdict where there are no others.
  var sentenceWithoutOthers: String {
    guard groups.count == 1, let (fate, names) = groups.first else {
      return "No run of any optimizer came to its end: \(clauses)."
    }
    let who = names.count == 1 ? names[0] : "Every optimizer"
    return "\(who) \(fate) \(Self.place(of: fate, among: "learning rate"))."
  }

  /// Crashes are no matter of the rate.
  private static func place(of fate: String, among rates: String = "rate") -> String {
    fate == "crashed" ? "in every run" : "at every \(rates) tried"
  }
}
