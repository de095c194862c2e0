import Descent
import Foundation

/// Finds out what slows the machine down, and says what to do about it.
enum Doctor {
  /// Kernels of OpenBLAS that use 512-bit vectors.
  private static let avx512Cores = ["skylakex", "cooperlake", "sapphirerapids", "zen4", "zen5"]

  /// Kernels of OpenBLAS that use 256-bit vectors with fused multiply-add.
  private static let avx2Cores = ["haswell", "zen"]

  /// One sentence for each thing that costs speed.
  static func warnings(
    threads: Int, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> [String] {
    var warnings: [String] = []
    if !Machine.isOptimized {
      warnings.append("this program was built without optimization; build with -c release.")
    }
    let core = Backend.blasCoreName.lowercased()
    let supported = InstructionSet.supported
    let isBelow =
      supported == .avx512 ? !avx512Cores.contains(core)
      : supported == .avx2 ? !(avx2Cores + avx512Cores).contains(core) : false
    if isBelow {
      let cause = environment["OPENBLAS_CORETYPE"].map { "; unset OPENBLAS_CORETYPE, now \($0)." }
      warnings.append(
        "OpenBLAS uses its \(Backend.blasCoreName) kernels although the processor has "
          + "\(supported)" + (cause ?? "; a newer OpenBLAS may know this processor."))
    }
    if let size = environment["OPENBLAS_L2_SIZE"] {
      warnings.append(
        "OPENBLAS_L2_SIZE is \(size), which changes how OpenBLAS cuts matrices; unset it.")
    }
    if InstructionSet.active < supported {
      warnings.append(
        "the element-wise loops run on \(InstructionSet.active) although the processor has "
          + "\(supported); unset DESCENT_INSTRUCTION_SET.")
    }
    if let wish = environment["DESCENT_INSTRUCTION_SET"],
      !InstructionSet.allCases.contains(where: { "\($0)" == wish })
    {
      let names = InstructionSet.allCases.map { "\($0)" }.joined(separator: ", ")
      warnings.append("DESCENT_INSTRUCTION_SET is '\(wish)', which is none of \(names).")
    }
    if let provider = Backend.lapackProvider, !provider.lowercased().contains("openblas") {
      warnings.append(
        "LAPACK comes from \(provider), not from OpenBLAS, and may be slow; on Debian choose "
          + "OpenBLAS with update-alternatives for liblapack.so.3.")
    }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    if threads > cores {
      warnings.append("\(threads) threads share \(cores) cores.")
    }
    return warnings
  }
}
