extension SingularValueDecomposition: CustomStringConvertible {
  /// The type and the shape, then U, the singular values and Vᴴ, as far as they were computed.
  ///
  /// - Complexity: O(m·n) at most.
  public var description: String {
    let values: FactorText = ("σ", listText(singularValues))
    return factorizationText(
      Self.self, rows: rows, columns: columns,
      form == .valuesOnly ? [values] : [("U", left), values, ("Vᴴ", rightAdjoint)])
  }
}
