import ArgumentParser

// What is wrong with the options, before anything is read or trained.

extension CompareCommand {
  func validate() throws {
    try require("--epochs", epochs, in: 1...ComparisonPlan.mostEpochs)
    try require("--steps", steps, in: 1...10_000_000)
    try require("--batch-size", batchSize, in: 1...Int.max)
    try require("--seeds", seeds, in: 1...ComparisonPlan.mostSeeds)
    try require("--search-seeds", searchSeeds, in: 1...ComparisonPlan.mostSeeds)
    try require("--trials", trials, in: 1...1_000)
    try require("--widenings", widenings, in: 0...10)
    try require("--threads", threads, in: 1...Int.max)
    if let target, !(target > 0 && target < 1) {
      throw ValidationError("--target must lie between 0 and 1, but is \(target)")
    }
    if baseline == "" {
      throw ValidationError(
        "--baseline is empty; it is to name a results.json, or the folder of an earlier report")
    }
    _ = try shape
    _ = try outputFormat
    let contenders = try ContenderSpecification.list(optimizers)
    _ = try referenceIndex(among: contenders)
    try ProblemCatalogue.check(problemNames)
    try requireProblems(for: givenProblemOptions)
    let search = try searchProtocol
    try requireDifferent(contenders, in: search)
    try requireEffect(of: search, on: contenders)
  }

  private func require(_ option: String, _ value: Int?, in range: ClosedRange<Int>) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError(
      value < range.lowerBound
        ? "\(option) must be at least \(range.lowerBound), but is \(value)"
        : "\(option) can be at most \(NumberText.grouped(range.upperBound)), but is \(value)")
  }

  /// Refuses a rule under two spellings, which would be compared with itself.
  private func requireDifferent(
    _ contenders: [ContenderSpecification], in search: SearchProtocol
  ) throws {
    for (index, contender) in contenders.enumerated() {
      guard let twin = contenders[..<index].first(where: { contender.isTwin(of: $0, in: search) })
      else { continue }
      throw ValidationError(
        "--optimizers lists one rule under two names: \(twin.name) and \(contender.name) are the "
          + "same")
    }
  }

  // MARK: Options of problems

  private var givenProblemOptions: [ProblemOption] {
    let isGiven: [ProblemOption: Bool] = [
      .data: data != nil, .model: model != nil, .epochs: epochs != nil, .steps: steps != nil,
      .batchSize: batchSize != nil, .target: target != nil, .label: label != nil,
      .task: task != nil, .header: header != nil,
    ]
    return ProblemOption.allCases.filter { isGiven[$0] == true }
  }

  /// Refuses an option that none of the problems obeys.
  private func requireProblems(for options: [ProblemOption]) throws {
    let task = try learningTask
    let words = problemNames.listedWords
    for option in options {
      let obeys = words.contains { word in
        // What is learned as a number has no accuracy to reach.
        ProblemCatalogue.options(of: word).contains(option)
          && !(option == .target && task == .regression && ProblemCatalogue.isFile(word))
      }
      guard obeys else {
        let negation = option == .header && header == false ? "no-" : ""
        throw ValidationError(
          "--\(negation)\(option.rawValue) has no effect on \(words.inWords): it is for "
            + option.purpose)
      }
    }
  }

  // MARK: Options of the search

  /// Refuses an option of the search that leaves it as it is.
  private func requireEffect(
    of search: SearchProtocol, on contenders: [ContenderSpecification]
  ) throws {
    let given = [
      ("--trials", trials != nil), ("--search-seeds", searchSeeds != nil),
      ("--rates", rates != nil), ("--search", self.search != nil), ("--sweep", !sweep.isEmpty),
      ("--widenings", widenings ?? 0 > 0),
    ]
    let searched = contenders.filter { $0.rate == nil }
    if searched.isEmpty, let option = given.first(where: { $0.1 })?.0 {
      throw ValidationError(
        "\(option) has no effect: every optimizer is given its rate, so that nothing is searched")
    }
    for sweep in search.sweeps
    where !searched.contains(where: { $0.searchedSettings.contains(sweep.setting) }) {
      let setting = sweep.setting.rawValue
      let keepers = searched.filter { $0.givenSettings.contains(sweep.setting) }.map(\.name)
      throw ValidationError(
        keepers.isEmpty
          ? "--sweep \(setting) has no effect: none of --optimizers has a \(setting) to search"
          : "--sweep \(setting) has no effect: \(keepers.inWords) "
            + "\(keepers.count == 1 ? "keeps" : "keep") the \(setting) given in --optimizers")
    }
    guard !searched.isEmpty, search.trials == 1 else { return }
    if search.strategy == .grid {
      throw ValidationError(
        "--trials 1 would try the lower end of --rates and nothing else; give each optimizer its "
          + "rate, as in sgd:rate=0.1, or allow 2 trials")
    }
    if widenings ?? 0 > 0 {
      throw ValidationError("--widenings has no effect with --trials 1: one rate has no edge")
    }
  }
}
