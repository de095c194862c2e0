internal import ElementwiseKernels
internal import LinearAlgebra

/// The first layer of a model whose product several threads share by its inputs.
///
/// The product is a sum over the inputs: x·W = Σₖ xₖ·Wₖ, where xₖ are some columns of the batch and
/// Wₖ the rows of W that belong to them. A member that gathers xₖ, multiplies by Wₖ, and later
/// computes the gradient xₖᵀ·δ of Wₖ, keeps all of these in the caches of its own processor, where
/// the update of about the same share of the parameters finds them. What goes from one processor
/// to the other is the batch of outputs and of δ, much less than W where a sample has many features.
struct SharedInputs<Scalar: RealScalar>: Sendable {
  /// What one member has of the first layer.
  private struct Part: Sendable {
    /// Which inputs.
    let inputs: Range<Int>
    /// Their columns of the batch.
    var columns: AlignedBuffer<Scalar>
    /// xₖ·Wₖ.
    var product: AlignedBuffer<Scalar>
    /// δ of the whole batch.
    var delta: AlignedBuffer<Scalar>
  }

  let layer: Dense
  /// Where W lies among the parameters of the model.
  let weights: Range<Int>
  private let inputSize: Int
  private var parts: [Part]
  /// Where each Wₖ lies among the parameters of the model.
  private let weightRanges: [Range<Int>]

  /// Allocates everything for batches of at most `batchSize` rows.
  ///
  /// - Parameters:
  ///   - layer: The first one.
  ///   - inputSize: The features of a sample.
  ///   - parameters: Where the layer's parameters begin among those of the model.
  ///   - batchSize: The rows of a full batch.
  ///   - members: How many share the inputs.
  /// - Precondition: `inputSize` ≥ `members`.
  init(
    _ layer: Dense, inputSize: Int, parameters: Range<Int>, batchSize: Int, members: Int
  ) {
    self.layer = layer
    self.inputSize = inputSize
    let (first, units) = (parameters.lowerBound, layer.units)
    weights = first..<first + inputSize * units
    let bounds = (0...members).map { inputSize * $0 / members }
    let inputs = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    weightRanges = inputs.map { first + $0.lowerBound * units..<first + $0.upperBound * units }
    parts = inputs.map { inputs in
      Part(
        inputs: inputs, columns: AlignedBuffer(zeros: batchSize * inputs.count),
        product: AlignedBuffer(zeros: batchSize * units),
        delta: AlignedBuffer(zeros: batchSize * units))
    }
  }

  /// Gathers a batch and multiplies it, each member its own inputs.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func multiply(_ batch: TrainingTeam<Scalar>.Batch, values: AlignedBuffer<Scalar>) {
    let (layer, weightRanges) = (layer, weightRanges)
    let rows = batch.places.count
    ThreadTeam.forEach(&parts, count: parts.count) { index, part in
      let (features, inputs) = (batch.data.features, part.inputs)
      do {
        var columns = part.columns.mutableSpan
        var gathered = columns.slice(0..<rows * inputs.count)
        gatherRows(
          rows: features.rows, columns: features.columns, features.span,
          at: batch.order.span.extracting(batch.places), columnRange: inputs, into: &gathered)
      }
      let columns = part.columns
      var product = part.product.mutableSpan
      var productRows = product.slice(0..<rows * layer.units)
      layer.multiply(
        rows: rows, inputSize: inputs.count, columns.span.extracting(first: rows * inputs.count),
        weights: values.span.extracting(weightRanges[index]), into: &productRows)
    }
  }

  /// x·W of some rows of the batch: the members' products, added in their order.
  func addProducts(rows: Range<Int>, into output: inout MutableSpan<Scalar>) {
    let range = scaled(rows, by: layer.units)
    for (index, part) in parts.enumerated() {
      accumulate(part.product.span.extracting(range), into: &output, replacing: index == 0)
    }
  }

  /// ∂loss/∂W of a batch, each member its own rows of W.
  ///
  /// - Parameters:
  ///   - batch: The batch that was multiplied last.
  ///   - members: Each has δ of its rows.
  ///   - share: How many rows a member has.
  ///   - gradients: ∂loss/∂θ of the whole model, of which W's is overwritten.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func computeGradients(
    _ batch: TrainingTeam<Scalar>.Batch, members: [TrainingTeam<Scalar>.Member], share: Int,
    into gradients: inout AlignedBuffer<Scalar>
  ) {
    let layer = layer
    let rows = batch.places.count
    ThreadTeam.forEach(&parts, lending: &gradients, weightRanges) { part, ownGradients in
      for index in members.indices {
        let own = scaled(
          min(rows, index * share)..<min(rows, (index + 1) * share), by: layer.units)
        let computed = members[index].workspace.gradients[0]
        var delta = part.delta.mutableSpan
        var deltaRows = delta.slice(own)
        copyScalars(from: computed.span.extracting(first: own.count), to: &deltaRows)
      }
      layer.multiplyTransposed(
        rows: rows, inputSize: part.inputs.count,
        part.columns.span.extracting(first: rows * part.inputs.count),
        part.delta.span.extracting(first: rows * layer.units), into: &ownGradients,
        accumulates: false)
      // The update, which follows on this thread, leaves the memory time to bring the next columns.
      batch.data.expect(
        order: batch.order, places: batch.next(after: batch.places), columns: part.inputs)
    }
  }
}

