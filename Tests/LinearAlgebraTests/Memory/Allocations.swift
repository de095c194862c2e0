import CAllocationCounter

/// What a piece of work allocates on this thread, where that can be counted.
///
/// Unoptimized code keeps copies that the optimizer removes, so that debug builds do not count.
struct Allocations: Equatable {
  let count: Int
  let bytes: Int

  #if DEBUG
    static let canBeCounted = false
  #else
    static let canBeCounted = allocation_count() >= 0
  #endif

  static let none = Allocations(count: 0, bytes: 0)

  /// Counts what `body` allocates.
  static func of(_ body: () throws -> Void) rethrows -> Allocations {
    let (count, bytes) = (allocation_count(), allocated_byte_count())
    try body()
    return Allocations(
      count: allocation_count() - count, bytes: allocated_byte_count() - bytes)
  }
}
