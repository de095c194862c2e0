import Foundation
import Testing

@testable import CompareOptimizers

/// The page says what the results say.
@Suite struct ReportNumbersTests {
  /// Made and drawn once for all of the tests.
  private static let sample = SampleComparison.results()
  private static let page = HTMLReport(sample).text
  private let results = sample

  /// The texts in the cells of the row of a contender, in the summary of a problem.
  private func cells(of contender: String, in problem: Int) throws -> String {
    let page = Self.page
    let prefix = results.problems[problem].problem.name
    let start = try #require(page.range(of: "id=\"\(prefix)-summary\""))
    let table = try #require(page[start.upperBound...].range(of: "</table>"))
    let rows = page[start.upperBound..<table.lowerBound].split(separator: "<tr")
    return String(try #require(rows.first { $0.contains("</svg>\(contender)<") }))
  }

  @Test(arguments: 0..<3, 0..<4)
  func `the summary holds the medians, ranges and intervals`(problem: Int, place: Int) throws {
    let contender = results.problems[problem].contenders[place]
    let row = try cells(of: contender.name, in: problem)
    let summary = contender.summary
    let loss = try #require(summary.testLoss)
    #expect(row.contains(NumberText.significant(loss.median)))
    #expect(
      row.contains(
        NumberText.range(
          NumberText.significant(loss.lowerQuartile), NumberText.significant(loss.upperQuartile))))
    let interval = try #require(loss.interval)
    #expect(
      row.contains(
        "[\(NumberText.range(NumberText.significant(interval.lower), NumberText.significant(interval.upper)))]"
      ))
    if let accuracy = summary.testAccuracy {
      #expect(row.contains(NumberText.percent(accuracy.median)))
    }
    if let steps = summary.stepsToTarget, steps.median.isFinite {
      #expect(row.contains(">\(NumberText.grouped(steps.median))<"))
    } else {
      #expect(row.contains("not\u{A0}reached"))
    }
    #expect(row.contains(NumberText.short(try #require(contender.chosenLearningRate))))
  }

  /// A decade was added, to the end of which nothing was drawn.
  @Test func `a random search is told with the range that was searched`() {
    var results = SampleComparison.results(
      of: [SampleComparison.sgd], on: [.digits], seeds: 2, epochs: 2)
    results.problems[0].contenders[0].searchSpace = .init(
      strategy: .random,
      dimensions: [.init(name: "rate", range: .init(lower: 1e-4, upper: 1))], trials: 3,
      widenings: 1)
    results.problems[0].contenders[0].candidates = [2e-4, 0.3, 4].map { .init(learningRate: $0) }
    let page = HTMLReport(results).text
    #expect(page.contains("widened to \(NumberText.typed(1e-4)) to \(NumberText.typed(10.0))<"))
    #expect(page.contains("the range was widened for all; that happened once.<"))
  }

  @Test func `the paired comparison holds differences, effect sizes and chances`() {
    let page = Self.page
    for pairing in results.problems.flatMap(\.pairings) {
      #expect(page.contains(">\(ProblemCharts.differenceText(pairing))<"))
      #expect(page.contains(">\(pairing.wins), \(pairing.losses), \(pairing.ties)<"))
    }
    let pairing = results.problems[1].pairings[0]
    #expect(
      ProblemCharts.differenceText(pairing)
        == "+" + NumberText.fixed((pairing.difference ?? 0) * 100, 2) + " points")
  }

  @Test func `the script is given the medians that the curves are drawn through`() throws {
    let chart = ProblemCharts(
      entry: results.problems[1], styles: results.styles, prefix: "x"
    ).loss(over: .steps)
    let readings = try #require(chart.plot(size: .page, top: 0).readings)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(readings.source.utf8)) as? [String: Any])
    let series = try #require(object["s"] as? [[String: Any]])
    #expect(series.map { $0["n"] as? String } == results.contenderNames)
    let values = try #require(series[0]["y"] as? [Double])
    let trials = results.problems[1].contenders[0].finalTrials
    for (index, value) in values.enumerated() {
      let median = try #require(Spread(of: trials.map { $0.epochs[index].validationLoss })).median
      // Four significant digits.
      #expect(abs(value - median) <= 5.1e-4 * median)
    }
    #expect((object["x"] as? [Double])?.first == 37)
  }

  @Test func `a loss recorded above the lowest one is shown as it is`() throws {
    var problem = SampleProblem.rosenbrock
    problem.problem.lowestLoss = -39.166
    let results = SampleComparison.results(on: [problem])
    let charts = ProblemCharts(
      entry: results.problems[0], styles: results.styles, prefix: "x")
    let chart = charts.loss(over: .steps)
    #expect(chart.vertical.kind == .logarithmic)
    #expect(chart.vertical.title == "height above the minimum (log scale)")
    let first = try #require(chart.series.first?.samples.first)
    let losses = results.problems[0].contenders[0].finalTrials.map { $0.epochs[0].validationLoss }
    #expect(first.y == Spread(of: losses)?.median)
    #expect(chart.mark?.value == 1e-6 && charts.targetText == "10⁻⁶ above the minimum")
  }

  @Test func `heights of zero and curves without end do not break a logarithmic axis`() throws {
    var results = SampleComparison.results(on: [.rosenbrock], epochs: 40)
    for index in results.problems[0].contenders[1].trials.indices {
      for epoch in results.problems[0].contenders[1].trials[index].epochs.indices {
        results.problems[0].contenders[1].trials[index].epochs[epoch].validationLoss =
          epoch < 5 ? 3 : epoch < 9 ? 0 : .infinity
      }
    }
    let chart = ProblemCharts(
      entry: results.problems[0], styles: results.styles, prefix: "x"
    ).loss(over: .steps)
    let drawing = chart.plot(size: .page, top: 0).markup.source
    #expect(!drawing.contains("nan") && !drawing.contains("inf"))
    #expect(chart.floor > 0 && chart.finiteValues.allSatisfy { $0 > 0 })
  }
}
