extension MutableSpan {
  /// Lends a range of the elements for writing; the whole is out of reach meanwhile.
  ///
  /// The standard library offers the same under names that differ between its versions.
  ///
  /// - Precondition: The range lies in `0..<count`.
  /// - Complexity: O(1).
  @_lifetime(&self)
  @inlinable @inline(__always)
  package mutating func slice(_ range: Range<Int>) -> MutableSpan<Element> {
    require(
      range.lowerBound >= 0 && range.upperBound <= count,
      "range \(range) is outside 0..<\(count)")
    let part = unsafe withUnsafeMutableBufferPointer { buffer in
      unsafe UnsafeMutableBufferPointer(rebasing: buffer[range])
    }
    let span = unsafe MutableSpan(_unsafeElements: part)
    return unsafe _overrideLifetime(span, mutating: &self)
  }
}
