import Foundation
import Testing

@testable import CompareOptimizers

/// Names from files may hold what nobody sees; wherever they are shown, its number is seen.
@Suite struct HiddenCharactersTests {
  @Test(arguments: [
    ("wine.csv", "wine.csv"), ("SGD μ 0.9 – Größe ★\n\t", "SGD μ 0.9 – Größe ★\n\t"),
    ("a\u{202E}vsc.b", "a<U+202E>vsc.b"), ("\u{2066}a\u{2069}", "<U+2066>a<U+2069>"),
    ("a\u{200B}b\u{FEFF}", "a<U+200B>b<U+FEFF>"), ("a\u{AD}b", "a<U+00AD>b"),
    ("\u{3164}\u{115F}", "<U+3164><U+115F>"), ("\u{E0041}", "<U+E0041>"),
    ("a\u{2028}b", "a<U+2028>b"), ("\u{1B}[31mred\u{7F}\u{9B}", "<U+001B>[31mred<U+007F><U+009B>"),
    ("a\rb\0", "a<U+000D>b<U+0000>"), ("❤\u{FE0F}", "❤\u{FE0F}"),
  ])
  func `what is not seen has its number`(text: String, shown: String) {
    #expect(text.withHiddenShown == shown)
  }

  @Test func `terminals, pages, tables and messages show it`() {
    let name = "a\u{202E}b"
    #expect(Terminal(isInteractive: true).shown(name) == "a<U+202E>b")
    #expect(Terminal(isInteractive: false, isUnicode: false).shown(name) == "a<U+202E>b")
    #expect(Markup.text(name).source == "a&lt;U+202E&gt;b")
    #expect(JSONValue.text(name).source == "\"a\\u003cU+202E\\u003eb\"")
    #expect(MarkdownSummary.escaped(name) == "a&lt;U+202E&gt;b")
  }

  /// What a report says to type is typed, with the same result.
  @Test(arguments: [
    ("wine.csv", "wine.csv"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''"),
    ("a\u{202E}b", #"$'a\u202Eb'"#), ("\u{E0041}'\\", #"$'\U000E0041\'\\'"#),
    ("a\nb", #"$'a\nb'"#), ("a\u{200D}b", #"$'a\u200Db'"#), ("ü `$x`", "'ü `$x`'"),
  ])
  func `a word for a shell is exact, and all of it is seen`(text: String, word: String) throws {
    #expect(text.quotedForShell == word)
    #expect(word.withHiddenShown == word)
    guard FileManager.default.isExecutableFile(atPath: "/bin/bash") else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "printf %s \(word)"]
    process.environment = ["LC_ALL": "C.UTF-8"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    #expect(pipe.fileHandleForReading.readDataToEndOfFile() == Data(text.utf8))
    process.waitUntilExit()
  }

  @Test func `code in Markdown is as it was`() {
    #expect(MarkdownSummary.code("a 'b'") == "`a 'b'`")
    #expect(MarkdownSummary.code("a `b` ``c``") == "``` a `b` ``c`` ```")
    #expect(MarkdownSummary.code("a `b` c") == "``a `b` c``")
  }

  @Test func `no part of a report is turned round by a name`() {
    var results = SampleComparison.results(
      of: [SampleComparison.sgd], on: [.digits], seeds: 2, epochs: 2)
    let name = "wine\u{202E}vsc.\u{200B}"
    results.problems[0].problem.title = name
    results.problems[0].contenders[0].name = name
    results.settings.commandLine = "compare-optimizers --problem '\(name)'"
    let report = HTMLReport(results)
    let markdown = MarkdownSummary(results: results).text
    let texts = [report.text, markdown] + report.figures.map(\.svg)
    #expect(texts.count > 4)
    for text in texts {
      #expect(!text.unicodeScalars.contains("\u{202E}"))
      #expect(!text.unicodeScalars.contains("\u{200B}"))
    }
    #expect(report.text.contains(/<title>[^<]*wine&lt;U\+202E&gt;vsc.&lt;U\+200B&gt;<\/title>/))
  }

  @Test(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
  func `an error shows the name of a file as it is`() throws {
    let scratch = try ScratchFolder()
    try scratch.expectFailure(
      ["report", "a\u{202E}nosj.json"], saying: "a<U+202E>nosj.json: cannot be read")
    try scratch.expectFailure(
      ["--problem", "digits", "--sweep", "\u{1B}[2J"], saying: "not '<U+001B>[2J'")
  }
}
