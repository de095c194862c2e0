/// A random number generator that starts from a seed and gives the same numbers everywhere.
///
/// The algorithm is xoshiro256** by Blackman and Vigna, its state filled from the seed by
/// SplitMix64: 256 bits of state, a period of 2²⁵⁶ − 1, not for cryptography. A copy continues on
/// its own from the same place, and an encoded one can be resumed.
///
/// ```swift
/// var generator = SeededGenerator(seed: 7)
/// let weights = Matrix<Float>.normal(rows: 64, columns: 10, using: &generator)
/// ```
/// - SeeAlso: Blackman & Vigna (2021), "Scrambled linear pseudorandom number generators",
///   <https://prng.di.unimi.it>
public struct SeededGenerator: RandomNumberGenerator, Equatable, Codable, Sendable {
  @usableFromInline var state0: UInt64
  @usableFromInline var state1: UInt64
  @usableFromInline var state2: UInt64
  @usableFromInline var state3: UInt64

  /// Creates the generator that belongs to a seed; any seed is as good as any other.
  public init(seed: UInt64) {
    var filler = seed
    state0 = Self.splitMix(&filler)
    state1 = Self.splitMix(&filler)
    state2 = Self.splitMix(&filler)
    state3 = Self.splitMix(&filler)
  }

  /// Returns 64 random bits.
  ///
  /// - Complexity: O(1).
  @inlinable public mutating func next() -> UInt64 {
    let result = Self.rotate(state1 &* 5, by: 7) &* 9
    let shifted = state1 << 17
    state2 ^= state0
    state3 ^= state1
    state1 ^= state2
    state0 ^= state3
    state2 ^= shifted
    state3 = Self.rotate(state3, by: 45)
    return result
  }

  @inlinable static func rotate(_ bits: UInt64, by distance: UInt64) -> UInt64 {
    (bits << distance) | (bits >> (64 - distance))
  }

  // The finalizer never maps all four words to zero, the one state that xoshiro cannot leave.
  private static func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

extension SeededGenerator {
  private enum CodingKeys: String, CodingKey { case state0, state1, state2, state3 }

  /// Decodes a generator that continues where the encoded one stood.
  ///
  /// - Throws: `DecodingError` for a state of zeros, which gives nothing but zeros.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    state0 = try container.decode(UInt64.self, forKey: .state0)
    state1 = try container.decode(UInt64.self, forKey: .state1)
    state2 = try container.decode(UInt64.self, forKey: .state2)
    state3 = try container.decode(UInt64.self, forKey: .state3)
    guard state0 | state1 | state2 | state3 != 0 else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "a generator cannot be all zeros"))
    }
  }
}
