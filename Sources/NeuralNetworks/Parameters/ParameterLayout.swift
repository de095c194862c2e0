internal import ElementwiseKernels

/// One named block of a model's parameters: a range of the flat buffer, and its shape.
public struct ParameterBlock: Equatable, Sendable {
  /// The name, such as "dense_1.weight".
  public let name: String
  /// The rows of the block as a matrix.
  public let rows: Int
  /// The columns of the block as a matrix.
  public let columns: Int
  /// Where the block lies in the flat buffers, row-major.
  public let range: Range<Int>
}

/// What a layer asks for: a block with a shape and first values.
public struct ParameterShape: Equatable, Sendable {
  /// The name within the layer, such as "weight".
  public let name: String
  /// The rows of the block as a matrix.
  public let rows: Int
  /// The columns of the block as a matrix.
  public let columns: Int
  /// How the block gets its first values.
  public let initializer: Initializer

  /// Creates a request for a block.
  ///
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`.
  public init(name: String, rows: Int, columns: Int, initializer: Initializer) {
    require(rows >= 0 && columns >= 0, "block '\(name)' cannot be \(rows)×\(columns)")
    self.name = name
    self.rows = rows
    self.columns = columns
    self.initializer = initializer
  }
}
