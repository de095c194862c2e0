import Testing

@testable import CompareOptimizers

@Suite struct AreaUnderCurveTests {
  @Test(arguments: StatisticsFixture.shared.curves)
  func `agrees with NumPy`(known: StatisticsFixture.CurveCase) throws {
    let mean = try #require(AreaUnderCurve.mean(of: known.losses, at: known.positions))
    let decades = try #require(
      AreaUnderCurve.meanDecades(
        of: known.losses, at: known.positions, above: known.optimum, floor: known.floor))
    // Each of n terms is rounded a few times, and so is their sum.
    let rounding = Double(4 * known.losses.count) * 0x1p-52
    #expect(isNear(mean, known.mean, within: rounding * known.losses.reduce(0, max)))
    // The logarithms lie in −3…1, and are right to a few units in the last place.
    #expect(isNear(decades, known.meanDecades, within: rounding * 3))
  }

  @Test func `straight lines have their middle as mean`() {
    #expect(AreaUnderCurve.mean(of: [4, 0], at: [10, 30]) == 2)
    #expect(AreaUnderCurve.mean(of: [4, 3, 0], at: [0, 1, 4]) == (3.5 + 1.5 * 3) / 4)
    // From 1 to 0.01 above the optimum, which is 2⁷.
    let decades = AreaUnderCurve.meanDecades(of: [129, 128.01], at: [0, 1], above: 128) ?? .nan
    // 128.01 is rounded to 2⁻⁴⁶, in 0.01 that is up to 2⁻³⁹, and log₁₀ shrinks it.
    #expect(isNear(decades, -1, within: 0x1p-40))
  }

  @Test func `runs that diverged have an infinite mean`() {
    for worst in [Double.nan, .infinity, -.infinity] {
      #expect(AreaUnderCurve.mean(of: [1, worst, 1], at: [0, 1, 2]) == .infinity)
      #expect(AreaUnderCurve.meanDecades(of: [1, worst], at: [0, 1], above: 0) == .infinity)
    }
    #expect(AreaUnderCurve.mean(of: [1e308, 1e308, 1e308], at: [0, 1e-3, 1]) == 1e308)
  }

  @Test func `nothing gives nothing, and one place a mean of values`() {
    #expect(AreaUnderCurve.mean(of: [], at: []) == nil)
    #expect(AreaUnderCurve.meanDecades(of: [], at: [], above: 0) == nil)
    #expect(AreaUnderCurve.mean(of: [3], at: [7]) == 3)
    #expect(AreaUnderCurve.mean(of: [3, 1], at: [7, 7]) == 2)
    // A step between two values at one place has no width.
    #expect(AreaUnderCurve.mean(of: [3, 3, 1, 1], at: [0, 1, 1, 2]) == 2)
  }

  @Test func `the optimum itself is as good as the floor`() {
    #expect(AreaUnderCurve.meanDecades(of: [1, 1], at: [0, 1], above: 1, floor: 1e-3) == -3)
    #expect(AreaUnderCurve.meanDecades(of: [0.5, 1], at: [0, 1], above: 1, floor: 1e-3) == -3)
  }

  @Test func `positions that go back stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = AreaUnderCurve.mean(of: [1, 2], at: [1, 0]) }
    await #expect(processExitsWith: .failure) { _ = AreaUnderCurve.mean(of: [1], at: [.nan]) }
    await #expect(processExitsWith: .failure) { _ = AreaUnderCurve.mean(of: [1], at: [0, 1]) }
    await #expect(processExitsWith: .failure) {
      _ = AreaUnderCurve.meanDecades(of: [1], at: [0], above: 0, floor: 0)
    }
  }
}
