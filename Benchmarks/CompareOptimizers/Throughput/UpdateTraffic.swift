import Descent

/// The scalars that an update of one parameter must move between memory and processor.
///
/// θ, g and every moment are read; θ and every moment are written. No rule can do with less, and a
/// rule that runs in one pass moves no more.
struct UpdateTraffic: Equatable, Sendable {
  /// The moments that the rule keeps.
  let momentCount: Int

  /// The traffic of a rule.
  init(of optimizer: some Optimizer) { momentCount = optimizer.moments.count }

  /// Scalars read per parameter.
  var reads: Int { 2 + momentCount }

  /// Scalars written per parameter.
  var writes: Int { 1 + momentCount }

  /// Scalars read or written per parameter.
  var scalars: Int { reads + writes }

  /// 10⁹ bytes per second, from the nanoseconds that one parameter takes.
  func gigabytesPerSecond(nanoseconds: Double, bytesPerScalar: Int) -> Double {
    Double(scalars * bytesPerScalar) / nanoseconds
  }
}
