extension LUFactorization: CustomStringConvertible {
  /// The type and the shape, then L, U and the order P of the rows.
  ///
  /// - Complexity: O(m·n); copies of the factors.
  public var description: String {
    factorizationText(
      Self.self, rows: rows, columns: columns,
      [("L", lower), ("U", upper), ("P", permutation)])
  }
}

extension CholeskyFactorization: CustomStringConvertible {
  /// The type and the shape, then L.
  ///
  /// - Complexity: O(n²); a copy of the factor.
  public var description: String {
    factorizationText(Self.self, rows: order, columns: order, [("L", lower)])
  }
}

extension LDLFactorization: CustomStringConvertible {
  /// The type and the shape, then L, D and the permutation p.
  ///
  /// - Complexity: O(n²); two matrices.
  public var description: String {
    let parts = parts
    return factorizationText(
      Self.self, rows: order, columns: order,
      [("L", parts.lower), ("D", parts.blockDiagonal), ("p", parts.permutation)])
  }
}
