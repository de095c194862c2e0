import LinearAlgebra
import Optimizers
import TestSupport
import Testing

@Suite struct TestFunctionTests {
  /// The catalogue, with more dimensions where a function takes them.
  static let functions: [TestFunction] =
    TestFunction.all + [
      .sphere(dimensions: 1), .sphere(dimensions: 7),
      .quadratic(dimensions: 5, conditionNumber: 1e6), .rosenbrock(dimensions: 7),
      .styblinskiTang(dimensions: 3), .ackley(dimensions: 5), .rastrigin(dimensions: 5),
      .levy(dimensions: 1), .levy(dimensions: 5), .plateau(dimensions: 3),
    ]

  static func randomPoint(
    of function: TestFunction, using generator: inout SeededGenerator
  ) -> [Double] {
    function.domain.map { Double.random(in: $0, using: &generator) }
  }

  @Test(arguments: functions.indices)
  func gradientIsThatOfTheValue(_ index: Int) {
    let function = Self.functions[index]
    var generator = SeededGenerator(seed: 20)
    for _ in 0..<200 {
      let point = Self.randomPoint(of: function, using: &generator)
      let (value, gradient) = function(point)
      let differences = centralDifferences(of: { function($0).value }, at: point)
      let scale = gradient.reduce(value.magnitude) { max($0, $1.magnitude) }
      // Truncation is h²·f‴/6 with h ≈ 6e-6·max(|x|, 1), so f‴ may be 1e5 times the values here;
      // next to a corner of the egg holder it is more than that.
      #expect(
        isClose(differences, gradient, absolute: 1e-6 * max(scale, 1)),
        "\(function.name) at \(point): \(differences), \(gradient)")
    }
  }

  @Test(arguments: functions.indices)
  func minimaAreAsKnown(_ index: Int) {
    let function = Self.functions[index]
    #expect(!function.minima.isEmpty)
    for minimum in function.minima {
      #expect(minimum.count == function.dimensions)
      let (value, gradient) = function(minimum)
      // The rounding of a minimum's coordinates enters squared; that of the terms, in proportion.
      let scale = max(1, function.minimumValue.magnitude)
      #expect((value - function.minimumValue).magnitude <= 1.6e-15 * scale, "\(function.name)")
      let isInside = zip(function.domain, minimum).allSatisfy {
        $0.lowerBound < $1 && $1 < $0.upperBound
      }
      #expect(isInside || function.name == "Eggholder")
      #expect(zip(function.domain, minimum).allSatisfy { $0.contains($1) })
      // Curvatures reach 1e3, the rounding of a coordinate 4e-16.
      if isInside {
        #expect(gradient.allSatisfy { $0.magnitude <= 1e-12 }, "\(function.name): \(gradient)")
      }
      #expect(function.distanceToMinimum(from: minimum) == 0)
    }
    #expect(zip(function.domain, function.start).allSatisfy { $0.contains($1) })
    #expect(function.distanceToMinimum(from: function.start) > 0.1)
  }

  @Test(arguments: functions.indices)
  func nothingIsLowerThanTheMinimum(_ index: Int) {
    let function = Self.functions[index]
    var generator = SeededGenerator(seed: 21)
    var lowest = Double.infinity
    for _ in 0..<5000 {
      lowest = min(lowest, function(Self.randomPoint(of: function, using: &generator)).value)
    }
    #expect(lowest >= function.minimumValue, "\(function.name)")
  }

  @Test(arguments: functions.indices)
  func chordsLieAboveWhereItIsConvex(_ index: Int) {
    let function = Self.functions[index]
    var generator = SeededGenerator(seed: 22)
    var isConvex = true
    for _ in 0..<2000 {
      let (first, second) = (
        Self.randomPoint(of: function, using: &generator),
        Self.randomPoint(of: function, using: &generator)
      )
      let middle = zip(first, second).map { ($0 + $1) / 2 }
      let chord = (function(first).value + function(second).value) / 2
      isConvex = isConvex && function(middle).value <= chord * (1 + 1e-12)
    }
    // In many dimensions a random chord rarely shows that a function is not convex.
    if function.isConvex || function.dimensions <= 2 {
      #expect(isConvex == function.isConvex, "\(function.name)")
    }
  }

  @Test func servesBothScalarTypes() {
    for function in Self.functions {
      let wide = function(function.start)
      let narrow = function(function.start.map { Float($0) })
      let scale = wide.gradient.reduce(max(1, wide.value.magnitude)) { max($0, $1.magnitude) }
      // The start itself is rounded, to 6e-8 of it; curvatures reach 1e3.
      #expect((Double(narrow.value) - wide.value).magnitude <= 1e-4 * scale)
      #expect(isClose(narrow.gradient.map { Double($0) }, wide.gradient, absolute: 1e-4 * scale))
    }
  }

  @Test func cornersHaveAGradient() {
    #expect(TestFunction.ackley()([0.0, 0]).gradient == [0, 0])
    #expect(TestFunction.eggholder([-94.0, 0]).gradient.allSatisfy { $0.isFinite })
  }

  // MARK: Noise

  @Test func noiseIsSeededAndNormal() {
    let function = TestFunction.sphere(dimensions: 1)
    var noisy = function.withGradientNoise(standardDeviation: 0.5, seed: 3)
    var (twin, other) = (noisy, function.withGradientNoise(standardDeviation: 0.5, seed: 4))
    let count = 20_000
    let draws = (0..<count).map { _ in noisy([1.0]).gradient[0] }
    #expect((0..<count).map { _ in twin([1.0]).gradient[0] } == draws)
    #expect(other([1.0]).gradient[0] != draws[0] && noisy([1.0]).value == 1)
    let mean = draws.reduce(0, +) / Double(count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    // Five standard errors: 0.5/√n of the mean, 0.25·√(2/n) of the variance.
    #expect((mean - 2).magnitude <= 5 * 0.5 / Double(count).squareRoot())
    #expect((variance - 0.25).magnitude <= 5 * 0.25 * (2 / Double(count)).squareRoot())
  }
}
