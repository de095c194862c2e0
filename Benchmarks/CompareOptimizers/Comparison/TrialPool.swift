import Descent
import Dispatch
import Synchronization

/// Carries out runs side by side, each on a thread of its own.
///
/// The records are the same for any number of workers, times excepted: every run depends on its own
/// seed alone. The thread count of the process is left as it is: changing it would change the last
/// bits of others' products meanwhile.
struct TrialPool {
  let plan: ComparisonPlan
  let journal: RunJournal?
  let board: ProgressBoard
  /// Called often; it may end the program.
  let checkIn: @Sendable () -> Void

  /// Runs what the journal does not hold, and gives the records in the order of the jobs.
  func trials(of jobs: [TrialJob]) -> [ComparisonResults.Trial] {
    var records = jobs.map { journal?.record(of: $0) }
    let left = records.indices.filter { records[$0] == nil }
    board.expect(zip(jobs, records).map { ($0, record: $1) })
    // What the program did not survive before comes last and alone: nothing else is lost with it, and
    // it is sure which run it was.
    let sound = left.filter { journal?.isDoubtful(jobs[$0]) != true }
    let outcomes = Mutex([ComparisonResults.Trial?](repeating: nil, count: sound.count))
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: min(plan.workers, sound.count)) { _ in
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < sound.count else { return }
        let trial = run(jobs[sound[index]])
        outcomes.withLock { $0[index] = trial }
      }
    }
    for (index, outcome) in zip(sound, outcomes.withLock { $0 }) { records[index] = outcome }
    for index in left where records[index] == nil { records[index] = run(jobs[index]) }
    journal?.flush()
    return records.compactMap { $0 }
  }

  private func run(_ job: TrialJob) -> ComparisonResults.Trial {
    journal?.begin(job)
    let progress = board.begin(job)
    var trial: ComparisonResults.Trial
    do {
      trial = try plan.problems[job.problem].run(
        job, with: plan.contenders[job.contender].optimizer(for: job.candidate)
      ) { state in
        progress?.update(state)
        checkIn()
      }
    } catch {
      // One run that cannot be done is a result too, and the others go on.
      trial = ComparisonResults.Trial(job)
      trial.failure = "\(error)"
    }
    journal?.end(job, trial)
    board.end(job, trial)
    return trial
  }
}
