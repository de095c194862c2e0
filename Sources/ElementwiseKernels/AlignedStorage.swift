internal import CElementwise

/// One heap block of bytes, aligned to 64 bytes and freed with its last owner.
///
/// The block starts on a cache line, so full vectors never straddle two. Blocks of several
/// megabytes are backed by huge pages where the system offers them. The class knows nothing of the
/// elements: a generic one would have its type looked up at run time in every allocation, which
/// takes longer than the allocation.
@safe @usableFromInline
final class AlignedStorage: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutableRawPointer

  /// Allocates `count` elements of `stride` bytes: zeros, or whatever lies there.
  init(count: Int, stride: Int, zeroed: Bool) {
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: stride)
    require(count >= 0 && !overflow, "a buffer of \(count) scalars cannot be allocated")
    guard let raw = unsafe descent_allocate(byteCount, zeroed) else {
      fatalError("out of memory: \(byteCount) bytes for a buffer of \(count) scalars")
    }
    unsafe base = raw
  }

  deinit { unsafe descent_free(base) }
}

/// What is kept of memory that was freed.
package enum FreedMemory {
  /// The bytes that wait for the next buffers of about their size.
  package static var keptByteCount: Int { descent_kept_bytes() }

  /// The most that there can be.
  package static let keptByteLimit = 256 << 20
}
