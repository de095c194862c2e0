import Descent
import Foundation

/// What a comparison does: the runs of the search, and those that count.
struct ComparisonPlan: Sendable {
  let problem: TrainingProblem
  let contenders: [ContenderSpecification]
  let epochs: Int
  let batchSize: Int
  /// How many seeds each chosen rate is run with.
  let finalSeeds: Int
  /// How many seeds each rate is tried with.
  let searchSeeds: Int
  let target: Double
  /// How many runs go on side by side.
  let workers: Int
  /// The arguments that the user gave.
  let commandLine: String

  /// The rates that every contender may choose from: half decades from 0.0001 to about 3.
  static let rates: [Double] = (0..<10).map { index in
    let rate = pow(10, -4 + Double(index) / 2)
    // Two digits, so that the rate in a report is the rate that was used.
    let scale = pow(10, floor(log10(rate)) - 1)
    return (rate / scale).rounded() * scale
  }

  /// Seeds that no search has seen.
  var finalSeedList: [UInt64] { (0..<UInt64(finalSeeds)).map { 1 + $0 } }

  /// Seeds of the search only.
  var searchSeedList: [UInt64] {
    contenders.allSatisfy { $0.rate != nil }
      ? [] : (0..<UInt64(searchSeeds)).map { 1001 + $0 }
  }

  /// One training run that is to be done.
  struct Job: Sendable {
    let contender: Int
    let stage: ComparisonResults.Trial.Stage
    let rate: Double
    let seed: UInt64
    /// Such as "search 3/7".
    let label: String
  }

  /// The runs from which rates are chosen; none for a contender whose rate is given.
  var searchJobs: [Job] {
    contenders.indices.flatMap { contender in
      contenders[contender].rate == nil
        ? Self.rates.enumerated().flatMap { index, rate in
          searchSeedList.map { seed in
            Job(
              contender: contender, stage: .search, rate: rate, seed: seed,
              label: "search \(index + 1)/\(Self.rates.count)")
          }
        } : []
    }
  }

  /// The runs that count, given the rate of each contender; none where every rate diverged.
  func finalJobs(rates: [Double?]) -> [Job] {
    contenders.indices.flatMap { contender in
      guard let rate = rates[contender] else { return [Job]() }
      return finalSeedList.enumerated().map { index, seed in
        Job(
          contender: contender, stage: .final, rate: rate, seed: seed,
          label: "final \(index + 1)/\(finalSeeds)")
      }
    }
  }

  /// Samples that a run trains on.
  var samplesPerRun: Int { problem.training.count * epochs }

  /// What reports say of it.
  var settings: ComparisonResults.Settings {
    ComparisonResults.Settings(
      commandLine: ("compare-optimizers " + commandLine).trimmingCharacters(in: .whitespaces),
      epochs: epochs, batchSize: batchSize, seeds: finalSeedList, searchSeeds: searchSeedList,
      criterion: .validationLoss, targetAccuracy: target,
      clock: "Training steps only, not evaluation; "
        + (workers == 1 ? "one run at a time, on one thread."
          : "\(workers) runs side by side, each on one thread."))
  }
}
