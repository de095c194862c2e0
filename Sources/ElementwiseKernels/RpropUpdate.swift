internal import CElementwise

/// The scalars of one Rprop step, with every convention already resolved into them.
///
/// For each element, with the previous gradient p and the step size s:
/// ```
/// s ← s·growth    where g·p > 0, s·shrink where g·p < 0
/// s ← s           within smallest...largest
/// g ← 0           where g·p < 0
/// θ ← θ − sign(g)·s,   p ← g
/// ```
package struct RpropStep: Sendable {
  package var shrink, growth, smallest, largest: Double

  package init(
    shrink: Double, growth: Double, smallest: Double, largest: Double
  ) {
    self.shrink = shrink
    self.growth = growth
    self.smallest = smallest
    self.largest = largest
  }

  /// The buffers behind each other in `moments`: p, then s.
  package var momentCount: Int { 2 }
}

extension RpropStep {
  /// The loop of this step.
  package var kernel: UpdateKernel {
    UpdateKernel(
      momentCount: momentCount,
      rule: descent_rule(
        kind: DESCENT_RULE_RPROP,
        settings: .init(
          rprop: descent_rprop_settings(
            shrink: shrink, growth: growth, smallest: smallest, largest: largest))))
  }
}