extension BatchWorkspace {
  /// Finishes the first layer of rows of a batch, runs them through the others and back.
  ///
  /// What is left to do is the gradient of the first layer's weights: δ lies in the first of
  /// `gradients`. Allocates nothing.
  ///
  /// - Parameters:
  ///   - batch: The batch.
  ///   - places: The places of these rows.
  ///   - products: Their products with the weights of the first layer.
  ///   - values: θ of the whole model.
  ///   - parameterGradients: ∂loss/∂θ of all but the first layer's weights; overwritten.
  ///   - setup: What `compile` decided.
  ///   - sums: Receives the losses and metrics.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  mutating func computeGradients(
    _ batch: TrainingTeam<Scalar>.Batch, places: Range<Int>, products: SharedInputs<Scalar>,
    values: AlignedBuffer<Scalar>, into parameterGradients: inout AlignedBuffer<Scalar>,
    setup: TrainingSetup<Scalar>, sums: inout RunningSums
  ) {
    loadTargets(batch.data, order: batch.order, places: places)
    let layer = products.layer
    let (rows, offset) = (places.count, places.lowerBound - batch.places.lowerBound)
    let (outputRange, cacheRange) = (0..<rows * layer.units, 0..<rows * cacheSizes[0])
    let bias = products.weights.upperBound..<ranges[0].upperBound
    do {
      var output = outputs[0].mutableSpan
      var outputRows = output.slice(outputRange)
      var cache = caches[0].mutableSpan
      var cacheRows = cache.slice(cacheRange)
      products.addProducts(rows: offset..<offset + rows, into: &outputRows)
      layer.activate(
        rows: rows, bias: values.span.extracting(bias), output: &outputRows, cache: &cacheRows)
    }
    forward(rows: 0..<rows, parameters: values, from: 1)
    computeLoss(
      setup.trainingLoss, rows: 0..<rows, batchRows: batch.places.count,
      hasWeights: !batch.data.weights.isEmpty, lossScale: batch.lossScale)
    backward(
      rows: 0..<rows, parameters: values, parameterGradients: &parameterGradients,
      accumulates: false, to: 1)
    do {
      let (output, cache) = (outputs[0], caches[0])
      var delta = gradients[0].mutableSpan
      var deltaRows = delta.slice(outputRange)
      var allGradients = parameterGradients.mutableSpan
      var biasGradients = allGradients.slice(bias)
      layer.differentiate(
        rows: rows, output: output.span.extracting(outputRange),
        cache: cache.span.extracting(cacheRange), outputGradient: &deltaRows,
        biasGradients: &biasGradients, accumulates: false)
    }
    addUp(
      &sums, rows: rows, metrics: setup.metrics, loss: setup.trainingLoss,
      lastActivation: setup.lastActivation)
  }
}
