internal import ElementwiseKernels
public import LinearAlgebra

/// Samples that stay in their file, with what is to be learnt about them in memory.
///
/// ```swift
/// let features = try MappedMatrix<Float>(contentsOfNPY: "features.npy")
/// let labels = try [Int32](contentsOfNPY: "labels.npy")
/// let data = try MappedDataset(
///   validating: features, targets: .labels(labels, classCount: 10), name: "labels.npy")
/// try model.fit(data, epochs: 5)
/// ```
public struct MappedDataset<Scalar: RealScalar>: Sendable {
  /// The samples, one a row: shape [count, featureCount].
  public let features: MappedMatrix<Scalar>
  /// What is to be learnt about each sample.
  public let targets: Dataset<Scalar>.Targets

  /// Creates a data set with class labels.
  ///
  /// - Precondition: One label per row of `features`, each in `0 ..< classCount`.
  public init(features: MappedMatrix<Scalar>, labels: [Int32], classCount: Int) {
    self.init(features: features, targets: .labels(labels, classCount: classCount))
  }

  /// Creates a data set with target values.
  ///
  /// - Precondition: One row of `values` per row of `features`.
  public init(features: MappedMatrix<Scalar>, values: Matrix<Scalar>) {
    self.init(features: features, targets: .values(values))
  }

  /// Creates a data set with targets of either kind.
  ///
  /// - Precondition: One target per row of `features`; labels lie in `0 ..< classCount`.
  public init(features: MappedMatrix<Scalar>, targets: Dataset<Scalar>.Targets) {
    require(
      features.rows == targets.count,
      "\(targets.count) targets for \(features.rows) samples")
    if let (row, label, classCount) = targets.firstLabelOutsideClasses {
      fatalError("row \(row): label \(label) is outside the classes 0..<\(classCount)")
    }
    self.features = features
    self.targets = targets
  }

  /// Creates a data set from targets that come from outside the program, after checking them.
  ///
  /// That all features are finite is checked when training begins.
  ///
  /// - Parameters:
  ///   - features: The samples, one a row.
  ///   - targets: One target per sample.
  ///   - name: What to call the targets in an error, such as their file's name.
  /// - Throws: ``DataFormatError`` when the counts differ, or a label lies outside the classes.
  public init(
    validating features: MappedMatrix<Scalar>, targets: Dataset<Scalar>.Targets,
    name: String = "data set"
  ) throws(DataFormatError) {
    guard features.rows == targets.count else {
      throw DataFormatError(
        name, .countMismatch(samples: features.rows, targets: targets.count))
    }
    if let (row, label, classCount) = targets.firstLabelOutsideClasses {
      throw DataFormatError(
        name, .labelOutsideClasses(row: row, label: label, classCount: classCount))
    }
    self.init(features: features, targets: targets)
  }

  /// The number of samples.
  public var count: Int { features.rows }

  /// The number of features of each sample.
  public var featureCount: Int { features.columns }

  /// Returns the data without their last part, and that part for validation; both stay in the file.
  ///
  /// As ``Dataset/validationSplit(fraction:)``: the first ⌊`count` · (1 − `fraction`)⌋ samples stay.
  ///
  /// - Precondition: `0 ≤ fraction ≤ 1`.
  public func validationSplit(
    fraction: Double
  ) -> (training: MappedDataset, validation: MappedDataset) {
    let position = trainingCount(of: count, heldBack: fraction)
    return (
      training: samples(0..<position), validation: samples(position..<count)
    )
  }

  private func samples(_ range: Range<Int>) -> MappedDataset {
    MappedDataset(features: features.rows(range), targets: targets.samples(range))
  }
}
