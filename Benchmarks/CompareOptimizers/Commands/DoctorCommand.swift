import ArgumentParser
import Descent
import ElementwiseKernels
import Foundation

/// `compare-optimizers doctor`: what is in use, and what slows it down.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Prints what the numbers are computed with, and what slows it down.")

  func run() {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let load = ProcessorTime.load
    let rows = [
      ("Swift", Machine.swiftVersion + (Machine.isOptimized ? ", optimized" : ", not optimized")),
      ("system", ProcessInfo.processInfo.operatingSystemVersionString),
      ("processor", "\(Machine.processor), \(cores) logical cores"),
      (
        "load",
        load.map { NumberText.fixed($0, 2) + " in the last minute" } ?? "the system does not say"
      ),
      ("vector features", Machine.vectorFeatures.joined(separator: " ")),
      ("loops run on", "\(InstructionSet.active), supported \(InstructionSet.supported)"),
      ("BLAS", Backend.blasDescription),
      ("BLAS core type", Backend.blasCoreName),
      ("BLAS threads", "\(Backend.threadCount)"),
      ("LAPACK", Backend.lapackProvider ?? "the loader does not say where from"),
      ("revision", Machine.revision),
    ]
    let terminal = Terminal(of: .standardOutput)
    for (name, value) in rows {
      StandardOutput.writeLine(
        terminal.shown(name.padding(toLength: 17, withPad: " ", startingAt: 0) + value))
    }
    let warnings = Doctor.warnings(
      threads: Backend.threadCount, facts: Doctor.Facts(load: load))
    StandardOutput.writeLine(warnings.isEmpty ? "Nothing slows it down." : "")
    for warning in warnings {
      StandardOutput.writeLine(TextColumns.paragraph("Warning: \(warning)", for: terminal))
    }
  }
}
