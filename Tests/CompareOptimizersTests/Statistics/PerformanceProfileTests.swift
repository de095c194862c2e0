import Testing

@testable import CompareOptimizers

@Suite struct PerformanceProfileTests {
  @Test(arguments: StatisticsFixture.shared.profiles)
  func `agrees with NumPy`(known: StatisticsFixture.ProfileCase) throws {
    let profile = try #require(PerformanceProfile(costs: known.costs))
    #expect(profile.ratios.count == known.solvers.count)
    for (solver, theirs) in known.solvers.enumerated() {
      #expect(known.factors.map { profile.share(of: solver, within: $0) } == theirs.shares)
      // A sum of as many terms as there are problems, each right to a few units in the last place.
      #expect(isNear(profile.score(of: solver), theirs.linear, within: 1e-14))
      #expect(
        isNear(
          profile.score(of: solver, scale: .logarithmic), theirs.logarithmic, within: 1e-14))
    }
  }

  @Test func `steps are where shares rise`() throws {
    let profile = try #require(
      PerformanceProfile(costs: [[1, 2, 4, .nan], [2, 1, 4, .infinity], [2, 4, .infinity, .nan]]))
    #expect(profile.ratios[0] == [1, 2, 1, .infinity])
    #expect(
      profile.steps(of: 0) == [
        .init(factor: 1, share: 0.5), .init(factor: 2, share: 0.75),
      ])
    #expect(
      profile.steps(of: 2) == [
        .init(factor: 1, share: 0), .init(factor: 2, share: 0.25), .init(factor: 4, share: 0.5),
      ])
    for solver in 0..<3 {
      for step in profile.steps(of: solver) {
        #expect(profile.share(of: solver, within: step.factor) == step.share)
        #expect(profile.share(of: solver, within: step.factor.nextDown) < max(step.share, 1e-300))
      }
    }
    // 1, 1 and 2 of four problems: (1 + 1 + 2/3)/4.
    #expect(isNear(profile.score(of: 0), 2.0 / 3, within: 1e-15))
    #expect(isNear(profile.score(of: 0, scale: .logarithmic), 0.625, within: 1e-15))
    // At the end of the axis nothing is left.
    #expect(isNear(profile.score(of: 2), 2.0 / 12, within: 1e-15))
  }

  @Test func `the best everywhere scores one, and who solves nothing zero`() throws {
    let profile = try #require(PerformanceProfile(costs: [[1, 5], [.infinity, .nan]]))
    #expect(profile.score(of: 0) == 1 && profile.score(of: 0, scale: .logarithmic) == 1)
    #expect(profile.score(of: 1) == 0 && profile.share(of: 1, within: .infinity) == 0)
    #expect(profile.steps(of: 1) == [.init(factor: 1, share: 0)])
  }

  @Test func `no cost at all is infinitely better than some`() throws {
    let profile = try #require(PerformanceProfile(costs: [[0, 0], [3, 0]]))
    #expect(profile.ratios == [[1, 1], [.infinity, 1]])
  }

  @Test func `a problem that nobody solves counts against everybody`() throws {
    let profile = try #require(PerformanceProfile(costs: [[1, .infinity]]))
    #expect(profile.share(of: 0, within: 1e300) == 0.5)
    #expect(profile.score(of: 0) == 0.5)
  }

  @Test func `nothing gives nothing`() {
    #expect(PerformanceProfile(costs: []) == nil)
    #expect(PerformanceProfile(costs: [[], []]) == nil)
  }

  @Test func `impossible tables stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = PerformanceProfile(costs: [[1], [1, 2]]) }
    await #expect(processExitsWith: .failure) { _ = PerformanceProfile(costs: [[-1]]) }
    await #expect(processExitsWith: .failure) {
      _ = PerformanceProfile(costs: [[1]])?.score(of: 0, upTo: 1)
    }
  }
}
