import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct ScaleTests {
  @Test(arguments: [
    (0.0, 1.0, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0.43, 0.978, ["0.4", "0.6", "0.8", "1.0"]),
    (-2.0, 2.0, ["-2", "-1", "0", "1", "2"]),
    (3.0, 3.0, ["2.6", "2.8", "3.0", "3.2", "3.4"]),
    (0.0, 12_000.0, ["0", "5,000", "10,000", "15,000"]),
  ])
  func `linear ticks are round numbers that cover the values`(
    lower: Double, upper: Double, labels: [String]
  ) {
    let scale = LinearScale(from: lower, to: upper, start: 100, end: 0)
    #expect(scale.ticks.map(\.label) == labels)
    #expect(scale.lower <= lower && scale.upper >= upper)
    #expect(scale.position(of: scale.lower) == 100)
    #expect(scale.position(of: scale.upper) == 0)
  }

  @Test func `ticks of a counting axis are whole and an exact axis ends at its values`() {
    let scale = LinearScale(
      from: 1, to: 4, start: 0, end: 30, tickCount: 8, isExact: true, wholeNumbers: true)
    #expect(scale.ticks.map(\.label) == ["1", "2", "3", "4"])
    #expect(scale.position(of: 2) == 10)
  }

  @Test(arguments: [
    (1e-4, 1.0, ["0.0001", "0.001", "0.01", "0.1", "1"]),
    (0.04, 0.5, ["0.05", "0.07", "0.1", "0.2", "0.3", "0.5"]),
    (0.04, 2.0, ["0.05", "0.1", "0.2", "0.5", "1", "2"]),
    (1e-6, 1e-5, ["10⁻⁶", "2·10⁻⁶", "3·10⁻⁶", "5·10⁻⁶", "7·10⁻⁶", "10⁻⁵"]),
    (1e-5, 3.2, ["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1"]),
    (0.5, 2e4, ["1", "10", "10²", "10³", "10⁴"]), (0.5, 2e3, ["1", "10", "100", "1,000"]),
    (1e-12, 1e12, ["10⁻¹²", "10⁻⁸", "10⁻⁴", "1", "10⁴", "10⁸", "10¹²"]),
  ])
  func `logarithmic ticks are labelled at decades and between where there is room`(
    lower: Double, upper: Double, labels: [String]
  ) {
    let scale = LogScale(from: lower, to: upper, start: 0, end: 100)
    #expect(scale.ticks.map(\.label).filter { !$0.isEmpty } == labels)
    #expect(abs(scale.position(of: (lower * upper).squareRoot()) - 50) <= 1e-9)
    #expect(scale.position(of: 0) == 0)
  }

  @Test func `a signed logarithmic axis has zero, both sides and room between its labels`() {
    let scale = SignedLogScale(
      threshold: 1e-6, lower: -10, upper: 0.1, start: 0, end: 300, tickCount: 6)
    #expect(abs(scale.position(of: -10)) <= 1e-9 && abs(scale.position(of: 0.1) - 300) <= 1e-9)
    let places = scale.ticks.map { scale.position(of: $0.value) }
    #expect(places == places.sorted() && scale.ticks.contains { $0.value == 0 })
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 20 })
    #expect(scale.ticks.contains { $0.value < 0 } && scale.ticks.contains { $0.value > 0 })
  }

  @Test func `differences too small for decimals are labelled in powers of ten`() {
    let scale = LinearScale(from: -8e-6, to: 0, start: 0, end: 1)
    #expect(scale.ticks.map(\.label) == ["-8·10⁻⁶", "-6·10⁻⁶", "-4·10⁻⁶", "-2·10⁻⁶", "0"])
  }

  /// Differences of losses may be as large as numbers are, and as small.
  @Test(
    arguments: [
      (0, .leastNonzeroMagnitude), (.leastNonzeroMagnitude, .leastNonzeroMagnitude),
      (-1.7e308, 1.7e308), (1.7e308, 1.7e308), (-.infinity, .nan),
      (1e-300, 1e300),
    ] as [(Double, Double)])
  func `axes span all numbers there are`(lower: Double, upper: Double) {
    var scales: [any Scale] = [LinearScale(from: lower, to: upper, start: 0, end: 100)]
    if lower > 0 {
      scales.append(
        LogScale(from: max(lower, 1e-307), to: max(upper, 1e-307), start: 0, end: 100))
    }
    if lower <= 0, upper > 0 {
      scales.append(
        SignedLogScale(
          threshold: .leastNonzeroMagnitude, lower: lower, upper: upper, start: 0, end: 100,
          tickCount: 4))
    }
    for scale in scales {
      #expect(scale.upper > scale.lower)
      for value in [scale.lower, scale.upper] {
        #expect((-1e-6...100.000_001).contains(scale.position(of: value)), "\(scale)")
      }
      #expect(scale.ticks.allSatisfy { $0.value.isFinite })
      #expect((1..<2_000).contains(scale.ticks.count), "\(scale)")
    }
  }

  @Test func `a logarithmic axis that begins at zero is refused`() async {
    await #expect(processExitsWith: .failure) { _ = LogScale(from: 0, to: 1, start: 0, end: 1) }
  }
}

