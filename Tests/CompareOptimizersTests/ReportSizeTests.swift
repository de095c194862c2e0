import Foundation
import Testing

@testable import CompareOptimizers

/// A report stays small enough to send, and every figure of it stands alone.
@Suite struct ReportSizeTests {
  /// The limit of a report, in bytes.
  private let limit = 5_000_000

  @Test func `a report on all test functions with sixteen optimizers stays below its limit`() {
    let functions: [SampleDescent.Function] = [.rosenbrock, .himmelblau, .rastrigin, .bowl]
    let problems = (0..<17).map { number in
      var problem = SampleProblem.rosenbrock
      problem.problem.name = "function-\(number)"
      problem.function = functions[number % functions.count]
      return problem
    }
    check(
      SampleComparison.results(of: SampleComparison.sixteen, on: problems, epochs: 40),
      name: "17 functions × 16 optimizers")
  }

  @Test func `a report on a network with long runs stays below its limit`() {
    check(
      SampleComparison.results(on: [.digits], seeds: 10, epochs: 40),
      name: "4 optimizers × 10 seeds × 40 epochs")
  }

  private func check(_ results: ComparisonResults, name: String) {
    let clock = ContinuousClock()
    var size = 0
    // Printed only: a limit in seconds would fail on a busy machine.
    let time = clock.measure { size = HTMLReport(results).text.utf8.count }
    print("report.html of \(name): \(size) bytes in \(time)")
    #expect(size < limit)
    #expect(size > 100_000)
  }

  @Test func `every figure is an XML file that stands alone`() throws {
    let figures = HTMLReport(SampleComparison.results()).figures
    #expect(figures.count == 38)
    #expect(Set(figures.map(\.name)).count == figures.count)
    for (name, svg) in figures {
      #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""), "\(name)")
      #expect(svg.contains("<style>") && !svg.contains("<script"), "\(name)")
      let outline = Outline(svg)
      #expect(outline.unbalanced == [], "\(name)")
      #expect(Set(outline.names).count == outline.names.count, "\(name)")
      #expect(Set(outline.references).isSubset(of: outline.names), "\(name)")
      // What is left when entities of XML are taken away has no ampersand.
      #expect(!svg.replacing(/&(amp|lt|gt|quot|#39);/, with: "").contains("&"), "\(name)")
    }
  }

  @Test func `a map has its bands, its ways and its minimum`() throws {
    let figures = HTMLReport(SampleComparison.results()).figures
    let map = try #require(figures.first { $0.name == "landscape-rosenbrock" }).svg
    // Ten levels, each with an outline, and the key to them.
    #expect(map.ranges(of: " level\" d=\"M").count == 10)
    #expect(map.matches(of: /<rect class="b\d+ level"/).count == 11)
    #expect(map.ranges(of: "class=\"halo way\"").count == 4)
    #expect(map.contains(">minimum<") && map.contains(">start<"))
    #expect(map.contains("SGD, momentum (rate 0.004)") || map.contains("(rate 0.004)"))
  }
}
