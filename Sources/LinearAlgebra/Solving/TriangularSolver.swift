internal import BLASKernels
internal import ElementwiseKernels

/// Solves with one triangle of a matrix by substitution: `trsv`, `trsm`, `trcon`.
struct TriangularSolver<Scalar: MatrixScalar>: LinearSolver {
  private let matrix: Matrix<Scalar>
  private let triangle: MatrixTriangle

  init(_ matrix: Matrix<Scalar>, _ triangle: MatrixTriangle) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    try matrix.requirePivotsInRange()
    self.matrix = matrix
    self.triangle = triangle
  }

  var order: Int { matrix.rows }

  var reciprocalCondition: Scalar.RealPart {
    reciprocalConditionTriangular(triangle, order: order, matrix.span)
  }

  func solveInPlace(
    _ elements: inout MutableSpan<Scalar>, columns: Int
  ) throws(LinearAlgebraError) {
    require(
      elements.count == order * columns,
      "\(elements.count) elements do not fill \(order)×\(columns) of B")
    try matrix.requireNoZeroOnDiagonal()
    solveTriangular(
      TriangularOperand(triangle), order: order, matrix.span, &elements, columns: columns)
  }
}
