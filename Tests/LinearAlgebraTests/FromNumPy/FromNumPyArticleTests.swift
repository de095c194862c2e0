import Foundation
import Testing

/// The article "From NumPy to Descent" shows the very expressions that the tests run, and all.
@Suite struct FromNumPyArticleTests {
  private let article: String
  private let sources: [String]

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    article = try String(
      contentsOf: folder.appending(
        path: "../../../Sources/LinearAlgebra/LinearAlgebra.docc/FromNumPy.md"),
      encoding: .utf8)
    sources = try ["FromNumPyTests", "NumPyLinearAlgebraTests", "SciPyLinearAlgebraTests"].map {
      try String(contentsOf: folder.appending(path: "\($0).swift"), encoding: .utf8)
    }
  }

  @Test func everyRowIsTestedAndEveryTestIsShown() throws {
    let rows = article.matches(of: /\| `([^`]+)` \| `([^`]+)` \|/)
    let tested = withoutSpaces(sources.joined())
    for row in rows {
      let call = withoutSpaces("ow(\"\(row.1)\", \(row.2)")
      let isTested = [")", ",upTo:", ",of:"].contains { tested.contains(call + $0) }
      #expect(isTested, "\(row.1)")
    }
    // Both ways, and no expression twice.
    let expected = try NumPyFixture.shared.get().rows
    #expect(rows.count == expected.count && Set(rows.map { String($0.1) }) == Set(expected.keys))
    #expect(rows.count == sources.joined().matches(of: /\n    (row|throwingRow|randomRow)\(/).count)
  }

  /// Nobody looks for a function of numpy.linalg in vain.
  @Test func theArticleNamesEveryFunctionOfNumPysLinalg() throws {
    let functions = try NumPyFixture.shared.get().functions
    #expect(functions.count > 30)
    for name in functions {
      #expect(article.contains(try Regex("np\\.linalg\\.\(name)\\b")), "\(name)")
    }
  }

  private func withoutSpaces(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
