/// A source of repeatable numbers for tests that must not depend on the library's own generator.
public struct NoiseGenerator {
  private var state: UInt64

  /// Starts the sequence of a seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits (Knuth's MMIX congruential generator, high bits mixed down).
  public mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }

  /// A number in (0, 1).
  public mutating func nextUniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A number of either sign, of a magnitude from 0.001 to 10.
  public mutating func nextSigned() -> Double {
    let magnitude = 0.001 + 9.999 * nextUniform() * nextUniform()
    return next() & (1 << 40) == 0 ? magnitude : -magnitude
  }
}
