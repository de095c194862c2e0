internal import CElementwise

/// The 64 bits of XXH64 over bytes: other bytes have another checksum, but for one in 2⁶⁴.
///
/// It finds what a disk or a transfer has spoilt, not what somebody has forged.
///
/// - SeeAlso: <https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md>
package func checksum<Element: BitwiseCopyable>(
  of elements: Span<Element>, seed: UInt64 = 0
) -> UInt64 {
  unsafe elements.withUnsafeBytes { bytes in
    unsafe descent_checksum(bytes.baseAddress, bytes.count, seed)
  }
}
