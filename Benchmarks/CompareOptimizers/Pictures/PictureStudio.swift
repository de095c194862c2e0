import Descent

/// Makes the data behind the pictures of a comparison, after its runs.
///
/// Nothing here counts: what is measured and compared comes from the runs alone. All of it but the
/// update costs depends on the plan alone.
struct PictureStudio: Sendable {
  let plan: ComparisonPlan
  /// Called often, from any thread; it may end the program.
  var checkIn: @Sendable () -> Void = {}

  /// Works out what is to be seen of each problem.
  ///
  /// - Parameter chosen: For each problem, the candidate of each contender; nil where all diverged.
  /// - Returns: One entry for each problem.
  func pictures(chosen: [[ComparisonResults.Candidate?]]) -> [ProblemPictures] {
    let subjects = chosen.map { candidates in
      zip(plan.contenders, candidates).compactMap { contender, candidate in
        candidate.map {
          PictureSubject(name: contender.name, optimizer: contender.optimizer(for: $0))
        }
      }
    }
    // The parts of a network's pictures are done side by side; functions are small, and whole parts.
    let functions = plan.problems.indices.filter { plan.problems[$0].description.kind == .function }
    let drawn = sideBySide(functions.count, workers: plan.workers) { index in
      pictures(problem: functions[index], subjects[functions[index]], workers: 1)
    }
    var all = plan.problems.map { _ in ProblemPictures() }
    for (problem, pictures) in zip(functions, drawn) { all[problem] = pictures }
    for problem in plan.problems.indices where !functions.contains(problem) {
      all[problem] = pictures(problem: problem, subjects[problem], workers: plan.workers)
    }
    if functions.isEmpty, !all.isEmpty,
      let valley = ValleyLandscape(contenders: plan.contenders, search: plan.search).landscape
    {
      all[0].landscapes.insert(valley, at: 0)
    }
    return all
  }

  /// What updates cost; nil where nothing but functions of a few variables was minimized.
  func updateCosts() -> ComparisonResults.UpdateCosts? {
    guard plan.problems.contains(where: { $0.description.kind != .function }) else { return nil }
    return UpdateCostMeasurement(
      subjects: plan.contenders.map { contender in
        PictureSubject(
          name: contender.name, optimizer: contender.optimizer(for: .init(learningRate: 1e-3)))
      }, sizes: UpdateCostMeasurement.sizes(ruleCount: plan.contenders.count)
    ).costs()
  }

  private func pictures(
    problem: Int, _ subjects: [PictureSubject], workers: Int
  ) -> ProblemPictures {
    guard let pictured = plan.problems[problem] as? any PicturedProblem else {
      return ProblemPictures()
    }
    return pictured.pictures(of: subjects, workers: workers, checkIn: checkIn)
  }
}
