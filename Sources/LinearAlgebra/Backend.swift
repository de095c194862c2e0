internal import BLASKernels
internal import ElementwiseKernels

/// What the numbers of this process are computed with, and on how many threads.
///
/// ```swift
/// print(Backend.blasCoreName)     // SkylakeX
/// Backend.threadCount = 1         // when many small models train side by side
/// ```
public enum Backend {
  /// How the BLAS library was built, in its own words: "OpenBLAS 0.3.21 DYNAMIC_ARCH …".
  public static var blasDescription: String { BLASConfiguration.description }

  /// The processor that the BLAS library chose its kernels for, such as "SkylakeX".
  public static var blasCoreName: String { BLASConfiguration.coreName }

  /// The file that LAPACK's routines come from, or nil when the loader does not say.
  public static var lapackProvider: String? { BLASConfiguration.lapackProvider }

  /// How many threads a matrix product or a large parameter update may use, in the whole process.
  ///
  /// The setting belongs to the process, not to a model or a thread, because that of OpenBLAS does: set
  /// it once, before work begins. It starts as OPENBLAS_NUM_THREADS or OMP_NUM_THREADS say, or as many
  /// as there are processors. The bits of an update are the same for any count; those of a product, of
  /// a factorization, and of a network trained on as many threads, may differ in the last place. Where
  /// it is changed while others work, what they come to depends on the moment.
  ///
  /// Left alone it is the same for all: models that are trained at the same time, in threads or in
  /// tasks of yours and beside products of yours, come to the bits that each comes to alone. The
  /// threads within an operation serve one of them at a time, so many small models are done sooner
  /// with a count of 1.
  ///
  /// This is about the threads within an operation. How many threads of your own call operations is up
  /// to you, within what OpenBLAS was built for: Debian's has room for 128 callers at once, and stops
  /// the program with some more. Swift's tasks stay far below.
  ///
  /// - Precondition: A new value is positive. OpenBLAS takes what it was built for at most, 64 in
  ///   Debian's.
  public static var threadCount: Int {
    get { BLASConfiguration.threadCount }
    set {
      BLASConfiguration.threadCount = newValue
      UpdateThreads.count = newValue
    }
  }
}
