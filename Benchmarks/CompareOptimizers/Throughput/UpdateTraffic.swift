import Descent

/// The scalars that an update of one parameter must move between memory and processor.
///
/// θ, g and every moment are read; θ and every moment are written. No rule can do with less, and a
/// rule that runs in one pass moves no more. Clipping by a norm reads g once more, beforehand.
/// Where two gradients make a step, the first is read and written to their sum, which the step reads.
struct UpdateTraffic: Equatable, Sendable {
  /// The moments that the rule keeps.
  let momentCount: Int

  /// How often the gradient is read.
  let gradientReads: Int

  /// Whether every second gradient only enters a sum.
  let accumulatesTwo: Bool

  /// The traffic of a rule that keeps so many moments.
  init(momentCount: Int, gradientReads: Int = 1, accumulatesTwo: Bool = false) {
    self.momentCount = momentCount
    self.gradientReads = gradientReads
    self.accumulatesTwo = accumulatesTwo
  }

  /// Scalars read per parameter in a step.
  var reads: Int { 1 + gradientReads + momentCount + (accumulatesTwo ? 2 : 0) }

  /// Scalars written per parameter in a step.
  var writes: Int { 1 + momentCount + (accumulatesTwo ? 1 : 0) }

  /// Scalars read or written per parameter and gradient, on average.
  var scalars: Int { (reads + writes) / (accumulatesTwo ? 2 : 1) }

  /// 10⁹ bytes per second, from the nanoseconds that one parameter takes.
  func gigabytesPerSecond(nanoseconds: Double, bytesPerScalar: Int) -> Double {
    Double(scalars * bytesPerScalar) / nanoseconds
  }
}
