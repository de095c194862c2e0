internal import BLASKernels
internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

/// The sums over samples from which an epoch's means are made.
struct RunningSums: Sendable {
  var samples = 0
  var loss = 0.0
  var metrics: [Double]

  init(metricCount: Int) { metrics = Array(repeating: 0, count: metricCount) }

  var meanLoss: Double { loss / Double(samples) }

  /// The mean of each metric by its name.
  func means(of metrics: [Metric]) -> [String: Double] {
    Dictionary(
      zip(metrics, self.metrics).map { ($0.name, $1 / Double(samples)) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension BatchWorkspace {
  /// How many rows of a batch go through the network together in training.
  ///
  /// Some kernels of OpenBLAS multiply small matrices without packing them first. Where they exist
  /// a batch in a few such pieces takes less time than the batch in whole; `throughput` shows it.
  static func pieceRows(sizes: [Int], batchSize: Int) -> Int {
    guard BLASConfiguration.hasSmallProducts else { return batchSize }
    let widest = zip(sizes, sizes.dropFirst()).map { $0 * $1 }.max() ?? 1
    var rows = 1
    while rows * 2 * widest <= BLASConfiguration.smallProductLimit { rows *= 2 }
    return rows >= 8 && batchSize <= 4 * rows ? min(rows, batchSize) : batchSize
  }

  /// Loads the rows of a data set that `order` names.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func load(_ data: borrowing TrainingData<Scalar>, order: Span<Int>) {
    let rows = order.count
    Self.gather(data.features, order, into: &input)
    if data.labels.isEmpty {
      Self.gather(data.targets, order, into: &targets)
    } else {
      for row in 0..<rows { labels[row] = data.labels[order[row]] }
    }
    if !data.weights.isEmpty {
      for row in 0..<rows { weights[row] = data.weights[order[row]] }
    }
  }

  private static func gather(
    _ source: Matrix<Scalar>, _ order: Span<Int>, into target: inout AlignedBuffer<Scalar>
  ) {
    var target = target.mutableSpan
    var rows = target.slice(0..<order.count * source.columns)
    gatherRows(
      rows: source.rows, columns: source.columns, source.span, at: order, into: &rows)
  }

  /// Loads rows of features as they are.
  mutating func loadFeatures(_ features: Span<Scalar>) {
    var inputSpan = input.mutableSpan
    var inputRows = inputSpan.slice(0..<features.count)
    copyScalars(from: features, to: &inputRows)
  }

  /// Adds the losses and metrics of the rows that just went forward.
  ///
  /// `lastActivation` turns the outputs into what the metrics compare.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func addUp(
    _ sums: inout RunningSums, rows: Int, metrics: [Metric], loss: Loss,
    lastActivation: Activation
  ) {
    sums.samples += rows
    for row in 0..<rows { sums.loss += Double(losses[row]) }
    guard !metrics.isEmpty else { return }
    let columns = sizes[layers.count]
    let isBinary = loss.formula == .binaryCrossentropy || columns == 1
    // The loss kernel has already found the largest logit of every row.
    if metrics.count == 1, metrics[0] == .accuracy, lastActivation == .softmax, loss.takesLabels {
      for row in 0..<rows where predictions[row] == labels[row] { sums.metrics[0] += 1 }
      return
    }
    let last = layers.count - 1
    let count = rows * columns
    let (output, labels, targets) = (outputs[last], self.labels, self.targets)
    // The gradient of the last layer has served its purpose; the activation is applied there.
    var scratch = gradients[last].mutableSpan
    var values = scratch.slice(0..<count)
    copyScalars(from: output.span.extracting(first: count), to: &values)
    lastActivation.apply(rows: rows, columns: columns, to: &values)
    for (index, metric) in metrics.enumerated() {
      sums.metrics[index] += metric.sum(
        rows: rows, columns: columns, values: values.span,
        labels: loss.takesLabels ? labels.span.extracting(first: rows) : Span(),
        targets: loss.takesLabels ? Span() : targets.span.extracting(first: count),
        isBinary: isBinary)
    }
  }

  /// Trains on the loaded rows: forward, loss, backward, one update.
  ///
  /// Allocates nothing, but for waking the threads that share the update of a large model.
  ///
  /// The gradient is that of the loss times what the optimizer asks for. Where the optimizer takes
  /// its steps less often than it is called, the schedule counts the steps.
  ///
  /// - Returns: Whether the loss is finite; otherwise there was no update.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func trainingStep(
    rows: Int, pieceRows: Int, hasWeights: Bool, parameters: inout FlatParameters<Scalar>,
    setup: inout TrainingSetup<Scalar>, sums: inout RunningSums
  ) -> Bool {
    let lossScale = setup.optimizer.lossScale(in: setup.state)
    var start = 0
    while start < rows {
      let piece = start..<min(rows, start + pieceRows)
      forward(rows: piece, parameters: parameters.values)
      computeLoss(
        setup.trainingLoss, rows: piece, batchRows: rows, hasWeights: hasWeights,
        lossScale: lossScale)
      let values = parameters.values
      backward(
        rows: piece, parameters: values, parameterGradients: &parameters.gradients,
        accumulates: start > 0)
      start = piece.upperBound
    }
    addUp(
      &sums, rows: rows, metrics: setup.metrics, loss: setup.trainingLoss,
      lastActivation: setup.lastActivation)
    setup.hasDiverged = !sums.loss.isFinite
    if setup.hasDiverged { return false }
    if let schedule = setup.schedule {
      setup.optimizer.learningRate = schedule.learningRate(atStep: setup.state.step)
    }
    setup.optimizer.update(&parameters, state: &setup.state)
    return true
  }
}
