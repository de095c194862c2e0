internal import CElementwise

/// One heap block of scalars, aligned to 64 bytes and freed with its last owner.
///
/// The block starts on a cache line, so full vectors never straddle two. Blocks of several
/// megabytes are backed by huge pages where the system offers them.
@safe @usableFromInline
final class AlignedStorage<Element: MatrixScalar>: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Element>

  /// Allocates `count` scalars: zeros, or whatever lies there.
  init(count: Int, zeroed: Bool) {
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    require(count >= 0 && !overflow, "a buffer of \(count) scalars cannot be allocated")
    guard let raw = unsafe descent_allocate(byteCount, zeroed) else {
      fatalError("out of memory: \(byteCount) bytes for a buffer of \(count) scalars")
    }
    unsafe base = raw.bindMemory(to: Element.self, capacity: count)
  }

  deinit { unsafe descent_free(base) }
}
