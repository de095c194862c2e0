internal import DataFormats
internal import ElementwiseKernels
internal import LinearAlgebra

extension TrainingSession {
  /// Does what was asked for about the batch that was not finite.
  ///
  /// - Throws: ``TrainingError``, unless the batch is skipped.
  mutating func answerNonFinite(_ model: Sequential<Scalar>) throws {
    // Before any step no batch can be blamed for it, nor left out with any use.
    let isFirst = run.batches == batchesBefore
    if isFirst, let index = nonFiniteElements(of: model.parameters.values.span).first {
      let block = model.parameters.blocks.first { $0.range.contains(index) }
      throw TrainingError.nonFiniteWeights(block: block?.name ?? "parameter \(index)")
    }
    guard let policy = request.onNonFinite else {
      throw TrainingError.diverged(
        epoch: run.epoch, step: run.batch + 1,
        loss: (run.sums.loss - sumsBefore.loss) / Double(places.count))
    }
    let found = nonFiniteBatch(model)
    run.sums.replace(with: sumsBefore)
    guard case .skip(let limit, let report) = policy, run.skippedInARow < limit else {
      throw TrainingError.nonFinite(found)
    }
    report(found)
    run.skippedInARow += 1
    finishBatch()
  }

  /// Finds the row and the layer in which a batch ceases to be finite: takes the rows through the
  /// network and back one by one.
  private func nonFiniteBatch(_ model: Sequential<Scalar>) -> NonFiniteBatch {
    var workspace = BatchWorkspace<Scalar>(
      layers: team.layers, sizes: model.sizes, ranges: model.ranges, capacity: 1, trains: true)
    var features = AlignedBuffer<Scalar>(zeros: source.features.columns)
    let values = model.parameters.values
    var gradients = AlignedBuffer<Scalar>(zeros: values.count)
    for place in places {
      do {
        var target = features.mutableSpan
        source.features.gather(order.span.extracting(place..<place + 1), into: &target)
      }
      if !isFinite(features.span) { return found(.feature, in: nil, row: order[place]) }
      workspace.load(source, order: order, places: place..<place + 1)
      workspace.forward(rows: 0..<1, parameters: values)
      if let layer = workspace.outputs.firstIndex(where: { !isFinite($0.span) }) {
        return found(.output, in: layer, row: order[place])
      }
      workspace.computeLoss(
        setup.trainingLoss, rows: 0..<1, batchRows: places.count,
        hasWeights: !source.weights.isEmpty)
      if !isFinite(workspace.losses.span) { return found(.loss, in: nil, row: order[place]) }
      workspace.backward(
        rows: 0..<1, parameters: values, parameterGradients: &gradients, accumulates: false)
      if let layer = lastNonFiniteLayer(of: gradients, model) {
        return found(.gradient, in: layer, row: order[place])
      }
    }
    let layer = lastNonFiniteLayer(of: model.parameters.gradients, model)
    return found(layer == nil ? .loss : .gradient, in: layer, row: nil)
  }

  /// The layer nearest to the output, where the way back begins.
  private func lastNonFiniteLayer(
    of gradients: AlignedBuffer<Scalar>, _ model: Sequential<Scalar>
  ) -> Int? {
    model.ranges.lastIndex { !isFinite(gradients.span.extracting($0)) }
  }

  private func isFinite(_ values: Span<Scalar>) -> Bool { nonFiniteElements(of: values).count == 0 }

  private func found(
    _ quantity: NonFiniteBatch.Quantity, in layer: Int?, row: Int?
  ) -> NonFiniteBatch {
    NonFiniteBatch(
      quantity: quantity, layer: layer.map { "\(setup.layers[$0].kind)_\($0 + 1)" }, row: row,
      epoch: run.epoch, step: run.batch + 1)
  }
}
