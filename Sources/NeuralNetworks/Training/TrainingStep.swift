internal import BLASKernels
internal import ElementwiseKernels
internal import LinearAlgebra

/// The sums over samples from which an epoch's means are made.
struct RunningSums: Codable, Sendable {
  var samples = 0
  var loss = 0.0
  var metrics: [Double]

  init(metricCount: Int) { metrics = Array(repeating: 0, count: metricCount) }

  var meanLoss: Double { loss / Double(samples) }

  /// Starts anew, without giving up memory.
  mutating func reset() {
    (samples, loss) = (0, 0)
    for index in metrics.indices { metrics[index] = 0 }
  }

  /// Becomes other sums of the same metrics, without giving up memory.
  mutating func replace(with other: RunningSums) {
    (samples, loss) = (other.samples, other.loss)
    for index in metrics.indices { metrics[index] = other.metrics[index] }
  }

  /// Adds the sums over other samples.
  mutating func add(_ other: RunningSums) {
    samples += other.samples
    loss += other.loss
    for index in metrics.indices { metrics[index] += other.metrics[index] }
  }

  /// The mean of each metric by its name.
  func means(of metrics: [Metric]) -> [String: Double] {
    Dictionary(
      zip(metrics, self.metrics).map { ($0.name, $1 / Double(samples)) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension BatchWorkspace {
  /// Loads the rows of a data set that `order` names at some places: features and targets.
  mutating func load(
    _ data: borrowing TrainingData<Scalar>, order: [Int], places: Range<Int>
  ) {
    loadFeatures(data, order: order, places: places, firstRow: 0)
    loadTargets(data, order: order, places: places)
  }

  /// Loads features of rows, the first of which is `firstRow` of the batch.
  mutating func loadFeatures(
    _ data: borrowing TrainingData<Scalar>, order: [Int], places: Range<Int>, firstRow: Int
  ) {
    firstInputRow = firstRow
    var target = input.mutableSpan
    var rows = target.slice(0..<places.count * data.features.columns)
    data.features.gather(order.span.extracting(places), into: &rows)
  }

  /// Loads what the rows are compared with, and their weights.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func loadTargets(
    _ data: borrowing TrainingData<Scalar>, order everyRow: [Int], places: Range<Int>
  ) {
    let order = everyRow.span.extracting(places)
    let rows = order.count
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

  /// Runs rows of a batch forward, computes their loss, and runs them back.
  ///
  /// Allocates nothing.
  ///
  /// - Parameters:
  ///   - batch: The batch.
  ///   - places: The places of these rows.
  ///   - pieceRows: How many rows go through the network together.
  ///   - values: θ of the whole model.
  ///   - gradients: ∂loss/∂θ of the whole model; overwritten.
  ///   - setup: What `compile` decided.
  ///   - sums: Receives the losses and metrics.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func computeGradients(
    _ batch: TrainingTeam<Scalar>.Batch, places: Range<Int>, pieceRows: Int,
    values: AlignedBuffer<Scalar>, into gradients: inout AlignedBuffer<Scalar>,
    setup: TrainingSetup<Scalar>, sums: inout RunningSums
  ) {
    loadTargets(batch.data, order: batch.order, places: places)
    let (rows, first) = (places.count, places.lowerBound)
    var start = 0
    while start < rows {
      let piece = start..<min(rows, start + pieceRows)
      loadFeatures(
        batch.data, order: batch.order,
        places: first + piece.lowerBound..<first + piece.upperBound, firstRow: start)
      forward(
        rows: piece, parameters: values, noise: batch.noise,
        noiseRow: first - batch.places.lowerBound)
      computeLoss(
        setup.trainingLoss, rows: piece, batchRows: batch.places.count,
        hasWeights: !batch.data.weights.isEmpty, lossScale: batch.lossScale)
      // The products and the update leave the memory time to bring the rows that follow.
      let next =
        piece.upperBound < rows
        ? first + piece.upperBound..<first + min(rows, piece.upperBound + pieceRows)
        : batch.next(after: places)
      batch.data.expect(order: batch.order, places: next)
      backward(
        rows: piece, parameters: values, parameterGradients: &gradients, accumulates: start > 0)
      start = piece.upperBound
    }
    addUp(
      &sums, rows: rows, metrics: setup.metrics, loss: setup.trainingLoss,
      lastActivation: setup.lastActivation)
  }
}
