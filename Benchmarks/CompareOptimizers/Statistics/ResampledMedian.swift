/// The distribution of the median over all nⁿ resamples of a sample.
///
/// Let Rₖ be the index, among the sorted sample x₁ ≤ … ≤ xₙ, of a resample's k-th smallest value.
/// Each of the n draws has an index up to i with chance i/n, so Rₖ ≤ i just when at least k of them
/// do: P(Rₖ ≤ i) = P(Bin(n, i/n) ≥ k).
///
/// With n = 2m − 1 the median is the value at Rₘ. With n = 2m it is the midpoint of those at Rₘ and
/// Rₘ₊₁, and for i < j
/// ```
/// P(Rₘ = i, Rₘ₊₁ = j) = C(2m, m) · (iᵐ − (i − 1)ᵐ) · (qᵐ − (q − 1)ᵐ) / n²ᵐ,   q = n − j + 1
/// ```
/// since m draws must be up to i, at least one of them i itself, and m from j on, at least one of
/// them j. What P(Rₘ = i) has left is the chance of i = j.
///
/// Only sums, products and quotients are used, so the bits are the same on every platform.
/// - SeeAlso: Maritz & Jarrett (1978), "A note on estimating the variance of the sample median".
struct ResampledMedian {
  /// The values that the median takes, ascending, each with its chance.
  private(set) var atoms: [(value: Double, chance: Double)] = []

  /// Finds the distribution for a sample.
  ///
  /// - Parameter sorted: The sample in ascending order, without NaN.
  /// - Complexity: O(n²).
  init(ofSorted sorted: [Double]) {
    let count = sorted.count
    guard count > 0 else { return }
    let middle = (count + 1) / 2
    let upTo = (0...count).map { Self.chance(ofAtLeast: middle, of: count, at: $0) }
    let isEven = count.isMultiple(of: 2)
    let pairs = PairChances(count: count)
    for i in 1...count {
      var chance = upTo[i] - upTo[i - 1]
      if isEven, i < count {
        for j in (i + 1)...count {
          let pair = pairs.chance(i, j)
          // Falls as j grows; all that is left out together is below 2⁻⁶⁴·n².
          guard pair > 0x1p-64 else { break }
          atoms.append((Self.midpoint(sorted[i - 1], sorted[j - 1]), pair))
          chance -= pair
        }
      }
      if chance > 0 { atoms.append((sorted[i - 1], chance)) }
    }
    if isEven { atoms.sort { $0.value < $1.value } }
  }

  /// Finds the innermost values that tails of a given chance cannot do without.
  ///
  /// - Parameter tail: The chance, in 0..<½.
  /// - Returns: The least value with P(median ≤ value) ≥ `tail`, and its mirror image.
  /// - Precondition: The sample was not empty.
  func ends(cuttingOff tail: Double) -> (lower: Double, upper: Double) {
    (Self.end(atoms, tail), Self.end(atoms.reversed(), tail))
  }

  private static func end(
    _ atoms: some Collection<(value: Double, chance: Double)>, _ tail: Double
  ) -> Double {
    var sum = 0.0
    for atom in atoms {
      sum += atom.chance
      if sum >= tail { return atom.value }
    }
    // Not reached while the chances sum to 1; else no value is too far out.
    return atoms.reduce(Double.nan) { $1.value }
  }

  /// P(Bin(n, i/n) ≥ k).
  ///
  /// The terms are taken relative to the greatest, the one at i, so none overflows, and those that
  /// underflow would not count.
  private static func chance(ofAtLeast k: Int, of n: Int, at i: Int) -> Double {
    guard i > 0 else { return 0 }
    guard i < n else { return 1 }
    let odds = Double(i) / Double(n - i)
    var (tail, rest) = (0.0, 0.0)
    func count(_ term: Double, at index: Int) {
      if index >= k { tail += term } else { rest += term }
    }
    var term = 1.0
    for index in i...n {
      count(term, at: index)
      term *= Double(n - index) / Double(index + 1) * odds
    }
    term = 1
    for index in stride(from: i - 1, through: 0, by: -1) {
      term *= Double(index + 1) / Double(n - index) / odds
      count(term, at: index)
    }
    return tail / (tail + rest)
  }

  /// The middle of two values, computed as `Spread` does.
  private static func midpoint(_ lower: Double, _ upper: Double) -> Double {
    lower == upper ? lower : (lower + 0.5 * (upper - lower)).nanAsWorst
  }
}

/// P(Rₘ = i, Rₘ₊₁ = j) for n = 2m and i < j.
///
/// As C(2m, m)/4ᵐ · (4iq/n²)ᵐ · (1 − (1 − 1/i)ᵐ) · (1 − (1 − 1/q)ᵐ): no factor exceeds 1, and as
/// i, q ≤ 2m, the last two are at least 1 − e^−½.
private struct PairChances {
  private let half: Int
  private let central: Double
  private let hits: [Double]

  init(count: Int) {
    let half = count / 2
    var central = 1.0
    for k in 0..<half { central *= Double(2 * k + 1) / Double(2 * k + 2) }
    var hits = [0.0]
    for index in 1...count { hits.append(1 - Self.power(1 - 1 / Double(index), half)) }
    self.half = half
    self.central = central
    self.hits = hits
  }

  func chance(_ i: Int, _ j: Int) -> Double {
    let count = 2 * half
    let q = count - j + 1
    let product = 4 * Double(i) * Double(q) / (Double(count) * Double(count))
    return central * Self.power(product, half) * hits[i] * hits[q]
  }

  /// A power by repeated squaring.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
