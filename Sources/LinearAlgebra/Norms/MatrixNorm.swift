/// A way to measure the size of a matrix.
public enum MatrixNorm: Sendable, CaseIterable {
  /// ‖A‖₁, the greatest sum of moduli in a column.
  case one
  /// ‖A‖₂, the greatest singular value: by how much the matrix stretches a vector at most.
  case two
  /// ‖A‖∞, the greatest sum of moduli in a row.
  case infinity
  /// ‖A‖F, the root of the sum of all squared moduli.
  case frobenius
  /// ‖A‖⁎, the sum of all singular values.
  case nuclear
  /// The greatest modulus of an element. Not submultiplicative.
  case max
}
