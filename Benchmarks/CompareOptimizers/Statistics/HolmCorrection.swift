/// Holm's correction for asking several questions of the same runs.
///
/// With m tests at 5 % each, one in twenty is wrong by chance. With the p-values in ascending order,
/// the i-th is multiplied by m − i + 1, and none may be less than the one before it. Calling those
/// up to 5 % significant then errs in at most 5 % of all comparisons, however the tests depend on
/// each other.
/// - SeeAlso: Holm (1979), "A simple sequentially rejective multiple test procedure".
enum HolmCorrection {
  /// Adjusts the p-values of several tests.
  ///
  /// - Parameter pValues: One for each test; NaN counts as 1, which says nothing.
  /// - Returns: The adjusted ones, in the same order.
  static func adjusted(_ pValues: [Double]) -> [Double] {
    let known = pValues.map { $0.isNaN ? 1 : $0 }
    var adjusted = known
    var largest = 0.0
    for (position, index) in known.indices.sorted(by: { known[$0] < known[$1] }).enumerated() {
      largest = max(largest, min(1, Double(known.count - position) * known[index]))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// With fewer pairs not even being ahead in every one of them is clear, whatever is asked besides:
  /// 2 · ½ⁿ times the number of questions is below 0.05 from these n on.
  static func fewestPairs(questions: Int) -> Int {
    var (pairs, chance) = (1, Double(max(1, questions)))
    while chance >= 0.05 {
      pairs += 1
      chance /= 2
    }
    return pairs
  }
}
