internal import BLASKernels
internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

/// The threads that share the batches of a model, and the memory of each.
///
/// Every member takes its rows of a batch through the network and back with products of its own, and
/// has a gradient of the whole model for them; or, where the partition says so, of all but the
/// product of the first layer, which the members share by its inputs (``SharedInputs``). The
/// gradients are added in the order of the members, so that a model trained twice by as many members
/// has the same bits.
struct TrainingTeam<Scalar: RealScalar>: Sendable {
  /// What one member works with.
  struct Member: Sendable {
    var workspace: BatchWorkspace<Scalar>
    /// ∂loss/∂θ of its rows; that of the first member is the model's own and not kept here.
    var gradients: AlignedBuffer<Scalar>
    var sums: RunningSums
  }

  /// One batch of an epoch.
  struct Batch {
    let data: TrainingData<Scalar>
    /// Which row of the data stands at which place of the epoch.
    let order: [Int]
    /// The places of the batch.
    let places: Range<Int>
    /// What multiplies the gradient.
    let lossScale: Double
    /// The random numbers of its layers.
    let noise: TrainingNoise

    /// As many places, if the epoch has them, as far behind the batch as these are behind its first.
    func next(after own: Range<Int>) -> Range<Int> {
      let own = own.clamped(to: 0..<max(0, order.count - places.count))
      return own.lowerBound + places.count..<own.upperBound + places.count
    }
  }

  /// The model's layers as the batches go through them.
  let layers: [any Layer]
  /// The rows of a full batch.
  let batchSize: Int
  private var members: [Member]
  private var sharedInputs: SharedInputs<Scalar>?
  private let partition: BatchPartition

  /// Allocates everything for batches of at most `batchSize` rows.
  ///
  /// - Parameters:
  ///   - model: What is trained.
  ///   - setup: What `compile` decided.
  ///   - batchSize: The rows of a full batch.
  ///   - density: The share of the features that is not zero.
  ///   - partition: How a batch is split; by default as suits the model.
  init(
    _ model: Sequential<Scalar>, setup: TrainingSetup<Scalar>, batchSize: Int,
    density: Double = 1, partition: BatchPartition? = nil
  ) {
    let partition =
      partition
      ?? BatchPartition(
        sizes: model.productSizes, batchSize: batchSize, threads: BLASConfiguration.threadCount,
        scalarSize: MemoryLayout<Scalar>.stride)
    self.batchSize = batchSize
    self.partition = partition
    var layers = setup.layers
    let first = layers.first as? Dense
    let skipsZeros =
      density < (first.map { NonzeroProducts.densityLimit(columns: $0.units) } ?? 0)
    if skipsZeros, let first { layers[0] = SparselyFedDense(layer: first) }
    self.layers = layers
    if partition.sharesInputs, let first {
      sharedInputs = SharedInputs(
        first, inputSize: model.sizes[0], parameters: model.ranges[0], batchSize: batchSize,
        members: partition.members, skipsZeros: skipsZeros)
    }
    let gathersRows = sharedInputs == nil
    members = (0..<partition.members).map { member in
      Member(
        workspace: BatchWorkspace(
          layers: layers, sizes: model.sizes, ranges: model.ranges,
          capacity: partition.share(of: batchSize),
          inputRows: gathersRows ? partition.pieceRows : 0, trains: true),
        gradients: AlignedBuffer(zeros: member == 0 ? 0 : model.parameters.count),
        sums: RunningSums(metricCount: setup.metrics.count))
    }
  }

  /// Trains on one batch: forward, loss, backward, one update.
  ///
  /// Allocates nothing. The gradient is that of the loss times what the optimizer asks for. Where
  /// the optimizer takes its steps less often than it is called, the schedule counts the steps.
  ///
  /// - Parameters:
  ///   - data: The samples.
  ///   - order: Which row of the data stands at which place of the epoch.
  ///   - places: The places of the batch, at most ``batchSize``.
  ///   - parameters: The model's; moved.
  ///   - setup: What `compile` decided; its state moves on.
  ///   - sums: Receives the losses and metrics.
  /// - Returns: Whether the loss is finite, and the gradient where it is searched; otherwise there was
  ///   no update.
  mutating func step(
    _ data: TrainingData<Scalar>, order: [Int], places: Range<Int>,
    parameters: inout FlatParameters<Scalar>, setup: inout TrainingSetup<Scalar>,
    sums: inout RunningSums
  ) -> Bool {
    // A smaller batch at the end of an epoch may leave members without rows.
    let share = partition.share(of: batchSize)
    let active = (places.count + share - 1) / share
    let batch = Batch(
      data: data, order: order, places: places,
      lossScale: setup.optimizer.lossScale(in: setup.state),
      noise: TrainingNoise(seed: setup.seed, batch: setup.batchCount))
    setup.batchCount += 1
    sharedInputs?.multiply(batch, values: parameters.values)
    swap(&members[0].gradients, &parameters.gradientBuffer)
    computeGradients(batch, share: share, active: active, values: parameters.values, setup: setup)
    swap(&members[0].gradients, &parameters.gradientBuffer)
    sharedInputs?.computeGradients(
      batch, members: members, share: share, into: &parameters.gradientBuffer)
    for index in 0..<active { sums.add(members[index].sums) }
    setup.hasDiverged = !sums.loss.isFinite
    // The weights of a shared first layer have their whole gradient already.
    let first = sharedInputs?.weights.upperBound ?? 0
    for index in 1..<max(1, active) {
      let gradients = members[index].gradients
      var total = parameters.gradients.mutableSpan
      var rest = total.slice(first..<gradients.count)
      accumulate(gradients.span.extracting(droppingFirst: first), into: &rest, replacing: false)
    }
    // An infinite gradient of a scaled loss is for the optimizer to skip.
    if setup.checksGradients, !setup.hasDiverged, batch.lossScale == 1 {
      setup.hasDiverged = nonFiniteElements(of: parameters.gradients.span).count > 0
    }
    if setup.hasDiverged { return false }
    if let schedule = setup.schedule {
      setup.optimizer.learningRate = schedule.learningRate(atStep: setup.state.step)
    }
    setup.optimizer.update(&parameters, state: &setup.state)
    return true
  }

  private mutating func computeGradients(
    _ batch: Batch, share: Int, active: Int, values: AlignedBuffer<Scalar>,
    setup: TrainingSetup<Scalar>
  ) {
    let (pieceRows, sharedInputs) = (partition.pieceRows, sharedInputs)
    ThreadTeam.forEach(&members, count: active) { index, member in
      let start = batch.places.lowerBound + index * share
      let own = start..<min(batch.places.upperBound, start + share)
      member.sums.reset()
      if let sharedInputs {
        member.workspace.computeGradients(
          batch, places: own, products: sharedInputs, values: values, into: &member.gradients,
          setup: setup, sums: &member.sums)
        return
      }
      member.workspace.computeGradients(
        batch, places: own, pieceRows: pieceRows, values: values, into: &member.gradients,
        setup: setup, sums: &member.sums)
    }
  }
}
