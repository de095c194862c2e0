extension ComparisonResults {
  /// One training run: one optimizer, one learning rate, one seed.
  struct Trial: Codable, Sendable {
    /// What a run is for.
    enum Stage: String, Codable, Sendable {
      /// It helps to choose the learning rate; the test split is not looked at.
      case search
      /// It is run at the chosen learning rate and counts in the summary.
      case final
    }

    /// What the run is for.
    var stage: Stage

    /// The step size.
    var learningRate: Double

    /// The seed of the initial weights and of the order of the batches.
    var seed: UInt64

    /// The completed epochs, in order.
    var epochs: [Epoch]

    /// The mean loss on the test split after the last epoch; nil when it was not measured.
    var testLoss: Double?

    /// The accuracy on the test split after the last epoch, from 0 to 1; nil when not measured.
    var testAccuracy: Double?

    /// Updates until the validation accuracy reached the target; nil when it never did.
    var stepsToTarget: Int?

    /// Training seconds until the validation accuracy reached the target; nil when never.
    var secondsToTarget: Double?

    /// The update, counted from 1, after which the loss was NaN or infinite; nil when it never was.
    var divergedAtStep: Int?
  }

  /// The state of a run at the end of one epoch.
  struct Epoch: Codable, Sendable {
    /// The epoch, counted from 1.
    var number: Int

    /// Updates since the start of the run.
    var steps: Int

    /// Training seconds since the start of the run.
    var seconds: Double

    /// The mean loss over the epoch's training samples, each before its update.
    var trainingLoss: Double

    /// The mean loss on the validation split.
    var validationLoss: Double

    /// The accuracy on the validation split, from 0 to 1.
    var validationAccuracy: Double

    /// The mean loss on the test split; nil when it is measured only at the end.
    var testLoss: Double?

    /// The accuracy on the test split, from 0 to 1; nil when it is measured only at the end.
    var testAccuracy: Double?
  }
}
