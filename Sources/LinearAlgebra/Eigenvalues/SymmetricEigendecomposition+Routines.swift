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

  /// Replaces A, where the vectors are going to lie, with all of them.
  mutating func decomposeOwnElements() throws(LinearAlgebraError) {
    let (size, workspace) = (size, memory.retained.workspace)
    if values.count != size { values = [Scalar.RealPart](repeating: 0, count: size) }
    let status = Self.run(&computedVectors, wantsVectors: true, values: &values, workspace)
    try requireValues(status)
    computedVectors.formAdjoint()
  }

  /// Finds all values without vectors, or some with or without them; overwrites the matrix.
  mutating func decompose(_ matrix: inout Matrix<Scalar>) throws(LinearAlgebraError) {
    switch Self.range(memory.selection, size: size) {
    case nil:
      values = []
      computedVectors = Matrix(rows: hasVectors ? size : 0, columns: 0)
    case .everything: try findValues(of: &matrix)
    case .part(let range): try findPart(range, of: &matrix)
    }
  }

  private mutating func findValues(of matrix: inout Matrix<Scalar>) throws(LinearAlgebraError) {
    let (size, workspace) = (size, memory.retained.workspace)
    if values.count != size { values = [Scalar.RealPart](repeating: 0, count: size) }
    let status = Self.run(&matrix, wantsVectors: false, values: &values, workspace)
    try requireValues(status)
  }

  private static func run(
    _ matrix: inout Matrix<Scalar>, wantsVectors: Bool, values: inout [Scalar.RealPart],
    _ workspace: LAPACKWorkspace?
  ) -> LAPACKStatus {
    let size = matrix.rows
    var elements = matrix.mutableSpan
    var valueSpan = values.mutableSpan
    return decomposeSymmetric(
      size: size, &elements, wantsVectors: wantsVectors, values: &valueSpan, workspace: workspace)
  }

  private mutating func findPart(
    _ range: EigenvalueRange<Scalar.RealPart>, of matrix: inout Matrix<Scalar>
  ) throws(LinearAlgebraError) {
    let (size, workspace) = (size, memory.retained.workspace)
    var allValues = memory.allValues
    memory.allValues = []
    if allValues.count != size { allValues = [Scalar.RealPart](repeating: 0, count: size) }
    let width = hasVectors ? size : 0
    var adjointVectors = memory.adjointVectors ?? Matrix(unwrittenRows: width, columns: width)
    memory.adjointVectors = nil
    adjointVectors.makeUnwritten(rows: width, columns: width)
    var found = 0
    let status: LAPACKStatus
    do {
      var elements = matrix.mutableSpan
      var valueSpan = allValues.mutableSpan
      var vectorSpan = adjointVectors.mutableSpan
      status = decomposeSymmetric(
        size: size, &elements, range: range, values: &valueSpan, adjointVectors: &vectorSpan,
        found: &found, workspace: workspace)
    }
    if values.count != found { values = [Scalar.RealPart](repeating: 0, count: found) }
    for index in 0..<found { values[index] = allValues[index] }
    try requireValues(status)
    if hasVectors {
      computedVectors.makeUnwritten(rows: size, columns: found)
      var target = computedVectors.mutableSpan
      transpose(
        rows: found, columns: size, adjointVectors.span.extracting(0..<found * size), into: &target)
      conjugate(&target)
    }
    // Kept from the first refactoring on.
    if workspace != nil {
      memory.allValues = allValues
      memory.adjointVectors = adjointVectors
    }
  }

  /// Throws unless all values were found and are finite; then this becomes that of an empty matrix.
  private mutating func requireValues(_ status: LAPACKStatus) throws(LinearAlgebraError) {
    do {
      try status.requireConvergence()
      try requireFiniteValues(values)
    } catch {
      (size, values, computedVectors) = (0, [], Matrix(rows: 0, columns: 0))
      throw error
    }
  }
}
