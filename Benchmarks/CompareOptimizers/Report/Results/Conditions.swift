import Foundation

// The conditions of a measurement: without them its numbers mean nothing.

extension ComparisonResults {
  /// The machine and the software that the numbers come from.
  struct Environment: Codable, Sendable {
    /// When the comparison began.
    var date: Date

    /// The revision of the source, such as a git commit, or "unknown".
    var revision: String

    /// The version of the Swift compiler.
    var swiftVersion: String

    /// The operating system and its version.
    var operatingSystem: String

    /// The processor's model name.
    var processor: String

    /// The number of logical cores that the process may use.
    var logicalCores: Int

    /// The instruction set that the element-wise loops run on.
    var instructionSet: String

    /// The BLAS library and its version.
    var blasLibrary: String

    /// The core type that the BLAS library chose its kernels for.
    var blasCore: String

    /// The number of threads used.
    var threads: Int

    /// What slowed the machine down, if anything did; one sentence each.
    var warnings: [String] = []
  }

  /// What the comparison was asked to do.
  struct Settings: Codable, Sendable {
    /// The quantity on the validation split by which a learning rate is chosen.
    enum Criterion: String, Codable, Sendable {
      /// The lowest loss after the last epoch.
      case validationLoss
      /// The highest accuracy after the last epoch.
      case validationAccuracy
    }

    /// The command that repeats the comparison, with every seed in it.
    var commandLine: String

    /// Passes over the training data per run.
    var epochs: Int

    /// Samples per update.
    var batchSize: Int

    /// The seeds of the runs that the summary is made of.
    var seeds: [UInt64]

    /// The seeds of the runs that the learning rate is chosen on; empty when it was given.
    var searchSeeds: [UInt64]

    /// What the learning rate is chosen by.
    var criterion: Criterion

    /// The accuracy on the validation split that "to target" counts towards, from 0 to 1.
    var targetAccuracy: Double

    /// What `seconds` include and leave out, in one sentence.
    var clock: String
  }

  /// The data and the model that every contender was given.
  struct Problem: Codable, Sendable {
    /// The data set, such as "Digits: 1,797 handwritten digits of 8×8 pixels".
    var data: String

    /// Samples to train on.
    var trainingCount: Int

    /// Samples on which learning rates are chosen.
    var validationCount: Int

    /// Samples that nothing is chosen on.
    var testCount: Int

    /// What was done to the features, such as "divided by 16".
    var preprocessing: String

    /// The layer widths, such as "64-32-10".
    var model: String

    /// The activations, such as "ReLU, then softmax".
    var activations: String

    /// The number of trained parameters.
    var parameterCount: Int

    /// How the weights begin, such as "Glorot uniform, biases 0".
    var initialization: String

    /// The loss that is minimized.
    var loss: String

    /// The scalar type, such as "Float (32 bits)".
    var scalar: String
  }
}
