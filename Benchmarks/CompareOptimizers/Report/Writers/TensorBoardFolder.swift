import Foundation

/// The final runs of a comparison as event files: the curves of every seed, for `tensorboard --logdir`.
enum TensorBoardFolder {
  /// The name of the folder within a report.
  static let name = "tensorboard"

  /// Writes a run for each problem, contender and seed, in that order of its name's parts.
  ///
  /// - Parameters:
  ///   - results: The comparison.
  ///   - path: The folder, which need not exist.
  /// - Throws: `ReportError` when it cannot be written.
  static func write(_ results: ComparisonResults, to path: String) throws(ReportError) {
    let start = results.environment.date.timeIntervalSince1970
    for problem in results.problems {
      for contender in problem.contenders {
        for trial in contender.finalTrials {
          let writer = try TensorBoardWriter(
            folder: path, run: "\(problem.problem.name)/\(contender.name)/seed \(trial.seed)",
            wallTime: start)
          for epoch in trial.epochs {
            let scalars = [
              ("loss/training", epoch.trainingLoss), ("loss/validation", epoch.validationLoss),
            ]
            let accuracy = epoch.validationAccuracy.map { [("accuracy/validation", $0)] } ?? []
            for (tag, value) in scalars + accuracy {
              try writer.add(
                tag: tag, value: value, step: epoch.steps, wallTime: start + epoch.seconds)
            }
          }
          try writer.close()
        }
      }
    }
  }
}
