import CAllocationCounter
import ElementwiseKernels

/// What a piece of work allocates on this thread, where that can be counted.
///
/// Unoptimized code keeps copies that the optimizer removes, so that debug builds only tell orders of
/// magnitude apart.
public struct Allocations: Equatable, Sendable {
  /// How many blocks.
  public let count: Int
  /// How many bytes in all.
  public let bytes: Int
  /// How many of the bytes in large blocks.
  public let largeBytes: Int

  #if DEBUG
    /// Whether this build can count: an optimized one on glibc, without a sanitizer.
    public static let canBeCounted = false
  #else
    /// Whether this build can count: an optimized one on glibc, without a sanitizer.
    public static let canBeCounted = allocation_count() >= 0
  #endif

  /// Whether this build can tell orders of magnitude apart: any on glibc, without a sanitizer.
  public static let canBeEstimated = allocation_count() >= 0

  /// No block.
  public static let none = Allocations(count: 0, bytes: 0, largeBytes: 0)

  /// Counts what `body` allocates every time: the least of three runs.
  ///
  /// Once per process the language's runtime makes tables of the types in use, from blocks of 16 KiB
  /// that all threads share. Whoever finds such a block used up pays for the next, which makes a
  /// single run depend on what the other tests have done by then.
  ///
  /// - Parameters:
  ///   - largeSize: From how many bytes on a block is large.
  ///   - body: What is counted.
  /// - Returns: The least of each number.
  public static func of(
    largeSize: Int = .max, _ body: () throws -> Void
  ) rethrows -> Allocations {
    try of({}, largeSize: largeSize) { (_: inout Void) in try body() }
  }

  /// Counts what `body` allocates every time, on a state of its own that is not counted.
  public static func of<State>(
    _ makeState: () throws -> State, largeSize: Int = .max, _ body: (inout State) throws -> Void
  ) rethrows -> Allocations {
    var (count, bytes, largeBytes) = (Int.max, Int.max, Int.max)
    count_large_blocks_from(largeSize)
    defer { count_large_blocks_from(.max) }
    for _ in 0..<3 {
      var state = try makeState()
      let before = (allocation_count(), allocated_byte_count(), large_allocated_byte_count())
      try body(&state)
      count = min(count, allocation_count() - before.0)
      bytes = min(bytes, allocated_byte_count() - before.1)
      largeBytes = min(largeBytes, large_allocated_byte_count() - before.2)
    }
    return Allocations(count: count, bytes: bytes, largeBytes: largeBytes)
  }

  /// Puts small blocks in the place of all large ones that were freed and are kept for the next buffer.
  ///
  /// Numbers that got one of those would take no new one, and not be counted. It is a state for
  /// ``of(_:largeSize:_:)``, made before each run.
  public static func forgetKeptBlocks() {
    // Sixteen are kept: the first sixteen may go where one was taken, the others take the place of all.
    _ = (0..<32).map { _ in AlignedBuffer<Float>(zeros: 32 << 10) }
  }
}
