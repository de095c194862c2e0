import Foundation
import LinearAlgebra
import TestSupport
import Testing

extension NoiseGenerator {
  /// Returns a matrix with elements in ±1, of both parts for a complex type.
  mutating func matrix<Scalar: TestScalar>(
    _ rows: Int, _ columns: Int, as type: Scalar.Type = Scalar.self
  ) -> Matrix<Scalar> {
    let real: [Double] = reals(rows * columns)
    let isReal = Scalar.self == Scalar.RealPart.self
    let imaginary = isReal ? real : reals(rows * columns)
    return Matrix(
      rows: rows, columns: columns, elements: zip(real, imaginary).map { Scalar(parts: $0, $1) })
  }
}

/// One system of solve.json, and SciPy's answers.
struct SolveCase: Decodable, CustomTestStringConvertible {
  let family: String
  let order: Int
  let seed: UInt64
  let isComplex: Bool
  let permutation: [Int]
  let upperDiagonal: [Double]
  let lastLowerRow: [Double]
  let sign: [Double]
  let logarithm: Double
  let reciprocalCondition: Double
  let solution: [Double]
  let transposed: [Double]
  let adjoint: [Double]
  let scale: Double
  let lastCholeskyRow: [Double]?
  let blockDiagonal: [Double]?
  let ldlPermutation: [Int]?
  let inertia: [Int]?

  var testDescription: String { "\(family) \(order) \(isComplex ? "complex" : "real")" }

  static let all: [SolveCase] = {
    do { return try loadFixture("solve", from: .module) } catch { return [] }
  }()

  /// A and B, drawn as the script draws them, in double precision and then rounded.
  func system<Scalar: TestScalar>(
    of type: Scalar.Type
  ) -> (a: Matrix<Scalar>, b: Matrix<Scalar>) {
    var noise = NoiseGenerator(seed: seed)
    func draw(_ columns: Int) -> Matrix<Complex<Double>> {
      if isComplex { return noise.matrix(order, columns) }
      let drawn: Matrix<Double> = noise.matrix(order, columns)
      return converted(drawn)
    }
    let drawn = draw(order)
    var a = drawn
    for i in 0..<order {
      for j in 0..<order { a[i, j] = element(i, j, of: drawn) }
    }
    return (converted(a), converted(draw(2)))
  }

  private func element(_ i: Int, _ j: Int, of a: Matrix<Complex<Double>>) -> Complex<Double> {
    let diagonal: Complex<Double> = i == j ? 1 : 0
    switch family {
    case "graded": return a[i, j] * Complex(1 / Double(1 << (i + j)))
    case "hilbert": return Complex(1 / Double(i + j + 1))
    case "nearlySingular":
      guard i > 0, i == order - 1 else { return a[i, j] }
      return a[0, j] + diagonal * Complex(0x1p-10)
    case "hermitian": return a[i, j] + a[j, i].conjugated
    case "symmetric": return a[i, j] + a[j, i]
    case "positiveDefinite":
      return a[i, j] + a[j, i].conjugated + diagonal * Complex(Double(4 * order))
    case "lowerTriangular": return (i >= j ? a[i, j] : 0) + 2 * diagonal
    case "upperTriangular": return (i <= j ? a[i, j] : 0) + 2 * diagonal
    case "banded": return i - j <= 2 && j - i <= 1 ? a[i, j] : 0
    case "tridiagonal": return abs(i - j) <= 1 ? a[i, j] : 0
    default: return a[i, j]
    }
  }

  /// The structures that may be stated of this family.
  var structures: [MatrixStructure] {
    switch family {
    case "hermitian": [.hermitian] + (isComplex ? [] : [.symmetric])
    case "symmetric": [.symmetric]
    case "positiveDefinite": [.positiveDefinite, .hermitian]
    case "lowerTriangular": [.lowerTriangular]
    case "upperTriangular": [.upperTriangular]
    case "banded": [.banded(lower: 2, upper: 1), .banded(lower: 5, upper: 90)]
    case "tridiagonal": [.tridiagonal, .banded(lower: 1, upper: 1)]
    default: []
    }
  }
}

/// The first and the last row, which are what a fixture lists of a matrix; nothing if it has none.
func ends<Scalar: MatrixScalar>(_ matrix: Matrix<Scalar>) -> [Scalar] {
  matrix.rows == 0 ? [] : matrix[row: 0] + matrix[row: matrix.rows - 1]
}

/// A matrix of another type, rounded if need be.
func converted<From: MatrixScalar, To: TestScalar>(_ matrix: Matrix<From>) -> Matrix<To> {
  Matrix(
    rows: matrix.rows, columns: matrix.columns,
    elements: Array(matrix.span).map {
      To(parts: Double($0.realPart), Double($0.imaginaryPart))
    })
}

/// The greatest distance of elements from what a fixture lists; infinite if a count differs.
func distance<Scalar: TestScalar>(
  _ actual: some Collection<Scalar>, _ listed: [Double], isComplex: Bool
) -> Double {
  let actual = Array(actual)
  let parts = isComplex ? 2 : 1
  guard actual.count * parts == listed.count else { return .infinity }
  return actual.indices.map { index in
    let real = Double(actual[index].realPart) - listed[index * parts]
    let imaginary =
      Double(actual[index].imaginaryPart) - (isComplex ? listed[index * parts + 1] : 0)
    return (real * real + imaginary * imaginary).squareRoot()
  }
  // A NaN must not lose against a number.
  .reduce(0) { $1 <= $0 ? $0 : $1 }
}

/// The greatest modulus of an element; NaN if there is one.
func greatest<Scalar: MatrixScalar>(_ matrix: Matrix<Scalar>) -> Double {
  Array(matrix.span).reduce(0) { Double($1.modulus) <= $0 ? $0 : Double($1.modulus) }
}

/// The greatest distance between elements of two matrices; infinite if the shapes differ.
func distance<Scalar: MatrixScalar>(_ a: Matrix<Scalar>, _ b: Matrix<Scalar>) -> Double {
  guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
  return zip(Array(a.span), Array(b.span)).map { Double(($0 - $1).modulus) }
    .reduce(0) { $1 <= $0 ? $0 : $1 }
}
