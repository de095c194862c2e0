import ArgumentParser
import Foundation

/// `compare-optimizers timing`: one of the engines that `Benchmarks/Peers` sets side by side.
struct TimingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timing",
    abstract: "Times named work as lines on standard input ask for it; for Benchmarks/Peers.",
    // A program talks to it, not a person.
    shouldDisplay: false)

  func run() throws {
    var session = TimingSession()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    while let line = readLine() {
      let reply = try encoder.encode(session.reply(to: line)) + Data("\n".utf8)
      // Past the buffers of `print`: the other side waits for the line.
      try FileHandle.standardOutput.write(contentsOf: reply)
    }
  }
}
