public import ElementwiseKernels

extension Matrix: Equatable {
  /// Whether two matrices have the same shape and equal elements, by IEEE 754 (NaN ≠ NaN, −0 = 0).
  ///
  /// - Complexity: O(rows · columns).
  @inlinable public static func == (left: Matrix, right: Matrix) -> Bool {
    guard left.rows == right.rows, left.columns == right.columns else { return false }
    let (left, right) = (left.span, right.span)
    for index in left.indices where left[index] != right[index] { return false }
    return true
  }
}

extension Matrix: Codable {
  private enum CodingKeys: String, CodingKey {
    case rows, columns, elements
  }

  /// Decodes a matrix from its `rows`, `columns` and row-major `elements`.
  ///
  /// - Throws: `DecodingError` when one of them is missing, or when the elements do not fill the
  ///   shape; it names the counts.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rows = try container.decode(Int.self, forKey: .rows)
    let columns = try container.decode(Int.self, forKey: .columns)
    let buffer = try container.decode(AlignedBuffer<Scalar>.self, forKey: .elements)
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, buffer.count == count else {
      throw DecodingError.dataCorruptedError(
        forKey: .elements, in: container,
        debugDescription: "\(buffer.count) elements do not fill a matrix of \(rows)×\(columns)")
    }
    self.init(rows: rows, columns: columns, buffer: buffer)
  }

  /// Encodes the `rows`, the `columns` and the row-major `elements`.
  ///
  /// - Throws: Whatever the encoder throws, for example for NaN in JSON.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rows, forKey: .rows)
    try container.encode(columns, forKey: .columns)
    try container.encode(buffer, forKey: .elements)
  }
}

extension Array where Element: MatrixScalar {
  // Not inlined: Swift 6.3.1's optimizer stops over the span of a temporary matrix.
  /// Creates an array with the elements of a matrix, row by row.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  @inline(never) public init(_ matrix: Matrix<Element>) {
    self.init(matrix.buffer)
  }
}
