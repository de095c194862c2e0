internal import BLASKernels
internal import ElementwiseKernels

extension Matrix {
  /// Returns the matrix exponential.
  ///
  /// ```
  /// e^A = I + A + A²/2! + A³/3! + …
  /// ```
  /// ```swift
  /// let turn: Matrix<Double> = [[0, -1], [1, 0]]
  /// try (turn * (.pi / 2)).exponential()     // [[0, -1], [1, 0]], a quarter turn; rounded
  /// ```
  /// Scaling and squaring: A is halved s times until a Padé approximant [m/m], m ≤ 13, is exact to the
  /// last place for it, and the result squared s times:
  /// ```
  /// e^A = (r(A/2ˢ))^(2ˢ)        r(X) = (V − U)⁻¹·(V + U)
  /// ```
  /// U and V hold the odd and the even powers of the approximant. V − U is well conditioned there, and
  /// the equations are solved by LU.
  ///
  /// - Returns: e^A.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when an element of A is NaN or infinite,
  ///   ``LinearAlgebraError/outOfRange(index:)`` at a row of e^A that overflows.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³·(6 + log₂‖A‖₁)), some ten matrices of the same size.
  /// - Remark: Where A is far from normal, its halves may be smaller than its powers show, and the
  ///   squaring loses digits (Al-Mohy & Higham 2009).
  /// - SeeAlso: Higham (2005), "The scaling and squaring method for the matrix exponential
  ///   revisited", SIAM J. Matrix Anal. Appl. 26(4), algorithm 2.3.
  public func exponential() throws(LinearAlgebraError) -> Matrix {
    requireSquare(to: "take its exponential")
    try requireFinite()
    // The sum may overflow where the elements do not.
    let greatestSum = Double(Scalar.RealPart.greatestFiniteMagnitude) * Double(rows)
    let norm = Swift.min(
      Double(BLASKernels.norm(.one, rows: rows, columns: columns, of: span)), greatestSum,
      .greatestFiniteMagnitude)
    let approximants = Self.padeApproximants
    let best = approximants.first { norm <= $0.reach } ?? approximants[approximants.count - 1]
    // Halvings are exact, so an exponent does instead of a logarithm.
    let halvings = norm <= best.reach ? 0 : Int((norm / best.reach).exponent) + 1
    var scaled = Matrix(rows: rows, columns: columns)
    let half = Scalar.RealPart(
      Double(sign: .plus, exponent: -halvings, significand: 1))
    scaled.addScaled(self, by: Scalar(real: half))
    var result = try scaled.padeApproximant(degree: best.degree)
    for _ in 0..<halvings { result = result * result }
    try result.requireFiniteRows()
    return result
  }

  /// The degrees of the approximants and the norms up to which each is exact to the last place, for
  /// this precision (Higham 2005, table 2.3 and section 2).
  private static var padeApproximants: [(degree: Int, reach: Double)] {
    Scalar.RealPart.scalarKind == .float32
      ? [(3, 0.4258730016922831), (5, 1.880152677804762), (7, 3.925724783138660)]
      : [
        (3, 0.01495585217958292), (5, 0.2539398330063230), (7, 0.9504178996162932),
        (9, 2.097847961257068), (13, 5.371920351148152),
      ]
  }

  /// r(A) = (V − U)⁻¹·(V + U).
  private func padeApproximant(degree m: Int) throws(LinearAlgebraError) -> Matrix {
    var coefficients: [Scalar.RealPart] = [1]
    for k in 1...m {
      coefficients.append(
        coefficients[k - 1] * Scalar.RealPart(m - k + 1) / Scalar.RealPart(k * (2 * m - k + 1)))
    }
    // Even powers up to the sixth, or to the one that is needed; the greater ones of degree 13 are
    // the sixth times a smaller one.
    var powers = [Matrix.identity(rows)]
    let square = self * self
    while powers.count <= (m == 13 ? 3 : m / 2) { powers.append(powers[powers.count - 1] * square) }
    func sum(from first: Int) -> Matrix {
      var low = Matrix(rows: rows, columns: columns)
      var high = low
      for (index, k) in stride(from: first, through: m, by: 2).enumerated() {
        let factor = Scalar(real: coefficients[k])
        if index < powers.count {
          low.addScaled(powers[index], by: factor)
        } else {
          high.addScaled(powers[index - 3], by: factor)
        }
      }
      if m == 13 { Matrix.multiply(powers[3], high, beta: 1, into: &low) }
      return low
    }
    let odd = self * sum(from: 1)
    var (denominator, numerator) = (sum(from: 0), odd)
    numerator.addScaled(denominator, by: 1)
    denominator.addScaled(odd, by: -1)
    return try denominator.solve(numerator)
  }
}
