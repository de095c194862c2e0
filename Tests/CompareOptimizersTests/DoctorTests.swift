import Descent
import Testing

@testable import CompareOptimizers

@Suite struct DoctorTests {
  /// A machine on which nothing is wrong.
  private static let sound = Doctor.Facts(
    isOptimized: true, blasCore: "SkylakeX", lapackProvider: "/usr/lib/libopenblasp-r0.3.21.so",
    supportedSet: .avx512, activeSet: .avx512, cores: 4, environment: ["HOME": "/"])

  private func warnings(
    threads: Int = 4, _ change: (inout Doctor.Facts) -> Void = { _ in }
  ) -> [String] {
    var facts = Self.sound
    change(&facts)
    return Doctor.warnings(threads: threads, facts: facts)
  }

  @Test func `nothing is said of a sound machine`() {
    #expect(warnings() == [])
    #expect(warnings { $0.lapackProvider = nil } == [])
    #expect(warnings { $0.environment["DESCENT_INSTRUCTION_SET"] = "avx512" } == [])
  }

  @Test(arguments: [
    (InstructionSet.avx512, "Haswell", true), (.avx512, "Zen", true), (.avx512, "Prescott", true),
    (.avx512, "Cooperlake", false), (.avx512, "SapphireRapids", false), (.avx512, "ZEN5", false),
    (.avx2, "Sandybridge", true), (.avx2, "Haswell", false), (.avx2, "Zen", false),
    (.avx2, "SkylakeX", false), (.baseline, "Prescott", false), (.baseline, "neoversen1", false),
  ])
  func `kernels below the processor`(supported: InstructionSet, core: String, isBelow: Bool) {
    let warnings = warnings {
      $0.supportedSet = supported
      $0.activeSet = supported
      $0.blasCore = core
    }
    #expect(
      warnings
        == (isBelow
          ? [
            "OpenBLAS uses its \(core) kernels although the processor has \(supported); "
              + "a newer OpenBLAS may know this processor."
          ] : []))
  }

  @Test func `variables that slow OpenBLAS down`() {
    #expect(
      warnings {
        $0.environment["OPENBLAS_CORETYPE"] = "Haswell"
        $0.blasCore = "Haswell"
      } == [
        "OpenBLAS uses its Haswell kernels although the processor has avx512; "
          + "unset OPENBLAS_CORETYPE, now Haswell."
      ])
    // Set, but to no harm.
    #expect(warnings { $0.environment["OPENBLAS_CORETYPE"] = "SkylakeX" } == [])
    #expect(
      warnings { $0.environment["OPENBLAS_L2_SIZE"] = "512" } == [
        "OPENBLAS_L2_SIZE is 512, which changes how OpenBLAS cuts matrices; unset it."
      ])
  }

  @Test func `loops held back, and a wish that is not understood`() {
    #expect(
      warnings { $0.activeSet = .baseline } == [
        "the element-wise loops run on baseline although the processor has avx512; "
          + "unset DESCENT_INSTRUCTION_SET."
      ])
    #expect(
      warnings { $0.environment["DESCENT_INSTRUCTION_SET"] = "sse" } == [
        "DESCENT_INSTRUCTION_SET is 'sse', which is none of baseline, avx2, avx512."
      ])
  }

  @Test(arguments: [(nil, false), (0, false), (4, false), (4.1, true), (63.5, true)])
  func `other programs at work`(load: Double?, isAbove: Bool) {
    let warnings = warnings { $0.load = load }
    #expect(warnings.count == (isAbove ? 1 : 0))
    if let load, isAbove {
      #expect(warnings[0].hasPrefix("the load was \(load) in the last minute, on 4 cores: "))
    }
  }

  @Test func `the rest`() {
    #expect(warnings { $0.isOptimized = false }.count == 1)
    #expect(
      warnings { $0.lapackProvider = "/usr/lib/lapack/liblapack.so.3.11.0" }
        .first?.contains("/usr/lib/lapack/liblapack.so.3.11.0, not from OpenBLAS") == true)
    #expect(warnings(threads: 5) == ["5 threads share 4 cores."])
    #expect(
      warnings(threads: 5) {
        $0.isOptimized = false
        $0.activeSet = .avx2
      }.count == 3)
  }
}
