/// How effective steps are spread over some parameters.
public struct StepDistribution: Codable, Equatable, Sendable {
  /// The ranks of the finite steps, or nil when there are none.
  public let quantiles: Quantiles?
  /// The positive finite steps by power of ten.
  public let histogram: DecadeHistogram
  /// How many steps are 0.
  public let zeroCount: Int
  /// How many are NaN or infinite, because a denominator or a moment is.
  public let nonFiniteCount: Int

  /// Sorts steps into quantiles and decades.
  ///
  /// - Complexity: O(n) on average.
  public init(_ sizes: [Double]) {
    let finite = sizes.filter(\.isFinite)
    quantiles = Quantiles(finite)
    histogram = DecadeHistogram(finite)
    zeroCount = finite.count { $0 == 0 }
    nonFiniteCount = sizes.count - finite.count
  }
}

/// Five ranks of a list of numbers: each is one of the numbers, with a share q of all at or below.
public struct Quantiles: Codable, Equatable, Sendable {
  /// The least.
  public let minimum: Double
  /// q = 0.05.
  public let fifthPercentile: Double
  /// q = 0.5; of an even number of numbers, the lower of the two in the middle.
  public let median: Double
  /// q = 0.95.
  public let ninetyFifthPercentile: Double
  /// The greatest.
  public let maximum: Double

  /// Finds the numbers of rank ⌈q·n⌉, counted from 1, or nil in an empty list.
  ///
  /// - Precondition: None of the numbers is NaN.
  /// - Complexity: O(n) on average.
  public init?(_ numbers: [Double]) {
    guard !numbers.isEmpty else { return nil }
    if let place = numbers.firstIndex(where: \.isNaN) {
      fatalError("quantiles of \(numbers.count) numbers, of which number \(place + 1) is NaN")
    }
    var numbers = numbers
    // In whole numbers, since 0.95·20 need not be 19 in Double.
    func number(atPercent percent: Int) -> Double {
      select(max(0, (numbers.count * percent + 99) / 100 - 1), of: &numbers)
    }
    minimum = number(atPercent: 0)
    fifthPercentile = number(atPercent: 5)
    median = number(atPercent: 50)
    ninetyFifthPercentile = number(atPercent: 95)
    maximum = number(atPercent: 100)
  }
}

/// Moves the number of rank `rank`, from 0, to its place in ascending order, and returns it.
///
/// Hoare's selection with a middle of three as the pivot; numbers equal to it are set apart, since
/// all steps of some rules are equal.
private func select(_ rank: Int, of numbers: inout [Double]) -> Double {
  var (low, high) = (0, numbers.count)
  while high - low > 1 {
    let (a, b, c) = (numbers[low], numbers[(low + high) / 2], numbers[high - 1])
    let pivot = max(min(a, b), min(max(a, b), c))
    var (less, next, greater) = (low, low, high)
    while next < greater {
      if numbers[next] < pivot {
        numbers.swapAt(less, next)
        less += 1
        next += 1
      } else if numbers[next] > pivot {
        greater -= 1
        numbers.swapAt(next, greater)
      } else {
        next += 1
      }
    }
    if rank < less {
      high = less
    } else if rank < greater {
      return pivot
    } else {
      low = greater
    }
  }
  return numbers[rank]
}

/// How many numbers lie in each power of ten.
public struct DecadeHistogram: Codable, Equatable, Sendable {
  /// The exponent of the first decade, which has the least number; 0 when there are none.
  public let lowestExponent: Int
  /// The numbers in 10ᵏ ≤ x < 10ᵏ⁺¹ for each k from ``lowestExponent`` to the greatest number's.
  public let counts: [Int]

  /// Counts the numbers that are positive and finite.
  ///
  /// - Complexity: O(n).
  public init(_ numbers: [Double]) {
    // The decade below the first power has what is subnormal and smaller still.
    var all = [Int](repeating: 0, count: Self.powers.count + 1)
    for number in numbers where number > 0 && number.isFinite {
      var (low, high) = (0, Self.powers.count)
      while low < high {
        let middle = (low + high) / 2
        if Self.powers[middle] <= number { low = middle + 1 } else { high = middle }
      }
      all[low] += 1
    }
    guard let first = all.firstIndex(where: { $0 > 0 }),
      let last = all.lastIndex(where: { $0 > 0 })
    else {
      (lowestExponent, counts) = (0, [])
      return
    }
    lowestExponent = Self.exponents.lowerBound - 1 + first
    counts = Array(all[first...last])
  }

  // The doubles nearest to the powers of ten: logarithms would put 1e-3 into either decade.
  private static let exponents = -323...308
  private static let powers = exponents.map { Double("1e\($0)") ?? .nan }
}
