extension SymmetricEigendecomposition: CustomStringConvertible {
  /// The type and the shape, then the eigenvalues, and the vectors V if they were computed.
  ///
  /// - Complexity: O(n²) at most.
  public var description: String {
    let values: FactorText = ("λ", listText(values))
    return factorizationText(
      Self.self, rows: size, columns: size, hasVectors ? [values, ("V", vectors)] : [values])
  }
}

extension GeneralizedSymmetricEigendecomposition: CustomStringConvertible {
  /// The type and the shape, then the eigenvalues, and the vectors X if they were computed.
  ///
  /// - Complexity: O(n²) at most.
  public var description: String {
    let values: FactorText = ("λ", listText(values))
    return factorizationText(
      Self.self, rows: size, columns: size, hasVectors ? [values, ("X", vectors)] : [values])
  }
}

extension Eigendecomposition: CustomStringConvertible {
  /// The type and the shape, then the eigenvalues, and the right vectors V and left ones U if any.
  ///
  /// - Complexity: O(n²) at most.
  public var description: String {
    var parts: [FactorText] = [("λ", listText(values))]
    if computed == .right || computed == .both { parts.append(("V", rightVectors)) }
    if computed == .left || computed == .both { parts.append(("U", leftVectors)) }
    return factorizationText(Self.self, rows: size, columns: size, parts)
  }
}

extension SchurDecomposition: CustomStringConvertible {
  /// The type and the shape, then T and Z.
  ///
  /// - Complexity: O(n²) at most.
  public var description: String {
    factorizationText(
      Self.self, rows: size, columns: size, [("T", triangularFactor), ("Z", unitaryFactor)])
  }
}

extension HessenbergDecomposition: CustomStringConvertible {
  /// The type and the shape, then H and Q.
  ///
  /// - Complexity: O(n²) at most.
  public var description: String {
    factorizationText(
      Self.self, rows: size, columns: size, [("H", hessenbergFactor), ("Q", unitaryFactor)])
  }
}
