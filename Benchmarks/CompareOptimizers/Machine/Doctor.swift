import Descent
import Foundation

/// Finds out what slows the machine down, and says what to do about it.
enum Doctor {
  /// Kernels of OpenBLAS that use 512-bit vectors.
  private static let avx512Cores = ["skylakex", "cooperlake", "sapphirerapids", "zen4", "zen5"]

  /// Kernels of OpenBLAS that use 256-bit vectors with fused multiply-add.
  private static let avx2Cores = ["haswell", "zen"]

  /// What the verdict depends on.
  struct Facts {
    /// Whether the program was built with optimization.
    var isOptimized = Machine.isOptimized
    /// The processor that OpenBLAS chose its kernels for.
    var blasCore = Backend.blasCoreName
    /// The file that LAPACK comes from, if the loader says so.
    var lapackProvider = Backend.lapackProvider
    /// What the processor has.
    var supportedSet = InstructionSet.supported
    /// What the element-wise loops run on.
    var activeSet = InstructionSet.active
    /// Logical cores.
    var cores = ProcessInfo.processInfo.activeProcessorCount
    /// How many threads had a core or waited for one in the mean of the last minute; nil where nobody
    /// looked: while a comparison runs, it is the load.
    var load: Double?
    /// The variables of the process's environment.
    var environment = ProcessInfo.processInfo.environment
  }

  /// One sentence for each thing that costs speed.
  static func warnings(threads: Int, facts: Facts = Facts()) -> [String] {
    let environment = facts.environment
    let supported = facts.supportedSet
    var warnings: [String] = []
    if !facts.isOptimized {
      warnings.append("this program was built without optimization; build with -c release.")
    }
    let core = facts.blasCore.lowercased()
    let isBelow =
      supported == .avx512
      ? !avx512Cores.contains(core)
      : supported == .avx2 ? !(avx2Cores + avx512Cores).contains(core) : false
    if isBelow {
      let cause = environment["OPENBLAS_CORETYPE"].map { "; unset OPENBLAS_CORETYPE, now \($0)." }
      warnings.append(
        "OpenBLAS uses its \(facts.blasCore) kernels although the processor has \(supported)"
          + (cause ?? "; a newer OpenBLAS may know this processor."))
    }
    if let size = environment["OPENBLAS_L2_SIZE"] {
      warnings.append(
        "OPENBLAS_L2_SIZE is \(size), which changes how OpenBLAS cuts matrices; unset it.")
    }
    if facts.activeSet < supported {
      warnings.append(
        "the element-wise loops run on \(facts.activeSet) although the processor has "
          + "\(supported); unset DESCENT_INSTRUCTION_SET.")
    }
    if let wish = environment["DESCENT_INSTRUCTION_SET"],
      !InstructionSet.allCases.contains(where: { "\($0)" == wish })
    {
      let names = InstructionSet.allCases.map { "\($0)" }.joined(separator: ", ")
      warnings.append("DESCENT_INSTRUCTION_SET is '\(wish)', which is none of \(names).")
    }
    if let provider = facts.lapackProvider, !provider.lowercased().contains("openblas") {
      warnings.append(
        "LAPACK comes from \(provider), not from OpenBLAS, and may be slow; on Debian choose "
          + "OpenBLAS with update-alternatives for liblapack.so.3.")
    }
    if threads > facts.cores {
      warnings.append("\(threads) threads share \(facts.cores) cores.")
    }
    if let load = facts.load, load > Double(facts.cores) {
      warnings.append(
        "the load was \(NumberText.fixed(load, 1)) in the last minute, on \(facts.cores) "
          + "\(facts.cores == 1 ? "core" : "cores"): programs wait for each other. The seconds of a "
          + "comparison count only while a core is at work on it; what 'throughput' measures takes "
          + "longer.")
    }
    return warnings
  }
}
