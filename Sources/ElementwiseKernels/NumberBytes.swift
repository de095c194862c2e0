// Numbers out of bytes and bytes out of numbers, as files hold them: least significant byte first, as
// the processors that the package serves have it too.

#if _endian(big)
  #error("files are read and written for processors that have the least significant byte first")
#endif

/// Returns the numbers whose bytes lie one after the other.
///
/// - Precondition: `Number` is a type of numbers without padding in which every pattern of bits that
///   `bytes` holds is valid, and `bytes` holds whole numbers.
/// - Complexity: O(n), one allocation.
package func numbers<Number>(_ type: Number.Type, from bytes: Span<UInt8>) -> [Number] {
  let size = MemoryLayout<Number>.stride
  require(_isPOD(type) && bytes.count % size == 0, "\(bytes.count) bytes of \(type)")
  return unsafe [Number](unsafeUninitializedCapacity: bytes.count / size) { target, count in
    unsafe bytes.withUnsafeBytes { source in
      unsafe UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
    }
    count = bytes.count / size
  }
}

/// The whole number whose bytes lie at a place.
///
/// - Precondition: All of them are there.
@inlinable @inline(__always)
package func word<Word: FixedWidthInteger>(
  _ type: Word.Type, of bytes: Span<UInt8>, at place: Int
) -> Word {
  require(
    place >= 0 && place <= bytes.count - MemoryLayout<Word>.size,
    "no \(type) at byte \(place) of \(bytes.count)")
  return unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: place, as: type) }
}

/// Returns the bytes of numbers, one after the other.
///
/// - Precondition: `Number` is a type of numbers without padding.
/// - Complexity: O(n), one allocation.
package func bytes<Number>(of numbers: Span<Number>) -> [UInt8] {
  require(_isPOD(Number.self), "\(Number.self) is no number")
  let size = MemoryLayout<Number>.stride * numbers.count
  return unsafe [UInt8](unsafeUninitializedCapacity: size) { target, count in
    unsafe numbers.withUnsafeBufferPointer { source in
      unsafe UnsafeMutableRawBufferPointer(target).copyMemory(from: UnsafeRawBufferPointer(source))
    }
    count = size
  }
}

/// Overwrites scalars with those whose bytes lie one after the other.
///
/// - Precondition: `bytes` holds as many scalars.
/// - Complexity: O(n), no allocation.
package func copyBytes<Scalar: MatrixScalar>(
  _ bytes: Span<UInt8>, into scalars: inout MutableSpan<Scalar>
) {
  require(
    bytes.count == scalars.count * MemoryLayout<Scalar>.stride,
    "\(bytes.count) bytes do not fill \(scalars.count) scalars")
  unsafe bytes.withUnsafeBytes { source in
    unsafe scalars.withElementBytes { target in unsafe target.copyMemory(from: source) }
  }
}

/// Turns the bytes of every scalar around, in a complex one those of both parts.
///
/// - Complexity: O(n), no allocation.
package func swapBytes<Scalar: MatrixScalar>(of scalars: inout MutableSpan<Scalar>) {
  unsafe scalars.withElementBytes { bytes in
    switch Scalar.RealPart.scalarKind {
    case .float32:
      let words = unsafe bytes.bindMemory(to: UInt32.self)
      for index in 0..<words.count { unsafe words[index] = words[index].byteSwapped }
      _ = unsafe bytes.bindMemory(to: Scalar.self)
    case .float64:
      let words = unsafe bytes.bindMemory(to: UInt64.self)
      for index in 0..<words.count { unsafe words[index] = words[index].byteSwapped }
      _ = unsafe bytes.bindMemory(to: Scalar.self)
    }
  }
}
