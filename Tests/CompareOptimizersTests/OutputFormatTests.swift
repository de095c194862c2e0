import ArgumentParser
import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct OutputFormatTests {
  private let terminal = Terminal(isInteractive: false)

  private var one: ComparisonResults {
    TerminalSample.results([
      TerminalSample.problem([TerminalSample.rmsprop, TerminalSample.sgd, TerminalSample.momentum])
    ])
  }

  private var several: ComparisonResults {
    TerminalSample.results(
      ["Sphere", "Beale|Booth"].map { title in
        TerminalSample.problem(
          [
            TerminalSample.contender("RMSprop", loss: 1e-9, accuracy: nil, steps: 120),
            TerminalSample.contender("SGD", loss: 1e-5, accuracy: nil, steps: 2_400),
          ], kind: .function, title: title)
      })
  }

  @Test func `an unknown format suggests the nearest`() throws {
    #expect(try OutputFormat(parsing: "csv") == .csv)
    let error = #expect(throws: ValidationError.self) { try OutputFormat(parsing: "markdwon") }
    #expect(
      error?.message
        == "unknown format 'markdwon'; did you mean 'markdown'? "
        + "(there are table, markdown, json, csv)")
  }

  @Test func `JSON and CSV are the files' content`() throws {
    let results = one
    let json = try OutputFormat.json.text(of: results, for: terminal)
    #expect(Data(json.utf8) == (try ResultsJSON.encode(results)))
    let csv = try OutputFormat.csv.text(of: results, for: terminal)
    #expect(csv == ResultsCSV.encode(results))
    #expect(OutputFormat.json.isDocument && !OutputFormat.table.isDocument)
  }

  @Test func `the table comes with the verdict`() throws {
    let results = one
    let text = try OutputFormat.table.text(of: results, for: terminal)
    #expect(text.hasPrefix("             learning"))
    #expect(text.replacing("\n", with: " ").contains("  \(results.verdict.sentence) "))
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
    let styled = try OutputFormat.table.text(
      of: results, for: Terminal(isInteractive: true, hasStyles: true))
    let plain = try OutputFormat.table.text(of: results, for: Terminal(isInteractive: true))
    #expect(TerminalSample.visible(styled) == plain && !plain.contains("\u{1B}"))
    #expect(plain.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  /// In a file, too: what is read beneath a table is no wider than it.
  @Test func `nothing of the table's output is wider than 80 columns`() throws {
    let long = String(repeating: "a long sentence about learning rates ", count: 12)
    let contenders = (0..<14).map { index in
      TerminalSample.contender("Optimizer \(index) with a name", loss: 0.09 + 0.01 * Double(index))
    }
    var results = TerminalSample.results([TerminalSample.problem(contenders)])
    results.verdict.remarks.append(long)
    results.notes = [long]
    results.problems[0].notes = [long]
    results.environment.warnings = [long]
    for terminal in [
      Terminal(isInteractive: false), Terminal(isInteractive: false, width: 200),
      Terminal(isInteractive: true, width: 200), Terminal(isInteractive: true),
    ] {
      let text = try OutputFormat.table.text(of: results, for: terminal)
      let widths = text.split(separator: "\n").map(\.count)
      #expect(widths.max().map { $0 <= 80 } == true, "\(widths)")
      #expect(text.replacing("\n", with: " ").ranges(of: "a long sentence").count == 48)
    }
  }

  /// The cells of the lines that are rows of tables.
  private func rows(_ markdown: String) -> [[String]] {
    markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
      .map { $0.replacing("\\|", with: "¦").split(separator: "|").map(String.init) }
  }

  @Test func `Markdown has a table and the verdict`() throws {
    let text = try OutputFormat.markdown.text(of: one, for: terminal)
    #expect(text.hasPrefix("**\(MarkdownSummary.escaped(one.verdict.sentence))**\n\n"))
    let rows = rows(text)
    #expect(rows.count == 5)
    #expect(rows.allSatisfy { $0.count == 7 })
    #expect(rows[1].map { $0.trimmingCharacters(in: .whitespaces) }.first == ":--")
    #expect(rows[2][0] == " **RMSprop** " && rows[2][2].hasPrefix(" **98.5%** "))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func `Markdown of several problems has a row for each`() throws {
    let text = try OutputFormat.markdown.text(of: several, for: terminal)
    let rows = rows(text)
    #expect(rows.count == 4 + 4)
    #expect(rows[2][0] == " **RMSprop** ")
    #expect(rows[7][0] == " Beale¦Booth ")
    #expect(rows[7].count == 4 && rows[7][2] == " **120** ")
  }

  @Test func `Markdown takes nothing in a name for its own`() {
    #expect(
      MarkdownSummary.escaped("a|b *c* _d_ <e> & `f`\n#")
        == "a\\|b \\*c\\* \\_d\\_ &lt;e&gt; &amp; \\`f\\` \\#")
  }
}
