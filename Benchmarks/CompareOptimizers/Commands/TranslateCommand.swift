import ArgumentParser
import Descent
import Foundation

/// `compare-optimizers translate`: an engine's optimizer in the terms of the others.
struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Says which call makes the same optimizer in another engine, or why none does.",
    discussion: """
      The same means the same formula in exact arithmetic, at every step and for any gradient. \
      Engines: \(Engine.allCases.map(\.rawValue).joined(separator: ", ")).
      """)

  @Argument(
    help: ArgumentHelp(
      "As the engine's users write it: 'torch.optim.RMSprop(lr=0.01, momentum=0.9)'",
      valueName: "call"))
  var call: String

  @Option(
    help: ArgumentHelp(
      "Whose call it is, where it does not say so: 'RMSprop(lr=0.01)'", valueName: "engine"))
  var from: String?

  @Option(help: ArgumentHelp("Into which engine (default: all of them)", valueName: "engine"))
  var to: String?

  func validate() throws {
    do { _ = try parsed() } catch { throw ValidationError(error.suggestion) }
  }

  func run() throws {
    let (translation, targets) = try parsed()
    let terminal = Terminal(of: .standardOutput)
    var page = TranslationPage(for: terminal)
    page.add(translation, to: targets)
    for line in page.lines {
      // A title stands at the margin.
      StandardOutput.writeLine(line.hasPrefix(" ") ? line : terminal.bold(line))
    }
  }

  /// The translation, and the engines to show.
  private func parsed() throws(TranslationError) -> (Translation, [Engine]) {
    var source: Engine?
    if let from { source = try Engine(named: from) }
    let translation = try Translation(parsing: call, in: source)
    if let to { return (translation, [try Engine(named: to)]) }
    return (translation, Engine.allCases.filter { $0 != translation.engine })
  }
}

extension TranslationError {
  /// The description, with the name that may have been meant.
  fileprivate var suggestion: String {
    switch self {
    case .unknownEngine(let name, let known):
      NearestWord.unknown("engine", name, among: known)
    case .unknownRule(let name, let engine, let known):
      NearestWord.suggesting(
        name, among: known, "unknown optimizer '\(name)' of \(engine)", all: "there are")
    case .unknownParameter(let name, let call, let accepted):
      NearestWord.suggesting(name, among: accepted, "\(call) has no '\(name)'", all: "it has")
    default: description
    }
  }
}
