/// Contiguous scalars that can be lent as spans: arrays, buffers, matrices, flat parameters.
///
/// An optimizer updates anything that conforms. To let it update a type of your own, pass the
/// closure the span of the memory that the type owns.
public protocol ScalarBuffer<Scalar> {
  /// The number type of the elements.
  associatedtype Scalar: MatrixScalar

  /// The number of scalars.
  var count: Int { get }

  /// Lends the scalars for reading while `body` runs.
  ///
  /// - Throws: What `body` throws.
  func withSpan<Result, Failure: Error>(
    _ body: (Span<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result

  /// Lends the scalars for reading and writing while `body` runs.
  ///
  /// - Throws: What `body` throws.
  mutating func withMutableSpan<Result, Failure: Error>(
    _ body: (inout MutableSpan<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result
}

extension AlignedBuffer: ScalarBuffer {
  /// Lends the scalars for reading while `body` runs.
  ///
  /// - Throws: What `body` throws.
  @inlinable public func withSpan<Result, Failure: Error>(
    _ body: (Span<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(span)
  }

  /// Lends the scalars for reading and writing while `body` runs.
  ///
  /// - Throws: What `body` throws.
  @inlinable public mutating func withMutableSpan<Result, Failure: Error>(
    _ body: (inout MutableSpan<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var span = mutableSpan
    return try body(&span)
  }
}

extension Array: ScalarBuffer where Element: MatrixScalar {
  /// The number type of the elements.
  public typealias Scalar = Element

  /// Lends the elements for reading while `body` runs.
  ///
  /// - Throws: What `body` throws.
  @inlinable public func withSpan<Result, Failure: Error>(
    _ body: (Span<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(span)
  }

  /// Lends the elements for reading and writing while `body` runs.
  ///
  /// - Throws: What `body` throws.
  @inlinable public mutating func withMutableSpan<Result, Failure: Error>(
    _ body: (inout MutableSpan<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var span = mutableSpan
    return try body(&span)
  }
}
