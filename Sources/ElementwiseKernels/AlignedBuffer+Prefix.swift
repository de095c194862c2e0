extension AlignedBuffer {
  /// Creates a buffer of the first scalars of another, in the same memory.
  ///
  /// For a result whose size is known only when it is written. What follows the prefix stays
  /// allocated, unread.
  ///
  /// - Precondition: `0 ≤ count ≤ buffer.count`.
  /// - Complexity: O(1).
  package init(first count: Int, of buffer: AlignedBuffer) {
    require(count >= 0 && count <= buffer.count, "the first \(count) of \(buffer.count) scalars")
    storage = buffer.storage
    unsafe base = buffer.base
    self.count = count
  }
}
