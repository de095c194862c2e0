internal import ElementwiseKernels
internal import LinearAlgebra

/// The memory of a batch on its way through the layers and back, allocated once.
///
/// Batches of up to `capacity` rows go through it, `inputRows` of them at a time; a smaller one uses
/// the first rows.
struct BatchWorkspace<Scalar: RealScalar>: Sendable {
  let layers: [any Layer]
  /// Which layers draw random numbers in training.
  private let areRandom: [Bool]
  let sizes: [Int]
  let ranges: [Range<Int>]
  let capacity: Int

  var input: AlignedBuffer<Scalar>
  /// The row of the batch that the first row of `input` is.
  var firstInputRow = 0
  // Per layer: its output, its cache, and the gradient of its output.
  var outputs: [AlignedBuffer<Scalar>]
  var caches: [AlignedBuffer<Scalar>]
  var gradients: [AlignedBuffer<Scalar>]
  let cacheSizes: [Int]
  /// δ of the first layer, where others compute its weights' gradient; otherwise empty.
  var firstDelta: AlignedBuffer<Scalar>
  // Stands in for the gradient that is taken out of the array while it is worked on.
  private var delta = AlignedBuffer<Scalar>(zeros: 0)

  var labels: [Int32]
  var targets: AlignedBuffer<Scalar>
  var weights: AlignedBuffer<Scalar>
  var losses: AlignedBuffer<Scalar>
  var predictions: [Int32]

  /// Allocates everything for batches of at most `capacity` rows.
  init(
    layers: [any Layer], sizes: [Int], ranges: [Range<Int>], capacity: Int,
    inputRows: Int? = nil, trains: Bool
  ) {
    self.layers = layers
    areRandom = layers.map(\.isRandom)
    self.sizes = sizes
    self.ranges = ranges
    self.capacity = capacity
    input = AlignedBuffer(zeros: (inputRows ?? capacity) * sizes[0])
    cacheSizes = zip(layers, sizes).map { $0.cacheSize(inputSize: $1) }
    outputs = sizes.dropFirst().map { AlignedBuffer(zeros: capacity * $0) }
    caches = cacheSizes.map { AlignedBuffer(zeros: capacity * $0) }
    let outputSize = sizes[sizes.count - 1]
    // Without training only the last gradient is needed: the loss is computed in it.
    gradients = zip(sizes.dropFirst(), 1...).map { size, index in
      AlignedBuffer(zeros: trains || index == layers.count ? capacity * size : 0)
    }
    firstDelta = AlignedBuffer(zeros: inputRows == 0 ? capacity * sizes[1] : 0)
    labels = Array(repeating: 0, count: capacity)
    targets = AlignedBuffer(zeros: capacity * outputSize)
    weights = AlignedBuffer(repeating: 1, count: capacity)
    losses = AlignedBuffer(zeros: capacity)
    predictions = Array(repeating: 0, count: capacity)
  }

  /// The output of the last layer.
  var output: AlignedBuffer<Scalar> { outputs[outputs.count - 1] }

  // In the passes below what is only read is copied out first, which costs a reference count: the
  // compiler lets one part of a value be lent for writing only while nothing else of it is read.

