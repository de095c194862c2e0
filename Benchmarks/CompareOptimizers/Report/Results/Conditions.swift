import Foundation

// The conditions of a measurement: without them its numbers mean nothing.

extension ComparisonResults {
  /// The machine and the software that the numbers come from.
  struct Environment: Codable, Sendable {
    /// When the comparison began.
    var date: Date

    /// The revision of the source, such as a git commit, or "unknown".
    var revision: String

    /// The version of the Swift compiler.
    var swiftVersion: String

    /// The operating system and its version.
    var operatingSystem: String

    /// The processor's model name.
    var processor: String

    /// The number of logical cores that the process may use.
    var logicalCores: Int

    /// The instruction set that the element-wise loops run on.
    var instructionSet: String

    /// The BLAS library and its version.
    var blasLibrary: String

    /// The core type that the BLAS library chose its kernels for.
    var blasCore: String

    /// The number of threads used.
    var threads: Int

    /// What slowed the machine down, if anything did; one sentence each.
    var warnings: [String] = []
  }

  /// What the comparison was asked to do.
  struct Settings: Codable, Sendable {
    /// The command that repeats the comparison, with every seed in it.
    var commandLine: String

    /// The seeds of the runs that the summary is made of.
    var seeds: [UInt64]

    /// The seeds of the runs that hyper-parameters are chosen on; empty when they were given.
    var searchSeeds: [UInt64]

    /// The contender that the others are compared with.
    var reference: String

    /// What `seconds` include and leave out, in one sentence.
    var clock: String
  }
}
