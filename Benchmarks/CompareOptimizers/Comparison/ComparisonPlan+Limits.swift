import Foundation

extension ComparisonPlan {
  /// The most final seeds, and the most search seeds: the two ranges of seeds lie side by side.
  static let mostSeeds = 1_000

  /// The most epochs of a run.
  static let mostEpochs = mostEpochsRecorded

  /// The most epochs of all runs together: each is a record in memory and in the report.
  private static let mostEpochsRecorded = 1_000_000

  /// Makes sure, before any work, that the plan fits the machine.
  ///
  /// - Throws: `PlanError` when it records too many epochs, or the networks do not fit in memory.
  func check(memory: Double = Double(ProcessInfo.processInfo.physicalMemory)) throws(PlanError) {
    let searched = contenders.count { $0.rate == nil }
    let records = problems.reduce(0) { sum, problem in
      sum + searched * search.trials * searchSeeds * problem.recordCount(of: .search)
        + contenders.count * finalSeeds * problem.recordCount(of: .final)
    }
    guard records <= Self.mostEpochsRecorded else {
      throw .tooManyEpochs(runs: expectedRuns, epochs: records, most: Self.mostEpochsRecorded)
    }
    for problem in problems {
      let needed = problem.bytesPerRun * Double(workers)
      guard needed <= memory else {
        throw .tooLarge(
          model: problem.description.model, runs: workers, bytes: needed, memory: memory)
      }
    }
  }
}

/// Why a plan cannot be carried out.
enum PlanError: Error, Equatable, CustomStringConvertible {
  /// More epochs than can be recorded.
  case tooManyEpochs(runs: Int, epochs: Int, most: Int)

  /// Networks that take more memory than there is.
  case tooLarge(model: String, runs: Int, bytes: Double, memory: Double)

  var description: String {
    switch self {
    case .tooManyEpochs(let runs, let epochs, let most):
      "the \(NumberText.grouped(runs)) runs have \(NumberText.grouped(epochs)) epochs in all, more "
        + "than the \(NumberText.grouped(most)) that can be recorded; lower --epochs, --steps, "
        + "--seeds, --trials or --search-seeds"
    case .tooLarge(let model, let runs, let bytes, let memory):
      "training \(model) takes about \(Self.gigabytes(bytes)), \(runs) at a time, and this machine "
        + "has \(Self.gigabytes(memory)); lower --model, --batch-size or --threads"
    }
  }

  private static func gigabytes(_ bytes: Double) -> String {
    NumberText.grouped((bytes / 1e9).rounded(.up)) + " GB"
  }
}
