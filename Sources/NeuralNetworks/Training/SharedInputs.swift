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
  /// Whether the data has so many zeros that they are looked for.
  private let skipsZeros: Bool
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
  ///   - skipsZeros: Whether the data has so many zeros that they are looked for.
  /// - Precondition: `inputSize` ≥ `members`.
  init(
    _ layer: Dense, inputSize: Int, parameters: Range<Int>, batchSize: Int, members: Int,
    skipsZeros: Bool
  ) {
    self.layer = layer
    self.skipsZeros = skipsZeros
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
    let (layer, weightRanges, skipsZeros) = (layer, weightRanges, skipsZeros)
    let rows = batch.places.count
    ThreadTeam.forEach(&parts, count: parts.count) { index, part in
      let (features, inputs) = (batch.data.features, part.inputs)
      do {
        var columns = part.columns.mutableSpan
        var gathered = columns.slice(0..<rows * inputs.count)
        features.gather(
          batch.order.span.extracting(batch.places), columnRange: inputs, into: &gathered)
      }
      let columns = part.columns
      var product = part.product.mutableSpan
      var productRows = product.slice(0..<rows * layer.units)
      layer.multiply(
        rows: rows, inputSize: inputs.count, columns.span.extracting(first: rows * inputs.count),
        weights: values.span.extracting(weightRanges[index]), into: &productRows,
        skipsZeros: skipsZeros)
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
    let (layer, skipsZeros) = (layer, skipsZeros)
    let rows = batch.places.count
    ThreadTeam.forEach(&parts, lending: &gradients, weightRanges) { part, ownGradients in
      for index in members.indices {
        let own = scaled(
          min(rows, index * share)..<min(rows, (index + 1) * share), by: layer.units)
        let computed = members[index].workspace.firstDelta
        var delta = part.delta.mutableSpan
        var deltaRows = delta.slice(own)
        copyScalars(from: computed.span.extracting(first: own.count), to: &deltaRows)
      }
      // The product and the update leave the memory time to bring the next columns.
      batch.data.expect(
        order: batch.order, places: batch.next(after: batch.places), columns: part.inputs)
      layer.multiplyTransposed(
        rows: rows, inputSize: part.inputs.count,
        part.columns.span.extracting(first: rows * part.inputs.count),
        part.delta.span.extracting(first: rows * layer.units), into: &ownGradients,
        accumulates: false, skipsZeros: skipsZeros)
    }
  }
}
