extension Diagnosis {
  /// One sentence per known trouble that shows, with what to try; empty when none does.
  ///
  /// | trouble | where it shows |
  /// |---|---|
  /// | not finite | anywhere, but for the gradient of a skipped step |
  /// | step skipped | a plan with loss scaling met a gradient that is not finite |
  /// | steps too long | the update of all ranges together is above 1 % of the weights |
  /// | one range runs away | its update is above 10 %, and its weights are no smaller than a tenth of the usual |
  /// | steps too short | the update of all ranges together is below 0.001 %, with some gradient |
  /// | ε decides | in a quarter of a range's denominators or more |
  /// | nothing learned | the gradient of a whole range is zero |
  ///
  /// Healthy training moves weights by about 0.1 % in a step, as a rule of thumb. Ranges of small
  /// weights are spared the second: a bias that started from zero is as small as its updates.
  public var advice: [String] {
    var advice: [String] = []
    if let first = firstNonFinite {
      advice.append(
        "First not finite: \(first.sentence). Try a lower learning rate or clipping, and look for "
          + "0/0, overflow or log 0 in the loss and the data.")
    }
    if wasSkipped {
      advice.append(
        "The last step was skipped, as its gradient was not finite: no weight and no moment changed, "
          + "and the loss scale makes up for it. If most steps are skipped, look for 0/0, overflow or "
          + "log 0 in the loss and the data.")
    }
    // A step that was not taken moved nothing.
    if let ratio = updateRatio, !wasSkipped {
      if ratio > 1e-2 {
        advice.append(
          "A step moves the weights by \(percent(ratio)), where about 0.1 % is usual: if the loss "
            + "jumps or grows, lower the learning rate.")
      } else if ratio < 1e-5, ranges.contains(where: { ($0.gradientRMS ?? 0) > 0 }) {
        advice.append(
          "A step moves the weights by a share of \(short(ratio)), where about 1e-3 is usual: "
            + "raise the learning rate, unless training is nearly over.")
      }
    }
    for range in ranges { advice += self.advice(on: range) }
    return advice
  }

  private func advice(on range: RangeDiagnosis) -> [String] {
    var advice: [String] = []
    if let ratio = range.updateRatio, ratio > 0.1,
      let own = range.valueRMS, let usual = valueRMS, own >= usual / 10
    {
      advice.append(
        "\(range.name) is exploding: a step moves it by \(percent(ratio)). Lower the learning rate "
          + "or clip the gradient.")
    }
    if range.gradientRMS == 0 {
      advice.append(
        "The gradient of \(range.name) is zero throughout: its units are dead, or the loss does "
          + "not depend on them.")
    } else if let share = range.epsilonShare, share >= 0.25 {
      advice.append(
        "ε dominates \(percent(share)) of \(range.name): there the step follows the size of the "
          + "gradient, as in SGD. Try a smaller ε, or see whether these gradients vanish.")
    }
    if let count = range.steps?.nonFiniteCount, count > 0 {
      advice.append(
        "\(count) of \(range.range.count) effective steps of \(range.name) are not finite: a moment "
          + "overflowed, or a centered variance fell below zero (centeredMode: .stable keeps it).")
    }
    return advice
  }
}

/// A share in percent with as many digits as help: "43 %", "0.8 %", "<0.1 %".
func percent(_ share: Double) -> String {
  let percent = share * 100
  if percent == 0 || percent == 100 { return "\(Int(percent)) %" }
  if percent >= 1e4 { return "\(short(percent)) %" }
  if percent > 99 && percent < 100 { return ">99 %" }
  if percent >= 9.95 { return "\(Int(percent.rounded())) %" }
  return percent < 0.1 ? "<0.1 %" : "\((percent * 10).rounded() / 10) %"
}
