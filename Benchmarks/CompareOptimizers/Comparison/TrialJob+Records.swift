// A record that is read may be of anything. What sums up runs relies on it being such as the run gives.

extension TrialJob {
  /// Whether a trial may be the record of this run: made with the same settings, of numbers that results may
  /// hold, and of epochs that follow on each other.
  func mayHaveGiven(_ trial: ComparisonResults.Trial) -> Bool {
    guard trial.stage == stage, trial.seed == seed, trial.candidate == candidate else {
      return false
    }
    do throws(ResultsError) {
      try trial.check("trial")
    } catch {
      return false
    }
    return trial.hasOrderlyEpochs && trial.hasNoNegativeLoss
  }
}

extension ComparisonResults.Trial {
  /// Whether the epochs are numbered from 1, and neither steps nor time go back.
  fileprivate var hasOrderlyEpochs: Bool {
    epochs.enumerated().allSatisfy { $0 + 1 == $1.number }
      && zip(epochs, epochs.dropFirst()).allSatisfy {
        $0.steps < $1.steps && $0.seconds <= $1.seconds
      }
  }

  /// A loss may be NaN or infinite.
  fileprivate var hasNoNegativeLoss: Bool {
    !(testLoss ?? 0 < 0)
      && !epochs.contains { $0.trainingLoss < 0 || $0.validationLoss < 0 }
  }
}
