extension ComparisonResults {
  /// What every contender was given to minimize.
  struct Problem: Codable, Sendable {
    /// What sort of problem it is.
    enum Kind: String, Codable, Sendable {
      /// A function of a few variables with a known minimum.
      case function
      /// A model whose loss is convex.
      case convex
      /// A network with hidden layers.
      case network
    }

    /// What counts as solved, if a run stays there to its end (`TargetWatch`).
    struct Target: Codable, Equatable, Sendable {
      /// What is measured, on the validation split.
      enum Measure: String, Codable, Sendable {
        /// The share of samples whose class is found; at least the value.
        case accuracy
        /// The loss; at most the value.
        case loss
      }

      /// What is measured.
      var measure: Measure

      /// The value to reach.
      var value: Double
    }

    /// The name as on the command line, such as "digits".
    var name: String

    /// The name to show, such as "Handwritten digits".
    var title: String

    /// What sort of problem it is.
    var kind: Kind

    /// Where the problem comes from: a paper, a data set.
    var source: String

    /// The data set or the function, such as "1,797 handwritten digits of 8×8 pixels".
    var data: String

    /// Samples to train on, samples to choose hyper-parameters on, and samples that nothing is
    /// chosen on; all 0 for a function.
    var trainingCount: Int
    var validationCount: Int
    var testCount: Int

    /// What was done to the features, such as "divided by 16"; empty for nothing.
    var preprocessing: String

    /// The layer widths, such as "64-32-10", or the number of variables.
    var model: String

    /// The activations, such as "ReLU, then softmax"; empty for a function.
    var activations: String

    /// The number of trained parameters.
    var parameterCount: Int

    /// How the weights begin, such as "Glorot uniform, biases 0".
    var initialization: String

    /// The loss that is minimized.
    var loss: String

    /// The lowest loss that there is, where it is known: validation and test losses are what lies
    /// above it.
    var lowestLoss: Double?

    /// The scalar type, such as "Float (32 bits)".
    var scalar: String

    /// What counts as solved.
    var target: Target

    /// Passes over the training data per run; for a function the stretches between two records.
    var epochs: Int

    /// Updates in an epoch.
    var stepsPerEpoch: Int

    /// Samples per update; 0 for a function.
    var batchSize: Int

    /// Whether there are classes, and so an accuracy.
    var hasAccuracy: Bool

    /// The noise on the gradient of a function, over the gradient's size at the start; nil without.
    var noise: Double?

    /// The points where a function is lowest; nil for anything else, and in files before it was told.
    var minima: [[Double]]?

    /// The part of its domain's width by which a start on a function may lie beside the usual one, to
    /// either side.
    static let startSpread = 0.05

    /// Whether a part of the data was drawn as the test split: not where there is none, nor where the
    /// lowest loss is known, which is that of samples that are all trained on.
    var hasTestSplit: Bool { testCount > 0 && lowestLoss == nil }

    /// What it means that a run keeps its target: "at every step from then on".
    var keeping: String {
      let forgiven = "from then on, a single one in between forgiven"
      if kind != .function { return "at the end of every epoch \(forgiven)" }
      return noise == nil
        ? "at every step from then on" : "by the mean of every ten steps \(forgiven)"
    }

    /// What hyper-parameters are chosen for, on the validation split, and the final runs judged by,
    /// on the test split: for a function the steps to a target that is kept, otherwise how good the
    /// end is.
    var measure: Pairing.Measure {
      kind == .function ? .stepsToTarget : hasAccuracy ? .testAccuracy : .testLoss
    }
  }
}
