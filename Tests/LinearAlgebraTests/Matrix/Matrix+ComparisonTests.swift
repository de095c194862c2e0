import LinearAlgebra
import Testing

@Suite struct MatrixComparisonTests {
  let a: Matrix<Double> = [[1, 0], [-1000, 4]]

  @Test func smallDifferencesAreAllowed() {
    #expect(a.isApproximatelyEqual(to: a))
    #expect(a.isApproximatelyEqual(to: a * (1 + 1e-9)))
    #expect(!a.isApproximatelyEqual(to: a * (1 + 1e-7)))
    #expect(!a.isApproximatelyEqual(to: a + 1e-12))
    #expect(a.isApproximatelyEqual(to: a + 1e-12, absoluteTolerance: 1e-11))
    #expect(!a.isApproximatelyEqual(to: a + 1, absoluteTolerance: 0.5, relativeTolerance: 0.01))
    #expect(a.isApproximatelyEqual(to: a.transposed().transposed(), relativeTolerance: 0))
  }

  @Test func shapesAndNonFiniteNumbersDiffer() {
    #expect(!a.isApproximatelyEqual(to: Matrix(rows: 1, columns: 4)))
    let infinite: Matrix<Double> = [[.infinity]], nan: Matrix<Double> = [[.nan]]
    #expect(infinite.isApproximatelyEqual(to: infinite))
    #expect(!infinite.isApproximatelyEqual(to: -infinite, absoluteTolerance: .infinity))
    #expect(!infinite.isApproximatelyEqual(to: [[1]], relativeTolerance: 1))
    #expect(!nan.isApproximatelyEqual(to: nan, absoluteTolerance: .infinity))
    #expect(Matrix<Float>(rows: 0, columns: 2).isApproximatelyEqual(to: .init(rows: 0, columns: 2)))
  }
}
