import Testing

@testable import CompareOptimizers

@Suite struct ExpectedBestTests {
  @Test(arguments: StatisticsFixture.shared.searches)
  func `agrees with all choices of trials`(known: StatisticsFixture.SearchCase) throws {
    let expected = try #require(ExpectedBest(of: known.losses))
    #expect(expected.searches.count == known.searches.count)
    let largest = known.losses.filter(\.isFinite).reduce(0, max)
    // A chance is a product of up to n quotients, a mean a sum of n, and NumPy's one of up to 924.
    let rounding = 1_000 * 0x1p-53
    for (index, (ours, theirs)) in zip(expected.searches, known.searches).enumerated() {
      #expect(ours.trials == index + 1)
      #expect(isNear(ours.mean, theirs.mean, within: rounding * largest))
      #expect(isNear(ours.chanceAllDiverge, theirs.chanceAllDiverge, within: rounding))
      #expect((ours.meanUnlessDiverged == nil) == (theirs.meanUnlessDiverged == nil))
      if let mean = theirs.meanUnlessDiverged {
        #expect(
          isNear(try #require(ours.meanUnlessDiverged), mean, within: 2 * rounding * largest))
      }
      // The same values, or the same middle of two.
      #expect(ours.median == theirs.median)
      #expect(ours.lowerQuartile == theirs.lowerQuartile)
      #expect(ours.upperQuartile == theirs.upperQuartile)
    }
  }

  @Test func `a single trial is expected to be like the others`() throws {
    let losses = [0.3, 0.1, 0.7, 0.5]
    let first = try #require(ExpectedBest(of: losses)?.searches.first)
    #expect(first.median == Spread(of: losses)?.median)
    #expect(isNear(first.mean, 0.4, within: 0x1p-52))
  }

  @Test func `all trials together find the best, and more are never worse`() throws {
    let losses = (0..<40).map { Double(($0 * 17) % 41) }
    let searches = try #require(ExpectedBest(of: losses)?.searches)
    #expect(searches.last?.mean == 0 && searches.last?.upperQuartile == 0)
    for (fewer, more) in zip(searches, searches.dropFirst()) {
      #expect(more.mean <= fewer.mean && more.median <= fewer.median)
      #expect(more.lowerQuartile <= fewer.lowerQuartile)
    }
  }

  @Test func `divergence shows as long as it is possible`() throws {
    let searches = try #require(ExpectedBest(of: [1, .nan, 2, .infinity])?.searches)
    #expect(searches.map(\.mean.isFinite) == [false, false, true, true])
    #expect(searches.map(\.chanceAllDiverge).prefix(2) == [0.5, 1.0 / 6])
    #expect(searches[0].median == .infinity)
    // Of the six pairs three have 1, two more have 2, and one diverges.
    #expect(searches[1].median == 1.5)
    #expect(isNear(try #require(searches[1].meanUnlessDiverged), 1.4, within: 0x1p-51))
    let never = try #require(ExpectedBest(of: [.infinity])?.searches.first)
    #expect(never.median == .infinity && never.mean == .infinity)
    #expect(never.meanUnlessDiverged == nil && never.chanceAllDiverge == 1)
  }

  @Test func `nothing gives nothing`() {
    #expect(ExpectedBest(of: [Double]()) == nil)
  }

  @Test func `many trials neither overflow nor vanish`() throws {
    let searches = try #require(ExpectedBest(of: (0..<2_000).map(Double.init))?.searches)
    for search in searches {
      // The mean of the least of k of 0 … n − 1 is (n − k)/(k + 1).
      let expected = Double(2_000 - search.trials) / Double(search.trials + 1)
      #expect(isNear(search.mean, expected, within: 1e-9))
    }
  }
}
