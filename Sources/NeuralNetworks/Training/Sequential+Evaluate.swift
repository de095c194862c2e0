public import DataFormats
internal import ElementwiseKernels
public import LinearAlgebra

extension Sequential {
  /// How many rows go through the network together where nothing is trained.
  private static var inferenceRows: Int { 256 }

  /// Measures the mean loss and the metrics on a data set.
  ///
  /// - Throws: ``TrainingError`` when the data does not fit the model.
  /// - Precondition: `compile` was called.
  public func evaluate(
    _ data: Dataset<Scalar>, sampleWeights: [Scalar]? = nil
  ) throws -> Evaluation {
    let setup = requireTraining(for: "evaluate")
    let source = try TrainingData(
      data, inputSize: inputSize, outputSize: outputSize, loss: setup.loss,
      sampleWeights: sampleWeights)
    return evaluate(source, setup: setup)
  }

  /// Measures the mean loss and the metrics on samples that stay in their file.
  ///
  /// - Throws: ``TrainingError`` when the data does not fit the model, and `DataFormatError` when the
  ///   file has become shorter.
  /// - Precondition: `compile` was called.
  public func evaluate(
    _ data: MappedDataset<Scalar>, sampleWeights: [Scalar]? = nil
  ) throws -> Evaluation {
    let setup = requireTraining(for: "evaluate")
    try data.features.check()
    let source = try TrainingData(
      .mapped(data), inputSize: inputSize, outputSize: outputSize, loss: setup.loss,
      sampleWeights: sampleWeights)
    return evaluate(source, setup: setup)
  }

  /// Measures the mean loss and the metrics on data that was checked before.
  func evaluate(_ source: TrainingData<Scalar>, setup: TrainingSetup<Scalar>) -> Evaluation {
    var workspace = BatchWorkspace<Scalar>(
      layers: setup.layers, sizes: sizes, ranges: ranges,
      capacity: min(Self.inferenceRows, source.count), trains: false)
    var sums = RunningSums(metricCount: setup.metrics.count)
    let order = Array(0..<source.count)
    var position = 0
    while position < source.count {
      let rows = min(workspace.capacity, source.count - position)
      workspace.load(source, order: order, places: position..<position + rows)
      workspace.forward(rows: 0..<rows, parameters: parameters.values)
      workspace.computeLoss(
        setup.trainingLoss, rows: 0..<rows, batchRows: rows, hasWeights: !source.weights.isEmpty)
      workspace.addUp(
        &sums, rows: rows, metrics: setup.metrics, loss: setup.trainingLoss,
        lastActivation: setup.lastActivation)
      position += rows
    }
    return Evaluation(loss: sums.meanLoss, metrics: sums.means(of: setup.metrics))
  }

  /// Computes the outputs for rows of features.
  ///
  /// - Returns: One row of outputs per row of features.
  /// - Precondition: The features have ``inputSize`` columns.
  public func predict(_ features: Matrix<Scalar>) -> Matrix<Scalar> {
    require(
      features.columns == inputSize,
      "the samples have \(features.columns) features, the model takes \(inputSize)")
    var result = Matrix<Scalar>(rows: features.rows, columns: outputSize)
    guard features.rows > 0 else { return result }
    var workspace = BatchWorkspace<Scalar>(
      layers: layers, sizes: sizes, ranges: ranges,
      capacity: min(Self.inferenceRows, features.rows), trains: false)
    var resultSpan = result.mutableSpan
    var position = 0
    while position < features.rows {
      let rows = min(workspace.capacity, features.rows - position)
      let range = position * inputSize..<(position + rows) * inputSize
      workspace.loadFeatures(features.span.extracting(range))
      workspace.forward(rows: 0..<rows, parameters: parameters.values)
      var target = resultSpan.slice(position * outputSize..<(position + rows) * outputSize)
      copyScalars(
        from: workspace.output.span.extracting(first: rows * outputSize), to: &target)
      position += rows
    }
    return result
  }
}
