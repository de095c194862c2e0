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

  /// The rates that every contender may choose from: half decades, rounded so that the rate in a
  /// report is the rate that was used.
  static let rates = [0.0001, 0.00032, 0.001, 0.0032, 0.01, 0.032, 0.1, 0.32, 1, 3.2]

  /// Seeds that no search has seen.
  var finalSeedList: [UInt64] { (0..<UInt64(finalSeeds)).map { 1 + $0 } }

  /// Seeds of the search only.
  var searchSeedList: [UInt64] {
    contenders.allSatisfy { $0.rate != nil }
      ? [] : (0..<UInt64(searchSeeds)).map { UInt64(Self.mostSeeds) + 1 + $0 }
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
  ///
  /// The contenders take turns, so that a machine that slows down slows all of them.
  func finalJobs(rates: [Double?]) -> [Job] {
    finalSeedList.enumerated().flatMap { index, seed in
      contenders.indices.compactMap { contender in
        rates[contender].map { rate in
          Job(
            contender: contender, stage: .final, rate: rate, seed: seed,
            label: "final \(index + 1)/\(finalSeeds)")
        }
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
        + (workers == 1
          ? "one run at a time, on one thread."
          : "\(workers) runs side by side, each on one thread."))
  }
}
