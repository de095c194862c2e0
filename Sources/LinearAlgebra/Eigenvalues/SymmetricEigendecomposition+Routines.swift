internal import BLASKernels
internal import ElementwiseKernels

extension SymmetricEigendecomposition {
  enum Request {
    case everything
    case part(EigenvalueRange<Scalar.RealPart>)
  }

  /// What LAPACK is asked for, or nil if no eigenvalue can be meant.
  static func range(_ selection: Selection, size n: Int) -> Request? {
    switch selection {
    case .all: return .everything
    case .indices(let places):
      require(
        places.lowerBound >= 0 && places.upperBound <= n,
        "eigenvalues \(places) of a \(n)×\(n) matrix")
      return places.isEmpty ? nil : .part(.indices(places))
    case .interval(let above, let through):
      require(!above.isNaN && !through.isNaN, "eigenvalues above \(above) up to \(through)")
      return n == 0 || above >= through ? nil : .part(.interval(above: above, through: through))
    }
  }

  /// All eigenvalues, and Vᴴ or an empty matrix.
  static func all(
    of matrix: Matrix<Scalar>, wantsVectors: Bool
  ) throws(LinearAlgebraError) -> ([Scalar.RealPart], Matrix<Scalar>) {
    var values = [Scalar.RealPart](repeating: 0, count: matrix.rows)
    var copy = matrix
    do {
      var elements = copy.mutableSpan
      var valueSpan = values.mutableSpan
      try decomposeSymmetric(
        size: matrix.rows, &elements, wantsVectors: wantsVectors, values: &valueSpan
      ).requireConvergence()
    }
    return (values, wantsVectors ? copy : Matrix(rows: 0, columns: 0))
  }

  /// Some eigenvalues, and the rows of Vᴴ that belong to them or an empty matrix.
  static func some(
    _ range: EigenvalueRange<Scalar.RealPart>, of matrix: Matrix<Scalar>, wantsVectors: Bool
  ) throws(LinearAlgebraError) -> ([Scalar.RealPart], Matrix<Scalar>) {
    let n = matrix.rows
    var values = [Scalar.RealPart](repeating: 0, count: n)
    var rows = Matrix<Scalar>(rows: wantsVectors ? n : 0, columns: wantsVectors ? n : 0)
    var found = 0
    do {
      var copy = matrix
      var elements = copy.mutableSpan
      var valueSpan = values.mutableSpan
      var rowSpan = rows.mutableSpan
      try decomposeSymmetric(
        size: n, &elements, range: range, values: &valueSpan, adjointVectors: &rowSpan,
        found: &found
      ).requireConvergence()
    }
    values.removeLast(n - found)
    return (values, wantsVectors ? rows[rows: 0..<found, columns: 0..<n] : rows)
  }
}
