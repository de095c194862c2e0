import Foundation
import Testing

@testable import CompareOptimizers

/// The page says what the results say.
@Suite struct ReportNumbersTests {
  private let results = SampleComparison.results()

  /// The texts in the cells of the row of a contender, in the summary of a problem.
  private func cells(of contender: String, in problem: Int) throws -> String {
    let page = HTMLReport(results).text
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
      #expect(row.contains("not reached"))
    }
    #expect(row.contains(NumberText.short(try #require(contender.chosenLearningRate))))
  }

  @Test func `the paired comparison holds differences, effect sizes and chances`() {
    let page = HTMLReport(results).text
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

  @Test func `a function is shown by its height above the minimum`() throws {
    var problem = SampleProblem.rosenbrock
    problem.problem.lowestLoss = -39.166
    let results = SampleComparison.results(on: [problem])
    let chart = ProblemCharts(
      entry: results.problems[0], styles: results.styles, prefix: "x"
    ).loss(over: .steps)
    #expect(chart.vertical.kind == .logarithmic)
    let first = try #require(chart.series.first?.samples.first)
    let loss = results.problems[0].contenders[0].finalTrials.map { $0.epochs[0].validationLoss }
    #expect(abs(first.y - (try #require(Spread(of: loss)).median + 39.166)) <= 1e-12)
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
