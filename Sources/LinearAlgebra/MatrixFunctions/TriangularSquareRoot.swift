internal import ComplexModule
internal import ElementwiseKernels

/// √z with a real part that is not negative, and of negative numbers a positive imaginary part.
func principalSquareRoot<Real: RealScalar>(_ z: Complex<Real>) -> Complex<Real> {
  .sqrt(Complex(z.real, z.imaginary + 0))
}

/// Replaces an upper triangle T with its principal square root U, U·U = T.
///
/// ```
/// u[i, i] = √t[i, i]        u[i, k]·(u[i, i] + u[k, k]) = t[i, k] − Σ u[i, j]·u[j, k],  i < j < k
/// ```
/// from the last row up, where each element that is done is at once taken from those to its right.
/// U is the exact root of a triangle T + E with |E| ≤ n·ε·|U|², element by element.
///
/// - Parameters:
///   - triangle: T; overwritten. What lies below the diagonal is not read.
///   - negligible: How large a right side may come of rounding, where u[i, i] + u[k, k] = 0.
/// - Throws: ``LinearAlgebraError/zeroEigenvalue(index:)`` when zeros of the diagonal belong to a
///   block that has no root.
/// - Complexity: n³/6 multiplications, no allocation.
/// - SeeAlso: Björck & Hammarling (1983), "A Schur method for the square root of a matrix", Linear
///   Algebra Appl. 52/53; Higham (2008), "Functions of Matrices", algorithm 6.3 and theorem 6.4.
@_specialize(where Real == Float)
@_specialize(where Real == Double)
func takeSquareRoot<Real: RealScalar>(
  ofTriangle triangle: inout Matrix<Complex<Real>>, negligible: Real
) throws(LinearAlgebraError) {
  let n = triangle.rows
  var elements = triangle.mutableSpan
  for i in stride(from: n - 1, through: 0, by: -1) {
    let own = principalSquareRoot(elements[i * n + i])
    elements[i * n + i] = own
    for k in i + 1..<Swift.max(n, i + 1) {
      var element = elements[i * n + k]
      let sum = own + elements[k * n + k]
      if sum.isZero {
        guard element.length <= negligible else { throw .zeroEigenvalue(index: i) }
        element = 0
      } else {
        element /= sum
      }
      elements[i * n + k] = element
      if element.isZero { continue }
      for column in k + 1..<Swift.max(n, k + 1) {
        elements[i * n + column] -= element * elements[k * n + column]
      }
    }
  }
}