@Suite struct MarchingSquaresTests {
  private func area(_ ring: [MarchingSquares.GridPoint]) -> Double {
    ring.indices.reduce(0) { sum, index in
      let (a, b) = (ring[index], ring[(index + 1) % ring.count])
      return sum + (a.column * b.row - b.column * a.row) / 2
    }
  }

  @Test(arguments: [3.0, 7.5, 12.0])
  func `the outline of a cone is a circle`(radius: Double) {
    let grid = MarchingSquares(columns: 41, rows: 37) { column, row in
      let (x, y) = (Double(column) - 20, Double(row) - 18)
      return (x * x + y * y).squareRoot()
    }
    let rings = grid.rings(atMost: radius)
    #expect(rings.count == 1)
    for point in rings.joined() {
      let (x, y) = (point.column - 20, point.row - 18)
      // Between samples h = 1 apart the cone bends by at most h²/(8r).
      #expect(abs((x * x + y * y).squareRoot() - radius) <= 1 / (8 * radius))
    }
    // A polygon with corners on the circle, edges no longer than √2.
    let circle = Double.pi * radius * radius
    #expect(abs(abs(area(rings[0])) - circle) <= 0.02 * circle + 1)
  }

  @Test func `a region that fills the grid is the grid's rectangle`() {
    let grid = MarchingSquares(columns: 4, rows: 3) { _, _ in 0 }
    let rings = grid.rings(atMost: 1)
    #expect(rings.count == 1)
    #expect(abs(area(rings[0])) == 6)
  }

  @Test func `nothing is at most a level below all samples`() {
    let grid = MarchingSquares(columns: 4, rows: 3) { _, _ in 2 }
    #expect(grid.rings(atMost: 1).isEmpty)
  }

  @Test func `a hole turns the other way than what surrounds it`() {
    let grid = MarchingSquares(columns: 31, rows: 31) { column, row in
      let (x, y) = (Double(column) - 15, Double(row) - 15)
      return abs((x * x + y * y).squareRoot() - 8)
    }
    let areas = grid.rings(atMost: 3).map(area).sorted()
    #expect(areas.count == 2)
    #expect(areas[0] * areas[1] < 0)
    #expect(abs(areas[0] + areas[1]) > 0.9 * .pi * (121 - 25))
  }

  @Test(arguments: [(0.0, 2), (3.0, 1)])
  func `the middle of a saddle decides whether its corners join`(ridge: Double, rings: Int) {
    // Low in two opposite corners; the level lies above or below the height in the middle.
    let heights = [0, 2 + ridge, 2 + ridge, 0]
    let grid = MarchingSquares(columns: 2, rows: 2) { column, row in heights[row * 2 + column] }
    #expect(grid.rings(atMost: ridge > 0 ? 2.6 : 0.5).count == rings)
  }

