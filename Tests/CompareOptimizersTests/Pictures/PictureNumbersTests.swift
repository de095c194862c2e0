import Testing

@testable import CompareOptimizers

@Suite struct PictureNumbersTests {
  @Test func `numbers keep so many digits, and no more in a file`() {
    let cases: [(value: Double, text: String)] = [
      (123_456, "123500.0"), (0.000123456, "0.0001235"), (-1.23456, "-1.235"), (9.99996, "10.0"),
      (0, "0.0"), (.infinity, "inf"), (-0.3, "-0.3"), (1.5e-9, "1.5e-09"), (6.7e300, "6.7e+300"),
    ]
    for (value, text) in cases { #expect("\(value.rounded(toDigits: 4))" == text) }
    #expect("\((-1e-9).rounded(toDecimals: 3))" == "0.0")
    #expect(1_234.5.rounded(toDecimals: -2) == 1_200)
  }

  @Test func `levels go through the bulk of the heights by even factors`() {
    let levels = HeightLevels.levels(through: (1...10_000).map { Double($0) })
    #expect(levels.count == 11)
    #expect(abs((levels.first ?? 0) - 50) <= 5 && abs((levels.last ?? 0) - 9_800) <= 100)
    let factors = zip(levels.dropFirst(), levels).map { $0 / $1 }
    // √(9800/50)^(1/5) is 1.69; two digits move a level by 5 % at most.
    #expect(factors.allSatisfy { $0 > 1.52 && $0 < 1.88 })
  }

  @Test func `levels of nearly equal heights differ, those of equal heights are one`() {
    let levels = HeightLevels.levels(through: (0...100).map { 5 + 1e-6 * Double($0) })
    #expect(zip(levels, levels.dropFirst()).allSatisfy(<))
    #expect(levels.count == 11)
    #expect(HeightLevels.levels(through: [2, 2, 2]) == [2])
    #expect(HeightLevels.levels(through: [0, .infinity, .nan]) == [1])
  }

  @Test func `work side by side comes back in its order`() {
    for workers in [1, 3, 8] {
      #expect(sideBySide(50, workers: workers) { $0 * $0 } == (0..<50).map { $0 * $0 })
    }
    #expect(sideBySide(0, workers: 2) { $0 }.isEmpty)
  }
}
