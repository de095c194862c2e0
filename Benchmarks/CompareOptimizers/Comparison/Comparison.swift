import Descent
import Foundation

/// Carries out a plan: the search, the runs that count, the pictures, the timings.
struct Comparison {
  let plan: ComparisonPlan

  /// What one problem has come to.
  private struct Progress {
    /// Per contender: every candidate, and the records of their runs.
    var candidates: [[ComparisonResults.Candidate]]
    var trials: [[ComparisonResults.Trial]]
    /// How often the range was widened to either side.
    var downward = 0
    var upward = 0
  }

  /// Trains everything and gives the results.
  ///
  /// - Parameters:
  ///   - journal: Keeps every finished run; nil to keep none.
  ///   - display: Shows how far it is.
  /// - Returns: Everything that was found out.
  func run(
    journal: RunJournal? = nil, progress display: sending ProgressDisplay
  ) -> ComparisonResults {
    let start = Date()
    let board = ProgressBoard(plan.outline, display: display)
    let obey: @Sendable () -> Void = {
      Interruption.obey {
        board.finish()
        journal?.pause()
      }
    }
    // Where a step is long, or no run is under way, nobody else notices Ctrl-C soon.
    board.start(onLook: obey)
    defer { board.finish() }
    let pool = TrialPool(plan: plan, journal: journal, board: board, checkIn: obey)
    var states = search(pool)
    let chosen = zip(plan.problems, states).map { problem, state in
      plan.contenders.indices.map { contender in
        plan.contenders[contender].rate.map { .init(learningRate: $0) }
          ?? best(of: state.trials[contender], on: problem.description)
      }
    }
    let jobs = plan.problems.indices.flatMap { plan.finalJobs(problem: $0, chosen: chosen[$0]) }
    for (job, trial) in zip(jobs, pool.trials(of: jobs)) {
      states[job.problem].trials[job.contender].append(trial)
    }
    if plan.drawsPictures { announcePictures(states.map(\.trials), on: board) }
    board.conclude(plan.drawsPictures ? "drawing pictures" : "summing up")
    let assembly = ResultsAssembly(
      plan: plan, workerCounts: journal?.workerCounts ?? [], checkIn: obey)
    return assembly.results(
      start: start,
      problems: plan.problems.indices.map { problem in
        let state = states[problem]
        return ResultsAssembly.Outcome(
          candidates: state.candidates, trials: state.trials, chosen: chosen[problem],
          widenings: state.downward + state.upward)
      })
  }

  /// Says so when the runs behind the pictures will take long.
  ///
  /// - Parameters:
  ///   - trials: The runs so far, per problem and contender.
  ///   - board: Shows it.
  private func announcePictures(_ trials: [[[ComparisonResults.Trial]]], on board: ProgressBoard) {
    let seconds = zip(plan.problems, trials).filter { $0.0.description.kind != .function }
      .flatMap(\.1).compactMap { $0.last?.epochs.last?.seconds }.reduce(0, +)
    let expected = seconds / Double(plan.workers)
    guard expected > 3 else { return }
    board.note(
      "One more run of each optimizer, for the pictures: about "
        + "\(NumberText.grouped(expected)) s; --no-pictures leaves them out.")
  }

  /// Does the search on every problem, and widens the range where the best rate is at its edge.
  private func search(_ pool: TrialPool) -> [Progress] {
    var states = plan.problems.map { _ in
      Progress(
        candidates: plan.contenders.map(plan.search.candidates),
        trials: plan.contenders.map { _ in [] })
    }
    func carryOut(_ jobs: [TrialJob]) {
      for (job, trial) in zip(jobs, pool.trials(of: jobs)) {
        states[job.problem].trials[job.contender].append(trial)
      }
    }
    carryOut(
      plan.problems.indices.flatMap { problem in
        plan.searchJobs(problem: problem, candidates: plan.search.candidates)
      })
    for _ in 0..<plan.search.mostWidenings {
      var jobs: [TrialJob] = []
      for problem in plan.problems.indices {
        for isDownward in [true, false]
        where needsWidening(states[problem], plan.problems[problem].description, isDownward) {
          let earlier = isDownward ? states[problem].downward : states[problem].upward
          let added = { (contender: ContenderSpecification) in
            plan.search.addition(for: contender, after: earlier, isDownward: isDownward)
          }
          // What lies beyond may be nothing that a Float holds.
          guard !plan.contenders.allSatisfy({ added($0).isEmpty }) else { continue }
          jobs += plan.searchJobs(problem: problem, candidates: added)
          for contender in plan.contenders.indices {
            states[problem].candidates[contender] += added(plan.contenders[contender])
          }
          if isDownward { states[problem].downward += 1 } else { states[problem].upward += 1 }
        }
      }
      if jobs.isEmpty { break }
      carryOut(jobs)
    }
    return states
  }

  /// Whether the best rate of any contender is the lowest, or highest, of those tried.
  private func needsWidening(
    _ state: Progress, _ problem: ComparisonResults.Problem, _ isDownward: Bool
  ) -> Bool {
    plan.contenders.indices.contains(where: { contender in
      guard plan.contenders[contender].rate == nil else { return false }
      let rates = state.candidates[contender].map(\.learningRate)
      guard let edge = isDownward ? rates.min() : rates.max(), rates.min() != rates.max() else {
        return false
      }
      // Where everything diverged, lower rates are the only hope.
      guard let best = best(of: state.trials[contender], on: problem) else { return isDownward }
      return best.learningRate == edge
    })
  }

  /// The candidate that does best in the median over the seeds, the one with the smaller rate among
  /// equals; nil when all diverged.
  ///
  /// On a function that is the one with the fewest steps to a target that it kept; elsewhere, and
  /// where no target was kept, the one with the lowest validation loss after the last epoch.
  private func best(
    of trials: [ComparisonResults.Trial], on problem: ComparisonResults.Problem
  ) -> ComparisonResults.Candidate? {
    struct Rank {
      var candidate: ComparisonResults.Candidate
      var steps: Double
      var loss: Double
    }
    let groups = Dictionary(grouping: trials.filter { $0.stage == .search }, by: \.candidate)
    let ranks = groups.compactMap { candidate, trials -> Rank? in
      guard let loss = Spread(of: trials.map(\.validationLoss))?.median, loss.isFinite else {
        return nil
      }
      return Rank(
        candidate: candidate,
        steps: problem.measure == .stepsToTarget ? trials.medianStepsToTarget : 0, loss: loss)
    }
    let best = ranks.min {
      ($0.steps, $0.loss, $0.candidate.learningRate, $0.candidate.settings.description)
        < ($1.steps, $1.loss, $1.candidate.learningRate, $1.candidate.settings.description)
    }
    return best?.candidate
  }
}
