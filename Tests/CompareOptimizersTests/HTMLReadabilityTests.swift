import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct HTMLReadabilityTests {
  @Test func `no level of headings is left out, with one problem and with several`() {
    for problems in [[SampleProblem.digits], [.digits, .rosenbrock, .regression]] {
      let page = HTMLReport(SampleComparison.results(on: problems)).text
      let levels = page.matches(of: /<h([1-6])[ >]/).compactMap { Int($0.output.1) }
      #expect(levels.first == 1 && levels.count > 10)
      #expect(levels.filter { $0 == 1 }.count == 1)
      for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    }
  }

  @Test func `the command is broken into lines between words, and is copied as it is`() throws {
    var results = SampleComparison.results(of: [SampleComparison.sgd], on: [.rosenbrock])
    results.settings.commandLine = "compare-optimizers --problem 'my  wine.csv' --seeds 3"
    let page = HTMLReport(results).text
    let code = try #require(page.firstMatch(of: /<code>(.*?)<\/code>/)).output.1
    #expect(code.contains("<span class=\"word\">--seeds</span> <span class=\"word\">3</span>"))
    let text = code.replacing(/<[^>]*>/, with: "").replacing("&#39;", with: "'")
    #expect(text == results.settings.commandLine)
  }

  @Test func `of many rows the column that decides comes first`() throws {
    func titles(_ count: Int, _ problem: SampleProblem) throws -> [String] {
      let shapes = (0..<count).map { index in
        var shape = SampleComparison.rmsprop
        shape.name = "Rule \(index)"
        return shape
      }
      let results = SampleComparison.results(of: shapes, on: [problem], seeds: 2, epochs: 2)
      let label = "aria-label=\"Summary of "
      let table = try #require(HTMLReport(results).text.components(separatedBy: label).last)
      let head = try #require(table.components(separatedBy: "</thead>").first)
      return head.matches(of: /<th [^>]*>(.*?)<\/th>/).map { String($0.output.1) }
    }
    #expect(try titles(7, .digits).prefix(3) == ["Optimizer", "Test accuracy", "Learning rate"])
    let steps = ["Optimizer", "Steps to target", "Learning rate"]
    #expect(try titles(7, .rosenbrock).prefix(3) == steps[...])
    #expect(try titles(6, .rosenbrock).prefix(2) == ["Optimizer", "Learning rate"])
  }

  @Test func `no line ends within the name of a contender`() {
    let shapes = [SampleComparison.rmsprop, SampleComparison.momentum]
    var results = SampleComparison.results(of: shapes, on: [.digits])
    let name = SampleComparison.momentum.name
    #expect(name.contains(" "))
    results.verdict.sentence = "\(name) is ahead of RMSprop."
    let page = HTMLReport(results).text
    #expect(page.contains("<h1>\(name.replacing(" ", with: "\u{A0}")) is ahead of RMSprop.</h1>"))
  }
}
