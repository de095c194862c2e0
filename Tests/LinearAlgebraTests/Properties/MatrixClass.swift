import LinearAlgebra
import TestSupport
import Testing

/// What makes a matrix hard, or easy, for a factorization.
enum MatrixClass: String, CaseIterable, CustomTestStringConvertible {
  /// Elements in ±1.
  case random
  /// Each row half as long as the one before it.
  case graded
  /// 1 / (i + j + 1): a condition number that grows with e^(3.5·n).
  case hilbert
  /// Of half the rank, in whole numbers: exact in every precision.
  case rankDeficient
  /// Singular values, or eigenvalues, that differ by some 2⁻²⁰.
  case clustered
  /// Singular values, or eigenvalues, of which there are but two.
  case repeated
  /// Jordan blocks of order 3, turned: fewer eigenvectors than eigenvalues.
  case defective
  /// Orthonormal rows or columns.
  case orthogonal
  /// Of a condition number near ε^(−3/4), from one small singular value.
  case nearlySingular

  var testDescription: String { rawValue }

  /// Whether columns are as independent as columns can be.
  var isWellConditioned: Bool { [.clustered, .repeated, .orthogonal].contains(self) }
}

/// Makes the matrices of all classes from one seed, in double precision.
///
/// Turning is by reflections, element by element: no factorization has a part in it.
struct MatrixSource {
  typealias Wide = Matrix<Complex<Double>>

  var noise: NoiseGenerator
  let isComplex: Bool
  /// ε of the precision that the matrix is for.
  let epsilon: Double

  mutating func matrix(_ kind: MatrixClass, _ m: Int, _ n: Int) -> Wide {
    switch kind {
    case .random: return random(m, n)
    case .graded:
      var a = random(m, n)
      for i in 0..<m { for j in 0..<n { a[i, j] *= Complex(power(-min(i, 40))) } }
      return a
    case .hilbert:
      var a = Wide(rows: m, columns: n)
      for i in 0..<m { for j in 0..<n { a[i, j] = Complex(1 / Double(i + j + 1)) } }
      return a
    case .rankDeficient:
      let rank = max(1, min(m, n) / 2)
      let left = wholeNumbers(m, rank)
      return left * wholeNumbers(rank, n)
    case .orthogonal, .clustered, .repeated, .nearlySingular:
      var a = Wide(rows: m, columns: n)
      for index in 0..<min(m, n) { a[index, index] = Complex(value(index, min(m, n), kind)) }
      return turnedRight(turnedLeft(a))
    case .defective:
      let size = max(m, n)
      var a = Wide(rows: size, columns: size)
      for i in 0..<size {
        a[i, i] = Complex(Double(1 + i / 3))
        if i % 3 < 2, i + 1 < size { a[i, i + 1] = 1 }
      }
      let turned = similar(a)
      return turned[rows: 0..<m, columns: 0..<n]
    }
  }

  /// A Hermitian matrix of the class, exactly its own adjoint.
  mutating func hermitian(_ kind: MatrixClass, _ n: Int) -> Wide {
    switch kind {
    case .orthogonal, .clustered, .repeated, .nearlySingular:
      var a = Wide(rows: n, columns: n)
      for index in 0..<n {
        a[index, index] = Complex(value(index, n, kind) * (index % 3 == 1 ? -1 : 1))
      }
      return mirrored(similar(a))
    case .rankDeficient:
      let half = wholeNumbers(n, max(1, n / 2))
      return half * half.adjoint()
    default:
      let a = matrix(kind, n, n)
      return mirrored(a + a.adjoint())
    }
  }

  private func value(_ index: Int, _ count: Int, _ kind: MatrixClass) -> Double {
    switch kind {
    case .clustered: 1 + Double(index) * 0x1p-20
    case .repeated: index % 2 == 0 ? 2 : 1
    case .nearlySingular where index == count - 1 && count > 1:
      epsilon.squareRoot() * epsilon.squareRoot().squareRoot()
    default: 1
    }
  }

  mutating func random(_ rows: Int, _ columns: Int) -> Wide {
    let real: [Double] = noise.reals(rows * columns)
    let imaginary: [Double] = noise.reals(rows * columns)
    return Wide(
      rows: rows, columns: columns,
      elements: zip(real, imaginary).map { Complex($0, isComplex ? $1 : 0) })
  }

  private mutating func wholeNumbers(_ rows: Int, _ columns: Int) -> Wide {
    let real: [Double] = noise.wholeNumbers(rows * columns)
    let imaginary: [Double] = noise.wholeNumbers(rows * columns)
    return Wide(
      rows: rows, columns: columns,
      elements: zip(real, imaginary).map { Complex($0, isComplex ? $1 : 0) })
  }

  /// H₂·H₁·A with two random reflections: a rotation, of determinant 1.
  private mutating func turnedLeft(_ a: Wide) -> Wide {
    if a.isEmpty { return a }
    var a = a
    for _ in 0..<2 {
      let v = random(a.rows, 1)
      let square = frobeniusNorm(v) * frobeniusNorm(v)
      a -= (v * (v.adjoint() * a)) * Complex(2 / square)
    }
    return a
  }

  private mutating func turnedRight(_ a: Wide) -> Wide { turnedLeft(a.adjoint()).adjoint() }

  /// Q·A·Qᴴ with the Q of ``turnedLeft(_:)``.
  private mutating func similar(_ a: Wide) -> Wide {
    let start = noise
    let left = turnedLeft(a)
    noise = start
    return turnedRight(left)
  }

  private func mirrored(_ a: Wide) -> Wide {
    var a = a
    for i in 0..<a.rows {
      a[i, i] = Complex(a[i, i].real)
      for j in 0..<i { a[j, i] = a[i, j].conjugate }
    }
    return a
  }

  private func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
