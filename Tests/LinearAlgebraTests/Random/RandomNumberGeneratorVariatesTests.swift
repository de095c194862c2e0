import LinearAlgebra
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct RandomNumberGeneratorVariatesTests {
  @Test func uniformNumbersFillTheirRange() {
    var generator = SeededGenerator(seed: 1)
    let doubles = (0..<100_000).map { _ in generator.nextUniform(as: Double.self) }
    let floats = (0..<100_000).map { _ in generator.nextUniform(as: Float.self) }
    #expect(doubles.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(floats.allSatisfy { $0 >= 0 && $0 < 1 })
    // Five standard errors: the mean of n uniform numbers deviates by √(1/12n).
    #expect(abs(doubles.reduce(0, +) / 100_000 - 0.5) <= 5 * (1 / 12e5 as Double).squareRoot())
  }

  /// Gives the least or the greatest bits for ever.
  struct Constant: RandomNumberGenerator {
    let bits: UInt64
    mutating func next() -> UInt64 { bits }
  }

  @Test func theExtremeBitsStayInTheRange() {
    var least = Constant(bits: 0), greatest = Constant(bits: .max)
    #expect(least.nextUniform(as: Float.self) == 0)
    #expect(least.nextUniform(as: Double.self) == 0)
    #expect(greatest.nextUniform(as: Float.self) == 1 - 0x1p-24)
    #expect(greatest.nextUniform(as: Double.self) == 1 - 0x1p-53)
    let matrix = Matrix<Float>.uniform(rows: 1, columns: 1, in: 1..<1.0000002, using: &greatest)
    #expect(matrix[0, 0] < 1.0000002)
  }

  @Test func normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    var generator = SeededGenerator(seed: 2)
    let count = 200_000
    let numbers = (0..<count).map { _ in generator.nextNormal(as: Double.self) }
    // E xᵏ = 0, 1, 0, 3 with standard errors √(1, 2, 15, 96)/√n; five of them are allowed.
    for (power, moment, variance) in [(1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
      let mean =
        numbers.map { x in (0..<power).reduce(1) { product, _ in product * x } }
        .reduce(0, +) / Double(count)
      let bound = 5 * (Double(variance) / Double(count)).squareRoot()
      #expect(abs(mean - Double(moment)) <= bound, "E x^\(power) is \(mean)")
    }
    let within = numbers.count { abs($0) <= 1 }
    #expect(abs(Double(within) / Double(count) - 0.682689) <= 5 * 0.00104)
  }

  // The same polar method, with the C library's logarithm.
  @Test func theLogarithmIsThatOfTheCLibrary() {
    var generator = SeededGenerator(seed: 3), copy = generator
    for _ in 0..<10_000 {
      let actual = generator.nextNormal(as: Double.self)
      var expected = Double.nan
      while expected.isNaN {
        let x = 2 * copy.nextUniform(as: Double.self) - 1
        let y = 2 * copy.nextUniform(as: Double.self) - 1
        let square = x * x + y * y
        if square > 0, square < 1 { expected = x * (-2 * log(square) / square).squareRoot() }
      }
      // Near 1 the logarithm is small and its error relative to it larger.
      #expect(ulps(actual, expected) <= 4)
    }
  }

  @Test func integersAreUnbiased() {
    var generator = SeededGenerator(seed: 4)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.nextInteger(below: 7)] += 1 }
    // χ² with 6 degrees of freedom exceeds 33 with probability 10⁻⁵.
    let statistic = counts.map { Double(($0 - 10_000) * ($0 - 10_000)) / 10_000 }.reduce(0, +)
    #expect(statistic <= 33, "\(counts)")
    #expect(generator.nextInteger(below: 1) == 0)
    #expect((0..<100).allSatisfy { _ in generator.nextInteger(below: .max) < .max })
  }

  @Test func everyOrderIsAsLikely() {
    var generator = SeededGenerator(seed: 5)
    var counts: [[Int32]: Int] = [:]
    for _ in 0..<24_000 {
      var elements: [Int32] = [0, 1, 2, 3]
      generator.shuffle(&elements)
      counts[elements, default: 0] += 1
    }
    #expect(counts.count == 24)
    // χ² with 23 degrees of freedom exceeds 66 with probability 10⁻⁵.
    let statistic = counts.values.map { Double(($0 - 1000) * ($0 - 1000)) / 1000 }.reduce(0, +)
    #expect(statistic <= 66)
    var none: [Int] = []
    generator.shuffle(&none)
    #expect(none.isEmpty)
  }
}