  @Test func `a sample that is not a number is no part of any region`() {
    let grid = MarchingSquares(columns: 5, rows: 5) { column, row in
      column == 2 && row == 2 ? .nan : 0
    }
    #expect(grid.rings(atMost: 1).count == 2)
  }
}

@Suite struct PathTests {
  @Test func `coordinates are differences with one decimal, and errors do not add up`() {
    var path = SVGPath()
    path.addPolygon([(1, 2.5), (-0.001, 1.0 / 3), (1e4, 0)])
    #expect(path.data == "M1 2.5l-1-2.2 10000-.3z")
    var line = SVGPath()
    line.addLine((0...30).map { (Double($0) / 3, 0.0) })
    let widths = line.data.matches(of: /[l ]([0-9.]+) 0/).compactMap { Double($0.output.1) }
    #expect(widths.count == 30)
    #expect(abs(widths.reduce(0, +) - 10) <= 1e-9)
  }

  @Test func `simplifying stays within its tolerance`() {
    let points = (0...400).map { (Double($0), 30 * sin(Double($0) / 40)) }
    let simple = PathSimplifier.simplified(points, tolerance: 0.2)
    #expect(simple.count < 60)
    #expect(simple.first.map { $0 == points[0] } == true)
    for point in points {
      let after = simple.firstIndex { $0.0 >= point.0 } ?? 0
      let (a, b) = (simple[max(0, after - 1)], simple[after])
      let part = b.0 > a.0 ? (point.0 - a.0) / (b.0 - a.0) : 0
      // The tolerance is across the line; with slopes below 1 that is √2 of it upright.
      #expect(abs(a.1 + part * (b.1 - a.1) - point.1) <= 0.2 * 1.42)
    }
  }

