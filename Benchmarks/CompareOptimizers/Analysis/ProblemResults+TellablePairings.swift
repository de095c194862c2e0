extension ComparisonResults.ProblemResults {
  /// The pairings of which there is something to tell: where neither of the two kept the target in any
  /// run, steps to it are no finding, not even that they are alike.
  var tellablePairings: [ComparisonResults.Pairing] {
    pairings.filter { !isWithoutArrival($0) }
  }

  /// Who is left out of the comparison of steps, and why; empty where nobody is.
  var leftOutSentence: String {
    let leftOut = pairings.filter(isWithoutArrival)
    guard let reference = leftOut.first?.reference else { return "" }
    let names = leftOut.map(\.contender)
    if names.count == pairings.count(where: { $0.measure == .stepsToTarget }) {
      return "Steps to the target are not compared: neither \(reference) nor "
        + "\(names.asAlternatives(naming: Verdict.mostNames)) kept it in any run."
    }
    return "Left out of the comparison of steps: \(names.inWords); neither "
      + "\(names.count == 1 ? "it" : "they") nor \(reference) kept the target in any run."
  }

  private func isWithoutArrival(_ pairing: ComparisonResults.Pairing) -> Bool {
    pairing.measure == .stepsToTarget
      && [pairing.contender, pairing.reference].allSatisfy { name in
        contenders.first { $0.name == name }?.summary.runsThatReachedTarget == 0
      }
  }
}
