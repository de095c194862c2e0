// `withUnsafeBytes` is for types that say that their bits may be copied. `Complex` does not, but its
// layout is two reals, and `MatrixScalar` promises it.

extension Span where Element: MatrixScalar {
  /// Lends the elements as bytes while `body` runs.
  ///
  /// - Returns: What `body` returns.
  @inline(__always)
  package func withElementBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe withUnsafeBufferPointer { unsafe body(UnsafeRawBufferPointer($0)) }
  }
}

extension MutableSpan where Element: MatrixScalar {
  /// Lends the elements as bytes while `body` runs.
  ///
  /// - Returns: What `body` returns.
  @inline(__always)
  package mutating func withElementBytes<Result>(
    _ body: (UnsafeMutableRawBufferPointer) -> Result
  ) -> Result {
    unsafe withUnsafeMutableBufferPointer { unsafe body(UnsafeMutableRawBufferPointer($0)) }
  }
}
