internal import ElementwiseKernels
internal import Foundation
internal import Synchronization

/// A file whose bytes stand in the address space, and in memory only where they are read.
///
/// The system reads a page when it is touched, and forgets it when memory is short. Every so often all
/// pages are taken off the account of the process, so that about ``accountedSize`` bytes of a large
/// file are on it.
///
/// Nothing but the end of the process can answer a page that is no longer in the file: a file must
/// not become shorter while somebody reads. ``shortened()`` tells whether it has, up to now.
@safe
final class MappedFile: @unchecked Sendable {
  /// About how many bytes of it may be in memory on account of this process.
  private static let accountedSize = 128 << 20

  /// The size when it was opened.
  let size: Int
  private let file: SystemFile
  private let start: UnsafeMutableRawPointer
  private let touched = Atomic<Int>(0)

  /// Maps the first bytes of a file.
  ///
  /// - Precondition: `size ≥ 1`.
  init(_ file: SystemFile, size: Int) throws(SystemFault) {
    let start = unsafe mmap(nil, size, PROT_READ, MAP_SHARED, file.descriptor, 0)
    guard let start = unsafe start, unsafe start != UnsafeMutableRawPointer(bitPattern: -1) else {
      throw SystemFault()
    }
    unsafe self.start = start
    self.size = size
    self.file = file
  }

  deinit { _ = unsafe munmap(start, size) }

  /// How many bytes the file has now, or nil if that is as many as when it was opened, or more.
  func shortened() throws(SystemFault) -> Int? {
    let now = try file.status().size
    return now < size ? now : nil
  }

  /// Lends bytes while `body` runs.
  @inline(__always)
  func withBytes<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
    require(
      range.lowerBound >= 0 && range.upperBound <= size, "bytes \(range) of \(size) are not there")
    let bytes = unsafe UnsafeBufferPointer(
      start: (start + range.lowerBound).assumingMemoryBound(to: UInt8.self), count: range.count)
    return unsafe body(Span(_unsafeElements: bytes))
  }

  // Around a page that is touched the system maps as many others as it has at hand, mostly this much.
  // Where it keeps a file in larger pieces, as Linux does from 6.16 on for what was read in order, it
  // is more; to give them back as often would slow training down.
  private static let surroundings = 64 << 10

  /// Says that places were read, so many bytes at each; now and then all are given back.
  func noteReading(places: Int, of byteCount: Int) {
    guard size > Self.accountedSize else { return }
    let amount = places * (byteCount + Self.surroundings)
    let (_, sum) = touched.add(amount, ordering: .relaxed)
    guard sum > Self.accountedSize else { return }
    touched.store(0, ordering: .relaxed)
    // The bytes stay in the memory of the system as long as it has some to spare.
    _ = unsafe madvise(start, size, MADV_DONTNEED)
  }
}
