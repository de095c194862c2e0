internal import DataFormats
internal import ElementwiseKernels
internal import LinearAlgebra

/// A data set as training reads it: checked, with weights resolved per sample.
struct TrainingData<Scalar: RealScalar>: Sendable {
  let features: Features<Scalar>
  /// One class per sample, or empty.
  let labels: [Int32]
  /// One row per sample, or empty.
  let targets: Matrix<Scalar>
  /// One weight per sample, or empty for 1.
  let weights: [Scalar]

  var count: Int { features.rows }

  /// Checks a data set in memory against a model.
  ///
  /// - Throws: ``TrainingError``, as for samples in a file.
  init(
    _ data: Dataset<Scalar>, inputSize: Int, outputSize: Int, loss: Loss,
    classWeights: [Int: Double]? = nil, sampleWeights: [Scalar]? = nil
  ) throws(TrainingError) {
    try self.init(
      Samples(data), inputSize: inputSize, outputSize: outputSize, loss: loss,
      classWeights: classWeights, sampleWeights: sampleWeights)
  }

  /// Checks a data set against a model; features may be infinite or NaN where they are tolerated, as their
  /// batches will be skipped.
  ///
  /// - Throws: ``TrainingError`` when the set is empty, does not fit the model, or holds a feature
  ///   that is not finite or a label outside the outputs.
  /// - Precondition: There are as many sample weights as samples; weights are finite and not
  ///   negative, and class weights are those of classes that the model has.
  init(
    _ data: Samples<Scalar>, inputSize: Int, outputSize: Int, loss: Loss,
    classWeights: [Int: Double]? = nil, sampleWeights: [Scalar]? = nil,
    toleratesFeatures: Bool = false
  ) throws(TrainingError) {
    guard data.count > 0 else { throw .emptyData }
    guard data.features.columns == inputSize else {
      throw .featureCount(found: data.features.columns, expected: inputSize)
    }
    if !toleratesFeatures, let (row, column) = data.features.firstNonFinite {
      throw .nonFiniteFeature(row: row, column: column)
    }
    if let fault = classWeights?.first(where: {
      $0.key < 0 || $0.key >= outputSize || !($0.value >= 0 && $0.value.isFinite)
    }) {
      fatalError(
        "class \(fault.key) of \(outputSize) cannot have the weight \(fault.value)")
    }
    features = data.features
    var resolved = sampleWeights ?? []
    if let sampleWeights {
      require(
        sampleWeights.count == data.count,
        "\(sampleWeights.count) sample weights for \(data.count) samples")
      if let row = sampleWeights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
        fatalError("sample \(row) cannot have the weight \(sampleWeights[row])")
      }
    }
    switch data.targets {
    case .labels(let classes, classCount: _):
      guard loss.takesLabels else { throw .targetKind(loss: loss.name, expectsLabels: false) }
      for (row, label) in classes.enumerated() where label < 0 || label >= outputSize {
        throw .label(Int(label), row: row, classCount: outputSize)
      }
      labels = classes
      targets = Matrix(rows: 0, columns: outputSize)
      if let classWeights {
        if resolved.isEmpty { resolved = Array(repeating: 1, count: data.count) }
        for (row, label) in classes.enumerated() {
          resolved[row] *= Scalar(classWeights[Int(label)] ?? 1)
        }
      }
    case .values(let values):
      guard !loss.takesLabels else { throw .targetKind(loss: loss.name, expectsLabels: true) }
      guard values.columns == outputSize else {
        throw .targetCount(found: values.columns, expected: outputSize)
      }
      if let index = nonFiniteElements(of: values.span).first {
        throw .nonFiniteTarget(row: index / outputSize, column: index % outputSize)
      }
      if let classWeights {
        // One-hot rows have a class too: the column of the largest target, as in Keras.
        if resolved.isEmpty { resolved = Array(repeating: 1, count: data.count) }
        for (row, label) in values.rowArgmax().enumerated() {
          resolved[row] *= Scalar(classWeights[label] ?? 1)
        }
      }
      labels = []
      targets = values
    }
    weights = resolved
  }

  /// Says that this thread will soon load rows, or a range of their columns: its next product or
  /// update brings them nearer.
  func expect(order: [Int], places: Range<Int>, columns: Range<Int>? = nil) {
    features.expect(order.span.extracting(places), columnRange: columns)
  }
}
