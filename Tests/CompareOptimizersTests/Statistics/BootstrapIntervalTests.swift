import Descent
import Testing

@testable import CompareOptimizers

@Suite struct BootstrapIntervalTests {
  private static func median(_ sorted: [Double]) -> Double {
    Spread(of: sorted)?.median ?? .nan
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  @Test(arguments: StatisticsFixture.shared.medians)
  func `the median's ends are those of all resamples`(known: StatisticsFixture.MedianCase) throws {
    let interval = try #require(
      BootstrapInterval(ofMedianOf: known.sample, level: known.level))
    // The same halves of the same values: no rounding differs.
    #expect(interval.lower == known.lower)
    #expect(interval.upper == known.upper)
    #expect(interval.level == known.level)
    #expect(interval.estimate == Self.median(known.sample))
  }

  /// SciPy's ends are known to five standard errors of its number of resamples, and ours to those
  /// of 9,999 more where they are drawn.
  @Test(arguments: StatisticsFixture.shared.bootstraps)
  func `ends agree with SciPy's`(known: StatisticsFixture.BootstrapCase) throws {
    func isWithin(_ interval: BootstrapInterval, _ ends: StatisticsFixture.Ends) -> Bool {
      // NumPy adds two middle values before it halves them.
      let slack = 0x1p-50 * known.sample.reduce(0, max)
      return interval.lower >= ends.lower[0] - slack && interval.lower <= ends.lower[1] + slack
        && interval.upper >= ends.upper[0] - slack && interval.upper <= ends.upper[1] + slack
    }
    if known.statistic == "median" {
      let exact = try #require(BootstrapInterval(ofMedianOf: known.sample))
      #expect(isWithin(exact, known.exact), "\(exact)")
    }
    // Drawing medians takes seconds in a debug build; of few values will do.
    guard known.statistic == "mean" || known.sample.count <= 10 else { return }
    let drawn = try #require(
      BootstrapInterval(of: known.sample, seed: 1) {
        known.statistic == "median" ? Self.median($0) : Self.mean($0)
      })
    #expect(isWithin(drawn, known.drawn), "\(drawn)")
  }

  @Test(arguments: [1, 2, 3, 10, 11, 64, 101, 300, 1_000])
  func `the chances of all medians sum to one`(count: Int) {
    let distribution = ResampledMedian(ofSorted: (0..<count).map(Double.init))
    let chances = distribution.atoms.map(\.chance)
    // Each of n binomial tails is right to n units in the last place, and with even n fewer than n²
    // pairs of less than 2⁻⁶⁴ are left out.
    #expect(abs(chances.reduce(0, +) - 1) <= Double(count * count) * 0x1p-52)
    #expect(chances.allSatisfy { $0 > 0 })
    let mean = distribution.atoms.reduce(0) { $0 + $1.value * $1.chance }
    // Mirrored, the sample is the same, so its mean median is the middle.
    #expect(abs(mean - Double(count - 1) / 2) <= Double(count * count * count) * 0x1p-52)
  }

  @Test func `of many values the interval is that of order statistics`() throws {
    // R₅₀₀ of 1,000 has a deviation of √1000/2 = 15.8: 1.96 of them, and the spread of the sample
    // drawn from is not in it.
    let interval = try #require(BootstrapInterval(ofMedianOf: (1...1_000).map(Double.init)))
    #expect(abs(interval.lower - (500.5 - 31)) <= 1.5)
    #expect(interval.lower - 0.5 == 1_000.5 - interval.upper)
  }

  @Test func `infinite values and NaN take part`() throws {
    let diverged = try #require(BootstrapInterval(ofMedianOf: [1, 2, 3, .nan, .infinity]))
    #expect(diverged.estimate == 3)
    #expect(diverged.lower == 1)
    #expect(diverged.upper == .infinity)
    let all = try #require(BootstrapInterval(ofMedianOf: [.nan, .infinity]))
    #expect(all.lower == .infinity && all.upper == .infinity && all.estimate == .infinity)
    let both = try #require(BootstrapInterval(ofMedianOf: [-.infinity, .infinity]))
    #expect(both.lower == -.infinity && both.upper == .infinity && both.estimate == .infinity)
    let drawn = try #require(
      BootstrapInterval(of: [1, .nan], seed: 1) { $0.reduce(0) { $0 + $1 / 2 } })
    #expect(drawn.lower == 1 && drawn.upper == .infinity)
    let undefined = try #require(BootstrapInterval(of: [1, 2], seed: 1) { _ in .nan })
    #expect(undefined.lower == .infinity && undefined.estimate == .infinity)
  }

  @Test func `nothing gives nothing, and one value itself`() throws {
    #expect(BootstrapInterval(ofMedianOf: [Double]()) == nil)
    #expect(BootstrapInterval(of: [Double](), seed: 1, statistic: Self.mean) == nil)
    let one = try #require(BootstrapInterval(ofMedianOf: [3.5]))
    #expect(one.lower == 3.5 && one.estimate == 3.5 && one.upper == 3.5)
    #expect(BootstrapInterval(of: [3.5], seed: 1, statistic: Self.mean) == one)
  }

  @Test func `resamples are as large as the sample, and of its values`() {
    let sample = [3.0, 1, 2, 7, 5]
    _ = BootstrapInterval(of: sample, resamples: 200, seed: 4) { resample in
      #expect(resample.count == sample.count)
      #expect(resample.allSatisfy(sample.contains))
      return 0
    }
  }

  @Test func `a seed gives the same interval everywhere`() throws {
    let sample = (1...10).map(Double.init)
    let interval = try #require(BootstrapInterval(of: sample, seed: 7, statistic: Self.mean))
    #expect(interval.estimate == 5.5)
    // As the same draws give in Python.
    #expect(interval.lower == 3.7)
    #expect(interval.upper == 7.3)
    let shuffled = BootstrapInterval(of: sample.reversed(), seed: 7, statistic: Self.mean)
    #expect(shuffled == interval)
    let few = try #require(
      BootstrapInterval(of: sample, resamples: 20, seed: 7, statistic: Self.mean))
    let other = try #require(
      BootstrapInterval(of: sample, resamples: 20, seed: 8, statistic: Self.mean))
    #expect(few != other)
  }

  /// The rank of an end is (B + 1)·(1 − level)/2, and never beyond the ends or the middle.
  @Test(
    arguments: [
      (39, 0.95, 1), (99, 0.95, 2), (199, 0.95, 5), (9_999, 0.95, 250), (199, 0.9, 10),
      (10, 0.95, 0), (1, 0.95, 0),
    ])
  func `ends are at their rank`(resamples: Int, level: Double, rank: Int) throws {
    var drawn = 0.0
    // The first call is that of the sample itself.
    let interval = try #require(
      BootstrapInterval(of: [1], level: level, resamples: resamples, seed: 1) { _ in
        drawn += 1
        return drawn - 1
      })
    #expect(interval.lower == Double(max(1, rank)))
    #expect(interval.upper == Double(resamples + 1 - max(1, rank)))
  }

  @Test func `impossible levels stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = BootstrapInterval(ofMedianOf: [1], level: 1) }
    await #expect(processExitsWith: .failure) {
      _ = BootstrapInterval(of: [1], resamples: 0, seed: 1) { $0[0] }
    }
  }
}
