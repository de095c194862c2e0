import Descent

/// The sign-flip permutation test: whether the mean of paired differences may be chance.
///
/// If the two contenders are alike, each difference might as well have the other sign. p is the
/// share of the 2ⁿ ways to choose the signs whose mean is at least as far from 0 as the one
/// observed. Means that agree within the rounding of the costs count as equally far.
/// - SeeAlso: Fisher (1935), "The Design of Experiments", section 21.
struct SignFlipTest: Codable, Equatable, Sendable {
  /// How the chance was found.
  enum Method: String, Codable, Sendable {
    /// All 2ⁿ choices of signs were counted.
    case exact

    /// Signs were drawn; p = (1 + as far out)/(1 + drawn), so that it is never 0 and the test keeps
    /// its level (Phipson & Smyth 2010).
    case sampled

    /// An infinite difference has no mean: the ranks were tested, as by `SignedRankTest`.
    case ranks
  }

  /// The most differences other than 0 for which all choices are counted.
  ///
  /// Their 2¹³ sums for either half take a tenth of a millisecond.
  static let mostCounted = 26

  /// The chance of a mean at least as far from 0 if signs are chance; 1 when nothing differs.
  var pValue: Double

  /// How the chance was found.
  var method: Method

  /// Tests differences.
  ///
  /// - Parameters:
  ///   - differences: What to test; those of 0 change nothing.
  ///   - draws: How many choices of signs to draw where they are too many to count.
  ///   - seed: What the draws depend on.
  /// - Complexity: O(2^½ⁿ) for up to 26 differences, O(draws · n) for more.
  init(_ differences: PairedDifferences, draws: Int = 9_999, seed: UInt64) {
    guard differences.areFinite else {
      self.init(pValue: SignedRankTest(differences).pValue, method: .ranks)
      return
    }
    let (scaled, scale) = differences.scaled
    let values = scaled.filter { $0 != 0 }
    // A sum of n terms is off by up to n·2⁻⁵³ of the sum of their sizes; two are compared.
    let slack =
      differences.slack.reduce(0) { $0 + $1 * scale }
      + Double(values.count) * 0x1p-52 * values.reduce(0) { $0 + abs($1) }
    let threshold = abs(values.reduce(0, +)) - slack
    if threshold <= 0 {
      self.init(pValue: 1, method: .exact)
    } else if values.count <= Self.mostCounted {
      self.init(pValue: Self.share(ofSums: values, atLeast: threshold), method: .exact)
    } else {
      var generator = SeededGenerator(seed: seed)
      var extreme = 0
      for _ in 0..<draws where abs(Self.drawnSum(of: values, using: &generator)) >= threshold {
        extreme += 1
      }
      self.init(pValue: Double(extreme + 1) / Double(draws + 1), method: .sampled)
    }
  }

  private init(pValue: Double, method: Method) {
    self.pValue = pValue
    self.method = method
  }

  /// The share of the 2ⁿ signed sums that are at least `threshold` from 0, which is above 0.
  ///
  /// Every sum is one of the first half of the values plus one of the second. With both halves'
  /// sums in order, one walk counts the pairs; by symmetry as many are as far below 0.
  private static func share(ofSums values: [Double], atLeast threshold: Double) -> Double {
    let half = values.count / 2
    let (lower, upper) = (signedSums(of: values[..<half]), signedSums(of: values[half...]))
    var (pairs, start) = (0, upper.count)
    for sum in lower {
      while start > 0, sum + upper[start - 1] >= threshold { start -= 1 }
      pairs += upper.count - start
    }
    return min(1, 2 * Double(pairs) / (Double(lower.count) * Double(upper.count)))
  }

  /// All 2ⁿ sums ±v₁ ± … ± vₙ in ascending order.
  ///
  /// Adding or subtracting one more value leaves the order as it is, so the two lists are merged.
  private static func signedSums(of values: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    for value in values {
      let size = abs(value)
      var merged: [Double] = []
      merged.reserveCapacity(2 * sums.count)
      var raised = 0
      for sum in sums {
        while sums[raised] + size < sum - size {
          merged.append(sums[raised] + size)
          raised += 1
        }
        merged.append(sum - size)
      }
      merged.append(contentsOf: sums[raised...].map { $0 + size })
      sums = merged
    }
    return sums
  }

  private static func drawnSum(
    of values: [Double], using generator: inout SeededGenerator
  ) -> Double {
    var (sum, bits) = (0.0, UInt64(0))
    for (index, value) in values.enumerated() {
      if index.isMultiple(of: 64) { bits = generator.next() }
      sum += Double(bitPattern: value.bitPattern ^ (bits << 63))
      bits >>= 1
    }
    return sum
  }
}
