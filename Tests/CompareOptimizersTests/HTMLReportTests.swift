import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct HTMLReportTests {
  private let page = HTMLReport(SampleComparison.results()).text

  /// The names of elements that are opened and not closed, or closed and not opened.
  private func unbalanced(_ text: String) -> [String] {
    let void: Set<Substring> = ["meta", "link", "br"]
    var open: [Substring] = []
    for tag in text.matches(of: /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"]|"[^"]*")*)>/) {
      let (_, slash, name, rest) = tag.output
      if slash == "/" {
        guard open.popLast() == name else { return open.map(String.init) + ["/\(name)"] }
      } else if !rest.hasSuffix("/"), !void.contains(name) {
        open.append(name)
      }
    }
    return open.map(String.init)
  }

  @Test func `the page needs nothing from outside and runs no script`() {
    for forbidden in ["<script", "http:", "https:", "@import", "url(", "src=", " on"] {
      let hits = page.ranges(of: forbidden).filter { range in
        let context = page[range.lowerBound...].prefix(40)
        return !context.hasPrefix("http://www.w3.org/2000/svg") && !context.hasPrefix("url(#")
          && !(forbidden == " on" && context.firstMatch(of: /^\son[a-z]+="/) == nil)
      }
      #expect(hits.isEmpty, "\(forbidden) occurs")
    }
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("@media print"))
  }

  @Test func `the page is well formed, small, and free of numbers that cannot be drawn`() {
    #expect(unbalanced(page) == [])
    #expect(page.utf8.count < 500_000)
    for attribute in page.matches(of: /\s(?:d|x|y|x1|y1|x2|y2|width|height|viewBox)="([^"]*)"/) {
      let value = attribute.output.1
      #expect(!value.contains("∞") && !value.contains("NaN") && !value.contains("inf"))
      #expect(!value.contains(/\.[0-9]{3}/))
    }
    let names = page.matches(of: /\sid="([^"]*)"/).map(\.output.1)
    #expect(Set(names).count == names.count)
    for reference in page.matches(of: /aria-labelledby="([^"]*)"|url\(#([^)]*)\)/) {
      let wanted = reference.output.1 ?? reference.output.2 ?? ""
      for name in wanted.split(separator: " ") { #expect(names.contains(name)) }
    }
  }

  @Test func `every drawing has a title and a description`() {
    let opening = /<svg [^>]*role="img"[^>]*><title [^>]*>[^<]+<\/title><desc [^>]*>[^<]+<\/desc>/
    let drawings = page.matches(of: opening)
    #expect(drawings.count == page.ranges(of: "role=\"img\"").count)
    #expect(drawings.count == 10)
  }

  @Test func `text from outside stays text`() {
    let hostile = "<script>alert(\"x\")</script> & 'y' \u{0} \u{1B}[31m"
    var results = SampleComparison.results(of: [SampleComparison.sgd], seeds: 1, epochs: 2)
    results.verdict.sentence = hostile
    results.verdict.winner = hostile
    results.contenders[0].name = hostile
    results.contenders[0].rule = hostile
    results.settings.commandLine = hostile
    results.environment.processor = hostile
    results.notes = [hostile]
    results.valley?.trajectories[0].contender = hostile
    let page = HTMLReport(results).text
    #expect(!page.contains("<script") && !page.contains("\u{0}") && !page.contains("\u{1B}"))
    #expect(unbalanced(page) == [])
    #expect(Markup.escaped("<a b='c'>&\"") == "&lt;a b=&#39;c&#39;&gt;&amp;&quot;")
  }

  @Test func `a comparison in which everything diverged still has a page`() {
    var results = SampleComparison.results(of: [SampleComparison.sgd], seeds: 3, epochs: 1)
    let trials = results.contenders[0].trials.map { trial in
      var trial = trial
      trial.epochs = []
      (trial.testLoss, trial.testAccuracy) = (.nan, nil)
      (trial.stepsToTarget, trial.secondsToTarget) = (nil, nil)
      trial.divergedAtStep = 1
      return trial
    }
    results.contenders[0] = ComparisonResults.Contender(
      name: "SGD", rule: "", hyperparameters: [], learningRates: [1, 10], chosenLearningRate: nil,
      trials: trials)
    results.verdict.winner = nil
    results.valley?.trajectories[0].points = [.init(x: .nan, y: 0)]
    results.valley?.trajectories[1].points = []
    let page = HTMLReport(results).text
    #expect(unbalanced(page) == [])
    #expect(page.contains("3 of 3 diverged") && page.contains("all diverged"))
    #expect(!page.contains("winner</span>"))
    results.contenders = []
    results.valley = nil
    #expect(unbalanced(HTMLReport(results).text) == [])
    #expect(ValleyPicture(results) == nil)
  }

  @Test func `a diverged learning rate has its cross and the chosen one its ring`() {
    let chart = CurveCharts(
      SampleComparison.results(), styles: SampleComparison.results().styles
    ).sensitivity.drawing(size: .wide).source
    #expect(chart.ranges(of: "class=\"ring").count == 3)
    #expect(chart.contains("RMSprop, learning rate 1: 3 of 3 runs diverged"))
  }

  @Test func `the picture of the valley stands alone`() throws {
    let picture = try #require(ValleyPicture(SampleComparison.results())).text
    #expect(picture.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(picture.contains("<style>") && unbalanced(picture) == [])
    // Eleven bands within the ground, each with an outline.
    #expect(picture.ranges(of: " level\" d=\"M").count == 11)
  }
}
