import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct RateRobustnessTests {
  @Test(arguments: StatisticsFixture.shared.robustness)
  func `agrees with a dense grid`(known: StatisticsFixture.RobustnessCase) throws {
    let found = try #require(RateRobustness(rates: known.rates, losses: known.losses))
    // The dense grid ends within a cell of the crossing.
    let slack = known.cell * 1.000_001
    #expect(isNear(log10(found.lowerRate), known.lowerExponent, within: slack))
    #expect(isNear(log10(found.upperRate), known.upperExponent, within: slack))
    #expect(
      isNear(found.decades, known.upperExponent - known.lowerExponent, within: 2 * slack))
    #expect(found.isCutOffBelow == known.cutOffBelow)
    #expect(found.isCutOffAbove == known.cutOffAbove)
    #expect(found.bestLoss == known.losses.min())
    // In any order.
    let turned = RateRobustness(rates: known.rates.reversed(), losses: known.losses.reversed())
    #expect(turned == found)
  }

  @Test func `crossings are halfway in logarithms`() throws {
    // From 1 to 2.25 the loss is 1.5 halfway.
    let found = try #require(
      RateRobustness(rates: [0.001, 0.01, 0.1, 1], losses: [2.25, 1, 1, 2.25]))
    #expect(isNear(log10(found.lowerRate), -2.5, within: 1e-14))
    #expect(isNear(log10(found.upperRate), -0.5, within: 1e-14))
    #expect(isNear(found.decades, 2, within: 1e-14))
    #expect(!found.isCutOffBelow && !found.isCutOffAbove && !found.isBestAtEdge)
    // Just met is still good.
    let met = try #require(RateRobustness(rates: [1, 10, 100], losses: [1.5, 1, 2.25]))
    #expect(met.lowerRate == 1 && met.isCutOffBelow)
  }

  @Test func `a rate that diverged ends it at the one before`() throws {
    for worst in [Double.infinity, .nan, -.infinity] {
      let found = try #require(
        RateRobustness(rates: [0.01, 0.1, 1, 10], losses: [worst, 1, 1.2, worst]))
      #expect(found.lowerRate == 0.1 && found.upperRate == 1)
      #expect(!found.isCutOffBelow && !found.isCutOffAbove)
    }
  }

  @Test func `losses near overflow are losses`() throws {
    let found = try #require(
      RateRobustness(rates: [1, 10, 100], losses: [.infinity, 1.5e308, 1.7e308]))
    #expect(found.lowerRate == 10 && !found.isCutOffBelow)
    #expect(found.upperRate == 100 && found.isCutOffAbove)
  }

  @Test func `good rates beyond a bad one do not count`() throws {
    let found = try #require(
      RateRobustness(rates: [1, 10, 100, 1_000], losses: [1, .infinity, 1.1, 1.1]))
    #expect(found.bestRate == 1 && found.upperRate == 1 && found.decades == 0)
    #expect(found.isCutOffBelow && found.isBestAtEdge && !found.isCutOffAbove)
  }

  @Test func `of equally good rates the one with the widest surroundings counts`() throws {
    let found = try #require(
      RateRobustness(rates: [1, 10, 100, 1_000], losses: [1, .infinity, 1, 1.2]))
    #expect(found.bestRate == 100 && found.upperRate == 1_000 && found.isCutOffAbove)
  }

  @Test func `losses count from the optimum`() throws {
    let rates = [0.01, 0.1, 1, 10]
    let losses = [-1, -1.9, -1.88, 3]
    let found = try #require(RateRobustness(rates: rates, losses: losses, optimum: -2))
    #expect(found.bestRate == 0.1 && found.bestLoss == -1.9)
    // 0.1 and 0.12 are within 1.5×, 1 and 5 are not.
    #expect(found.lowerRate > 0.01 && found.lowerRate < 0.1)
    #expect(found.upperRate > 1 && found.upperRate < 10)
    // At the optimum itself nothing else is within a factor.
    let exact = try #require(RateRobustness(rates: rates, losses: [1, 0, 0, 1], optimum: 0))
    #expect(exact.lowerRate == 0.1 && exact.upperRate == 1 && exact.bestLoss == 0)
    // Unless what is near enough is as good.
    let near = try #require(
      RateRobustness(rates: rates, losses: [1e-9, 0, 1e-20, 1e-13], negligible: 1e-12))
    #expect(near.lowerRate > 0.01 && near.lowerRate < 0.1 && near.upperRate == 10)
  }

  @Test func `nothing gives nothing, and one rate no width`() throws {
    #expect(RateRobustness(rates: [], losses: []) == nil)
    #expect(RateRobustness(rates: [1, 2], losses: [.nan, .infinity]) == nil)
    let one = try #require(RateRobustness(rates: [0.1], losses: [2]))
    #expect(one.decades == 0 && one.isCutOffBelow && one.isCutOffAbove && one.isBestAtEdge)
  }

  @Test func `impossible grids stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = RateRobustness(rates: [1], losses: []) }
    await #expect(processExitsWith: .failure) {
      _ = RateRobustness(rates: [1, 1], losses: [1, 2])
    }
    await #expect(processExitsWith: .failure) { _ = RateRobustness(rates: [0], losses: [1]) }
    await #expect(processExitsWith: .failure) { _ = RateRobustness(rates: [.nan], losses: [1]) }
    await #expect(processExitsWith: .failure) {
      _ = RateRobustness(rates: [1], losses: [1], factor: 0.5)
    }
  }
}
