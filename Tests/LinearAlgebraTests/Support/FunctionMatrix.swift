import Foundation
import LinearAlgebra

/// The square matrices of generate_functions.py, by the same recipes.
enum FunctionMatrix {
  /// The families that have a principal root and logarithm, those near to normal ones first.
  static let families = [
    "shifted", "definite", "permutation", "rotatedJordan", "graded", "hilbert", "triangular",
  ]

  /// Whether no eigenvalue is negative or so near zero that its logarithm is noise.
  static func hasPrincipalValues(_ family: String, _ n: Int) -> Bool {
    switch family {
    case "hilbert": n <= 7
    case "permutation": n % 2 == 1
    default: true
    }
  }

  static func make<Scalar: TestScalar>(
    _ family: String, _ n: Int, as type: Scalar.Type = Scalar.self
  ) -> Matrix<Scalar> {
    switch family {
    case "shifted": return shifted(n)
    case "graded":
      var result: Matrix<Scalar> = shifted(n)
      for row in 0..<n {
        let factor = Double(sign: .plus, exponent: -(20 * row / n), significand: 1)
        for column in 0..<n { result[row, column] *= Scalar(parts: factor, 0) }
      }
      return result
    case "triangular":
      var result: Matrix<Scalar> = SpectralMatrix.make("random", rows: n, columns: n)
      for row in 0..<n {
        for column in 0..<row { result[row, column] = 0 }
        result[row, row] = Scalar(parts: 1 + Double(row % 3) * 0x1p-20, 0)
        for column in row + 1..<max(n, row + 1) {
          result[row, column] *= Scalar(parts: 0.0625, 0)
        }
      }
      return result
    default: return SpectralMatrix.make(family, rows: n, columns: n)
    }
  }

  private static func shifted<Scalar: TestScalar>(_ n: Int) -> Matrix<Scalar> {
    var result: Matrix<Scalar> = SpectralMatrix.make("random", rows: n, columns: n)
    let shift = Scalar(parts: (8 * Double(n).squareRoot()).rounded(.up), 0)
    for index in 0..<n { result[index, index] += shift }
    return result
  }
}

/// What mpmath and SciPy say, from generate_functions.py.
struct FunctionFixture: Decodable {
  struct Function: Decodable {
    let function, family: String
    let size: Int
    let isComplex: Bool
    let weighted: [Double]
    let frobenius, derivative: Double
  }
  struct Polar: Decodable {
    let rows, columns: Int
    let isComplex: Bool
    let side: String
    let unitary, positive: [Double]
    let least: Double
  }
  let functions: [Function]
  let polar: [Polar]

  /// How far A·(1, 2, 3, 1, 2, 3, …) is from what a fixture says, and the norm of that vector.
  static func distance<Scalar: TestScalar>(
    _ a: Matrix<Scalar>, fromWeighted expected: [Double]
  ) -> (distance: Double, weight: Double) {
    let weights = (0..<a.columns).map { Double(1 + $0 % 3) }
    let wanted: [Scalar] = fixtureElements(expected)
    guard wanted.count == a.rows else { return (.infinity, 0) }
    var square = 0.0
    for row in 0..<a.rows {
      var (re, im) = (-Double(wanted[row].realPart), -Double(wanted[row].imaginaryPart))
      for column in 0..<a.columns {
        re += weights[column] * Double(a[row, column].realPart)
        im += weights[column] * Double(a[row, column].imaginaryPart)
      }
      square += re * re + im * im
    }
    return (square.squareRoot(), weights.reduce(0) { $0 + $1 * $1 }.squareRoot())
  }
}
