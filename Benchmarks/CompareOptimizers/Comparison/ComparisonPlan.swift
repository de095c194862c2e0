import Descent
import Foundation

/// What a comparison does: on which problems, with whom, and how many runs.
struct ComparisonPlan: Sendable {
  /// What is minimized.
  let problems: [any OptimizationProblem]
  /// Who does it.
  let contenders: [ContenderSpecification]
  /// How hyper-parameters are searched.
  let search: SearchProtocol
  /// How many seeds each chosen candidate is run with.
  let finalSeeds: Int
  /// How many seeds each candidate is tried with.
  let searchSeeds: Int
  /// The place of the contender with which the others are compared.
  let reference: Int
  /// How many runs go on side by side.
  let workers: Int
  /// The arguments that the user gave.
  let commandLine: String
  /// Whether the data of landscapes, effective steps and update costs are worked out too.
  var drawsPictures = false

  /// Seeds that no search has seen.
  var finalSeedList: [UInt64] { (0..<UInt64(finalSeeds)).map { 1 + $0 } }

  /// Seeds of the search only.
  var searchSeedList: [UInt64] {
    contenders.allSatisfy { $0.rate != nil }
      ? [] : (0..<UInt64(searchSeeds)).map { UInt64(Self.mostSeeds) + 1 + $0 }
  }

  /// The runs of the search among some candidates; none for a contender whose rate is given.
  func searchJobs(
    problem: Int, candidates: (ContenderSpecification) -> [ComparisonResults.Candidate]
  ) -> [TrialJob] {
    contenders.indices.filter { contenders[$0].rate == nil }.flatMap { contender in
      candidates(contenders[contender]).flatMap { candidate in
        searchSeedList.map { seed in
          TrialJob(
            problem: problem, contender: contender, stage: .search, candidate: candidate,
            seed: seed)
        }
      }
    }
  }

  /// The runs that count, given what each contender chose; none where everything diverged.
  ///
  /// The contenders take turns, so that a machine that slows down slows all of them.
  func finalJobs(problem: Int, chosen: [ComparisonResults.Candidate?]) -> [TrialJob] {
    finalSeedList.flatMap { seed in
      contenders.indices.compactMap { contender in
        chosen[contender].map {
          TrialJob(
            problem: problem, contender: contender, stage: .final, candidate: $0, seed: seed)
        }
      }
    }
  }

  /// All runs that are sure to take place, unless everything diverges.
  var expectedRuns: Int {
    let searched = contenders.count { $0.rate == nil }
    return problems.count
      * (searched * search.trials * searchSeeds + contenders.count * finalSeeds)
  }

  /// What is to be known beside the results: of the problems, and whom a sweep leaves as they are.
  var notes: [String] {
    problems.flatMap(\.notes)
      + search.sweeps.flatMap { sweep -> [String] in
        let setting = sweep.setting.rawValue
        let having = contenders.filter { $0.ownSettings.contains(sweep.setting) }
        let keepers = having.filter { $0.givenSettings.contains(sweep.setting) }.map(\.name)
        let unsearched = having.filter { $0.rate != nil && !keepers.contains($0.name) }.map(\.name)
        return [
          keepers.isEmpty
            ? nil : "--sweep \(setting) leaves \(keepers.inWords) as given in --optimizers.",
          unsearched.isEmpty
            ? nil
            : "--sweep \(setting) leaves out \(unsearched.inWords), given "
              + "\(unsearched.count == 1 ? "its rate" : "their rates"): nothing is searched there.",
        ].compactMap { $0 }
      }
  }

  /// What reports say of it.
  ///
  /// - Parameter workerCounts: How many runs went on side by side, where a comparison was broken off and
  ///   continued otherwise; empty for as many as are planned.
  /// - Returns: The settings.
  func settings(workerCounts: Set<Int> = []) -> ComparisonResults.Settings {
    let counts = (workerCounts.isEmpty ? [workers] : workerCounts).sorted()
    let runs = counts.map { NumberText.grouped($0) }.asAlternatives
    return ComparisonResults.Settings(
      commandLine: ("compare-optimizers " + commandLine).trimmingCharacters(in: .whitespaces),
      seeds: finalSeedList, searchSeeds: searchSeedList, reference: contenders[reference].name,
      clock: "Times are seconds of a core at work on training steps: evaluation is left out, and "
        + "so is what a run waited while others had the core; "
        + (counts == [1]
          ? "one run at a time, on one thread."
          : "\(runs) runs side by side, each on one thread"
            + (counts.count > 1 ? ", as it was continued with other --threads." : ".")))
  }

  /// Everything that the results depend on, in words: a comparison that was broken off can be
  /// continued by one of the same words.
  var fingerprint: String {
    let lines =
      ["format \(ComparisonResults.formatVersion)", "core \(Backend.blasCoreName)"]
      + ["instructions \(InstructionSet.active)", "build \(Machine.revision)"]
      + problems.map { "\($0.description)" }
      + contenders.map { "\($0.name) \($0.formula) \($0.hyperparameters) \($0.rate ?? 0)" }
      + ["\(search)", "seeds \(finalSeeds) \(searchSeeds)"]
    return lines.joined(separator: "\n")
  }
}
