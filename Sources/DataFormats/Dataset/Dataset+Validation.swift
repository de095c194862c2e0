internal import ElementwiseKernels
public import LinearAlgebra

extension Dataset {
  /// Creates a data set from data that come from outside the program, after checking them.
  ///
  /// - Parameters:
  ///   - features: The samples, one a row.
  ///   - targets: One target per sample.
  ///   - name: What to call the data in an error, such as a file's name.
  /// - Throws: ``DataFormatError`` when there are no samples, the counts differ, a label lies
  ///   outside the classes, or a feature or target is not finite; it names the row.
  /// - Complexity: O(n) in the number of elements.
  public init(
    validating features: Matrix<Scalar>, targets: Targets, name: String = "data set"
  ) throws(DataFormatError) {
    guard features.rows == targets.count else {
      throw DataFormatError(
        name, .countMismatch(samples: features.rows, targets: targets.count))
    }
    self.init(unchecked: features, targets: targets)
    try validate(name: name)
  }

  /// Checks that there are samples, that every label is one of the classes, and that every feature
  /// and target is finite.
  ///
  /// - Parameter name: What to call the data in an error, such as a file's name.
  /// - Throws: ``DataFormatError`` that names the first row at fault.
  /// - Complexity: O(n) in the number of elements.
  public func validate(name: String = "data set") throws(DataFormatError) {
    guard !isEmpty else { throw DataFormatError(name, .empty) }
    if let (row, label, classCount) = targets.firstLabelOutsideClasses {
      throw DataFormatError(
        name, .labelOutsideClasses(row: row, label: label, classCount: classCount))
    }
    if let (row, column) = Self.firstNonFinite(in: features) {
      throw DataFormatError(name, .nonFiniteFeature(row: row, column: column))
    }
    if case .values(let values) = targets, let (row, column) = Self.firstNonFinite(in: values) {
      throw DataFormatError(name, .nonFiniteTarget(row: row, column: column))
    }
  }

  private static func firstNonFinite(in matrix: Matrix<Scalar>) -> (row: Int, column: Int)? {
    nonFiniteElements(of: matrix.span).first.map {
      (row: $0 / matrix.columns, column: $0 % matrix.columns)
    }
  }
}

extension Dataset.Targets {
  /// The first label that is none of the classes.
  var firstLabelOutsideClasses: (row: Int, label: Int, classCount: Int)? {
    guard case .labels(let labels, let classCount) = self else { return nil }
    return labels.firstIndex { $0 < 0 || Int($0) >= classCount }
      .map { (row: $0, label: Int(labels[$0]), classCount: classCount) }
  }
}
