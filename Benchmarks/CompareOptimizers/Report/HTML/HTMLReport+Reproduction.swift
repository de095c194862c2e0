import Foundation

extension HTMLReport {
  /// The command that repeats the comparison, and the machine that it ran on.
  @MarkupBuilder var reproduction: Markup {
    Markup.element("section", ["class": "card", "aria-labelledby": "reproduce"]) {
      Markup.element("h2", ["id": "reproduce"]) { "Reproduce it" }
      Markup.element("p", ["class": "lead"]) {
        "The same command gives the same numbers, but for times. In a checkout of Descent, ./run "
          + "stands for compare-optimizers."
      }
      Markup.element("div", ["class": "command"]) {
        Markup.element("pre", ["tabindex": 0]) {
          Markup.element("code") { wholeWords(of: results.settings.commandLine) }
        }
        Markup.element("button", ["type": "button", "class": "copy"]) { "Copy" }
      }
      Markup.element("h3") { "Machine and software" }
      list(environmentFacts)
    }
  }

  /// A command that is broken into lines between its words and never after a hyphen.
  private func wholeWords(of command: String) -> Markup {
    .joined(
      command.split(separator: " ", omittingEmptySubsequences: false).map { word in
        Markup.element("span", ["class": "word"]) { String(word) }
      }, separator: " ")
  }

  @MarkupBuilder var footer: Markup {
    Markup.element("footer") {
      Markup.element("p") {
        "Written by compare-optimizers of Descent, revision \(results.environment.revision). "
          + "The same numbers are in results.json, and each epoch of each run in results.csv."
      }
    }
  }

  private var environmentFacts: [(String, String)] {
    let environment = results.environment
    let runs = results.problems.flatMap { $0.contenders.map(\.trials.count) }.reduce(0, +)
    return [
      (
        "Date",
        environment.date.formatted(.iso8601).replacing("T", with: " ")
          .replacing("Z", with: " UTC")
      ),
      ("Revision", environment.revision),
      ("Processor", environment.processor),
      (
        "Cores",
        "\(environment.logicalCores), with \(environment.threads) "
          + (environment.threads == 1 ? "thread" : "threads")
      ),
      ("Instructions", environment.instructionSet),
      ("BLAS", environment.blasLibrary),
      ("BLAS core", environment.blasCore),
      ("System", environment.operatingSystem),
      ("Swift", environment.swiftVersion),
      ("Runs in all", NumberText.grouped(runs)),
    ].filter { !$0.1.isEmpty }
  }
}
