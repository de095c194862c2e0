import Foundation
import Testing

/// The article "A tour of linear algebra" shows the programs beside this file, and what they print.
///
/// Under each of its headings the blocks of Swift, one after the other, are the body of a function
/// here, and the blocks that name no language what it prints.
@Suite struct TourTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent()

  @Test(arguments: [
    Example("Fit a line", "FitALine", fitALine),
    Example("Solve a truss", "SolveATruss", solveATruss),
    Example("Find principal components", "FindPrincipalComponents", findPrincipalComponents),
    Example("Measure a condition", "MeasureACondition", measureACondition),
  ])
  func theArticleShowsWhatRuns(_ example: Example) throws {
    let section = try blocks(under: example.heading)
    let shown = section.filter { $0.language == "swift" }.flatMap(\.lines).filter { !$0.isEmpty }
    let program = try body(of: example.file).filter { !$0.isEmpty }
    #expect(!program.isEmpty && shown == program, "\(firstDifference(shown, program))")
    let printed = try Transcript.of(example.run)
    let promised = section.filter(\.language.isEmpty).flatMap(\.lines)
    let all = printed.joined(separator: "\n")
    #expect(promised == printed, "\(firstDifference(promised, printed)); it printed:\n\(all)")
  }

  @Test func everyHeadingIsAnExample() throws {
    let headings = try article().matches(of: /(?m)^## (.+)$/).map { String($0.1) }
    #expect(
      headings == [
        "Overview", "Fit a line", "Solve a truss", "Find principal components",
        "Measure a condition",
      ])
  }

  // MARK: - Reading

  private struct Block {
    let language: String
    let lines: [String]
  }

  private func article() throws -> String {
    try String(
      contentsOf: folder.appending(path: "../../Sources/Descent/Descent.docc/Tour.md"),
      encoding: .utf8)
  }

  private func blocks(under heading: String) throws -> [Block] {
    let sections = try article().components(separatedBy: "\n## ")
    let section = try #require(sections.first { $0.hasPrefix(heading + "\n") })
    // Every second part between the fences is a block.
    return section.components(separatedBy: "\n```").enumerated().compactMap { index, text in
      if index % 2 == 0 { return nil }
      let lines = text.components(separatedBy: "\n")
      return Block(language: lines[0], lines: Array(lines.dropFirst()))
    }
  }

  /// The lines of the only function in a file, moved to the left margin.
  private func body(of file: String) throws -> [String] {
    let text = try String(contentsOf: folder.appending(path: "\(file).swift"), encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    let imports = try article().firstMatch(of: /```swift\n(import [^`]+)```/)
    #expect(text.hasPrefix(try #require(imports).1))
    let start = try #require(lines.firstIndex { $0.hasPrefix("func ") })
    let end = try #require(lines.lastIndex(of: "}"))
    return lines[start + 1..<end].map { String($0.dropFirst(2)) }
  }

  private func firstDifference(_ left: [String], _ right: [String]) -> String {
    let place = zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }
    guard let place else { return "\(left.count) lines in the article, \(right.count) here" }
    return "the article has «\(place.element.0)», here it is «\(place.element.1)»"
  }
}

/// A program of the tour.
struct Example: Sendable, CustomTestStringConvertible {
  let heading: String
  let file: String
  let run: @Sendable () throws -> Void

  init(_ heading: String, _ file: String, _ run: @escaping @Sendable () throws -> Void) {
    self.heading = heading
    self.file = file
    self.run = run
  }

  var testDescription: String { heading }
}
