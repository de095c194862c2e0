/// A way to measure the size of a matrix that can be read off its elements.
public enum MatrixNorm: Sendable, CaseIterable {
  /// ‖A‖₁, the greatest sum of moduli in a column.
  case one
  /// ‖A‖∞, the greatest sum of moduli in a row.
  case infinity
  /// ‖A‖F, the root of the sum of all squared moduli.
  case frobenius
  /// The greatest modulus of an element. Not submultiplicative.
  case max
}

/// A way to measure the size of a matrix by its singular values.
public enum SingularValueNorm: Sendable, CaseIterable {
  /// ‖A‖₂, the greatest singular value: by how much the matrix stretches a vector at most.
  case two
  /// ‖A‖⁎, the sum of all singular values.
  case nuclear
}
