internal import BLASKernels
internal import ElementwiseKernels

/// Solves with a band of a matrix by its LU factors: `gbtrf`, `gbtrs`, `gbcon`.
struct BandSolver<Scalar: MatrixScalar>: LinearSolver {
  private let shape: BandShape
  private let factors: AlignedBuffer<Scalar>
  private let pivots: [Int32]
  private let firstZeroPivot: Int?
  private let norm: Scalar.RealPart

  init(_ matrix: Matrix<Scalar>, lower: Int, upper: Int) throws(LinearAlgebraError) {
    require(lower >= 0 && upper >= 0, "a band cannot have \(lower) and \(upper) diagonals")
    try matrix.requireFinite()
    let n = matrix.rows
    // A band wider than the matrix holds nothing more.
    let widest = Swift.max(0, n - 1)
    let shape = BandShape(
      order: n, lower: Swift.min(lower, widest), upper: Swift.min(upper, widest))
    var factors = AlignedBuffer<Scalar>(zeros: shape.height * n)
    var columnSums = [Scalar.RealPart](repeating: 0, count: n)
    for row in 0..<n {
      let last = Swift.min(n - 1, row + shape.upper)
      for column in Swift.max(0, row - shape.lower)...last {
        factors[shape.index(row, column)] = matrix[row, column]
        columnSums[column] += matrix[row, column].modulus
      }
    }
    var pivots = [Int32](repeating: 0, count: n)
    var elements = factors.mutableSpan
    var exchanges = pivots.mutableSpan
    switch factorBand(shape, &elements, pivots: &exchanges) {
    case .success: firstZeroPivot = nil
    case .failure(let index): firstZeroPivot = index - 1
    }
    for index in 0..<n {
      let pivot = factors[shape.index(index, index)]
      if pivot.isOutOfPivotRange || index + 1 < n && pivot.hasSubnormalReciprocal {
        throw .outOfRange(index: index)
      }
    }
    self.shape = shape
    self.factors = factors
    self.pivots = pivots
    norm = columnSums.max() ?? 0
  }

  var order: Int { shape.order }

  var reciprocalCondition: Scalar.RealPart {
    reciprocalConditionBand(shape, factors.span, pivots: pivots.span, norm: norm)
  }

  func solveInPlace(
    _ elements: inout MutableSpan<Scalar>, columns: Int
  ) throws(LinearAlgebraError) {
    if let firstZeroPivot { throw .singular(pivot: firstZeroPivot) }
    withColumnMajor(&elements, columns: columns) { b in
      solveBand(shape, factors.span, pivots: pivots.span, &b)
    }
  }
}
