extension ComparisonResults {
  /// One training run: one optimizer, one choice of its hyper-parameters, one seed.
  struct Trial: Codable, Sendable {
    /// What a run is for.
    enum Stage: String, Codable, Sendable {
      /// It helps to choose the hyper-parameters; the test split is not looked at.
      case search
      /// It is run with what was chosen and counts in the summary.
      case final
    }

    /// What the run is for.
    var stage: Stage

    /// The step size.
    var learningRate: Double

    /// What else was searched, with the values of this run; nil when nothing was.
    var settings: [Setting]?

    /// The seed of the initial weights and of the order of the batches.
    var seed: UInt64

    /// The completed epochs, in order.
    var epochs: [Epoch]

    /// The mean loss on the test split after the last epoch; nil when it was not measured.
    var testLoss: Double?

    /// The accuracy on the test split after the last epoch, from 0 to 1; nil when not measured.
    var testAccuracy: Double?

    /// Updates after which the validation split was at the target and stayed there to the end of the
    /// run; nil when it did not.
    var stepsToTarget: Int?

    /// Training seconds until then; nil when it did not stay.
    var secondsToTarget: Double?

    /// Updates until the target was first met, kept or not; nil when it never was, and in files of
    /// version 2.
    var stepsToFirstTouch: Int?

    /// The update, counted from 1, after which the loss was NaN or infinite; nil when it never was.
    var divergedAtStep: Int?

    /// Why the run ended without a result; nil when it did not end so.
    ///
    /// Such a run is called crashed, and counts as one that diverged does.
    var failure: String?

    /// What the run was made with.
    var candidate: Candidate {
      Candidate(learningRate: learningRate, settings: settings ?? [])
    }

    /// Whether the run came to its end with finite numbers.
    var isFinite: Bool { divergedAtStep == nil && failure == nil }

    /// Whether something else than its numbers kept the run from coming to its end.
    var hasCrashed: Bool { failure != nil }

    /// What hyper-parameters are chosen by: the loss on the validation split after the last epoch,
    /// infinite for a run that diverged or crashed.
    var validationLoss: Double {
      let loss = isFinite ? epochs.last?.validationLoss ?? .infinity : .infinity
      return loss.isNaN ? .infinity : loss
    }
  }

  /// The state of a run at the end of one epoch.
  struct Epoch: Equatable, Sendable {
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

    /// The accuracy on the validation split, from 0 to 1; nil where there are no classes.
    var validationAccuracy: Double?
  }

  /// A hyper-parameter beside the learning rate that is searched, with a value.
  struct Setting: Codable, Hashable, Sendable {
    /// The name as on the command line, such as "rho".
    var name: String

    /// The value.
    var value: Double
  }

  /// A choice of the hyper-parameters that are searched.
  struct Candidate: Codable, Hashable, Sendable {
    /// The step size.
    var learningRate: Double

    /// What else is searched, by ascending name; empty when nothing is.
    var settings: [Setting] = []
  }
}

extension [ComparisonResults.Trial] {
  /// What became of those that did not come to their end: "diverged", "crashed", or both.
  var fate: String {
    let lost = filter { !$0.isFinite }
    let crashes = lost.count(where: \.hasCrashed)
    return crashes == 0 ? "diverged" : crashes == lost.count ? "crashed" : "diverged or crashed"
  }
}
