import Descent
import Foundation

/// Makes results of the records of all runs.
struct ResultsAssembly {
  let plan: ComparisonPlan
  /// How many runs went on side by side, where that was not always the same.
  var workerCounts: Set<Int> = []
  /// Called often while pictures are drawn; it may end the program.
  var checkIn: @Sendable () -> Void = {}

  /// What the runs on one problem came to; one entry for each contender.
  struct Outcome {
    var candidates: [[ComparisonResults.Candidate]]
    var trials: [[ComparisonResults.Trial]]
    var chosen: [ComparisonResults.Candidate?]
    var widenings: Int
  }

  /// Sums up, compares, and judges.
  func results(start: Date, problems outcomes: [Outcome]) -> ComparisonResults {
    var problems = zip(plan.problems, outcomes).map { problem, outcome in
      results(of: problem.description, outcome)
    }
    var updateCosts: ComparisonResults.UpdateCosts?
    if plan.drawsPictures {
      let studio = PictureStudio(plan: plan, checkIn: checkIn)
      for (index, pictures) in studio.pictures(chosen: outcomes.map(\.chosen)).enumerated() {
        problems[index].landscapes = pictures.landscapes
        problems[index].effectiveSteps = pictures.effectiveSteps
        problems[index].notes += pictures.notes
      }
      updateCosts = studio.updateCosts()
    }
    let profile = ComparisonResults.Profile(problems)
    return ComparisonResults(
      verdict: problems.count == 1
        ? problems[0].verdict : OverallVerdict(problems, profile: profile).result,
      environment: Machine.environment(date: start, threads: plan.workers),
      settings: plan.settings(workerCounts: workerCounts), problems: problems, profile: profile,
      updateCosts: updateCosts,
      notes: notes(problems))
  }

  private func results(
    of problem: ComparisonResults.Problem, _ outcome: Outcome
  ) -> ComparisonResults.ProblemResults {
    let contenders = plan.contenders.enumerated().map { index, specification in
      let optimizer = specification.optimizer(
        for: outcome.chosen[index] ?? .init(learningRate: 0.01))
      return ComparisonResults.Contender(
        name: specification.name,
        rule: specification.formula(searching: plan.search.settingsSearched(of: specification)),
        hyperparameters: specification.hyperparameters,
        searchSpace: plan.search.space(of: specification, widenings: outcome.widenings),
        candidates: outcome.candidates[index], chosen: outcome.chosen[index],
        trials: outcome.trials[index], measure: problem.measure,
        // Of a handful of variables there is no time per parameter worth the name.
        nanosecondsPerParameter: problem.kind == .function
          ? []
          : UpdateTiming.nanosecondsPerParameter(optimizer, count: problem.parameterCount))
    }
    let pairings = ComparisonResults.Pairing.all(
      contenders, reference: plan.reference, measure: problem.measure)
    var results = ComparisonResults.ProblemResults(
      problem: problem, contenders: contenders, pairings: pairings,
      verdict: Verdict(problem, contenders, pairings: pairings).result)
    results.notes = notes(contenders)
    return results
  }

  /// What is to be said of all problems together.
  private func notes(_ problems: [ComparisonResults.ProblemResults]) -> [String] {
    var notes = plan.notes
    guard problems.count > 1 else { return notes }
    let widened = problems.count { $0.contenders.contains { $0.searchSpace.widenings > 0 } }
    if widened > 0 {
      notes.append(
        "The range of learning rates was widened on \(widened) of \(problems.count) problems, for "
          + "all optimizers, because the best rate of one lay at its edge.")
    }
    let atEdge = problems.filter { $0.contenders.contains(where: \.chosenRateIsAtEdge) }
    if !atEdge.isEmpty {
      notes.append(
        "The best learning rate of some optimizer is at the edge of those tried on "
          + (atEdge.count > 4
            ? "\(atEdge.count) of \(problems.count) problems"
            : atEdge.map(\.problem.title).inWords)
          + "; a better one may lie beyond.")
    }
    return notes
  }

  /// What is to be said of one problem.
  private func notes(_ contenders: [ComparisonResults.Contender]) -> [String] {
    var notes = contenders.filter(\.chosenRateIsAtEdge).map { contender in
      "The best learning rate of \(contender.name), "
        + "\(NumberText.short(contender.chosenLearningRate ?? 0)), is at the edge of those tried; "
        + "a better one may lie beyond."
    }
    if let widenings = contenders.map(\.searchSpace.widenings).max(), widenings > 0 {
      notes.append(
        "The range of learning rates was widened \(widenings == 1 ? "once" : "\(widenings) times"), "
          + "for all optimizers, because the best rate of one lay at its edge.")
    }
    let fleeting = contenders.filter(\.summary.touchesWithoutKeeping).map(\.name)
    if !fleeting.isEmpty {
      notes.append(
        "Most runs of \(fleeting.inWords(naming: 4)) touched the target, and at most half kept it; "
          + "to leave it again does not count as reaching it.")
    }
    let failures = contenders.flatMap { contender in
      contender.trials.compactMap { trial in trial.failure.map { (contender.name, trial.seed, $0) }
      }
    }
    notes += failures.prefix(3).map { name, seed, failure in
      "A run of \(name) with seed \(seed) crashed: \(failure)."
    }
    if failures.count > 3 { notes.append("\(failures.count - 3) more runs crashed.") }
    return notes
  }
}
