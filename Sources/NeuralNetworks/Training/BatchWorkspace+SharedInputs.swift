internal import ElementwiseKernels
internal import LinearAlgebra

extension BatchWorkspace {
  /// Finishes the first layer of rows of a batch, runs them through the others and back.
  ///
  /// What is left to do is the gradient of the first layer's weights, for which δ lies in
  /// `firstDelta`. Allocates nothing.
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
    forward(
      rows: 0..<rows, parameters: values, from: 1, noise: batch.noise, noiseRow: offset)
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
    do {
      // Metrics write over the gradient of the last layer, which may be the first one too.
      let delta = gradients[0]
      var kept = firstDelta.mutableSpan
      var keptRows = kept.slice(outputRange)
      copyScalars(from: delta.span.extracting(outputRange), to: &keptRows)
    }
    addUp(
      &sums, rows: rows, metrics: setup.metrics, loss: setup.trainingLoss,
      lastActivation: setup.lastActivation)
  }
}
