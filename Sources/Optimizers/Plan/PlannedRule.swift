/// A rule whose states remember more of a training than moments and a product.
protocol PlannedRule: Optimizer {
  /// What contradicts the rule in progress that was read, if anything.
  func fault(of progress: PlanProgress) -> String?
}

extension UpdatePlan: PlannedRule {
  func fault(of progress: PlanProgress) -> String? {
    if progress.isSwapped { return "the averages are in the place of the parameters" }
    if progress.heldGradients >= accumulationSteps {
      return "\(progress.heldGradients) gradients are held, and \(accumulationSteps) make a step"
    }
    if let fault = (lossScaling ?? .fixed(1)).fault(of: progress) { return fault }
    if lossScaling == nil && progress.skippedSteps > 0 {
      return "\(progress.skippedSteps) steps are skipped without loss scaling"
    }
    let (count, found) = (carriesGroupProducts ? groups.count : 0, progress.groupProducts.count)
    // None yet, before the first step.
    return found == 0 || found == count
      ? nil : "\(found) groups carry a product, where \(count) do"
  }
}

extension LossScaling {
  /// What contradicts the scaling in progress that was read, if anything.
  fileprivate func fault(of progress: PlanProgress) -> String? {
    switch self {
    case .fixed:
      progress.finiteSteps == 0 && progress.lossScale == nil ? nil : "the loss scale never changes"
    case .dynamic(_, _, _, let interval):
      progress.finiteSteps < interval
        ? nil
        : "\(progress.finiteSteps) steps have passed since a change of the loss scale, which "
          + "comes every \(interval)"
    }
  }
}

extension OptimizerState {
  /// Whether a gradient may have come to this state.
  ///
  /// - Parameter optimizer: The rule whose state it is; one that is not of this package need not count.
  /// - Returns: False where it would show, and does not.
  package func hasMoved(by optimizer: any Optimizer) -> Bool {
    guard optimizer is any CompiledRule || optimizer is any PlannedRule else { return true }
    return step > 0 || progress.heldGradients > 0 || progress.skippedSteps > 0
  }

  /// What keeps an optimizer from going on with this state, whose moments are its own; nil where
  /// nothing does.
  package func progressFault(for optimizer: any Optimizer) -> String? {
    if let planned = optimizer as? any PlannedRule { return planned.fault(of: progress) }
    return progress == PlanProgress()
      ? nil : "it is that of a plan, and \(type(of: optimizer).name) has none"
  }
}
