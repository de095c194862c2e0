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

  @Test(arguments: [(-1, 0), (0, -1), (2, 0), (0, 3)])
  func anElementOutsideTraps(place: (Int, Int)) async {
    await #expect(processExitsWith: .failure) { [row = place.0 as Int, column = place.1 as Int] in
      let a = Matrix<Float>(rows: 2, columns: 3)
      _ = a[row, column]
    }
  }

  @Test func aNegativeOrTooLargeShapeTraps() async {
    await #expect(processExitsWith: .failure) { _ = Matrix<Float>(rows: -1, columns: 3) }
    await #expect(processExitsWith: .failure) { _ = Matrix<Float>(rows: .max, columns: 3) }
  }
}
