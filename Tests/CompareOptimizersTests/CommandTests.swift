import Descent
import Foundation
import Testing

@testable import CompareOptimizers

/// The built program in a process of its own: what it writes where, and how it ends.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct CommandTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  @Test func `a small run prints its table and writes its report`() throws {
    let outcome = try BuiltCommand.run(
      BuiltCommand.small + ["--quiet", "-o", "a b"], in: scratch.path)
    #expect(outcome.status == 0 && outcome.reason == .exit)
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("RMSprop") && outcome.output.contains("learning"))
    #expect(outcome.output.contains("it takes at least 7 seeds to tell"))
    #expect(outcome.output.hasSuffix("/a b/report.html\n"))
    #expect(try scratch.names == ["a b"])
    let folder = URL(fileURLWithPath: "\(scratch.path)/a b")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["figures", "report.html", "results.csv", "results.json"])
    let results = try ResultsJSON.decode(
      Data(contentsOf: folder.appendingPathComponent("results.json")))
    #expect(results.contenderNames == ["RMSprop", "SGD", "SGD μ 0.9", "Adam"])
    #expect(results.problems[0].contenders.allSatisfy { $0.searchTrials.count == 2 })
    #expect(results.settings.reference == "SGD")
    #expect(
      results.settings.commandLine
        == "compare-optimizers --epochs 1 --seeds 1 --search-seeds 1 --trials 2 --widenings 0 "
        + "--quiet -o 'a b'")
  }

  @Test func `data from files say where they come from`() throws {
    let data = try DataFolder.sound.write(to: scratch)
    let outcome = try BuiltCommand.run(
      [
        "--epochs", "1", "--seeds", "1", "--data", data, "--optimizers", "sgd:rate=0.1", "--quiet",
        "-o", "out",
      ], in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let results = try ResultsJSON.decode(
      Data(contentsOf: URL(fileURLWithPath: "\(scratch.path)/out/results.json")))
    #expect(results.problems[0].problem.data == "15 images of 9 pixels")
    #expect(results.problems[0].problem.model == "9-64-10")
  }

  @Test func `help comes on standard output and names every option`() throws {
    for arguments in [["--help"], ["-h"], ["help"], ["--epochs", "1", "--help"]] {
      let outcome = try BuiltCommand.run(arguments, in: scratch.path)
      #expect(outcome.status == 0 && outcome.errors == "")
      for word in [
        "--data", "--optimizers", "--quiet", "doctor", "throughput",
        "compare-optimizers translate <call>", "tfKerasLegacy",
      ] {
        #expect(outcome.output.contains(word))
      }
    }
    let doctor = try BuiltCommand.run(["doctor"], in: scratch.path)
    #expect(doctor.status == 0 && doctor.errors == "" && doctor.output.contains("LAPACK"))
  }

  @Test(arguments: InstructionSet.allCases)
  func `an environment variable chooses the instruction set`(_ set: InstructionSet) throws {
    let doctor = try BuiltCommand.run(
      ["doctor"], in: scratch.path, with: ["DESCENT_INSTRUCTION_SET": "\(set)"])
    let chosen = min(set, .supported)
    #expect(doctor.output.contains("loops run on     \(chosen),"), "\(doctor.output)")
    #expect(
      doctor.output.contains("unset DESCENT_INSTRUCTION_SET") == (chosen < .supported))
  }

  @Test func `event files hold the curves of the final runs`() throws {
    let outcome = try BuiltCommand.run(
      BuiltCommand.small + ["--quiet", "--tensorboard", "--no-pictures", "-o", "out"],
      in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let folder = scratch.path + "/out/tensorboard/digits"
    let manager = FileManager.default
    #expect(
      try manager.contentsOfDirectory(atPath: folder).sorted()
        == ["Adam", "RMSprop", "SGD", "SGD μ 0.9"])
    let files = try manager.contentsOfDirectory(atPath: folder + "/Adam/seed 1")
    #expect(files.count == 1)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/Adam/seed 1/\(files[0])"))
    for tag in ["loss/training", "loss/validation", "accuracy/validation"] {
      #expect(bytes.range(of: Data(tag.utf8)) != nil, "\(tag)")
    }
    // An earlier report with event files is replaced as a whole.
    let again = try BuiltCommand.run(
      BuiltCommand.small + ["--quiet", "-o", "out"], in: scratch.path)
    #expect(again.status == 0, "\(again.errors)")
    #expect(!manager.fileExists(atPath: scratch.path + "/out/tensorboard"))
  }
}
