internal import ElementwiseKernels
internal import LinearAlgebra

extension Dataset {
  /// Returns the samples at these rows, in this order; a row may come more than once.
  ///
  /// - Precondition: Every row lies in `0 ..< count`.
  /// - Complexity: O(m · `featureCount`) for m rows.
  public func samples(at rows: [Int]) -> Dataset {
    // First, because it checks the rows, and says which is outside.
    let selectedFeatures = features.rows(at: rows)
    let selectedTargets: Targets =
      switch targets {
      case .labels(let labels, let classCount):
        .labels(rows.map { labels[$0] }, classCount: classCount)
      case .values(let values): .values(values.rows(at: rows))
      }
    return Dataset(unchecked: selectedFeatures, targets: selectedTargets)
  }

  /// Returns the first samples and the others, in order.
  ///
  /// - Precondition: `0 ≤ position ≤ count`.
  public func split(at position: Int) -> (first: Dataset, second: Dataset) {
    require(
      position >= 0 && position <= count, "\(count) samples cannot be split at \(position)")
    return (
      first: samples(at: Array(0..<position)), second: samples(at: Array(position..<count))
    )
  }

  /// Returns the first samples, a part of `fraction` of them all, rounded down.
  ///
  /// - Precondition: `0 ≤ fraction ≤ 1`.
  public func prefix(fraction: Double) -> Dataset {
    require(fraction >= 0 && fraction <= 1, "\(fraction) is not a part of a data set")
    return samples(at: Array(0..<Int((Double(count) * fraction).rounded(.down))))
  }

  /// Returns the last samples, a part of `fraction` of them all, rounded up.
  ///
  /// - Precondition: `0 ≤ fraction ≤ 1`.
  public func suffix(fraction: Double) -> Dataset {
    samples(at: Array(trainingCount(of: count, heldBack: fraction)..<count))
  }

  /// Returns the data without their last part, and that part for validation.
  ///
  /// As in Keras, the first ⌊`count` · (1 − `fraction`)⌋ samples stay, in the order given, and the
  /// others are for validation: shuffle first where the order means something.
  ///
  /// ```swift
  /// let (training, validation) = train.validationSplit(fraction: 0.1)
  /// ```
  /// - Precondition: `0 ≤ fraction ≤ 1`.
  public func validationSplit(fraction: Double) -> (training: Dataset, validation: Dataset) {
    let (training, validation) = split(at: trainingCount(of: count, heldBack: fraction))
    return (training: training, validation: validation)
  }

  /// Returns the samples in random order; equal generators give equal orders on every platform.
  ///
  /// - Complexity: O(`count` · `featureCount`).
  public func shuffled(using generator: inout some RandomNumberGenerator) -> Dataset {
    var rows = Array(0..<count)
    generator.shuffle(&rows)
    return samples(at: rows)
  }
}

extension Dataset.Targets {
  /// Those of a range of samples.
  package func samples(_ range: Range<Int>) -> Self {
    switch self {
    case .labels(let labels, let classCount): .labels(Array(labels[range]), classCount: classCount)
    case .values(let values): .values(values.rows(at: Array(range)))
    }
  }
}

/// How many samples are left to train on where the last part of them is held back, rounded down.
///
/// - Precondition: `0 ≤ fraction ≤ 1`.
package func trainingCount(of count: Int, heldBack fraction: Double) -> Int {
  require(fraction >= 0 && fraction <= 1, "\(fraction) is not a part of a data set")
  return Int((Double(count) * (1 - fraction)).rounded(.down))
}
