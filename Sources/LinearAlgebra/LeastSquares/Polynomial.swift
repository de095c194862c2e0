internal import ElementwiseKernels

/// A polynomial in one variable.
///
/// p(x) = c₀ + c₁·x + c₂·x² + …
///
/// ```swift
/// let p = Polynomial<Double>(coefficients: [1, 0, 2])     // 1 + 2x²
/// p(3)                                                    // 19
/// ```
public struct Polynomial<Scalar: RealScalar>: Sendable, Equatable, Codable {
  /// c₀, c₁, …: the constant first, as in `numpy.polynomial`; `numpy.polyfit` has it last.
  public var coefficients: [Scalar]

  /// Creates the polynomial with these coefficients, the constant first.
  public init(coefficients: [Scalar]) { self.coefficients = coefficients }

  /// How many coefficients there are, less one; −1 for none, which is the polynomial 0.
  public var degree: Int { coefficients.count - 1 }

  /// The value at x, by Horner's rule with one rounding per step.
  ///
  /// - Complexity: O(degree).
  public func callAsFunction(_ x: Scalar) -> Scalar {
    var value: Scalar = 0
    for coefficient in coefficients.reversed() { value = coefficient.addingProduct(value, x) }
    return value
  }

  /// Finds the polynomial of a degree that is nearest to points, Σ(p(xᵢ) − yᵢ)² being least.
  ///
  /// ```swift
  /// let p = try Polynomial.fit(x: [0, 1, 2, 3], y: [1.0, 3, 9, 19], degree: 2)
  /// p.coefficients                // [1, 0, 2], rounded
  /// ```
  /// QR factorization of the matrix of powers, refined by
  /// ``Matrix/refinedLeastSquares(_:)`` because powers are nearly dependent. `numpy.polyfit`
  /// divides each column by its norm, for the sake of its singular values; Householder QR does not
  /// mind the scale of a column. Where the x are far from 0 and the error says that columns depend
  /// on each other, subtract the mean of the x first.
  ///
  /// - Parameters:
  ///   - x: Where the points lie.
  ///   - y: Their values.
  ///   - degree: The greatest exponent.
  /// - Returns: The polynomial, with `degree` + 1 coefficients.
  /// - Throws: `LinearAlgebraError.notFinite(row:column:)` when a power of an x (row: which x;
  ///   column: which power), or else a y, is NaN or infinite;
  ///   `LinearAlgebraError.rankDeficient(rank:needed:)` when the x have fewer different values than
  ///   there are coefficients, or are so close that the powers cannot be told apart.
  /// - Precondition: As many x as y, at least `degree` + 1 of them; `degree ≥ 0`.
  /// - Complexity: O(points · degree²), one matrix of points × (degree + 1).
  public static func fit(
    x: [Scalar], y: [Scalar], degree: Int
  ) throws(LinearAlgebraError) -> Polynomial {
    require(
      degree >= 0 && x.count == y.count && x.count > degree,
      "\(x.count) x and \(y.count) y do not determine a polynomial of degree \(degree)")
    var powers = Matrix<Scalar>(rows: x.count, columns: degree + 1)
    for (row, x) in x.enumerated() {
      var power: Scalar = 1
      for exponent in 0...degree {
        powers[row, exponent] = power
        power *= x
      }
    }
    try powers.requireFinite()
    return Polynomial(coefficients: try powers.refinedLeastSquares(y).coefficients)
  }
}
