import ElementwiseKernels

/// The ranks of differences by size, without those that are 0 (Wilcoxon's way with ties).
///
/// Equal sizes share the mean of their ranks, so every rank is a multiple of ½. Sizes that differ by
/// no more than the rounding of the costs are equal: 0.96 − 0.95 and 0.95 − 0.94 differ in the last
/// digits only. Infinite ones rank above all finite ones, and equally.
struct SignedRanks {
  /// Twice the rank of each difference that is not 0, in order of size.
  private(set) var doubled: [Int] = []

  /// The sum of the ranks of positive differences.
  private(set) var positiveSum = 0.0

  /// The sum of the ranks of negative differences.
  private(set) var negativeSum = 0.0

  /// Ranks differences.
  init(_ differences: PairedDifferences) {
    let order = differences.decided.sorted {
      abs(differences.values[$0]) < abs(differences.values[$1])
    }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, Self.areTied(order[end - 1], order[end], in: differences) {
        end += 1
      }
      // The ranks start + 1 … end have the mean (start + 1 + end)/2.
      let rank = start + 1 + end
      for place in order[start..<end] {
        doubled.append(rank)
        if differences.values[place] > 0 {
          positiveSum += Double(rank) / 2
        } else {
          negativeSum += Double(rank) / 2
        }
      }
      start = end
    }
  }

  /// The number of differences that are not 0.
  var count: Int { doubled.count }

  private static func areTied(
    _ smaller: Int, _ larger: Int, in differences: PairedDifferences
  ) -> Bool {
    let (low, high) = (abs(differences.values[smaller]), abs(differences.values[larger]))
    return low == high || high - low <= differences.slack[smaller] + differences.slack[larger]
  }
}

/// The distribution of a sum of ranks when each counts with chance ½: of W⁺ if signs are chance.
struct RankSumDistribution {
  /// The most ranks for which the 2ⁿ choices can be counted without rounding: n ≤ 50 < 53.
  static let mostRanks = 50

  /// The chance of each sum of doubled ranks.
  private let chances: [Double]

  /// Counts the choices that give each sum, given the ranks as they are, ties and all.
  ///
  /// - Parameter doubled: Twice the ranks.
  /// - Precondition: There are at most `mostRanks`.
  /// - Complexity: O(n · sum of the ranks), so O(n³).
  init(ofDoubled doubled: [Int]) {
    require(doubled.count <= Self.mostRanks, "\(doubled.count) ranks are too many to count")
    var chances = [Double](repeating: 0, count: doubled.reduce(0, +) + 1)
    chances[0] = 1
    var top = 0
    for rank in doubled {
      top += rank
      for sum in stride(from: top, through: 0, by: -1) {
        let without = chances[sum] / 2
        chances[sum] = sum < rank ? without : without + chances[sum - rank] / 2
      }
    }
    self.chances = chances
  }

  /// The chance that the ranks chosen sum to `sum` or less.
  func chance(ofAtMost sum: Double) -> Double {
    let last = Int((2 * sum).rounded(.down))
    guard last >= 0 else { return 0 }
    return chances.prefix(last + 1).reduce(0, +)
  }
}
