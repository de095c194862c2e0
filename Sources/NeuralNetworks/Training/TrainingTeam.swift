internal import BLASKernels
internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

/// The threads that share the batches of a model, and the memory of each.
///
/// Every member takes its rows of a batch through the network and back with products of its own, and
/// has a gradient of the whole model for them. The gradients are added in the order of the members,
/// so that a model trained twice by as many members has the same bits.
struct TrainingTeam<Scalar: RealScalar>: Sendable {
  /// What one member works with.
  private struct Member: Sendable {
    var workspace: BatchWorkspace<Scalar>
    /// ∂loss/∂θ of its rows; that of the first member is the model's own and not kept here.
    var gradients: AlignedBuffer<Scalar>
    var sums: RunningSums
  }

  /// The rows of a full batch.
  let batchSize: Int
  private var members: [Member]
  private let partition: BatchPartition

  /// Allocates everything for batches of at most `batchSize` rows.
  ///
  /// - Parameters:
  ///   - model: What is trained.
  ///   - setup: What `compile` decided.
  ///   - batchSize: The rows of a full batch.
  ///   - partition: How a batch is split; by default as suits the model.
  init(
    _ model: Sequential<Scalar>, setup: TrainingSetup<Scalar>, batchSize: Int,
    partition: BatchPartition? = nil
  ) {
    let partition =
      partition
      ?? BatchPartition(
        sizes: model.sizes, batchSize: batchSize, threads: BLASConfiguration.threadCount)
    self.batchSize = batchSize
    self.partition = partition
    members = (0..<partition.members).map { member in
      Member(
        workspace: BatchWorkspace(
          layers: setup.layers, sizes: model.sizes, ranges: model.ranges,
          capacity: partition.share(of: batchSize), trains: true),
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
  /// - Returns: Whether the loss is finite; otherwise there was no update.
  mutating func step(
    _ data: TrainingData<Scalar>, order: [Int], places: Range<Int>,
    parameters: inout FlatParameters<Scalar>, setup: inout TrainingSetup<Scalar>,
    sums: inout RunningSums
  ) -> Bool {
    // A smaller batch at the end of an epoch may leave members without rows.
    let share = partition.share(of: batchSize)
    let active = (places.count + share - 1) / share
    swap(&members[0].gradients, &parameters.gradientBuffer)
    computeGradients(
      data, order: order, places: places, share: share, active: active,
      values: parameters.values, setup: setup)
    swap(&members[0].gradients, &parameters.gradientBuffer)
    for index in 0..<active { sums.add(members[index].sums) }
    setup.hasDiverged = !sums.loss.isFinite
    for index in 1..<max(1, active) {
      let gradients = members[index].gradients
      var total = parameters.gradients.mutableSpan
      accumulate(gradients.span, into: &total, replacing: false)
    }
    if setup.hasDiverged { return false }
    if let schedule = setup.schedule {
      setup.optimizer.learningRate = schedule.learningRate(atStep: setup.state.step)
    }
    setup.optimizer.update(&parameters, state: &setup.state)
    return true
  }

  private mutating func computeGradients(
    _ data: TrainingData<Scalar>, order: [Int], places: Range<Int>, share: Int, active: Int,
    values: AlignedBuffer<Scalar>, setup: TrainingSetup<Scalar>
  ) {
    let lossScale = setup.optimizer.lossScale(in: setup.state)
    let (pieceRows, batchSize) = (partition.pieceRows, places.count)
    ThreadTeam.forEach(&members, count: active) { index, member in
      let start = places.lowerBound + index * share
      let own = start..<min(places.upperBound, start + share)
      member.workspace.load(data, order: order, places: own)
      member.sums.reset()
      member.workspace.computeGradients(
        rows: own.count, batchRows: places.count, pieceRows: pieceRows,
        hasWeights: !data.weights.isEmpty, lossScale: lossScale, values: values,
        into: &member.gradients, setup: setup, sums: &member.sums)
      // The update, which follows on this thread, leaves the memory time to bring the next rows.
      let next = own.clamped(to: 0..<max(0, order.count - batchSize))
      member.workspace.expect(
        data, order: order, places: next.lowerBound + batchSize..<next.upperBound + batchSize)
    }
  }
}
