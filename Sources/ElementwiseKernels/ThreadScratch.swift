internal import CElementwise

/// How many bytes each thread has for ``withThreadScratch(_:)``.
package let threadScratchByteCount = 128 << 10

/// Lends memory of the calling thread, which holds any bits and is aligned to 64 bytes.
///
/// What begins and ends inside one call works there without an allocation.
///
/// - Precondition: `body` does not ask for it again.
/// - Returns: What `body` returns.
@inline(__always)
package func withThreadScratch<Result>(
  _ body: (UnsafeMutableRawBufferPointer) -> Result
) -> Result {
  unsafe body(
    UnsafeMutableRawBufferPointer(start: descent_thread_scratch(), count: threadScratchByteCount))
}
