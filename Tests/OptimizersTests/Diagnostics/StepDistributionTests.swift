import LinearAlgebra
import Optimizers
import Testing

@Suite struct StepDistributionTests {
  @Test func quantilesOfAHundredNumbersAreTheirRanks() throws {
    var generator = SeededGenerator(seed: 11)
    var numbers = (1...100).map(Double.init)
    generator.shuffle(&numbers)
    let quantiles = try #require(Quantiles(numbers))
    #expect(quantiles.minimum == 1 && quantiles.fifthPercentile == 5)
    #expect(quantiles.median == 50 && quantiles.ninetyFifthPercentile == 95)
    #expect(quantiles.maximum == 100)
  }

  /// Against sorting, with many equal numbers and with few, in any order.
  @Test(arguments: [1, 2, 3, 19, 20, 21, 97, 1000])
  func quantilesAgreeWithSorting(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    for choices in [1, 2, 7, 1_000_000] {
      let random = (0..<count).map { _ in Double(Int(generator.next() % UInt64(choices))) }
      for numbers in [random, random.sorted(), random.sorted(by: >)] {
        let sorted = numbers.sorted()
        let quantiles = try #require(Quantiles(numbers))
        let found = [
          quantiles.minimum, quantiles.fifthPercentile, quantiles.median,
          quantiles.ninetyFifthPercentile, quantiles.maximum,
        ]
        // The least rank, from 1, with a hundred times as much as percent times the count.
        let expected = [0, 5, 50, 95, 100].map { percent in
          sorted[(1...count).first { 100 * $0 >= percent * count }.map { $0 - 1 } ?? 0]
        }
        #expect(found == expected, "\(count) numbers of \(choices)")
      }
    }
  }

  @Test func powersOfTenBeginTheirDecade() {
    let histogram = DecadeHistogram([1e-3, 1e-3.nextDown, 9.99e-3, 1e-2, 1, 0, -5, .infinity])
    #expect(histogram.lowestExponent == -4)
    #expect(histogram.counts == [1, 2, 1, 0, 1])
    for exponent in -323...308 {
      let power = Double("1e\(exponent)") ?? .nan
      #expect(DecadeHistogram([power]).lowestExponent == exponent)
      #expect(DecadeHistogram([power.nextUp]).lowestExponent == exponent)
    }
  }

  @Test func theSmallestAndTheLargestNumberHaveADecade() {
    #expect(DecadeHistogram([Double.leastNonzeroMagnitude]).lowestExponent == -324)
    #expect(DecadeHistogram([Double.greatestFiniteMagnitude]).lowestExponent == 308)
    #expect(DecadeHistogram([]).counts == [])
  }

  @Test func countsWhatIsZeroAndWhatIsNotFinite() {
    let distribution = StepDistribution([0, 0.5, .nan, 0.25, .infinity, 0])
    #expect(distribution.zeroCount == 2 && distribution.nonFiniteCount == 2)
    #expect(distribution.quantiles?.minimum == 0 && distribution.quantiles?.maximum == 0.5)
    #expect(distribution.histogram.counts == [2])
    #expect(StepDistribution([.nan]).quantiles == nil)
  }
}
