import ArgumentParser
import Descent

/// How the update rules are measured, and the tables of their speeds.
struct RuleOptions: ParsableArguments {
  /// Parameters of which the buffers of every rule stay in a core's second-level cache.
  static let cachedCount = 20_000

  /// The most parameters that can be asked for.
  static let largestCount = 1 << 28

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Parameters of the table of rules that works in memory", valueName: "count"))
  var parameters = 1 << 25

  @Flag(help: "Measure the rules on Double parameters, not on Float")
  var double = false

  @Flag(help: "Measure each rule in 3 rounds, which takes seconds and is less certain")
  var quick = false

  func validate() throws {
    guard (1...Self.largestCount).contains(parameters) else {
      throw ValidationError(
        "--parameters must be from 1 to \(NumberText.grouped(Self.largestCount)), "
          + "but is \(parameters)")
    }
  }

  /// Checks every rule, then shows a table of their speeds in the cache and one in memory.
  ///
  /// - Parameters:
  ///   - threads: The numbers of threads that share an update in memory, ascending.
  ///   - show: Receives each line as soon as it is known.
  /// - Throws: `ThroughputError` when a rule does not give what it must.
  func measure(threads: [Int], show: (String) -> Void) throws {
    if double {
      try measure(Double.self, threads: threads, show: show)
    } else {
      try measure(Float.self, threads: threads, show: show)
    }
  }

  private func measure<Scalar: RealScalar>(
    _ scalar: Scalar.Type, threads: [Int], show: (String) -> Void
  ) throws {
    for rule in MeasuredRule.all {
      try RuleCheck.check(rule, threads: threads.last ?? 1, as: scalar)
    }
    show("\nEvery rule beside a plain loop that reads and writes the same memory")
    try table(
      "in the cache", count: Self.cachedCount, threads: [1],
      RuleThroughput<Scalar>.Effort(rounds: quick ? 3 : 25, updatesPerRound: 40), show)
    try table(
      "in memory", count: parameters, threads: threads,
      RuleThroughput<Scalar>.Effort(rounds: quick ? 3 : 9, updatesPerRound: 1), show)
  }

  private func table<Scalar: RealScalar>(
    _ place: String, count: Int, threads: [Int], _ effort: RuleThroughput<Scalar>.Effort,
    _ show: (String) -> Void
  ) throws {
    show(
      "\n\(NumberText.grouped(count)) \(Scalar.self) parameters, \(place); "
        + "medians of \(effort.rounds) rounds, each in turns with the loop")
    let table = RuleTable(threads: threads)
    for line in table.header { show(line) }
    var buffers = RuleThroughput<Scalar>(count: count, effort: effort)
    for rule in MeasuredRule.all {
      show(table.line(rule, buffers.measure(rule, threads: threads)))
    }
  }
}
