// Q is told of but not formed: that would cost as much again as the factorization.

extension QRFactorization: CustomStringConvertible {
  /// The type and the shape, then R; Q, which is kept as reflections, is not formed.
  ///
  /// - Complexity: O(rows · columns); a copy of R.
  public var description: String {
    factorizationText(
      Self.self, rows: rows, columns: columns,
      [("Q", reflectionText(reflectionCount)), ("R", r())])
  }
}

extension PivotedQRFactorization: CustomStringConvertible {
  /// The type and the shape, then R and the order P of the columns.
  ///
  /// - Complexity: O(rows · columns); a copy of R.
  public var description: String {
    factorizationText(
      Self.self, rows: qr.rows, columns: qr.columns,
      [("Q", reflectionText(qr.reflectionCount)), ("R", qr.r()), ("P", permutation)])
  }
}

extension LQFactorization: CustomStringConvertible {
  /// The type and the shape, then L; Q, which is kept as reflections, is not formed.
  ///
  /// - Complexity: O(rows · columns); a copy of L.
  public var description: String {
    factorizationText(
      Self.self, rows: rows, columns: columns,
      [("L", l()), ("Q", reflectionText(reflectionFactors.count))])
  }
}

private func reflectionText(_ count: Int) -> String {
  count == 1 ? "1 reflection" : "\(count) reflections"
}
