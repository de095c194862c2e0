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
  /// Scaling and squaring: A is halved s times until a Padé approximant [m/m], m ≤ 13, is exact to
  /// the last place for it, and the result squared s times:
  /// ```
  /// e^A = (r(A/2ˢ))^(2ˢ)        r(X) = (V − U)⁻¹·(V + U)
  /// ```
  /// U and V hold the odd and the even powers of the approximant. V − U is well conditioned there,
  /// and the equations are solved by LU.
  ///
  /// - Returns: e^A; elements beyond the range of the type are infinite, and may make others NaN.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when an element is NaN or infinite.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³·(6 + log₂‖A‖₁)), at most eight matrices of its size, the
  ///   result among them.
  /// - Remark: Where A is far from normal, its halves may be smaller than its powers show, and the
  ///   squaring loses digits (Al-Mohy & Higham 2009).
  /// - SeeAlso: Higham (2005), "The scaling and squaring method for the matrix exponential
  ///   revisited", SIAM J. Matrix Anal. Appl. 26(4), algorithm 2.3.
  public func exponential() throws(LinearAlgebraError) -> Matrix {
    require(rows == columns, "the exponential of a matrix of \(rows)×\(columns)")
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
    // The scaled matrix has served, and lends its memory.
    for _ in 0..<halvings {
      Matrix.multiply(result, result, into: &scaled)
      swap(&result, &scaled)
    }
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
    // Even powers from the second to the sixth, or to the one that is needed; the greater ones of
    // degree 13 are the sixth times a smaller one.
    var powers = [self * self]
    while powers.count < (m == 13 ? 3 : m / 2) {
      powers.append(powers[powers.count - 1] * powers[0])
    }
    /// Σ c[start + 2j]·A²ʲ⁺² for as many powers as there are.
    func fill(_ sum: inout Matrix, from start: Int) {
      sum.copyElements(of: powers[0])
      sum *= Scalar(real: coefficients[start])
      for (index, power) in powers.enumerated().dropFirst() {
        sum.addScaled(power, by: Scalar(real: coefficients[start + 2 * index]))
      }
    }
    /// Σ c[first + 2j]·A²ʲ.
    func fill(_ sum: inout Matrix, and high: inout Matrix, from first: Int) {
      fill(&sum, from: first + 2)
      if m == 13 {
        fill(&high, from: first + 8)
        Matrix.multiply(powers[2], high, beta: 1, into: &sum)
      }
      for index in 0..<rows { sum[index, index] += Scalar(real: coefficients[first]) }
    }
    var sum = Matrix(unwrittenRows: rows, columns: columns)
    var other = Matrix(unwrittenRows: rows, columns: columns)
    fill(&sum, and: &other, from: 1)
    let odd = self * sum
    fill(&sum, and: &other, from: 0)
    other.copyElements(of: sum)
    other.addScaled(odd, by: 1)
    sum.addScaled(odd, by: -1)
    try LUFactorization(consume sum, measured: false).solveInPlace(&other)
    return other
  }
}
