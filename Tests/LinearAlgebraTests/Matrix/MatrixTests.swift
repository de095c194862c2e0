import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  @Test func aCopyDoesNotSeeLaterWrites() {
    var a: Matrix<Double> = [[1, 2], [3, 4]]
    let b = a
    a[0, 1] = 9
    #expect(b == [[1, 2], [3, 4]])
    #expect(a == [[1, 9], [3, 4]])
  }

  @Test func elementsLieRowByRow() {
    let a: Matrix<Float> = [[1, 2, 3], [4, 5, 6]]
    #expect([Float](a.span) == [1, 2, 3, 4, 5, 6])
    #expect(a.count == 6 && !a.isEmpty)
    #expect(Matrix<Float>(rows: 0, columns: 4).isEmpty)
  }
}
