/// Why a model cannot be trained, or evaluated, on the data it was given.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// There are no samples, or none are left after the validation split.
  case emptyData
  /// The samples are narrower or wider than the input of the model.
  case featureCount(found: Int, expected: Int)
  /// The targets are narrower or wider than the output of the model.
  case targetCount(found: Int, expected: Int)
  /// The loss takes labels and the data has rows, or the reverse.
  case targetKind(loss: String, expectsLabels: Bool)
  /// A feature is NaN or infinite.
  case nonFiniteFeature(row: Int, column: Int)
  /// A target is NaN or infinite.
  case nonFiniteTarget(row: Int, column: Int)
  /// A class label has no output.
  case label(Int, row: Int, classCount: Int)
  /// The loss of the first batch is not finite because weights are not, before any step of this call; the first
  /// block of them, such as "dense_1.weight".
  case nonFiniteWeights(block: String)
  /// The loss of a batch became NaN or infinite; epoch and step count from 1.
  case diverged(epoch: Int, step: Int, loss: Double)
  /// A batch is not finite, by the search that `fit(…, onNonFinite:)` asked for.
  case nonFinite(NonFiniteBatch)

  /// One sentence with the numbers.
  public var description: String {
    switch self {
    case .emptyData:
      "there are no samples to train on or to evaluate"
    case .featureCount(let found, let expected):
      "the samples have \(found) features, the model takes \(expected)"
    case .targetCount(let found, let expected):
      "the targets have \(found) columns, the model gives \(expected)"
    case .targetKind(let loss, let expectsLabels):
      "the loss \(loss) takes \(expectsLabels ? "one label" : "a row of numbers") per sample, "
        + "and the data has \(expectsLabels ? "a row of numbers" : "one label")"
    case .nonFiniteFeature(let row, let column):
      "feature \(column) of sample \(row) is not finite"
    case .nonFiniteTarget(let row, let column):
      "target \(column) of sample \(row) is not finite"
    case .label(let label, let row, let classCount):
      "label \(label) of sample \(row) is outside 0..<\(classCount)"
    case .nonFiniteWeights(let block):
      "the weights \(block) are not finite, before any step of this training; they were loaded so, or an "
        + "earlier training diverged"
    case .diverged(let epoch, let step, let loss):
      "training diverged: the loss is \(loss) in step \(step) of epoch \(epoch); "
        + "try a smaller learning rate"
    case .nonFinite(let batch):
      "training diverged: \(batch); the weights are those before it"
    }
  }
}
