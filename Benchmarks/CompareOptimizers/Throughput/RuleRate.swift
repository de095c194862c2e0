/// How fast a rule updates, beside a plain loop over the same memory.
struct RuleRate: Equatable, Sendable {
  /// Nanoseconds per parameter; the median of the rounds.
  let nanoseconds: Double
  /// 10⁹ bytes per second that the update moves; from the median.
  let gigabytes: Double
  /// The speed of the update over that of the plain loop; the median over rounds of the ratio in a
  /// round.
  let ratio: Double

  /// Sums up the rounds, each given as seconds per update of `count` parameters.
  ///
  /// - Precondition: Both lists have as many rounds.
  init(
    updates: [Double], plainLoops: [Double], count: Int, traffic: UpdateTraffic,
    bytesPerScalar: Int
  ) {
    precondition(
      updates.count == plainLoops.count,
      "\(updates.count) rounds of updates, \(plainLoops.count) of the plain loop")
    nanoseconds = updates.median / Double(count) * 1e9
    gigabytes = traffic.gigabytesPerSecond(
      nanoseconds: nanoseconds, bytesPerScalar: bytesPerScalar)
    ratio = zip(updates, plainLoops).map { $1 / $0 }.median
  }
}
