// All of both: where only `Complex` or `MatrixScalar` is visible, the compiler does not find `/`
// between two of them.
@_exported public import ComplexModule
@_exported public import RealModule

@_exported public import enum BLASKernels.MatrixOperation
@_exported public import enum BLASKernels.MatrixTriangle
@_exported public import enum BLASKernels.MirrorSymmetry
@_exported public import struct ElementwiseKernels.AlignedBuffer
@_exported public import enum ElementwiseKernels.ElementKind
@_exported public import enum ElementwiseKernels.InstructionSet
@_exported public import protocol ElementwiseKernels.MatrixScalar
@_exported public import protocol ElementwiseKernels.RealScalar
@_exported public import protocol ElementwiseKernels.ScalarBuffer

/// A dense matrix of real or complex numbers, stored row by row.
///
/// A value: a copy costs O(1) and shares memory until one of the two is written to. The elements
/// lie contiguously in row-major order, aligned to 64 bytes, with no padding between rows.
/// Matrices without rows or without columns are valid everywhere.
///
/// ```swift
/// let a: Matrix<Double> = [[1, 2], [3, 4]]
/// a[1, 0]            // 3
/// (a * a)[0, 0]      // 7, the matrix product
/// ```
public struct Matrix<Scalar: MatrixScalar>: Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements in row-major order.
  @usableFromInline package internal(set) var buffer: AlignedBuffer<Scalar>

  /// Creates a matrix of zeros.
  ///
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`.
  /// - Complexity: O(`rows` · `columns`), one allocation.
  public init(rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns,
      buffer: AlignedBuffer(zeros: Self.elementCount(rows: rows, columns: columns)))
  }

  /// Creates a matrix whose elements hold any bits, for results that are written in full.
  ///
  /// - Precondition: `rows ≥ 0` and `columns ≥ 0`, and every element is written before it is read.
  /// - Complexity: O(1), one allocation.
  @usableFromInline package init(unwrittenRows rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns,
      buffer: AlignedBuffer(unwritten: Self.elementCount(rows: rows, columns: columns)))
  }

  /// Creates a matrix around a buffer that already holds its elements in row-major order.
  ///
  /// - Precondition: `buffer.count = rows · columns`.
  /// - Complexity: O(1); the memory is shared with `buffer`.
  public init(rows: Int, columns: Int, buffer: AlignedBuffer<Scalar>) {
    Self.requireElements(buffer.count, rows: rows, columns: columns)
    self.rows = rows
    self.columns = columns
    self.buffer = buffer
  }

  /// The numbers of rows and of columns.
  @inlinable public var shape: (rows: Int, columns: Int) { (rows, columns) }

  /// The number of elements, `rows · columns`.
  @inlinable public var count: Int { buffer.count }

  /// Whether the matrix has no elements.
  @inlinable public var isEmpty: Bool { buffer.isEmpty }

  /// The element in a row and a column, both counted from zero.
  ///
  /// - Precondition: `0 ≤ row < rows` and `0 ≤ column < columns`.
  @inlinable public subscript(row: Int, column: Int) -> Scalar {
    get {
      checkIndex(row, column)
      return buffer[row * columns + column]
    }
    _modify {
      checkIndex(row, column)
      yield &buffer[row * columns + column]
    }
  }

  @inlinable func checkIndex(_ row: Int, _ column: Int) {
    if row < 0 || row >= rows || column < 0 || column >= columns {
      stopOutside(row, column, rows: rows, columns: columns)
    }
  }
}

/// Stops at a place that is not there.
///
/// Not the message but its numbers are passed, so that a loop keeps no closure ready for it. That it
/// never returns is not told, as of the function of the same name behind `AlignedBuffer`.
@inline(never) @usableFromInline func stopOutside(
  _ row: Int, _ column: Int, rows: Int, columns: Int
) {
  fatalError("element (\(row), \(column)) is outside a matrix of \(rows)×\(columns)")
}

extension Matrix {
  /// The elements in row-major order, for reading.
  ///
  /// - Complexity: O(1).
  @inlinable public var span: Span<Scalar> {
    @_lifetime(borrow self)
    get { buffer.span }
  }

  /// The elements in row-major order, for reading and writing.
  ///
  /// - Complexity: O(1), or O(`count`) and one allocation when the memory is shared with a copy.
  @inlinable public var mutableSpan: MutableSpan<Scalar> {
    @_lifetime(&self)
    mutating get { buffer.mutableSpan }
  }
}

extension Matrix: ScalarBuffer {
  /// Lends the elements in row-major order while `body` runs.
  ///
  /// - Throws: What `body` throws.
  @inlinable public func withSpan<Result, Failure: Error>(
    _ body: (Span<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try buffer.withSpan(body)
  }

  /// Lends the elements in row-major order, for reading and writing, while `body` runs.
  ///
  /// - Throws: What `body` throws.
  @inlinable public mutating func withMutableSpan<Result, Failure: Error>(
    _ body: (inout MutableSpan<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try buffer.withMutableSpan(body)
  }
}
