import ArgumentParser

/// The program: compares optimizers unless told otherwise.
@main
struct CompareOptimizersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare-optimizers",
    abstract: "Trains the same network with several optimizers and shows which did better.",
    discussion: """
      Without arguments it compares RMSprop with SGD on 1,797 handwritten digits, prints a table
      and writes a report. Every optimizer gets the same initial weights, the same batches and the
      same learning rates to try.
      """,
    subcommands: [CompareCommand.self, ThroughputCommand.self, DoctorCommand.self],
    defaultSubcommand: CompareCommand.self)
}
