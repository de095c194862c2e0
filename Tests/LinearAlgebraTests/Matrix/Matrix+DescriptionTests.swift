import LinearAlgebra
import Testing

@Suite struct MatrixDescriptionTests {
  @Test func pointsAreAligned() {
    #expect("\(Matrix<Double>([[1, 0.5], [-2, 3]]))" == "[[ 1, 0.5],\n [-2, 3  ]]")
    #expect("\(Matrix<Float>([[10, 2], [3, 4]]))" == "[[10, 2],\n [ 3, 4]]")
    #expect("\(Matrix<Double>([[1.0 / 3, 1e50]]))" == "[[0.33333334, 1e+50]]")
    #expect("\(Matrix<Double>([[.nan, -.infinity]]))" == "[[nan, -inf]]")
    #expect("\(Matrix<Double>([[123_456_789_012]]))" == "[[123456789012]]")
  }

  @Test func emptyMatricesShowTheirShape() {
    #expect("\(Matrix<Float>(rows: 0, columns: 3))" == "Matrix of 0×3")
    #expect("\(Matrix<Float>(rows: 3, columns: 0))" == "Matrix of 3×0")
  }

  @Test func largeMatricesShowTheirEdges() {
    var a = Matrix<Float>(rows: 2, columns: 1000)
    a[0, 0] = 1
    a[1, 999] = -2
    #expect(
      "\(a)" == "[[1, 0, 0, …, 0, 0,  0],\n [0, 0, 0, …, 0, 0, -2]]  (2×1000)")
    let high = Matrix<Float>(rows: 1001, columns: 1)
    #expect(
      "\(high)" == "[[0],\n [0],\n [0],\n […],\n [0],\n [0],\n [0]]  (1001×1)")
  }
}
