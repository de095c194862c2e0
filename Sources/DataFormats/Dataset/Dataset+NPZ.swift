internal import ElementwiseKernels
internal import LinearAlgebra

extension Dataset {
  /// Reads samples with class labels from two arrays of an npz file.
  ///
  /// ```swift
  /// // The file that `keras.datasets.mnist` loads.
  /// let train = try Dataset<Float>(
  ///   contentsOfNPZ: "mnist.npz", features: "x_train", labels: "y_train", dividedBy: 255)
  /// train.features.shape     // (60000, 784)
  /// train.classCount         // 10
  /// ```
  /// - Parameters:
  ///   - path: The file.
  ///   - features: The name of the array of samples. Its first dimension counts them, the others are
  ///     laid end to end.
  ///   - labels: The name of the array of labels: whole numbers of any type, of shape [n] or [n, 1].
  ///   - classCount: The number of classes, or nil for one more than the largest label.
  ///   - divisor: What to divide features by; 255 takes pixels to 0…1.
  ///   - conversion: What becomes of features that `Scalar` does not have.
  /// - Throws: ``DataFormatError`` when the file cannot be read or is not sound, has no such arrays, or
  ///   what they hold is no data set: no samples, other numbers of samples and labels, a label outside
  ///   the classes, or a feature that is not finite.
  /// - Precondition: `divisor` is finite and not zero.
  public init(
    contentsOfNPZ path: String, features: String, labels: String, classCount: Int? = nil,
    dividedBy divisor: Scalar = 1, _ conversion: NumberConversion = .exact
  ) throws(DataFormatError) {
    Self.check(divisor)
    let file = try NPZ(contentsOf: path)
    // Labels first: they are small, and what is wrong with them is soon said.
    let array = try file.array(labels)
    guard array.shape.count == 1 || array.shape.count == 2 && array.shape[1] == 1 else {
      throw DataFormatError(
        path,
        .unexpectedContent(
          expected: "labels of [n] or [n, 1]", found: "\(array.elementType) of \(array.shape)")
      ).inside(labels)
    }
    let classes: [Int32]
    do throws(DataFormatError) {
      let column = NumericArray(
        unchecked: array.elementType, shape: [array.count], bytes: array.bytes)
      classes = try column.vector(of: Int32.self, name: path)
    } catch {
      throw error.inside(labels)
    }
    let count = classCount ?? classes.max().map { Int($0) + 1 } ?? 0
    try self.init(
      validating: file.samples(features, dividedBy: divisor, conversion),
      targets: .labels(classes, classCount: count), name: path)
  }

  /// Reads samples with target values from two arrays of an npz file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - features: The name of the array of samples. Its first dimension counts them, the others are
  ///     laid end to end.
  ///   - values: The name of the array of target values, whose first dimension counts the samples too.
  ///   - divisor: What to divide features by.
  ///   - conversion: What becomes of numbers that `Scalar` does not have.
  /// - Throws: ``DataFormatError`` when the file cannot be read or is not sound, has no such arrays, or
  ///   what they hold is no data set: no samples, other numbers of samples and targets, or a number
  ///   that is not finite.
  /// - Precondition: `divisor` is finite and not zero.
  public init(
    contentsOfNPZ path: String, features: String, values: String, dividedBy divisor: Scalar = 1,
    _ conversion: NumberConversion = .exact
  ) throws(DataFormatError) {
    Self.check(divisor)
    let file = try NPZ(contentsOf: path)
    let targets = try file.matrix(values, of: Scalar.self, conversion)
    try self.init(
      validating: file.samples(features, dividedBy: divisor, conversion),
      targets: .values(targets), name: path)
  }

  /// Stops at a divisor that makes no numbers, before a file is looked for.
  private static func check(_ divisor: Scalar) {
    require(divisor.isFinite && divisor != 0, "features cannot be divided by \(divisor)")
  }
}

extension NPZ {
  fileprivate func samples<Scalar: RealScalar>(
    _ name: String, dividedBy divisor: Scalar, _ conversion: NumberConversion
  ) throws(DataFormatError) -> Matrix<Scalar> {
    var samples = try matrix(name, of: Scalar.self, conversion)
    if divisor != 1 { samples /= divisor }
    return samples
  }
}
