import ElementwiseKernels
import LinearAlgebra
import TestSupport

extension TrapTests {
  private static let shapes = "a matrix of 2×3 meets one of 3×2"
  private static let row = "a row of 2 elements meets a matrix of 2×3"
  private static let column = "a column of 3 elements meets a matrix of 2×3"

  static let arithmetic: [Trap] = elementwise + broadcasting

  private static let elementwise: [Trap] = [
    Trap(shapes) { _ = wide + high },
    Trap(shapes) { _ = wide - high },
    Trap(shapes) { changed { $0 += high } },
    Trap(shapes) { changed { $0 -= high } },
    Trap(shapes) { _ = wide.hadamard(high) },
    Trap(shapes) { _ = wide.dividingElements(by: high) },
    Trap(shapes) { changed { $0.multiplyElements(by: high) } },
    Trap(shapes) { changed { $0.divideElements(by: high) } },
    Trap(shapes) { _ = wide.dotProduct(high) },
    Trap("tolerances cannot be 0.0 absolute, nan relative") {
      _ = wide.isApproximatelyEqual(to: wide, absoluteTolerance: 0, relativeTolerance: .nan)
    },
  ]

  private static let broadcasting: [Trap] = [
    Trap(row) { changed { $0.add(row: [1, 2]) } },
    Trap(row) { _ = wide.adding(row: [1, 2]) },
    Trap(row) { changed { $0.subtract(row: [1, 2]) } },
    Trap(row) { _ = wide.subtracting(row: [1, 2]) },
    Trap(row) { changed { $0.multiplyElements(byRow: [1, 2]) } },
    Trap(row) { _ = wide.multiplyingElements(byRow: [1, 2]) },
    Trap(row) { changed { $0.divideElements(byRow: [1, 2]) } },
    Trap(row) { _ = wide.dividingElements(byRow: [1, 2]) },
    Trap(column) { changed { $0.add(column: [1, 2, 3]) } },
    Trap(column) { _ = wide.adding(column: [1, 2, 3]) },
    Trap(column) { changed { $0.subtract(column: [1, 2, 3]) } },
    Trap(column) { _ = wide.subtracting(column: [1, 2, 3]) },
    Trap(column) { changed { $0.multiplyElements(byColumn: [1, 2, 3]) } },
    Trap(column) { _ = wide.multiplyingElements(byColumn: [1, 2, 3]) },
    Trap(column) { changed { $0.divideElements(byColumn: [1, 2, 3]) } },
    Trap(column) { _ = wide.dividingElements(byColumn: [1, 2, 3]) },
  ]

  /// Changes a matrix of 2×3.
  private static func changed(_ change: (inout Matrix<Double>) -> Void) {
    var matrix = wide
    change(&matrix)
  }

  static let products: [Trap] = matrixProducts + vectorProducts + structuredProducts

  private static let matrixProducts: [Trap] = [
    Trap("A is 2×3, B is 2×2, C is 2×2") {
      var result = square
      Matrix.multiply(wide, square, into: &result)
    },
    Trap("A is 2×3, B is 3×2, C is 3×3") {
      var result = larger
      Matrix.multiply(wide, high, into: &result)
    },
    Trap("Aᵀ is 3×2, B is 3×2, C is 3×3") {
      var result = larger
      Matrix.multiply(wide, high, leftOperation: .transpose, into: &result)
    },
    Trap("Aᵀ is 3×2, Bᵀ is 2×3, C is 2×2") {
      var result = square
      Matrix.multiply(
        wide, high, leftOperation: .transpose, rightOperation: .transpose, into: &result)
    },
    Trap("A is 2×3, Bᵀ is 2×3: there is no product of the two") {
      _ = wide.multiplied(by: high, transposeRight: true)
    },
    Trap("Aᵀ is 3×2, B is 3×2: there is no product of the two") {
      _ = wide.multiplied(by: high, leftOperation: .transpose)
    },
    Trap("A is 2×3, B is 2×2: there is no product of the two") { _ = wide * square },
    Trap("A is 0×4294967296: BLAS and LAPACK count in 32 bits, to 2147483647") {
      _ = tooWide * tooWide.transposed()
    },
    Trap("a product of no matrices has no shape") { _ = Matrix<Double>.product(of: []) },
    Trap("factor 1 is 3×2, factor 2 is 3×2") { _ = Matrix.product(of: [wide, high, high]) },
    Trap("a matrix of 2×3 cannot be multiplied by itself") { _ = wide.power(2) },
    Trap("the power -1 is one of the inverse: see inversePower(_:)") { _ = square.power(-1) },
    Trap("a matrix of 2×3 has no inverse") { _ = try wide.inversePower(2) },
    Trap("the power -1 of the inverse is one of the matrix itself") {
      _ = try square.inversePower(-1)
    },
  ]

