extension AlignedBuffer: Equatable {
  /// Whether two buffers have the same count and equal scalars, by IEEE 754 (NaN ≠ NaN, −0 = 0).
  public static func == (left: AlignedBuffer, right: AlignedBuffer) -> Bool {
    guard left.count == right.count else { return false }
    let (left, right) = (left.span, right.span)
    for index in left.indices where left[index] != right[index] { return false }
    return true
  }
}

extension AlignedBuffer: Codable {
  /// Decodes a buffer from an unkeyed list of numbers.
  ///
  /// - Throws: `DecodingError` when the input is not a list of numbers.
  public init(from decoder: any Decoder) throws {
    self.init(try [Element](from: decoder))
  }

  /// Encodes the buffer as an unkeyed list of numbers.
  ///
  /// - Throws: Whatever the encoder throws, for example for NaN in JSON.
  public func encode(to encoder: any Encoder) throws {
    try Array(self).encode(to: encoder)
  }
}

extension AlignedBuffer: CustomStringConvertible {
  /// The scalars in brackets, abbreviated in the middle when there are more than 16.
  public var description: String {
    let shown =
      count <= 16
      ? Array(self).map { "\($0)" }
      : Array(span.extracting(first: 8)).map { "\($0)" } + ["… \(count - 16) more …"]
        + Array(span.extracting(last: 8)).map { "\($0)" }
    return "[" + shown.joined(separator: ", ") + "]"
  }
}

extension AlignedBuffer: ExpressibleByArrayLiteral {
  /// Creates a buffer from a literal, such as `[1, 2, 3]`.
  public init(arrayLiteral elements: Element...) {
    self.init(copying: elements.span)
  }
}

extension Array where Element: MatrixScalar {
  /// Creates an array with the scalars of a buffer.
  ///
  /// - Complexity: O(n).
  public init(_ buffer: AlignedBuffer<Element>) {
    self.init(buffer.span)
  }

  /// Creates an array with the scalars of a span.
  ///
  /// - Complexity: O(n).
  public init(_ span: Span<Element>) {
    unsafe self.init(unsafeUninitializedCapacity: span.count) { target, count in
      count = unsafe span.withUnsafeBufferPointer { source in
        unsafe target.initialize(fromContentsOf: source)
      }
    }
  }
}
