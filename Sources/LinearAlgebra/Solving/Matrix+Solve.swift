internal import ElementwiseKernels

extension Matrix {
  /// Returns x with A·x = b.
  ///
  /// ```swift
  /// let a: Matrix<Double> = [[4, 1], [2, 3]]
  /// try a.solve([1, 2])                                  // [0.1, 0.6]
  /// try a.solve([1, 2], structure: .lowerTriangular)     // [0.25, 0.5], of [[4, 0], [2, 3]]
  /// ```
  /// To solve with one matrix more than once, keep its factors: ``lu()``, ``cholesky()``,
  /// ``ldl(symmetry:)``.
  ///
  /// - Parameters:
  ///   - b: The right-hand side.
  ///   - structure: What is known about A; by default it is looked for, in O(n²).
  /// - Returns: The solution, one element per column of A.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity in A,
  ///   ``LinearAlgebraError/singular(pivot:)`` when A has no inverse,
  ///   ``LinearAlgebraError/outOfRange(index:)`` when the elimination overflows or meets a
  ///   subnormal pivot, and ``LinearAlgebraError/notPositiveDefinite(minor:)`` when A is said to be
  ///   positive definite and is not. A NaN or an infinity in b goes into x, as in NumPy.
  /// - Precondition: A is square, and b has one element per row.
  /// - Complexity: As ``MatrixStructure`` says; one copy of what is factored, one of b.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solve(
    _ b: [Scalar], structure: MatrixStructure = .automatic
  ) throws(LinearAlgebraError) -> [Scalar] {
    var x = b
    try solveInPlace(&x, structure: structure)
    return x
  }

  /// Returns X with A·X = B.
  ///
  /// - Parameters:
  ///   - b: The right-hand sides, one per column.
  ///   - structure: What is known about A; by default it is looked for, in O(n²).
  /// - Returns: The solutions, one per column.
  /// - Throws: What ``solve(_:structure:)-([Scalar],_)`` for an array throws.
  /// - Precondition: A is square, and B has as many rows.
  /// - Complexity: As ``MatrixStructure`` says; one copy of what is factored, one of B.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solve(
    _ b: Matrix, structure: MatrixStructure = .automatic
  ) throws(LinearAlgebraError) -> Matrix {
    var x = b
    try solveInPlace(&x, structure: structure)
    return x
  }

  /// Overwrites b with the solution x of A·x = b.
  ///
  /// - Parameters:
  ///   - b: The right-hand side; overwritten.
  ///   - structure: What is known about A; by default it is looked for, in O(n²).
  /// - Throws: What ``solve(_:structure:)-([Scalar],_)`` throws; b is then unchanged.
  /// - Precondition: A is square, and b has one element per row.
  /// - Complexity: As ``MatrixStructure`` says; one copy of what is factored.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solveInPlace(
    _ b: inout [Scalar], structure: MatrixStructure = .automatic
  ) throws(LinearAlgebraError) {
    require(b.count == rows, "A is \(rows)×\(columns), b has \(b.count) elements")
    var elements = b.mutableSpan
    try solveInPlace(&elements, columns: 1, structure)
  }

  /// Overwrites B with the solution X of A·X = B.
  ///
  /// - Parameters:
  ///   - b: The right-hand sides, one per column; overwritten.
  ///   - structure: What is known about A; by default it is looked for, in O(n²).
  /// - Throws: What ``solve(_:structure:)-([Scalar],_)`` throws; B is then unchanged.
  /// - Precondition: A is square, and B has as many rows.
  /// - Complexity: As ``MatrixStructure`` says; one copy of what is factored.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Complex<Float>)
  @_specialize(where Scalar == Complex<Double>)
  public func solveInPlace(
    _ b: inout Matrix, structure: MatrixStructure = .automatic
  ) throws(LinearAlgebraError) {
    require(b.rows == rows, "A is \(rows)×\(columns), B is \(b.rows)×\(b.columns)")
    let columns = b.columns
    var elements = b.mutableSpan
    try solveInPlace(&elements, columns: columns, structure)
  }

  /// Returns what solves with this matrix any number of times, and knows its condition.
  ///
  /// ```swift
  /// let solver = try a.solver(for: .tridiagonal)
  /// let x = try solver.solve(b)
  /// let digitsLost = -log10(solver.reciprocalCondition)
  /// ```
  /// - Parameter structure: What is known about A; by default it is looked for, in O(n²).
  /// - Returns: The factors that suit the structure.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` at a NaN or an infinity,
  ///   ``LinearAlgebraError/outOfRange(index:)`` when the elimination overflows or meets a
  ///   subnormal pivot, and ``LinearAlgebraError/notPositiveDefinite(minor:)`` when A is said to be
  ///   positive definite and is not. A singular matrix throws when it is solved with.
  /// - Precondition: A is square, and the numbers of diagonals of a band are not negative.
  /// - Complexity: As ``MatrixStructure`` says; one copy of what is factored.
  public func solver(
    for structure: MatrixStructure = .automatic
  ) throws(LinearAlgebraError) -> any LinearSolver<Scalar> {
    requireSquare(to: "solve with it")
    switch structure {
    case .automatic:
      let visible = visibleStructure
      if visible == .positiveDefinite {
        do { return try cholesky() } catch .notPositiveDefinite {
          // The diagonal promised too much.
          return try LUFactorization(self)
        }
      }
      return try solver(for: visible)
    case .general: return try LUFactorization(self)
    case .lowerTriangular: return try TriangularSolver(self, .lower)
    case .upperTriangular: return try TriangularSolver(self, .upper)
    case .positiveDefinite: return try cholesky()
    case .symmetric: return try ldl(symmetry: .symmetric)
    case .hermitian: return try ldl(symmetry: .hermitian)
    case .banded(let lower, let upper):
      return try BandSolver(self, lower: lower, upper: upper)
    case .tridiagonal: return try TridiagonalSolver(self)
    }
  }

  /// Solves without the box that ``solver(for:)`` needs, and without the norm, which only the
  /// condition asks for.
  private func solveInPlace(
    _ b: inout MutableSpan<Scalar>, columns: Int, _ structure: MatrixStructure
  ) throws(LinearAlgebraError) {
    requireSquare(to: "solve with it")
    switch structure {
    case .automatic:
      let visible = visibleStructure
      if visible == .positiveDefinite {
        let factor: CholeskyFactorization<Scalar>
        do { factor = try CholeskyFactorization(self, measured: false) } catch .notPositiveDefinite
        {
          // The diagonal promised too much.
          return try solveInPlace(&b, columns: columns, .general)
        }
        return factor.solveInPlace(&b, columns: columns)
      }
      try solveInPlace(&b, columns: columns, visible)
    case .general:
      try LUFactorization(self, measured: false).solveInPlace(&b, columns: columns)
    case .lowerTriangular: try TriangularSolver(self, .lower).solveInPlace(&b, columns: columns)
    case .upperTriangular: try TriangularSolver(self, .upper).solveInPlace(&b, columns: columns)
    case .positiveDefinite:
      try CholeskyFactorization(self, measured: false).solveInPlace(&b, columns: columns)
    case .symmetric: try ldl(symmetry: .symmetric).solveInPlace(&b, columns: columns)
    case .hermitian: try ldl(symmetry: .hermitian).solveInPlace(&b, columns: columns)
    case .banded(let lower, let upper):
      try BandSolver(self, lower: lower, upper: upper).solveInPlace(&b, columns: columns)
    case .tridiagonal: try TridiagonalSolver(self).solveInPlace(&b, columns: columns)
    }
  }
}
