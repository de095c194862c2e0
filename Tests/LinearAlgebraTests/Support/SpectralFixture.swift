import Foundation
import LinearAlgebra
import TestSupport

/// What NumPy and SciPy say, from generate_spectral.py.
struct SpectralFixture: Decodable {
  let singular: [SpectralCase]
  let symmetric: [SpectralCase]
  let general: [SpectralCase]
  let generalized: [SpectralCase]

  /// Read once, by whichever test comes first.
  static let shared = Result { try loadFixture("spectral", as: Self.self, from: .module) }
}

/// One matrix and the answers; which of them there are depends on the list.
struct SpectralCase: Decodable, CustomStringConvertible {
  let family: String
  let rows: Int
  let columns: Int
  let complex: Bool
  let values: [Double]
  let norms: [Double]?
  let rank: Int?
  let nullity: Int?
  let pseudoInverse: [Double]?
  let solution: [Double]?
  let conditions: [Double]?
  let condition: Double?
  let vectorCondition: Double?
  let moduli: [Double]?

  var description: String { "\(family) \(rows)×\(columns)\(complex ? " complex" : "")" }

  /// Runs a check for both precisions of the field.
  func forBothPrecisions(_ check: (any TestScalar.Type) throws -> Void) rethrows {
    try check(complex ? Complex<Float>.self : Float.self)
    try check(complex ? Complex<Double>.self : Double.self)
  }
}

/// The residual that LAPACK's own tests accept, 30·n·ε·‖A‖ (`THRESH` in its TESTING/*.in).
///
/// It stands for the modest p(n) of the error bounds; a wrong algorithm is off by orders of
/// magnitude.
func spectralBound<Scalar: TestScalar>(
  _ size: Int, _ norm: Double, _ type: Scalar.Type
) -> Double {
  30 * Double(max(1, size)) * Scalar.epsilon * norm
}

/// ‖A − B‖F in Double; infinite if the shapes differ.
func frobeniusDistance<Scalar: MatrixScalar>(_ a: Matrix<Scalar>, _ b: Matrix<Scalar>) -> Double {
  guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
  let (left, right) = (a.span, b.span)
  var sum = 0.0
  for index in left.indices {
    let difference = left[index] - right[index]
    let (x, y) = (Double(difference.realPart), Double(difference.imaginaryPart))
    sum += x * x + y * y
  }
  return sum.squareRoot()
}

/// ‖Aᴴ·A − I‖F: how far the columns are from orthonormal.
func deviationFromOrthonormal<Scalar: MatrixScalar>(_ a: Matrix<Scalar>) -> Double {
  frobeniusDistance(a.adjoint() * a, .identity(a.columns))
}

/// A matrix with one complex copy of each element.
func complexified<Scalar: MatrixScalar>(_ a: Matrix<Scalar>) -> Matrix<Complex<Scalar.RealPart>> {
  var result = Matrix<Complex<Scalar.RealPart>>(rows: a.rows, columns: a.columns)
  for i in 0..<a.rows {
    for j in 0..<a.columns { result[i, j] = Complex(a[i, j].realPart, a[i, j].imaginaryPart) }
  }
  return result
}

/// The diagonal matrix of real numbers.
func diagonal<Scalar: MatrixScalar>(
  _ values: [Scalar.RealPart], as type: Scalar.Type
) -> Matrix<Scalar> {
  .diagonal(values.map { Scalar(real: $0) })
}

/// Whether every number is at most `bound` from the one in its place; NaN is not.
func isNear<Real: RealScalar>(_ actual: [Real], _ expected: [Double], within bound: Double) -> Bool
{
  actual.count == expected.count
    && zip(actual, expected).allSatisfy { Swift.abs(Double($0) - $1) <= bound }
}

/// The numbers of a matrix as the fixtures list them.
func listed<Scalar: TestScalar>(_ elements: [Scalar]) -> [Double] {
  elements.flatMap { element in
    Scalar.isComplex
      ? [Double(element.realPart), Double(element.imaginaryPart)] : [Double(element.realPart)]
  }
}

/// All elements, row by row.
func elements<Scalar: MatrixScalar>(_ a: Matrix<Scalar>) -> [Scalar] {
  (0..<a.rows).flatMap { a[row: $0] }
}