  /// No element, and more columns than 32 bits count.
  static let tooWide = Matrix<Double>(rows: 0, columns: 1 << 32)

  private static let vectorProducts: [Trap] = [
    Trap("A is 2×3, x has 2 elements and y has 2") {
      var result = [0.0, 0]
      Matrix.multiply(wide, vector: [1, 2], into: &result)
    },
    Trap("Aᵀ is 3×2, x has 2 elements and y has 2") {
      var result = [0.0, 0]
      Matrix.multiply(wide, vector: [1, 2], transpose: true, into: &result)
    },
    // A result that nobody touches.
    Trap("A is 2147483648×0: BLAS and LAPACK count in 32 bits, to 2147483647") {
      var result = AlignedBuffer<Float>(unwritten: 1 << 31)
      Matrix.multiply(
        Matrix<Float>(rows: 1 << 31, columns: 0), vector: [Float](), into: &result)
    },
    Trap("A is 2×3, x has 2 elements") { _ = wide.multiplied(by: [1, 2]) },
    Trap("Aᵀ is 3×2, x has 3 elements") {
      _ = wide.multiplied(by: [1, 2, 3], operation: .transpose)
    },
    Trap("A is 2×3, x has 2 elements") { _ = wide * [1, 2] },
  ]

  private static let structuredProducts: [Trap] = [
    Trap("A, which must be square, is 2×3, B is 3×2") {
      _ = wide.multiplied(by: high, symmetry: .symmetric)
    },
    Trap("A, which must be square, is 2×2, B is 3×2") {
      _ = square.multiplied(by: high, symmetry: .symmetric)
    },
    Trap("A, which must be square, is 2×2, B is 2×3") {
      _ = square.multiplied(by: wide, symmetry: .symmetric, onTheRight: true)
    },
    Trap("A, which must be square, is 2×3, B is 3×2") {
      _ = wide.multiplied(by: high, triangle: .lower)
    },
    Trap("A, which must be square, is 2×2, B is 3×2") {
      _ = square.multiplied(by: high, triangle: .lower)
    },
    Trap("A, which must be square, is 2×2, B is 2×3") {
      _ = square.multiplied(by: wide, triangle: .lower, onTheRight: true)
    },
    Trap("A is 2×3, x has 3 elements and y has 2") {
      changed { $0.addOuterProduct([1, 2, 3], [1, 2]) }
    },
    Trap("A is 2×3, its Gram matrix 3×3, the sum 2×3") {
      changed { $0.addGramMatrix(of: wide) }
    },
    Trap("A is 2×3, its Gram matrix 2×2, the sum 2×3") {
      changed { $0.addGramMatrix(of: wide, ofRows: true) }
    },
    Trap("A is 2×3, B is 2×3, the sum is 2×3") {
      changed { $0.addSymmetricProduct(wide, wide) }
    },
    Trap("A is 3×2, B is 2×3, the sum is 3×3") {
      var sum = larger
      sum.addSymmetricProduct(high, wide)
    },
    Trap("4294967296×0: BLAS and LAPACK count in 32 bits, to 2147483647") {
      _ = tooWide.gramMatrix(ofRows: true)
    },
  ]
}
