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
    let runs = searchJobs.count + contenders.count * finalSeeds
    guard runs * epochs <= Self.mostEpochsRecorded else {
      throw .tooManyEpochs(runs: runs, epochs: epochs, most: Self.mostEpochsRecorded)
    }
    let needed = bytesPerRun * Double(workers)
    guard needed <= memory else {
      throw .tooLarge(model: problem.shape.text, runs: workers, bytes: needed, memory: memory)
    }
  }

  /// The memory that one run takes, at least: parameters, gradients and up to three moments, and
  /// for a batch the output of each layer, its gradient, and what the way back needs of it.
  private var bytesPerRun: Double {
    let rows = Double(min(batchSize, problem.training.count))
    let columns = problem.shape.widths.reduce(0.0) { $0 + Double($1) }
    let scalars = 5 * Double(problem.shape.parameterCount) + 3 * rows * columns
    return scalars * Double(MemoryLayout<Float>.size)
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
      "\(NumberText.grouped(runs)) runs of \(NumberText.grouped(epochs)) epochs are more than the "
        + "\(NumberText.grouped(most)) epochs that can be recorded; lower --epochs, --seeds or "
        + "--search-seeds"
    case .tooLarge(let model, let runs, let bytes, let memory):
      "training \(model) takes about \(Self.gigabytes(bytes)), \(runs) at a time, and this machine "
        + "has \(Self.gigabytes(memory)); lower --model, --batch-size or --threads"
    }
  }

  private static func gigabytes(_ bytes: Double) -> String {
    NumberText.grouped((bytes / 1e9).rounded(.up)) + " GB"
  }
}
