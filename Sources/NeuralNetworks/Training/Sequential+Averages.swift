internal import Optimizers

extension Sequential {
  /// Exchanges the parameters for their moving averages, or back.
  ///
  /// ```swift
  /// let blocks = model.parameters.blocks
  /// let plan = UpdatePlan(
  ///   AdamW(), groups: [.frozen(blocks[0].range)], clipping: .globalNorm(1), averageDecay: 0.999)
  /// model.compile(optimizer: plan, loss: .sparseCategoricalCrossentropy)
  /// try model.fit(train, epochs: 10)
  /// model.swapAverages()                // evaluate with the averages
  /// let score = try model.evaluate(test)
  /// model.swapAverages()                // and go on training
  /// ```
  /// Twice is not at all, to the bit. There are no steps while the averages are swapped in, which
  /// `optimizerState?.isSwapped` tells.
  ///
  /// - Precondition: The model was compiled with an `UpdatePlan` that averages, and has taken a step
  ///   since.
  /// - Complexity: O(number of parameters).
  public mutating func swapAverages() {
    var setup = requireTraining(for: "swapAverages")
    // Out of the model while it is worked on, so that its buffers are not shared and copied.
    training = nil
    defer { training = setup }
    setup.state.swapAverages(with: &parameters.values)
  }
}
