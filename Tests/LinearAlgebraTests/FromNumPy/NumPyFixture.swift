import Foundation
import LinearAlgebra
import TestSupport

/// What NumPy and SciPy give for the expressions in the article "From NumPy to Descent".
struct NumPyFixture: Decodable, Sendable {
  /// The values of the expressions.
  let rows: [String: NumPyValue]
  /// The public names of numpy.linalg.
  let functions: [String]

  static let shared = Result { try loadFixture("from-numpy", from: .module) as NumPyFixture }
}

/// A number, an array of one or two axes, or a refusal.
struct NumPyValue: Decodable, Sendable {
  /// The length of every axis; nil where NumPy raises `LinAlgError`.
  let shape: [Int]?
  /// Bit patterns of all elements in row-major order; a complex one takes two.
  let parts: [String]

  var isComplex: Bool { parts.count > (shape ?? []).reduce(1, *) }

  /// The elements; a vector is one row.
  var matrix: Matrix<Complex<Double>> {
    let shape = shape ?? []
    let columns = shape.last ?? 1
    let parts = parts.map { Double(bitPattern: UInt64($0, radix: 16) ?? .max) }
    let elements = (0..<shape.reduce(1, *)).map { index in
      isComplex ? Complex(parts[2 * index], parts[2 * index + 1]) : Complex(parts[index], 0)
    }
    return Matrix(rows: shape.dropLast().reduce(1, *), columns: columns, elements: elements)
  }
}
