extension OptimizerState {
  /// The state from which one of our rules goes on where an engine stopped.
  ///
  /// Known are all rules of PyTorch and Keras, and timm's RMSprop. A momentum buffer is scaled by η
  /// where engine and rule disagree on whether it holds η, and turned where Keras' SGD keeps what it
  /// adds; the variance of the `.stable` centered mode is v − m². Conversion computes in `Double`.
  ///
  /// Of an ``UpdatePlan`` the moments of the rule are set, each group's by its own learning rate. What
  /// else the plan remembers begins anew, the averages at 0; where the engine has some, set them:
  /// `state["averagedValues"] = averages`, or the parameters themselves where it has none.
  ///
  /// - Parameters:
  ///   - saved: The engine's arrays by the engine's names; all of them, and no others.
  ///   - engine: Whose state it is.
  ///   - optimizer: The rule or plan that goes on, with the learning rate of the run so far.
  /// - Throws: ``StateTranslationError`` when names, lengths or the number of steps do not fit, a
  ///   buffer has to be scaled by a learning rate of 0, or groups of NAdam differ in their momenta.
  public init(
    _ saved: EngineState<Scalar>, of engine: Engine, for optimizer: some Optimizer
  ) throws(StateTranslationError) {
    let rule = type(of: optimizer).name
    let count = saved.arrays.values.first?.count ?? 0
    let engineLayout = try EngineLayout(of: optimizer, count: count, in: engine)
    let layout = engineLayout.common
    let expected = layout.moments.map(\.theirs) + (layout.product.map { [$0] } ?? [])
    let found = Array(saved.arrays.keys) + Array(saved.numbers.keys)
    guard expected.sorted() == found.sorted() else {
      throw .names(rule: rule, found: found.sorted(), expected: expected.sorted())
    }
    guard (0...(1 << 48)).contains(saved.step) else { throw .step(saved.step) }
    guard Set(saved.arrays.values.map(\.count)).count <= 1 else {
      throw .counts(saved.arrays.mapValues(\.count))
    }
    if let fault = engineLayout.fault(of: rule) { throw fault }
    self = optimizer.makeState(count: count)
    step = layout.hasStep || layout.moments.isEmpty ? saved.step : max(saved.step, 1)
    if let name = layout.product, let number = saved.numbers[name] {
      guard number >= 0, number <= 1 else { throw .product(number) }
      product = number
    }
    for (index, moment) in layout.moments.enumerated() {
      guard let values = saved.arrays[moment.theirs] else { continue }
      self[moment.ours] = engineLayout.scaled(values, moment: index) { $0 / $1 }
    }
    if layout.hasVariance, let squares = self["variance"], let means = self["meanGradient"] {
      // Rounding in the engine can leave v below m².
      self["variance"] = zip(squares, means).map { square, mean in
        Scalar(max(0, Double(square) - Double(mean) * Double(mean)))
      }
    }
  }

  /// The same state in an engine's terms, with which its optimizer goes on where this rule stopped.
  ///
  /// Of an ``UpdatePlan`` the moments of the rule go out, each group's by its own learning rate. The
  /// averages, the loss scale and the number of skipped steps stay behind.
  ///
  /// - Parameters:
  ///   - engine: PyTorch, Keras, or for RMSprop timm.
  ///   - optimizer: The rule or plan whose state this is, with the learning rate of the run so far.
  /// - Returns: Arrays under the engine's names, and the number of steps.
  /// - Throws: ``StateTranslationError`` when the state is not the rule's, the engine has no such
  ///   rule, a buffer has to be scaled by a learning rate of 0, or a plan holds gradients, has its
  ///   averages in the place of the parameters, or groups of NAdam that differ in their momenta.
  public func exported(
    to engine: Engine, for optimizer: some Optimizer
  ) throws(StateTranslationError) -> EngineState<Scalar> {
    let rule = type(of: optimizer).name
    do { _ = try checked(for: optimizer, count: count) } catch { throw .state(error) }
    if heldGradients > 0 { throw .heldGradients(heldGradients) }
    if isSwapped { throw .swappedAverages }
    let engineLayout = try EngineLayout(of: optimizer, count: count, in: engine)
    let layout = engineLayout.common
    if let fault = engineLayout.fault(of: rule) { throw fault }
    var exported = EngineState<Scalar>(step: step, arrays: [:])
    for (index, moment) in layout.moments.enumerated() {
      guard let values = self[moment.ours] else { continue }
      exported.arrays[moment.theirs] = engineLayout.scaled(values, moment: index) { $0 * $1 }
    }
    if layout.hasVariance, let square = layout.moments.first?.theirs,
      let variances = self["variance"], let means = self["meanGradient"]
    {
      exported.arrays[square] = zip(variances, means).map { variance, mean in
        Scalar(Double(variance) + Double(mean) * Double(mean))
      }
    }
    if let name = layout.product { exported.numbers[name] = product }
    return exported
  }
}
