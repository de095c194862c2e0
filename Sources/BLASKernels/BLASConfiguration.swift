internal import COpenBLAS
internal import ElementwiseKernels

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What the BLAS and LAPACK behind this process are, and how many threads they use.
package enum BLASConfiguration {
  /// How OpenBLAS was built, in its own words, such as "OpenBLAS 0.3.21 DYNAMIC_ARCH …
  /// MAX_THREADS=64".
  package static var description: String { unsafe string(openblas_get_config()) }

  /// The processor that OpenBLAS chose its kernels for, such as "SkylakeX".
  package static var coreName: String { unsafe string(openblas_get_corename()) }

  /// Whether the chosen kernels multiply small matrices without packing them first.
  package static let hasSmallProducts = ["SkylakeX", "Cooperlake", "SapphireRapids"]
    .contains(coreName)

  /// Up to this many multiplications a product counts as small.
  ///
  /// - SeeAlso: OpenBLAS, `kernel/x86_64/sgemm_small_kernel_permit_skylakex.c`.
  package static let smallProductLimit = 1_000_000

  /// Up to this many multiplications OpenBLAS leaves a product of real matrices to the thread that
  /// asks for it, whatever the kernels and the thread count.
  ///
  /// - SeeAlso: OpenBLAS, `interface/gemm.c`: `SMP_THRESHOLD_MIN` · `GEMM_MULTITHREAD_THRESHOLD`.
  package static let singleThreadLimit = 65_536 * 4

  /// How many threads OpenBLAS uses for a large product, in the whole process.
  ///
  /// - Precondition: A new value is positive and fits 32 bits.
  package static var threadCount: Int {
    get { Int(openblas_get_num_threads()) }
    set {
      require(
        newValue >= 1 && newValue <= Int32.max,
        "\(newValue) threads; the count must lie in 1...\(Int32.max)")
      openblas_set_num_threads(Int32(newValue))
    }
  }

  /// The file that LAPACK's routines come from in this process, links resolved, or nil when the
  /// loader does not say.
  ///
  /// The system's alternatives decide it on Debian: OpenBLAS's optimized LAPACK, or the slower
  /// reference one. The loader is asked for the symbol by the same rule by which it binds LAPACKE.
  package static var lapackProvider: String? {
    #if canImport(Darwin)
      let everyLibrary = unsafe UnsafeMutableRawPointer(bitPattern: -2)  // RTLD_DEFAULT
    #else
      let everyLibrary: UnsafeMutableRawPointer? = nil  // RTLD_DEFAULT
    #endif
    var location = unsafe descent_symbol_location()
    guard let routine = unsafe dlsym(everyLibrary, "sgelqf_"),
      unsafe descent_locate(routine, &location) != 0, let path = unsafe location.library_path
    else { return nil }
    guard let resolved = unsafe realpath(path, nil) else { return unsafe string(path) }
    defer { unsafe free(resolved) }
    return unsafe string(resolved)
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    unsafe text.map { unsafe String(cString: $0) } ?? "unknown"
  }
}
