internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// Whether a copy shares the memory of the matrix.
  var isShared: Bool { mutating get { !buffer.isUnique() } }

  /// Makes the matrix one of a shape whose elements hold any bits, in its own memory if that has as
  /// many elements and no copy shares it.
  ///
  /// - Precondition: Every element is written before it is read.
  mutating func makeUnwritten(rows: Int, columns: Int) {
    buffer.makeUnwritten(Self.elementCount(rows: rows, columns: columns))
    if rows != self.rows || columns != self.columns {
      self = Matrix(rows: rows, columns: columns, buffer: buffer)
    }
  }

  /// Gives the matrix a shape; the elements are unspecified, and the memory is its own if it
  /// suffices.
  mutating func takeShape(rows: Int, columns: Int) {
    if rows == self.rows && columns == self.columns { return }
    if rows * columns == count {
      self = Matrix(rows: rows, columns: columns, buffer: buffer)
    } else {
      self = Matrix(unwrittenRows: rows, columns: columns)
    }
  }

  /// Makes the matrix a copy of another, in its own memory if that suffices.
  mutating func copyElements(of other: Matrix) {
    makeUnwritten(rows: other.rows, columns: other.columns)
    var target = mutableSpan
    copyScalars(from: other.span, to: &target)
  }

  /// Makes the matrix the transpose of another, in its own memory if that suffices.
  mutating func copyTranspose(of other: Matrix) {
    makeUnwritten(rows: other.columns, columns: other.rows)
    var target = mutableSpan
    transpose(rows: other.rows, columns: other.columns, other.span, into: &target)
  }

  /// Replaces the matrix with its transpose: where it lies, if it is square and no copy shares its
  /// memory.
  mutating func formTranspose() {
    guard rows == columns, buffer.isUnique() else {
      self = transposed()
      return
    }
    let order = rows
    var elements = mutableSpan
    transposeInPlace(order: order, &elements)
  }

  /// Replaces the matrix with its adjoint, as ``formTranspose()`` does.
  mutating func formAdjoint() {
    formTranspose()
    var elements = mutableSpan
    conjugate(&elements)
  }
}
