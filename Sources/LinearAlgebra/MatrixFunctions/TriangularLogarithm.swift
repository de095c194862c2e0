internal import BLASKernels
internal import ComplexModule
internal import ElementwiseKernels
internal import RealModule

/// ln z with an imaginary part above −π, and of negative numbers π.
func principalLogarithm<Real: RealScalar>(_ z: Complex<Real>) -> Complex<Real> {
  .log(Complex(z.real, z.imaginary + 0))
}

/// Replaces an upper triangle T with its principal logarithm, by inverse scaling and squaring.
///
/// ```
/// ln T = 2ˢ·ln(I + X) ≈ 2ˢ·r(X)        X = T^(1/2ˢ) − I
/// ```
/// s square roots make X small enough for a Padé approximant r = [m/m] of ln(1 + x), m ≤ 7. What
/// the subtraction of I would cancel, the diagonal of X and the one above it, is found from the
/// logarithms of the diagonal instead, and so are these diagonals of the result.
///
/// - Parameters:
///   - triangle: T, with no zero on the diagonal and zeros below it; overwritten.
///   - negligible: As for the square root.
/// - Throws: ``LinearAlgebraError/notConverged(count:)`` when roots overflow.
/// - Complexity: O(n³): per root n³/6 multiplications and four products of matrices, and m
///   triangular systems.
/// - SeeAlso: Al-Mohy & Higham (2012), "Improved inverse scaling and squaring algorithms for the
///   matrix logarithm", SIAM J. Sci. Comput. 34(4), algorithm 4.1.
func takeLogarithm<Real: RealScalar>(
  ofTriangle triangle: inout Matrix<Complex<Real>>, negligible: Real
) throws(LinearAlgebraError) {
  let n = triangle.rows
  let values = (0..<n).map { triangle[$0, $0] }
  let (logarithms, slopes) = differences(of: values)
  let beside = (0..<Swift.max(0, n - 1)).map { triangle[$0, $0 + 1] }
  let (approximant, roots) = try rootsUntilNearIdentity(
    &triangle, logarithms: logarithms, negligible: negligible)
  let power: Real = powerOfTwo(-roots)
  for index in 0..<n {
    triangle[index, index] = .expMinusOne(logarithms[index].multiplied(by: power))
    if roots > 0 && index + 1 < n {
      triangle[index, index + 1] =
        beside[index] * slopes[index].ofPower(power, logarithms[index], logarithms[index + 1])
    }
  }
  triangle = logarithmOfOnePlus(triangle, degree: approximant)
  triangle *= Complex(1 / power)
  for index in 0..<n {
    triangle[index, index] = logarithms[index]
    if index + 1 < n { triangle[index, index + 1] = beside[index] * slopes[index].ofLogarithm }
  }
}

/// 2 to an integral power.
private func powerOfTwo<Real: RealScalar>(_ exponent: Int) -> Real {
  Real(Double(sign: .plus, exponent: exponent, significand: 1))
}

