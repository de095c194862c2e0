internal import ElementwiseKernels
public import LinearAlgebra

/// Samples with what is to be learnt about them.
///
/// A value: copies share their memory until one is changed.
///
/// ```swift
/// let points = Dataset<Float>(features: [[0, 1], [1, 0], [1, 1]], labels: [0, 1, 1], classCount: 2)
/// points.count            // 3
/// points.featureCount     // 2
/// ```
public struct Dataset<Scalar: RealScalar>: Equatable, Sendable {
  /// The samples, one a row: shape [count, featureCount].
  public let features: Matrix<Scalar>
  /// What is to be learnt about each sample.
  public let targets: Targets

  /// What is to be learnt about each sample.
  public enum Targets: Equatable, Sendable {
    /// The class of each sample, in `0 ..< classCount`.
    case labels([Int32], classCount: Int)
    /// The values for each sample, one sample a row.
    case values(Matrix<Scalar>)

    /// The number of samples that they belong to.
    public var count: Int {
      switch self {
      case .labels(let labels, _): labels.count
      case .values(let values): values.rows
      }
    }
  }

  /// Creates a data set with class labels.
  ///
  /// For data that come from outside the program use ``init(validating:targets:name:)``.
  ///
  /// - Precondition: One label per row of `features`, each in `0 ..< classCount`.
  public init(features: Matrix<Scalar>, labels: [Int32], classCount: Int) {
    self.init(features: features, targets: .labels(labels, classCount: classCount))
  }

  /// Creates a data set with target values.
  ///
  /// For data that come from outside the program use ``init(validating:targets:name:)``.
  ///
  /// - Precondition: One row of `values` per row of `features`.
  public init(features: Matrix<Scalar>, values: Matrix<Scalar>) {
    self.init(features: features, targets: .values(values))
  }

  /// Creates a data set with targets of either kind.
  ///
  /// For data that come from outside the program use ``init(validating:targets:name:)``.
  ///
  /// - Precondition: One target per row of `features`; labels lie in `0 ..< classCount`.
  public init(features: Matrix<Scalar>, targets: Targets) {
    require(
      features.rows == targets.count,
      "\(targets.count) targets for \(features.rows) samples")
    if let (row, label, classCount) = targets.firstLabelOutsideClasses {
      fatalError("row \(row): label \(label) is outside the classes 0..<\(classCount)")
    }
    self.init(unchecked: features, targets: targets)
  }

  /// Creates a data set of parts that are known to fit.
  init(unchecked features: Matrix<Scalar>, targets: Targets) {
    self.features = features
    self.targets = targets
  }

  /// The number of samples.
  public var count: Int { features.rows }

  /// The number of features of each sample.
  public var featureCount: Int { features.columns }

  /// Whether there are no samples.
  public var isEmpty: Bool { count == 0 }

  /// The class of each sample, or nil where the targets are values.
  public var labels: [Int32]? {
    if case .labels(let labels, _) = targets { labels } else { nil }
  }

  /// The number of classes, or nil where the targets are values.
  public var classCount: Int? {
    if case .labels(_, let classCount) = targets { classCount } else { nil }
  }
}
