import ArgumentParser
import Foundation

/// A word where an option or a command is wanted: what its writer may have meant.
enum StrayWord {
  /// The commands that the help lists.
  private static let commands = CompareOptimizersCommand.configuration.subcommands
    .map { $0.configuration }.filter { $0.shouldDisplay }.compactMap { $0.commandName }

  /// Refuses a first argument that is neither an option nor a command.
  ///
  /// Before anything else: of a command that is mistyped, the options would be called unknown.
  ///
  /// - Parameter arguments: The arguments of the program.
  /// - Throws: `ValidationError` with what may have been meant.
  static func check(_ arguments: [String]) throws {
    let known = CompareOptimizersCommand.configuration.subcommands
      .compactMap { $0.configuration.commandName }
    guard let first = arguments.first, !first.hasPrefix("-"), !(known + ["help"]).contains(first)
    else { return }
    throw ValidationError(message(for: first, isFirst: true))
  }

  /// One line about a word, which may be the first of the command line.
  static func message(for word: String, isFirst: Bool) -> String {
    if commands.contains(word) {
      return "the command '\(word)' has to come first: compare-optimizers \(word) …"
    }
    if let meaning = meaning(of: word) {
      return "'\(word)' is \(meaning.kind): write \(meaning.text)"
    }
    let sentence = (isFirst ? "unknown command" : "unexpected word") + " '\(word)'"
    let all = "there are the commands \(commands.joined(separator: ", "))"
    guard let nearest = nearest(to: word) else { return "\(sentence); \(all)" }
    return "\(sentence); did you mean '\(nearest)'? (\(all))"
  }

  /// What a word is that would be right in another place, and how it is written there.
  private static func meaning(of word: String) -> (kind: String, text: String)? {
    let quoted = word.quotedForShell
    let names = word.listedWords.map { $0.prefix { $0 != ":" }.lowercased() }
    let isOne = names.count == 1
    if names.allSatisfy({ problems.contains($0) || ProblemCatalogue.isFile($0) }) {
      let kind = problems.contains(names[0]) ? "a problem" : "a file"
      return (isOne ? kind : "a list of problems", "--problem \(quoted)")
    }
    if names.allSatisfy({ optimizers.contains($0) }) {
      return (isOne ? "an optimizer" : "a list of optimizers", "--optimizers \(quoted)")
    }
    if word.lowercased().hasSuffix(".json") {
      return ("a file", "report \(quoted), or --baseline \(quoted)")
    }
    return word.contains("(") ? ("an engine's call", "translate \(quoted)") : nil
  }

  /// What a mistyped word is like, as it would be written.
  private static func nearest(to word: String) -> String? {
    if let command = NearestWord.nearest(to: word, among: commands) { return command }
    if let name = NearestWord.nearest(to: word, among: problems) { return "--problem \(name)" }
    return NearestWord.nearest(to: word, among: optimizers).map { "--optimizers \($0)" }
  }

  private static var problems: [String] { ProblemCatalogue.words }
  private static var optimizers: [String] { ContenderSpecification.words }
}