/// Takes square roots of T until an approximant suits T − I, which then stands in place of T.
///
/// ‖Xᵏ‖^(1/k) says for a matrix far from normal what ‖X‖ would overstate: αₚ, the greater of that
/// for p and for p + 1, serves as ‖X‖ for the degrees with 2m + 1 ≥ p·(p − 1).
///
/// - Returns: The degree m and the count of roots.
private func rootsUntilNearIdentity<Real: RealScalar>(
  _ triangle: inout Matrix<Complex<Real>>, logarithms: [Complex<Real>], negligible: Real
) throws(LinearAlgebraError) -> (degree: Int, roots: Int) {
  let (n, reaches) = (triangle.rows, logarithmReaches(Real.self))
  var roots = 0
  // First by the diagonal alone, which no norm can undercut.
  func radius() -> Real {
    let power: Real = powerOfTwo(-roots)
    return logarithms.reduce(0) {
      Swift.max($0, Complex.expMinusOne($1.multiplied(by: power)).length)
    }
  }
  while radius() > reaches[6] {
    try takeSquareRoot(ofTriangle: &triangle, negligible: negligible)
    roots += 1
  }
  // A root halves what lies above the diagonal, so the range of exponents bounds their count.
  // X and its second to fifth power, in the same memory in every turn.
  var (offset, square) = (triangle, Matrix<Complex<Real>>(rows: n, columns: n))
  var (cube, fourth, fifth) = (square, square, square)
  while roots < Int(Real.greatestFiniteMagnitude.exponent) {
    offset.copyElements(of: triangle)
    for index in 0..<n { offset[index, index] -= 1 }
    Matrix.multiply(offset, offset, into: &square)
    Matrix.multiply(square, offset, into: &cube)
    Matrix.multiply(square, square, into: &fourth)
    Matrix.multiply(square, cube, into: &fifth)
    func mean(_ matrix: Matrix<Complex<Real>>, _ k: Int) -> Real {
      .root(BLASKernels.norm(.one, rows: n, columns: n, of: matrix.span), k)
    }
    guard mean(offset, 1).isFinite else { break }
    let means = (mean(square, 2), mean(cube, 3), mean(fourth, 4), mean(fifth, 5))
    let alpha2 = Swift.max(means.0, means.1)
    let alpha3 = Swift.max(means.1, means.2)
    let alpha4 = Swift.max(means.2, means.3)
    for degree in 1...7 {
      let reach = reaches[degree - 1]
      if alpha2 <= reach || degree >= 3 && alpha3 <= reach || degree >= 6 && alpha4 <= reach {
        triangle = offset
        return (degree, roots)
      }
    }
    try takeSquareRoot(ofTriangle: &triangle, negligible: negligible)
    roots += 1
  }
  throw .notConverged(count: n)
}

/// Up to which ‖X‖ the approximants [m/m], m = 1, 2, … 7, are as good as exact.
///
/// There r(X) = ln(I + X + E) with ‖E‖ ≤ u·‖X‖, u half a unit in the last place: the θ with Σ
/// |c[k]|·θ^(k − 1) = u for the series e^r(x) − 1 − x = Σ c[k]·xᵏ, k > 2m.
private func logarithmReaches<Real: RealScalar>(_ type: Real.Type) -> [Real] {
  Real.scalarKind == .float32
    ? [
      8.455491685873333e-4, 0.05602305900215940, 0.2132398244911561, 0.3900157917679479,
      0.5363235819744189, 0.6482226041692263, 0.7290385801802665,
    ]
    : [
      3.650024116682166e-8, 3.759321363926338e-4, 8.202379304954201e-3, 0.03792548581321354,
      0.09334652296460314, 0.1670225105634390, 0.2503597044091828,
    ]
}

/// The approximant [m/m] of ln(I + X) in partial fractions, which a Gauss–Legendre rule gives.
///
/// ```
/// r(X) = Σ wⱼ·(I + xⱼ·X)⁻¹·X        ∫₀¹ (1 + t·x)⁻¹·x dt = ln(1 + x)
/// ```
/// - SeeAlso: Higham (2001), "Evaluating Padé approximants of the matrix logarithm", SIAM J. Matrix
///   Anal. Appl. 22(4).
private func logarithmOfOnePlus<Real: RealScalar>(
  _ offset: Matrix<Complex<Real>>, degree: Int
) -> Matrix<Complex<Real>> {
  let n = offset.rows
  var sum = Matrix<Complex<Real>>(rows: n, columns: n)
  var (denominator, fraction) = (offset, offset)
  for (node, weight) in gaussLegendreRule(points: degree) {
    denominator.copyElements(of: offset)
    denominator *= Complex(Real(node))
    for index in 0..<n { denominator[index, index] += 1 }
    fraction.copyElements(of: offset)
    do {
      var elements = fraction.mutableSpan
      solveTriangular(
        .left, TriangularOperand(.upper), rows: n, columns: n, denominator.span,
        leadingDimensionA: Swift.max(1, n), &elements, leadingDimensionB: Swift.max(1, n))
    }
    sum.addScaled(fraction, by: Complex(Real(weight)))
  }
  return sum
}
