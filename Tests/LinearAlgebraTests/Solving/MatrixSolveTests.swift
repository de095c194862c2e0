import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixSolveTests {
  @Test(arguments: SolveCase.all)
  func agreesWithSciPy(_ fixture: SolveCase) throws {
    if fixture.isComplex {
      try check(fixture, as: Complex<Float>.self)
      try check(fixture, as: Complex<Double>.self)
    } else {
      try check(fixture, as: Float.self)
      try check(fixture, as: Double.self)
    }
  }

  func check<Scalar: TestScalar>(_ fixture: SolveCase, as type: Scalar.Type) throws {
    let (a, b) = fixture.system(of: type)
    let (n, isComplex) = (fixture.order, fixture.isComplex)
    let epsilon = Double(Scalar.RealPart.ulpOfOne)
    let relative = 32 * Double(n) * epsilon / fixture.reciprocalCondition
    func isRight(_ x: Matrix<Scalar>) -> Bool {
      distance(ends(x), fixture.solution, isComplex: isComplex)
        <= relative * fixture.scale
    }
    for structure in [.automatic, .general] + fixture.structures {
      #expect(isRight(try a.solve(b, structure: structure)), "\(structure)")
      let first = try a.solve(b[column: 0], structure: structure)
      let second = try a.solve(b[column: 1], structure: structure)
      #expect(isRight(Matrix([first, second]).transposed()), "\(structure), columns")
      let condition = Double(try a.solver(for: structure).reciprocalCondition)
      // Estimates from other factors need not agree to the last digit, but to a small factor; those
      // from the LU factors of a band do.
      let isSame = structure == .general || ["banded", "tridiagonal"].contains(fixture.family)
      #expect(abs(condition / fixture.reciprocalCondition - 1) <= (isSame ? relative : 0.7))
    }
    let refined = try a.solveWithRefinement(b)
    #expect(isRight(refined.solution))
    #expect(refined.backwardErrors.count == 2 && refined.forwardErrorBounds.count == 2)
    // Fixed precision refinement makes the solution exact for a change of A and b within n + 1
    // roundings (Higham, theorem 12.3).
    #expect(refined.backwardErrors.allSatisfy { Double($0) <= Double(n + 1) * epsilon })
    #expect(refined.reciprocalCondition > 0 && refined.reciprocalPivotGrowth > 0)
    guard Scalar.RealPart.self == Double.self else { return }
    let size = greatest(refined.solution)
    let bound = Double(refined.forwardErrorBounds.max() ?? .nan)
    let error = distance(
      ends(refined.solution), fixture.solution,
      isComplex: isComplex)
    // SciPy's own error, of κ·ε at most, comes on top.
    #expect(error <= (bound + 4 * epsilon / fixture.reciprocalCondition) * size)
  }

  @Test func structuresAreFoundOut() throws {
    let indefinite: Matrix<Double> = [[1, 2], [2, 1]]
    #expect(try indefinite.solve([3, 3]) == [1, 1])
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try indefinite.solve([3, 3], structure: .positiveDefinite)
    }
    #expect(indefinite.isHermitian && !indefinite.isLowerTriangular)
    #expect(Matrix<Double>([[1, 2, 3], [0, 4, 5]]).isUpperTriangular)
    #expect(Matrix<Double>([[1, 0, 0], [3, 4, 0]]).isLowerTriangular)
    #expect(!Matrix<Complex<Float>>([[Complex(1, 1)]]).isHermitian)
    #expect(!Matrix<Double>(rows: 2, columns: 3).isHermitian)
  }

  @Test func symmetryIsFoundUpToATolerance() async {
    let i = Complex<Double>(0, 1)
    let hermitian: Matrix<Complex<Double>> = [[1, i], [-i, 2]]
    let symmetric: Matrix<Complex<Double>> = [[i, i], [i, 2]]
    #expect(hermitian.isHermitian && !hermitian.isSymmetric)
    #expect(symmetric.isSymmetric && !symmetric.isHermitian)
    #expect(!symmetric.isHermitian(tolerance: 1.9) && symmetric.isHermitian(tolerance: 2))
    let near: Matrix<Double> = [[1, 2], [2.25, .infinity]]
    #expect(!near.isSymmetric && !near.isSymmetric(tolerance: 0.125))
    #expect(near.isSymmetric(tolerance: 0.25) && near.isHermitian(tolerance: 0.25))
    #expect(!Matrix<Double>([[.nan]]).isSymmetric(tolerance: .infinity))
    #expect(!Matrix<Double>(rows: 2, columns: 3).isSymmetric(tolerance: .infinity))
    #expect(Matrix<Float>(rows: 0, columns: 0).isSymmetric)
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>.identity(2).isSymmetric(tolerance: -1)
    }
  }

  /// What a stated structure says is zero or a mirror image is not read.
  @Test func statedStructuresAreBelieved() throws {
    let a: Matrix<Double> = [[2, 9, 9], [2, 4, 9], [0, 3, 3]]
    #expect(try a.solve([2, 6, 6], structure: .lowerTriangular) == [1, 1, 1])
    let b: Matrix<Double> = [[2, 1, 9], [9, 4, 1], [9, 9, 4]]
    #expect(try b.solve([12, 5, 4], structure: .upperTriangular) == [1, 1, 1])
    #expect(try b.solve([3, 5, 4], structure: .banded(lower: 0, upper: 1)) == [1, 1, 1])
  }

  @Test(arguments: [
    MatrixStructure.automatic, .general, .lowerTriangular, .upperTriangular, .symmetric,
    .hermitian, .banded(lower: 1, upper: 1), .tridiagonal,
  ])
  func singularMatricesSayWhere(_ structure: MatrixStructure) {
    let a = Matrix<Double>.diagonal([1, 2, 0])
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
      try a.solve([1, 2, 3], structure: structure)
    }
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) { try a.solveWithRefinement([1, 2, 3]) }
    var b = Matrix<Double>.identity(3)
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
      try a.solveInPlace(&b, structure: structure)
    }
    #expect(b == .identity(3))
  }

  @Test(arguments: [
    MatrixStructure.automatic, .general, .lowerTriangular, .upperTriangular, .positiveDefinite,
    .symmetric, .hermitian, .banded(lower: 1, upper: 1), .tridiagonal,
  ])
  func emptyAndBrokenMatrices(_ structure: MatrixStructure) throws {
    let empty = Matrix<Complex<Double>>(rows: 0, columns: 0)
    #expect(try empty.solve([], structure: structure) == [])
    #expect(try empty.solve(Matrix(rows: 0, columns: 4), structure: structure).columns == 4)
    let none = Matrix<Double>(rows: 2, columns: 0)
    #expect(try Matrix<Double>.identity(2).solve(none, structure: structure) == none)
    #expect(try Matrix<Double>.identity(2).solveWithRefinement(none).solution == none)
    #expect(try empty.solveWithRefinement(empty).solution == empty)
    for value in [Double.nan, .infinity, -.infinity] {
      var a = Matrix<Double>.identity(3)
      a[1, 2] = value
      #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 2)) {
        try a.solve([1, 2, 3], structure: structure)
      }
      #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 2)) {
        try a.solveWithRefinement([1, 2, 3])
      }
    }
  }
}
