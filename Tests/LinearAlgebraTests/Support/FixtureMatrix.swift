import LinearAlgebra
import TestSupport

/// The matrix that `generate_qr.py` makes from the same kind, shape and seed, element by element.
func fixtureMatrix<Scalar: TestScalar>(
  _ kind: String, _ rows: Int, _ columns: Int, seed: UInt64, as type: Scalar.Type = Scalar.self
) -> Matrix<Scalar> {
  let isComplex = Scalar.isComplex
  var noise = NoiseGenerator(seed: seed)
  if kind == "deficient" {
    // Whole numbers: the products are exact.
    let rank = max(1, min(rows, columns) / 2)
    func factor(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
      let real: [Double] = noise.wholeNumbers(rows * columns)
      let imaginary: [Double] = isComplex ? noise.wholeNumbers(rows * columns) : real
      return matrix(of: real, imaginary, rows, columns)
    }
    let left = factor(rows, rank)
    return left * factor(rank, columns)
  }
  let real = realElements(kind, rows, columns, &noise)
  let imaginary = isComplex ? realElements(kind, rows, columns, &noise) : real
  return matrix(of: real, imaginary, rows, columns)
}

private func matrix<Scalar: TestScalar>(
  of real: [Double], _ imaginary: [Double], _ rows: Int, _ columns: Int
) -> Matrix<Scalar> {
  Matrix(
    rows: rows, columns: columns, elements: zip(real, imaginary).map { Scalar(parts: $0, $1) })
}

private func realElements(
  _ kind: String, _ rows: Int, _ columns: Int, _ noise: inout NoiseGenerator
) -> [Double] {
  let places = (0..<rows).flatMap { row in (0..<columns).map { (row, $0) } }
  if kind == "hilbert" { return places.map { 1 / Double($0.0 + $0.1 + 1) } }
  let reals: [Double] = noise.reals(rows * columns)
  func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }
  return zip(places, reals).map { place, element in
    switch kind {
    case "graded": element * power(-place.0)
    case "scaled": element * power(-10 * place.1)
    // All but a millionth of the first column.
    case "nearly" where place.1 == columns - 1: reals[place.0 * columns] + power(-20) * element
    default: element
    }
  }
}

/// Numbers of a fixture, of which complex ones take two.
func fixtureElements<Scalar: TestScalar>(
  _ numbers: [Double], as type: Scalar.Type = Scalar.self
) -> [Scalar] {
  guard Scalar.isComplex else {
    return numbers.map { Scalar(parts: $0, 0) }
  }
  return stride(from: 0, to: numbers.count, by: 2).map {
    Scalar(parts: numbers[$0], numbers[$0 + 1])
  }
}

/// The Frobenius norm in double precision; NaN where an element is.
func frobeniusNorm<Scalar: MatrixScalar>(_ a: Matrix<Scalar>) -> Double {
  var sum = 0.0
  for index in a.span.indices {
    let (re, im) = (Double(a.span[index].realPart), Double(a.span[index].imaginaryPart))
    sum += re * re + im * im
  }
  return sum.squareRoot()
}

/// Aᴴ, element by element.
func plainAdjoint<Scalar: MatrixScalar>(_ a: Matrix<Scalar>) -> Matrix<Scalar> {
  var result = Matrix<Scalar>(rows: a.columns, columns: a.rows)
  for row in 0..<a.rows {
    for column in 0..<a.columns { result[column, row] = a[row, column].conjugated }
  }
  return result
}

/// The rounding unit of a type, as Higham's u.
func roundingUnit<Scalar: MatrixScalar>(_ type: Scalar.Type) -> Double {
  Double(Scalar.RealPart.ulpOfOne) / 2
}
