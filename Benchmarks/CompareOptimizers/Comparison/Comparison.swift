import Descent
import Dispatch
import Foundation
import Synchronization

/// Carries out a plan: the search, the runs that count, the valley, the timings.
struct Comparison {
  let plan: ComparisonPlan

  /// Trains everything and gives the results.
  ///
  /// The numbers are the same for any number of workers, times excepted: every run depends on its
  /// own seed alone. The thread count of the process is left as it is: changing it would change
  /// the last bits of others' products meanwhile.
  func run(progress line: sending ProgressLine) throws -> ComparisonResults {
    let start = Date()
    let board = ProgressBoard(
      plan: plan, line: line,
      runs: plan.searchJobs.count + plan.contenders.count * plan.finalSeeds)
    defer { board.finish() }
    let (jobs, all, rates) = try train(board)
    let contenders = plan.contenders.indices.map { contender in
      let specification = plan.contenders[contender]
      let optimizer = specification.optimizer(rate: rates[contender] ?? 0.01)
      return ComparisonResults.Contender(
        name: specification.name, rule: specification.formula,
        hyperparameters: specification.hyperparameters,
        learningRates: specification.rate.map { [$0] } ?? ComparisonPlan.rates,
        chosenLearningRate: rates[contender],
        trials: zip(jobs, all).filter { $0.0.contender == contender }.map(\.1),
        nanosecondsPerParameter: UpdateTiming.nanosecondsPerParameter(
          optimizer, count: plan.problem.shape.parameterCount))
    }
    var results = ComparisonResults(
      verdict: Verdict(contenders, target: plan.target).result,
      environment: Machine.environment(date: start, threads: plan.workers),
      settings: plan.settings, problem: plan.problem.description, contenders: contenders,
      valley: ValleyDescent(contenders: plan.contenders).valley)
    results.notes = contenders.filter(\.chosenRateIsAtEdge).map { contender in
      "the best learning rate of \(contender.name), "
        + "\(NumberText.short(contender.chosenLearningRate ?? 0)), is at the edge of those tried; "
        + "a better one may lie beyond."
    }
    return results
  }

  /// Does the search, then the runs that count at the rates that it found.
  private func train(
    _ board: ProgressBoard
  ) throws -> (jobs: [ComparisonPlan.Job], trials: [ComparisonResults.Trial], rates: [Double?]) {
    let search = plan.searchJobs
    let searchTrials = try trials(of: search, board: board)
    let rates = plan.contenders.indices.map { contender in
      plan.contenders[contender].rate ?? bestRate(for: contender, search, searchTrials)
    }
    for (contender, rate) in zip(plan.contenders, rates) where contender.rate == nil {
      board.note(
        rate.map { "\(contender.name): learning rate \(NumberText.short($0)) chosen" }
          ?? "\(contender.name): diverged at every learning rate")
    }
    let finals = plan.finalJobs(rates: rates)
    board.forget(runs: plan.contenders.count * plan.finalSeeds - finals.count)
    return (search + finals, searchTrials + (try trials(of: finals, board: board)), rates)
  }

  /// Runs jobs side by side and gives their trials in the order of the jobs.
  private func trials(
    of jobs: [ComparisonPlan.Job], board: ProgressBoard
  ) throws -> [ComparisonResults.Trial] {
    let runner = TrialRunner(plan: plan)
    let outcomes = Mutex(
      [Result<ComparisonResults.Trial, any Error>?](
        repeating: nil, count: jobs.count))
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: min(plan.workers, max(1, jobs.count))) { _ in
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < jobs.count else { return }
        let outcome = Result {
          try runner.run(jobs[index]) { epoch, samples, loss in
            board.update(jobs[index], at: index, epoch: epoch, samples: samples, loss: loss)
            Interruption.obey { board.finish() }
          }
        }
        board.finishRun(at: index)
        outcomes.withLock { $0[index] = outcome }
      }
    }
    return try outcomes.withLock { outcomes in
      try outcomes.map { outcome in
        guard let outcome else { preconditionFailure("a run was not carried out") }
        return try outcome.get()
      }
    }
  }

  /// The rate with the lowest median validation loss after the last epoch, the smaller among
  /// equals; nil when all diverged.
  private func bestRate(
    for contender: Int, _ jobs: [ComparisonPlan.Job], _ trials: [ComparisonResults.Trial]
  ) -> Double? {
    var best: (rate: Double, loss: Double)?
    for rate in ComparisonPlan.rates {
      let losses = zip(jobs, trials)
        .filter { $0.0.contender == contender && $0.0.rate == rate }
        .map { _, trial in
          trial.divergedAtStep == nil ? trial.epochs.last?.validationLoss ?? .infinity : .infinity
        }
      guard let median = Spread(of: losses)?.median, median.isFinite else { continue }
      if median < best?.loss ?? .infinity { best = (rate, median) }
    }
    return best?.rate
  }
}
