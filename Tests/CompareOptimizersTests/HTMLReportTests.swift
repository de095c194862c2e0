import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct HTMLReportTests {
  private let page = HTMLReport(SampleComparison.results()).text

  @Test func `the page needs nothing from outside`() {
    for forbidden in ["http:", "https:", "@import", "url(", "src=", "href=", "import(", "fetch("] {
      for range in page.ranges(of: forbidden) {
        let context = page[range.lowerBound...].prefix(40)
        #expect(
          context.hasPrefix("http://www.w3.org/2000/svg") || context.hasPrefix("url(#")
            || context.hasPrefix("href=\"#") || context.hasPrefix("href=\"data:,"), "\(context)")
      }
    }
    #expect(page.firstMatch(of: /<[^>]* on[a-z]+="/) == nil)
    #expect(page.contains("default-src 'none'") || page.contains("default-src &#39;none&#39;"))
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("@media print"))
    #expect(page.contains("prefers-reduced-motion"))
  }

  @Test func `the page is well formed, and free of numbers that cannot be drawn`() {
    #expect(Outline(page).unbalanced == [])
    for attribute in page.matches(of: /\s(?:d|x|y|x1|y1|x2|y2|width|height|viewBox)="([^"]*)"/) {
      let value = attribute.output.1
      #expect(!value.contains("∞") && !value.contains("NaN") && !value.contains("inf"))
      #expect(!value.contains(/\.[0-9]{3}/))
    }
  }

  @Test func `every name occurs once and every reference leads somewhere`() {
    let outline = Outline(page)
    #expect(Set(outline.names).count == outline.names.count)
    let names = Set(outline.names)
    #expect(outline.references.count > 50)
    for reference in outline.references { #expect(names.contains(reference), "\(reference)") }
  }

  @Test func `every drawing has a title and a description, and its values for the script`() {
    let opening = /<svg [^>]*role="img"[^>]*><title [^>]*>[^<]+<\/title><desc [^>]*>[^<]+<\/desc>/
    let drawings = page.matches(of: opening)
    #expect(drawings.count == page.ranges(of: "role=\"img\"").count)
    #expect(drawings.count == page.ranges(of: "class=\"plot").count)
    let data = page.matches(of: /<script type="application\/json">(.*?)<\/script>/)
    for match in data {
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(match.output.1.utf8))
      }
    }
    // All but the charts whose shapes have texts of their own: intervals and ranges.
    let rows = page.matches(of: /<title id="[a-z-]*-(paired-[a-z]*|robustness)-title/).count
    #expect(rows == 9 && data.count == drawings.count - rows)
  }

  @Test func `one section for each problem, folded up when there are many`() {
    #expect(page.ranges(of: "<details id=").count == 3)
    #expect(page.ranges(of: "class=\"problem\" open=").count == 3)
    let many = (0..<5).map { number in
      var problem = SampleProblem.regression
      problem.problem.name = "regression \(number)"
      return problem
    }
    let long = HTMLReport(SampleComparison.results(of: [SampleComparison.sgd], on: many)).text
    #expect(long.ranges(of: "<details id=").count == 5)
    #expect(long.ranges(of: "class=\"problem\" open=").count == 1)
    let single = HTMLReport(SampleComparison.results(on: [.digits])).text
    #expect(!single.contains("<details id=") && !single.contains("<nav"))
  }

  @Test func `text from outside stays text`() {
    let hostile = "<script>alert(\"x\")</script> & 'y' \u{0} \u{1B}[31m"
    var results = SampleComparison.results(of: [SampleComparison.sgd], seeds: 2, epochs: 3)
    results.verdict.sentence = hostile
    results.verdict.remarks = [hostile]
    results.settings.commandLine = hostile
    results.environment.processor = hostile
    results.notes = [hostile]
    for index in results.problems.indices {
      results.problems[index].problem.name = hostile
      results.problems[index].problem.title = hostile
      results.problems[index].contenders[0].name = hostile
      results.problems[index].contenders[0].rule = hostile
      results.problems[index].verdict.winner = hostile
      for map in results.problems[index].landscapes.indices {
        results.problems[index].landscapes[map].name = hostile
        results.problems[index].landscapes[map].trajectories[0].contender = hostile
      }
    }
    let report = HTMLReport(results)
    let page = report.text
    #expect(!page.contains("<script>alert") && !page.contains("alert(\"x\")</script>"))
    #expect(!page.contains("\u{0}") && !page.contains("\u{1B}"))
    #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)"))
    // Names in the values for the script.
    #expect(page.contains("\\u003cscript\\u003ealert(\\\"x\\\")"))
    #expect(Outline(page).unbalanced == [])
    let names = Outline(page).names
    #expect(Set(names).count == names.count)
    let files = report.figures.map(\.name)
    #expect(Set(files).count == files.count && files.count > 20)
    for name in files { #expect(name.wholeMatch(of: /[a-z0-9-]+/) != nil, "\(name)") }
  }

  @Test func `a comparison in which everything diverged still has a page`() {
    var results = SampleComparison.results(of: [SampleComparison.sgd], on: [.digits], seeds: 3)
    let trials = results.problems[0].contenders[0].trials.map { trial in
      var trial = trial
      trial.epochs = []
      (trial.testLoss, trial.testAccuracy) = (.nan, nil)
      (trial.stepsToTarget, trial.secondsToTarget) = (nil, nil)
      trial.divergedAtStep = 1
      return trial
    }
    let contender = results.problems[0].contenders[0]
    results.problems[0].contenders[0] = ComparisonResults.Contender(
      name: "SGD", rule: "", hyperparameters: [], searchSpace: contender.searchSpace,
      candidates: contender.candidates, chosen: nil, trials: trials)
    results.problems[0].verdict.winner = nil
    results.problems[0].landscapes[0].trajectories[0].points = [.init(x: .nan, y: 0)]
    results.problems[0].landscapes[1].trajectories[0].points = []
    let page = HTMLReport(results).text
    #expect(Outline(page).unbalanced == [])
    #expect(page.contains("3 of 3 diverged") && page.contains("all diverged"))
    #expect(!page.contains("winner</span>"))
    results.problems = []
    results.profile = nil
    results.updateCosts = nil
    #expect(Outline(HTMLReport(results).text).unbalanced == [])
    #expect(HTMLReport(results).figures.isEmpty)
  }

  @Test func `an optimizer that leaves the world of numbers has a cross and a sentence`() throws {
    let results = SampleComparison.results(on: [.rosenbrock])
    let map = try #require(HTMLReport(results).figures.first { $0.name == "landscape-rosenbrock" })
    #expect(map.svg.ranges(of: "class=\"gone").count == 1)
    let page = HTMLReport(results).text
    #expect(page.contains("Left the world of numbers: SGD, momentum."))
    #expect(page.contains("<td class=\"height\">diverged</td>"))
  }
}

/// What a test wants to know of a text in HTML or XML.
struct Outline {
  /// The names of elements that are opened and not closed, or closed and not opened.
  let unbalanced: [String]

  /// The identifiers, with repetitions.
  let names: [String]

  /// The identifiers that are referred to.
  let references: [String]

  init(_ text: String) {
    // What is within a script is not markup.
    let text = text.replacing(/(<script[^>]*>)[\s\S]*?<\/script>/) { $0.output.1 + "</script>" }
    let void: Set<Substring> = ["meta", "link", "br", "input"]
    var open: [Substring] = []
    var wrong: [String] = []
    for tag in text.matches(of: /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"]|"[^"]*")*)>/) {
      let (_, slash, name, rest) = tag.output
      if slash == "/" {
        if open.popLast() != name { wrong.append("/\(name)") }
      } else if !rest.hasSuffix("/"), !void.contains(name) {
        open.append(name)
      }
    }
    unbalanced = wrong + open.map(String.init)
    names = text.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    references =
      text.matches(of: /aria-labelledby="([^"]*)"/).flatMap {
        $0.output.1.split(separator: " ").map(String.init)
      }
      + text.matches(of: /(?:url\(|href=")#([^")]*)/).map { String($0.output.1) }
  }
}
