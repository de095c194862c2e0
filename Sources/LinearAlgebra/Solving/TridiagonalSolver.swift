internal import BLASKernels
internal import ElementwiseKernels

/// Solves with three diagonals of a matrix by their LU factors: `gttrf`, `gttrs`, `gtcon`.
struct TridiagonalSolver<Scalar: MatrixScalar>: LinearSolver {
  private let factors: TridiagonalFactors<Scalar>
  private let firstZeroPivot: Int?
  private let norm: Scalar.RealPart

  init(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    try matrix.requireFinite()
    let n = matrix.rows
    var factors = TridiagonalFactors<Scalar>(order: n)
    var columnSums = [Scalar.RealPart](repeating: 0, count: n)
    for index in 0..<n {
      factors.main[index] = matrix[index, index]
      columnSums[index] += matrix[index, index].modulus
      guard index + 1 < n else { break }
      factors.lower[index] = matrix[index + 1, index]
      factors.upper[index] = matrix[index, index + 1]
      columnSums[index] += matrix[index + 1, index].modulus
      columnSums[index + 1] += matrix[index, index + 1].modulus
    }
    switch factors.factor() {
    case .success: firstZeroPivot = nil
    case .failure(let index): firstZeroPivot = index - 1
    }
    for index in 0..<n where factors.main[index].isOutOfPivotRange {
      throw .outOfRange(index: index)
    }
    self.factors = factors
    norm = columnSums.max() ?? 0
  }

  var order: Int { factors.main.count }

  var reciprocalCondition: Scalar.RealPart { factors.reciprocalCondition(norm: norm) }

  func solveInPlace(
    _ elements: inout MutableSpan<Scalar>, columns: Int
  ) throws(LinearAlgebraError) {
    if let firstZeroPivot { throw .singular(pivot: firstZeroPivot) }
    withColumnMajor(&elements, columns: columns) { b in factors.solve(&b) }
  }
}