  @Test func `sixteen contenders differ by more than their colour`() {
    let styles = (0..<16).map { Palette.style(at: $0) }
    for first in styles.indices {
      for second in styles.indices where first < second {
        #expect(styles[first].colour != styles[second].colour)
        #expect(
          styles[first].dash != styles[second].dash
            || styles[first].marker != styles[second].marker)
      }
    }
  }

  /// The contrast of two colours by the rules of WCAG 2.
  private func contrast(_ first: String, _ second: String) -> Double {
    func luminance(_ colour: String) -> Double {
      let number = Int(colour.dropFirst(), radix: 16) ?? 0
      let channels = [number >> 16, number >> 8 & 255, number & 255].map { channel -> Double in
        let value = Double(channel) / 255
        return value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
    let (a, b) = (luminance(first), luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test func `every line stands out from the page, on light ground and on dark`() {
    for colour in Palette.series + [Palette.reference] {
      #expect(contrast(colour.light, "#ffffff") >= 4.5, "\(colour.light)")
      #expect(contrast(colour.dark, "#181b22") >= 4.5, "\(colour.dark)")
    }
  }
}

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.091_23, "0.0912"), (9.996, "10.0"), (0.099_96, "0.100"), (1234.5, "1235"),
    (1.234e-7, "1.23e-7"), (4.5e12, "4.5e12"), (0, "0"), (-0.5, "-0.500"), (.infinity, "∞"),
    (.nan, "NaN"), (1e300, "1e300"), (-2e-300, "-2e-300"),
  ])
  func `three significant digits`(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }

  @Test(arguments: [(-0.004, 2, "0.00"), (2.675, 1, "2.7"), (-12.34, 0, "-12"), (0.05, 3, "0.050")])
  func `fixed decimals`(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals) == text)
  }

  @Test(arguments: [
    (0.0, "0 s"), (8.5e-5, "85.0 µs"), (0.42, "420 ms"), (4.123, "4.12 s"), (125.2, "2 min 5 s"),
    (7_260, "2 h 1 min"),
  ])
  func `times have a unit that suits them`(seconds: Double, text: String) {
    #expect(NumberText.seconds(seconds) == text)
  }

  @Test(arguments: [
    ("1e-6", "10⁻⁶"), ("2.5e-7", "2.5·10⁻⁷"), ("-1e12", "-10¹²"), ("0.05", "0.05"), ("NaN", "NaN"),
  ])
  func `powers of ten are written by hand`(text: String, written: String) {
    #expect(NumberText.inPowers(text) == written)
  }

  @Test func `differences have their sign and chances no needless digits`() {
    #expect(
      [1.25, -0.31, 0, -0.001].map { NumberText.signed($0) { NumberText.fixed($0, 2) } }
        == ["+1.25", "−0.31", "0.00", "0.00"])
    #expect(
      [0.000_2, 0.0123, 0.31, 1.2].map(NumberText.probability)
        == ["< 0.001", "0.012", "0.31", "1.00"])
  }

  @Test func `thousands are parted, and ranges say a shared unit once`() {
    let numbers = [0, 999, 1000, -1_234_567]
    #expect(numbers.map(NumberText.grouped) == ["0", "999", "1,000", "-1,234,567"])
    let counts = [0, 1, 1_000].map { NumberText.counted($0, "run", "runs") }
    #expect(counts == ["0 runs", "1 run", "1,000 runs"])
    #expect(NumberText.range("97.6%", "98.0%") == "97.6 – 98.0%")
    #expect(NumberText.range("950 ms", "1.02 s") == "950 ms – 1.02 s")
    #expect(NumberText.range("0.13", "0.13") == "0.13")
  }

  @Test func `a part is never called all, nor a value cut`() {
    let targets: [(Double, String)] = [
      (0.95, "95%"), (0.975, "97.5%"), (0.29, "29%"), (0.57, "57%"), (0.07, "7%"), (1, "100%"),
      (0, "0%"), (1e-6, "0.0001%"), (0.99994, "99.994%"), (0.999999999, "99.9999999%"),
      (1 - 0x1p-53, "99.99999999999999%"),
    ]
    for (target, text) in targets { #expect(NumberText.shortPercent(target) == text) }
    // However many digits: what is shown is what was typed.
    for digits in 1...12 {
      let text = "0." + String(repeating: "9", count: digits)
      let rest = String(repeating: "9", count: max(0, digits - 2))
      let percent = digits == 1 ? "90%" : rest.isEmpty ? "99%" : "99.\(rest)%"
      #expect(NumberText.shortPercent(Double(text) ?? 0) == percent)
    }
    let values: [(Double, String)] = [
      (0.9995, "0.9995"), (0.9, "0.9"), (1e-8, "1e-8"), (1.25e-5, "1.25e-5"), (0, "0"), (-3, "-3"),
      (1.23456e-8, "1.23456e-8"), (1e20, "1e20"), (123_456, "123456"), (.infinity, "∞"),
    ]
    for (value, text) in values { #expect(NumberText.typed(value) == text) }
  }
}

@Suite struct LineChartTests {
  private let results = SampleComparison.results()
  private func charts(_ problem: Int) -> ProblemCharts {
    ProblemCharts(entry: results.problems[problem], styles: results.styles, prefix: "x")
  }

  @Test func `a diverged learning rate has its cross and the chosen one its ring`() {
    let chart = charts(1).sensitivity.plot(size: .page, top: 0).markup.source
    #expect(chart.ranges(of: "class=\"ring").count == 4)
    #expect(chart.contains("RMSprop, learning rate 1: 3 of 3 runs diverged"))
  }

  @Test func `a rate at the edge of those tried has a dashed ring`() {
    var results = results
    results.problems[1].contenders[1].chosen = .init(learningRate: 1)
    let chart = ProblemCharts(entry: results.problems[1], styles: results.styles, prefix: "x")
      .sensitivity.plot(size: .page, top: 0).markup.source
    #expect(chart.ranges(of: "class=\"ring c1 edge\"").count == 1)
    #expect(chart.ranges(of: " edge\"").count == 1)
  }

  @Test func `the share of runs that reached the target rises to what the summary says`() throws {
    for (problem, entry) in results.problems.enumerated() {
      for (contender, series) in zip(entry.contenders, charts(problem).timeToTarget.series) {
        let shares = series.samples.map(\.y)
        #expect(shares == shares.sorted() && shares.first == 0)
        let share = Double(contender.summary.runsThatReachedTarget) / Double(contender.summary.runs)
        #expect(shares.last == share)
        let fastest = contender.finalTrials.compactMap(\.stepsToTarget).min().map(Double.init)
        #expect(series.samples.first { $0.y > 0 }?.x == fastest)
      }
    }
  }

  @Test func `a curve that jumps runs level until it does`() {
    let chart = LineChart(
      name: "x", title: "x", horizontal: .init(title: "x"), vertical: .init(title: "y"),
      series: [
        .init(
          name: "a", style: Palette.style(at: 0),
          samples: [.init(x: 0, y: 0), .init(x: 1, y: 1), .init(x: 2, y: 1)])
      ], isStepped: true, hasMarkers: false)
    let source = chart.plot(size: .page, top: 0).markup.source
    let line = source.firstMatch(of: /class="line[^"]*" d="M[0-9.]+ [0-9.]+l([^"]*)"/)
    // To the right, upwards, to the right.
    let steps = line.map { $0.output.1.matches(of: /-?[0-9.]+/).compactMap { Double($0.output) } }
    #expect(steps?.count == 6)
    #expect(steps?[1] == 0 && steps?[2] == 0 && (steps?[3] ?? 0) < 0 && steps?[5] == 0)
  }

  @Test func `a difference that is not clear has a hollow dot`() {
    let chart = charts(1).intervals(of: .testAccuracy)
    let source = chart.plot(size: .page, top: 0).markup.source
    let clear = results.problems[1].pairings.filter {
      $0.measure == .testAccuracy && !$0.isClear
    }
    #expect(source.ranges(of: "class=\"hollow").count == clear.count)
    #expect(clear.count == 1)
    #expect(source.contains("better →") && source.contains("← worse"))
  }
}

@Suite struct GridRefinementTests {
  private func grid(_ size: Int, _ height: (Double, Double) -> Double) -> Landscape.Grid {
    Landscape.Grid(
      columns: size, rows: size,
      heights: (0..<size * size).map {
        height(Double($0 % size) / Double(size - 1), Double($0 / size) / Double(size - 1))
      })
  }

  @Test func `the samples stay and a parabola is found between them`() {
    let coarse = grid(41) { x, y in (x - 0.512) * (x - 0.512) + 3 * (y - 0.4) * (y - 0.4) }
    let fine = GridRefinement.refined(coarse)
    #expect(fine.columns == 321 && fine.rows == 321)
    for row in 0..<41 {
      for column in 0..<41 { #expect(fine[column * 8, row * 8] == coarse[column, row]) }
    }
    let exact = grid(321) { x, y in (x - 0.512) * (x - 0.512) + 3 * (y - 0.4) * (y - 0.4) }
    // The cubic is exact on parabolas but at the rim, where it has a sample less.
    for row in 8..<313 {
      for column in 8..<313 {
        #expect(abs(fine[column, row] - exact[column, row]) <= 1e-12)
      }
    }
  }

  @Test func `a step does not swing and a wall of infinite height stays where it is`() {
    let step = GridRefinement.refined(grid(41) { x, _ in x < 0.5 ? 0 : 1 })
    #expect(step.heights.allSatisfy { $0 >= 0 && $0 <= 1 })
    let wall = GridRefinement.refined(grid(41) { x, _ in x < 0.5 ? 0 : .infinity })
    #expect(wall.heights.allSatisfy { $0 == 0 || $0 == .infinity })
    #expect(wall.heights.contains(0) && wall.heights.contains(.infinity))
  }
}
