import Descent
import Foundation
import Testing

@testable import CompareOptimizers

/// What figures say of what they do not show.
@Suite struct CaptionTests {
  private func captions(
    _ entry: ComparisonResults.ProblemResults
  ) throws -> FigureCaptions {
    let styles = Dictionary(
      uniqueKeysWithValues: entry.contenders.enumerated().map {
        ($1.name, Palette.style(at: $0))
      })
    return FigureCaptions(
      entry: entry, charts: ProblemCharts(entry: entry, styles: styles, prefix: "p"))
  }

  private func function(
    _ text: String, _ optimizers: String
  ) throws -> ComparisonResults.ProblemResults {
    ComparisonTests.run(
      try ComparisonTests.plan(
        optimizers, problems: text,
        search: .init(trials: 3, rates: .init(lower: 0.05, upper: 0.8), mostWidenings: 0), seeds: 3)
    ).problems[0]
  }

  @Test func `curves that go below the axis are said to`() throws {
    // Plain descent halves the height of a sphere and more at each step, down to a zero.
    let figures = try captions(function("sphere", "sgd:rate=0.4,rmsprop:rate=0.05")).progress
      .figures
    let figure = try #require(figures.first { $0.heading.contains("by steps") })
    #expect(figure.caption.contains("zeros included, lies on the lower edge."))
    let chart = try #require(figure.chart as? LineChart)
    #expect(chart.isCutBelow && chart.description.contains("lies on the lower edge"))
    #expect(chart.plot(size: .page, top: 0).markup.source.contains("on the edge: less"))
    let whole = try captions(function("sphere", "rmsprop:rate=1.5")).progress.figures
    #expect(!whole.contains { $0.caption.contains("lower edge") })
  }

  @Test func `a figure of updates says how many runs came to stay, and is left out when none did`()
    throws
  {
    let some = try captions(function("sphere", "sgd:rate=0.4,rmsprop:rate=0.05,rmsprop:rate=1.5"))
    let pair = try #require(some.paired.figures.first { $0.heading.contains("steps to") })
    let text =
      "At the target at the end, of 3 runs each: SGD 3, RMSprop η 0.05 3, none of RMSprop η 1.5."
    #expect(pair.caption.contains(text), "\(pair.caption)")
    #expect(some.progress.figures.last?.caption.contains(text) == true)
    #expect(some.progress.figures.last?.caption.contains("at every step from then on") == true)
    let none = try captions(function("sphere", "sgd:rate=0.4,rmsprop:rate=1.5"))
    #expect(none.paired.figures.map(\.heading) == ["Difference in final height"])
    #expect(none.charts.measures.count == 2)
  }

  /// Two ways over a test function, one of them next to nothing.
  private func chart() throws -> ContourChart {
    let problem = FunctionProblem(name: "f", function: .booth, noise: 0, steps: 100)
    let landscape = try #require(
      problem.pictures(
        of: [
          PictureSubject(name: "SGD", optimizer: SGD(learningRate: 1e-5)),
          PictureSubject(name: "Adam", optimizer: Adam(learningRate: 0.1)),
        ], workers: 1
      ) {}.landscapes.first)
    let styles = ["SGD": Palette.style(at: 0), "Adam": Palette.style(at: 1)]
    return ContourChart(name: "m", landscape: landscape, styles: styles)
  }

  @Test func `a way too near the start to be followed is named`() throws {
    let chart = try chart()
    #expect(chart.waysNearStart.map(\.contender) == ["SGD"])
    let figure = try captions(function("sphere", "sgd:rate=0.4")).map(of: chart)
    #expect(figure.caption.contains("the farthest way that they go: SGD "))
  }

  /// A map with straight ways from its middle to these ends.
  private func map(
    _ ends: (x: Double, y: Double)..., minima: [Landscape.Point] = []
  ) -> ContourChart {
    let trajectories = ends.enumerated().map { index, end in
      Landscape.Trajectory(
        contender: "N\(index)", learningRate: 0.1,
        points: [.init(x: 0, y: 0), .init(x: end.x, y: end.y)], heights: [1, 0.5])
    }
    let extent = ComparisonResults.Interval(lower: -50, upper: 50)
    return ContourChart(
      name: "m",
      landscape: Landscape(
        name: "m", title: "M", kind: .slice, formula: "", horizontal: extent, vertical: extent,
        grid: .init(columns: 2, rows: 2, heights: [0, 1, 2, 3]), levels: [1, 2], minima: minima,
        trajectories: trajectories, remark: ""),
      styles: Dictionary(
        uniqueKeysWithValues: ends.indices.map { ("N\($0)", Palette.style(at: $0)) }))
  }

  /// The whole of a short way may be under the name.
  @Test func `the name of the start stands where no way lies`() throws {
    // Whether it is on the left, whether it is below, and whether it hides anything.
    func name(_ chart: ContourChart) throws -> [Bool] {
      let layout = ContourChartLayout(chart: chart, size: .map, top: 0)
      let name = try #require(layout.placedNames.last)
      let start = try #require(layout.places.last)
      #expect(chart.plot(size: .map, top: 0).markup.source.contains("class=\"landmark\" x="))
      let hides = chart.ways.contains { layout.share(of: $0, within: name.frame) > 0 }
      return [name.anchor == .end, name.y > start.y, hides]
    }
    let upRight = (x: 12.0, y: 5.0)
    let upLeft = (x: -12.0, y: 5.0)
    let downRight = (x: 12.0, y: -5.0)
    let downLeft = (x: -12.0, y: -5.0)
    #expect(try name(map((x: 0, y: 40))) == [false, false, false])
    #expect(try name(map(upRight)) == [true, false, false])
    #expect(try name(map(upRight, upLeft)) == [false, true, false])
    #expect(try name(map(upRight, upLeft, downRight)) == [true, true, false])
    #expect(try name(map(upRight, upLeft, downRight, downLeft)).last == true)
    // Of one long way a little is hidden, of the short one all.
    #expect(try name(map((x: 48, y: 20), upLeft)) == [false, true, false])
    #expect(try name(map((x: 48, y: 20), upLeft, downRight, downLeft)) == [false, false, true])
  }

  @Test func `names of landmarks lie apart from each other`() throws {
    let chart = map((x: 0, y: 40), minima: [.init(x: 1, y: 0)])
    let frames = ContourChartLayout(chart: chart, size: .map, top: 0).placedNames.map(\.frame)
    #expect(frames.count == 2 && frames[1].right < frames[0].left)
  }

  @Test func `differences are called by the estimate that they are`() throws {
    let entry = try function("sphere", "sgd:rate=0.4,rmsprop:rate=0.05")
    let caption = try #require(try captions(entry).paired.figures.first?.caption)
    #expect(
      caption.contains(
        "the dot is the Hodges–Lehmann estimate of the difference, the median of the means of all "
          + "pairs of differences; the bar is its 95% interval"), "\(caption)")
  }

  /// Of two that take the same way the mark of the one that stops on it is not under the other's line.
  @Test func `where each has come to lies above every way`() throws {
    let drawing = try chart().plot(size: .map, top: 0).markup.source
    let line = try #require(drawing.range(of: " way\"", options: .backwards))
    let mark = try #require(drawing.range(of: "class=\"head "))
    #expect(line.lowerBound < mark.lowerBound)
    let name = try #require(drawing.range(of: "class=\"landmark\""))
    #expect(mark.lowerBound < name.lowerBound)
  }
}
