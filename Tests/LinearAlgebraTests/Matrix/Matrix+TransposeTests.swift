import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixTransposeTests {
  @Test(arguments: [(0, 0), (0, 3), (3, 0), (1, 7), (16, 16), (17, 33), (100, 3)])
  func everyElementChangesPlaces(shape: (Int, Int)) {
    var random = NoiseGenerator(seed: 13)
    let a = Matrix<Float>(
      rows: shape.0, columns: shape.1, elements: random.reals(shape.0 * shape.1))
    let transposed = a.transposed()
    #expect(transposed.rows == shape.1 && transposed.columns == shape.0)
    for row in 0..<a.rows {
      for column in 0..<a.columns { #expect(transposed[column, row] == a[row, column]) }
    }
    #expect(transposed.transposed() == a)
  }
}
