import ArgumentParser

/// An option that is given twice, or beside its opposite, of which the parser would take the last and
/// say nothing.
enum RepeatedOption {
  /// Those that may be given several times.
  private static let repeatable: Set = ["--sweep", "--help"]
  /// The long names of short ones.
  private static let longNames = ["-o": "--output"]
  /// What turns a switch off.
  private static let negation = "--no-"

  /// Refuses a second value, a second switch, and a switch that is turned on and off.
  ///
  /// - Parameter arguments: The arguments of the program.
  /// - Throws: `ValidationError` with the option.
  static func check(_ arguments: [String]) throws {
    var seen: Set<String> = []
    // Behind "--" nothing is an option.
    for argument in arguments.prefix(while: { $0 != "--" }) {
      let name = String(argument.prefix { $0 != "=" })
      let option = longNames[name] ?? name
      guard option.hasPrefix("--"), !repeatable.contains(option) else { continue }
      guard seen.insert(option).inserted else {
        throw ValidationError("\(option) is given twice")
      }
    }
    for negated in seen.sorted() where negated.hasPrefix(negation) {
      let option = "--\(negated.dropFirst(negation.count))"
      guard !seen.contains(option) else {
        throw ValidationError("\(option) and \(negated) contradict each other")
      }
    }
  }
}
