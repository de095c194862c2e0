import ArgumentParser

/// An option by the name that it has in other programs, and that nothing of ours is near to.
enum ForeignOption {
  /// What is called otherwise here.
  private static let names = [
    "--workers": "--threads", "--jobs": "--threads", "--parallel": "--threads",
    "--cores": "--threads", "-j": "--threads",
    "--lr": "--rates", "--learning-rate": "--rates", "--learning-rates": "--rates",
    "--runs": "--seeds", "--repeats": "--seeds", "--iterations": "--steps", "--dataset": "--data",
  ]

  /// Refuses such an option.
  ///
  /// - Parameter arguments: The arguments of the program.
  /// - Throws: `ValidationError` with the name that it has here.
  static func check(_ arguments: [String]) throws {
    // Behind "--" nothing is an option.
    for argument in arguments.prefix(while: { $0 != "--" }) {
      let name = String(argument.prefix { $0 != "=" })
      guard let own = names[name] else { continue }
      throw ValidationError("unknown option '\(name)'; here it is called \(own)")
    }
  }
}
