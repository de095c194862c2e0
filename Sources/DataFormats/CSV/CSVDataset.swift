internal import ElementwiseKernels
public import LinearAlgebra

/// A data set from a CSV file, with the names of its features, targets and classes.
///
/// ```swift
/// let iris = try CSVDataset<Float>(contentsOf: "iris.csv", labels: "species")
/// iris.data.count           // 150
/// iris.classNames           // ["setosa", "versicolor", "virginica"]
/// iris.featureNames         // ["sepal length", "sepal width", "petal length", "petal width"]
///
/// let houses = try CSVDataset<Float>(contentsOf: "houses.csv", values: ["price"])
/// ```
///
/// The file is read as ``CSVTable`` reads it. Infinite features and targets are refused; missing
/// ones are too, unless the options make them NaN.
public struct CSVDataset<Scalar: RealScalar>: Equatable, Sendable {
  /// The samples with their targets.
  public let data: Dataset<Scalar>
  /// The names of the features, or none where the file has no header.
  ///
  /// - Complexity: O(features); each is made when it is asked for.
  public var featureNames: [String] { featureTexts.strings }
  /// The names of the columns with the targets, or none where the file has no header.
  ///
  /// - Complexity: O(targets); each is made when it is asked for.
  public var targetNames: [String] { targetTexts.strings }
  /// The names of the classes 0, 1 …, as they stand in the file; none where targets are values.
  public let classNames: [String]

  let featureTexts: TextList
  let targetTexts: TextList

  /// Reads samples with class labels from a CSV file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - labels: The column with the labels, words or numbers.
  ///   - classes: Which labels are which classes.
  ///   - features: The columns with the features, or nil for all others; columns that are not named
  ///     may hold text.
  ///   - options: How to read it.
  /// - Throws: ``DataFormatError`` when the file cannot be read, holds no samples or one class only,
  ///   or with a ``CSVFault`` that names line, column and what stands there.
  /// - Complexity: O(n) in the size of the file.
  public init(
    contentsOf path: String, labels: CSVColumn, classes: CSVClasses = .sorted,
    features: [CSVColumn]? = nil, options: CSVOptions = CSVOptions()
  ) throws(DataFormatError) {
    try self.init(
      ByteSource(contentsOf: path), labels: labels, classes: classes, features: features,
      options: options)
  }

  /// Reads samples with class labels from the bytes of a CSV file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What to call the data in an error.
  ///   - labels: The column with the labels, words or numbers.
  ///   - classes: Which labels are which classes.
  ///   - features: The columns with the features, or nil for all others.
  ///   - options: How to read it.
  /// - Throws: ``DataFormatError`` as reading a file does.
  public init(
    contentsOf bytes: [UInt8], name: String = "CSV data", labels: CSVColumn,
    classes: CSVClasses = .sorted, features: [CSVColumn]? = nil, options: CSVOptions = CSVOptions()
  ) throws(DataFormatError) {
    try self.init(
      ByteSource(bytes: bytes, name: name), labels: labels, classes: classes, features: features,
      options: options)
  }

  /// Reads samples with target values from a CSV file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - values: The columns with the values to learn.
  ///   - features: The columns with the features, or nil for all others; columns that are not named
  ///     may hold text.
  ///   - options: How to read it.
  /// - Throws: ``DataFormatError`` when the file cannot be read or holds no samples, or with a
  ///   ``CSVFault`` that names line, column and what stands there.
  /// - Complexity: O(n) in the size of the file.
  public init(
    contentsOf path: String, values: [CSVColumn], features: [CSVColumn]? = nil,
    options: CSVOptions = CSVOptions()
  ) throws(DataFormatError) {
    try self.init(
      ByteSource(contentsOf: path), values: values, features: features, options: options)
  }

  /// Reads samples with target values from the bytes of a CSV file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What to call the data in an error.
  ///   - values: The columns with the values to learn.
  ///   - features: The columns with the features, or nil for all others.
  ///   - options: How to read it.
  /// - Throws: ``DataFormatError`` as reading a file does.
  public init(
    contentsOf bytes: [UInt8], name: String = "CSV data", values: [CSVColumn],
    features: [CSVColumn]? = nil, options: CSVOptions = CSVOptions()
  ) throws(DataFormatError) {
    try self.init(
      ByteSource(bytes: bytes, name: name), values: values, features: features, options: options)
  }
}

/// Which labels of a CSV file are which classes.
public enum CSVClasses: Equatable, Sendable {
  /// The distinct labels in order, as scikit-learn's `LabelEncoder` numbers them: words by their
  /// characters' code points, and labels that are all numbers by their values.
  case sorted
  /// The distinct labels as they come, as `pandas.factorize` numbers them.
  case inOrderOfAppearance
  /// These labels in this order, and no others: those of the training data, for a test file.
  case named([String])
}
