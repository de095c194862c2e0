internal import ComplexModule

// `withUnsafeBytes` is for types that say that their bits may be copied. `Complex` does not, but its
// layout is two reals, and `MatrixScalar` promises it.

extension Span where Element: MatrixScalar {
  /// Lends the elements as bytes while `body` runs.
  ///
  /// - Returns: What `body` returns.
  @inlinable @inline(__always)
  package func withElementBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe withUnsafeBufferPointer { unsafe body(UnsafeRawBufferPointer($0)) }
  }
}

extension MutableSpan where Element: MatrixScalar {
  /// Lends the elements as bytes while `body` runs.
  ///
  /// - Returns: What `body` returns.
  @inlinable @inline(__always)
  package mutating func withElementBytes<Result>(
    _ body: (UnsafeMutableRawBufferPointer) -> Result
  ) -> Result {
    unsafe withUnsafeMutableBufferPointer { unsafe body(UnsafeMutableRawBufferPointer($0)) }
  }
}

extension MatrixScalar {
  /// Both parts as C takes constants.
  ///
  /// A generic conversion takes a hundred times as long where the compiler has not specialized it.
  var doubleParts: (real: Double, imaginary: Double) {
    switch Self.elementKind {
    case .float32: return (Double(unsafe unsafeBitCast(self, to: Float.self)), 0)
    case .float64: return (unsafe unsafeBitCast(self, to: Double.self), 0)
    case .complex64:
      let value = unsafe unsafeBitCast(self, to: Complex<Float>.self)
      return (Double(value.rawStorage.x), Double(value.rawStorage.y))
    case .complex128:
      let value = unsafe unsafeBitCast(self, to: Complex<Double>.self)
      return (value.rawStorage.x, value.rawStorage.y)
    }
  }
}