  /// Runs rows through the layers from `first` on, to `output`.
  ///
  /// `noise` is that of the batch in training, whose row `noiseRow` is the first of the workspace.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func forward(
    rows: Range<Int>, parameters: AlignedBuffer<Scalar>, from first: Int = 0,
    noise: TrainingNoise? = nil, noiseRow: Int = 0
  ) {
    for index in first..<layers.count {
      let (layer, source) = (layers[index], index == 0 ? input : outputs[index - 1])
      let inputRange = self.inputRange(of: rows, layer: index)
      let outputRange = scaled(rows, by: sizes[index + 1])
      let cacheRange = scaled(rows, by: cacheSizes[index])
      let inputSize = sizes[index]
      let ownParameters = ranges[index]
      var output = outputs[index].mutableSpan
      var outputRows = output.slice(outputRange)
      var cache = caches[index].mutableSpan
      var cacheRows = cache.slice(cacheRange)
      if let noise, areRandom[index] {
        layer.forward(
          rows: rows.count, inputSize: inputSize, input: source.span.extracting(inputRange),
          parameters: parameters.span.extracting(ownParameters), output: &outputRows,
          cache: &cacheRows, noise: noise.forLayer(index, firstRow: noiseRow + rows.lowerBound))
        continue
      }
      layer.forward(
        rows: rows.count, inputSize: inputSize, input: source.span.extracting(inputRange),
        parameters: parameters.span.extracting(ownParameters), output: &outputRows,
        cache: &cacheRows)
    }
  }

  /// Computes weight·loss per row, and its gradient with respect to the last output.
  ///
  /// - Parameters:
  ///   - loss: What to compute, of what the last layer gave.
  ///   - rows: Which rows of the batch.
  ///   - batchRows: The rows over which the loss is averaged.
  ///   - hasWeights: Whether `weights` were loaded; otherwise every weight is 1.
  ///   - lossScale: What multiplies the gradient, and not the losses.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func computeLoss(
    _ loss: Loss, rows: Range<Int>, batchRows: Int, hasWeights: Bool, lossScale: Double = 1
  ) {
    let last = layers.count - 1
    let columns = sizes[last + 1]
    let range = scaled(rows, by: columns)
    let (output, labels, targets, weights) = (outputs[last], labels, targets, weights)
    func evaluate(
      _ gradient: inout AlignedBuffer<Scalar>, _ losses: inout AlignedBuffer<Scalar>,
      _ predictions: inout [Int32]
    ) {
      var gradientSpan = gradient.mutableSpan
      var gradientRows = gradientSpan.slice(range)
      copyScalars(from: output.span.extracting(range), to: &gradientRows)
      var lossSpan = losses.mutableSpan
      var lossRows = lossSpan.slice(rows)
      var predictionSpan = predictions.mutableSpan
      var predictionRows = predictionSpan.slice(rows)
      loss.evaluate(
        rows: rows.count, columns: columns, values: &gradientRows,
        labels: labels.span.extracting(loss.takesLabels ? rows : 0..<0),
        targets: targets.span.extracting(loss.takesLabels ? 0..<0 : range),
        weights: weights.span.extracting(hasWeights ? rows : 0..<0),
        scale: lossScale / Double(batchRows), losses: &lossRows, predictions: &predictionRows)
    }
    evaluate(&gradients[last], &losses, &predictions)
  }

  /// Runs the gradient of the last output back through the layers down to `first`.
  ///
  /// - Parameters:
  ///   - rows: Which rows of the batch.
  ///   - parameters: θ of the whole model.
  ///   - parameterGradients: ∂loss/∂θ of the whole model; overwritten, or added to.
  ///   - accumulates: Whether to add.
  ///   - first: The layer to end with.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func backward(
    rows: Range<Int>, parameters: AlignedBuffer<Scalar>,
    parameterGradients: inout AlignedBuffer<Scalar>, accumulates: Bool, to first: Int = 0
  ) {
    for index in (first..<layers.count).reversed() {
      let (layer, source) = (layers[index], index == 0 ? input : outputs[index - 1])
      let (output, cache, inputSize) = (outputs[index], caches[index], sizes[index])
      let inputRange = self.inputRange(of: rows, layer: index)
      let outputRange = scaled(rows, by: sizes[index + 1])
      let cacheRange = scaled(rows, by: cacheSizes[index])
      let ownParameters = ranges[index]
      func run(
        _ delta: inout AlignedBuffer<Scalar>, _ allGradients: inout AlignedBuffer<Scalar>,
        _ inputGradient: inout AlignedBuffer<Scalar>
      ) {
        var deltaSpan = delta.mutableSpan
        var deltaRows = deltaSpan.slice(outputRange)
        var allGradientSpan = allGradients.mutableSpan
        var ownGradients = allGradientSpan.slice(ownParameters)
        // Nobody asks for the gradient of the data: the first layer gets an empty range.
        var inputGradientSpan = inputGradient.mutableSpan
        var inputGradientRows = inputGradientSpan.slice(index == 0 ? 0..<0 : inputRange)
        layer.backward(
          rows: rows.count, inputSize: inputSize, input: source.span.extracting(inputRange),
          output: output.span.extracting(outputRange), cache: cache.span.extracting(cacheRange),
          parameters: parameters.span.extracting(ownParameters), outputGradient: &deltaRows,
          gradients: &ownGradients, accumulates: accumulates,
          inputGradient: &inputGradientRows)
      }
      // Two elements of one array cannot be lent for writing at once: this one is taken out.
      swap(&delta, &gradients[index])
      run(&delta, &parameterGradients, &gradients[max(0, index - 1)])
      swap(&delta, &gradients[index])
    }
  }

  /// Where a layer finds its input of some rows.
  private func inputRange(of rows: Range<Int>, layer: Int) -> Range<Int> {
    let first = layer == 0 ? firstInputRow : 0
    return scaled(rows.lowerBound - first..<rows.upperBound - first, by: sizes[layer])
  }
}

/// The scalars of a range of rows that are `width` wide.
func scaled(_ rows: Range<Int>, by width: Int) -> Range<Int> {
  rows.lowerBound * width..<rows.upperBound * width
}
