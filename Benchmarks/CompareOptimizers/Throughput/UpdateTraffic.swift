import Descent

/// The scalars that an update of one parameter must move between memory and processor.
///
/// θ, g and every moment are read; θ and every moment are written. No rule can do with less, and a
/// rule that runs in one pass moves no more. Clipping by a norm reads g once more, beforehand.
struct UpdateTraffic: Equatable, Sendable {
  /// The moments that the rule keeps.
  let momentCount: Int

  /// How often the gradient is read.
  let gradientReads: Int

  /// The traffic of a rule that keeps so many moments.
  init(momentCount: Int, gradientReads: Int = 1) {
    self.momentCount = momentCount
    self.gradientReads = gradientReads
  }

  /// Scalars read per parameter.
  var reads: Int { 1 + gradientReads + momentCount }

  /// Scalars written per parameter.
  var writes: Int { 1 + momentCount }

  /// Scalars read or written per parameter.
  var scalars: Int { reads + writes }

  /// 10⁹ bytes per second, from the nanoseconds that one parameter takes.
  func gigabytesPerSecond(nanoseconds: Double, bytesPerScalar: Int) -> Double {
    Double(scalars * bytesPerScalar) / nanoseconds
  }
}
