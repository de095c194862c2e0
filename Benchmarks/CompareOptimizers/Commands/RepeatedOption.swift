import ArgumentParser

/// An option that is given twice, of which the parser would take the last and say nothing.
enum RepeatedOption {
  /// Those that may be given several times.
  private static let repeatable: Set = ["--sweep", "--help"]
  /// The long names of short ones.
  private static let longNames = ["-o": "--output"]

  /// Refuses a second value, and a second switch.
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
  }
}
