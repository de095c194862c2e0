/// The lines of a table of rules: what each moves, and how fast on each number of threads.
///
/// Lines are made one by one, so that each can be shown as soon as it is measured.
struct RuleTable: Sendable {
  /// The numbers of threads, a group of columns each.
  let threads: [Int]

  private static let titleWidth = 22
  private static let columns = [("ns/param", 10), ("GB/s", 7), ("of loop", 8)]

  /// The titles of the groups and of their columns.
  var header: [String] {
    let groupWidth = Self.columns.reduce(0) { $0 + $1.1 }
    let groups = threads.map {
      Self.right("\($0) thread\($0 == 1 ? "" : "s")", groupWidth)
    }
    let columns = threads.flatMap { _ in Self.columns.map { Self.right($0.0, $0.1) } }
    return [
      String(repeating: " ", count: Self.titleWidth + 7) + groups.joined(),
      Self.left("rule", Self.titleWidth) + "scalars" + columns.joined(),
    ]
  }

  /// The line of a rule, with one rate per number of threads.
  func line(_ rule: MeasuredRule, _ rates: [RuleRate]) -> String {
    let cells = rates.flatMap {
      [
        NumberText.significant($0.nanoseconds), NumberText.fixed($0.gigabytes, 1),
        NumberText.fixed($0.ratio, 2),
      ]
    }
    let widths = rates.flatMap { _ in Self.columns.map(\.1) }
    return Self.left(rule.title, Self.titleWidth)
      + Self.right("\(rule.traffic.scalars)", 7)
      + zip(cells, widths).map { Self.right($0, $1) }.joined()
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
