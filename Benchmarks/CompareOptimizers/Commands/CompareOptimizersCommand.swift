import ArgumentParser
import Foundation

/// The program: compares optimizers unless told otherwise.
@main
struct CompareOptimizersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare-optimizers",
    abstract: "Trains the same network with several optimizers and shows which did better.",
    subcommands: [
      CompareCommand.self, ReportCommand.self, TranslateCommand.self, ThroughputCommand.self,
      DoctorCommand.self, TimingCommand.self,
    ],
    defaultSubcommand: CompareCommand.self)

  /// Runs the command that the arguments name, and ends the program.
  static func main() {
    // Not from where something is still held, such as the error and its words: nobody would give it back.
    Foundation.exit(exitStatus())
  }

  /// Runs the command that the arguments name; whatever is wrong is one line on standard error.
  ///
  /// - Returns: What the program is to end with.
  @inline(never)
  private static func exitStatus() -> Int32 {
    StandardStreams.occupy()
    // Who closes the pipe that we write to has seen enough; the report is to be written all the same.
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow (`ulimit -f`) is told of like a disk that is full.
    signal(SIGXFSZ, SIG_IGN)
    var arguments = Array(CommandLine.arguments.dropFirst())
    // The options are those of the default command, so its help is the program's.
    if [["--help"], ["-h"], ["help"]].contains(arguments) { arguments = ["compare", "--help"] }
    do {
      do {
        try OpenFiles.check()
        try ArgumentText.check(arguments)
        try StrayWord.check(arguments)
        try ForeignOption.check(arguments)
        try RepeatedOption.check(arguments)
        var command = try parseAsRoot(arguments)
        try command.run()
      } catch  where exitCode(for: error).isSuccess {
        // Help was asked for, and is not an error.
        StandardOutput.writeLine(fullMessage(for: error))
      }
      try StandardOutput.check()
      return EXIT_SUCCESS
    } catch {
      let code = exitCode(for: error)
      // Of the parser's message the fault is enough: the usage that it appends fills half a screen.
      let message = code == .validationFailure ? message(for: error) : "\(error)"
      let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        .withHiddenShown
      try? FileHandle.standardError.write(contentsOf: Data("error: \(line)\n".utf8))
      return code.rawValue
    }
  }
}
