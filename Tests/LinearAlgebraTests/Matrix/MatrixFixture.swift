import Foundation
import LinearAlgebra
import TestSupport

/// What NumPy makes of random matrices; see Fixtures/generate_matrix.py.
struct MatrixFixture: Decodable {
  struct Case: Decodable, Sendable {
    let scalar: String
    let rows: Int
    let columns: Int
    let a: [String]
    let b: [String]
    let offset: [String]
    let product: [String]
    let quotient: [String]
    let moduli: [String]
    let cumulativeRowSums: [String]
    let cumulativeColumnSums: [String]
    let rowVariances: [String]
    let columnVariances: [String]

    func matrix<Scalar: MatrixScalar>(
      _ bits: [String], as type: Scalar.Type = Scalar.self
    ) -> Matrix<Scalar> {
      Matrix(rows: rows, columns: columns, elements: numbers(bits))
    }
  }

  struct Special: Decodable, Sendable {
    let values: [String]
    let divisors: [String]
    let quotients: [String]
    let moduli: [String]
  }

  let cases: [Case]
  let special: Special

  static func load() throws -> MatrixFixture { try loadFixture("matrix", from: .module) }
}

/// The numbers of a list of bit patterns; a complex one takes two.
func numbers<Scalar: MatrixScalar>(_ bits: [String], as type: Scalar.Type = Scalar.self) -> [Scalar]
{
  func parts<Real: RealScalar>(as type: Real.Type) -> [Real] {
    bits.map { text in
      let pattern = UInt64(text, radix: 16) ?? .max
      return Real.scalarKind == .float32
        ? Real(Float(bitPattern: UInt32(truncatingIfNeeded: pattern)))
        : Real(Double(bitPattern: pattern))
    }
  }
  func pairs<Real: RealScalar>(as type: Real.Type) -> [Complex<Real>] {
    let parts = parts(as: type)
    return stride(from: 0, to: parts.count, by: 2).map { Complex(parts[$0], parts[$0 + 1]) }
  }
  let list: Any =
    switch Scalar.elementKind {
    case .float32: parts(as: Float.self)
    case .float64: parts(as: Double.self)
    case .complex64: pairs(as: Float.self)
    case .complex128: pairs(as: Double.self)
    }
  return list as? [Scalar] ?? []
}

/// The parts of all elements, one after the other.
func allParts<Scalar: MatrixScalar>(_ matrix: Matrix<Scalar>) -> [Scalar.RealPart] {
  [Scalar](matrix.span).flatMap { [$0.realPart, $0.imaginaryPart] }
}
