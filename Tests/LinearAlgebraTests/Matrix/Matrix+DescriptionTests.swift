import LinearAlgebra
import Testing

@Suite struct MatrixDescriptionTests {
  @Test func pointsAreAligned() {
    #expect("\(Matrix<Double>([[1, 0.5], [-2, 3]]))" == "[[ 1, 0.5],\n [-2, 3  ]]")
    #expect("\(Matrix<Float>([[10, 2], [3, 4]]))" == "[[10, 2],\n [ 3, 4]]")
    #expect("\(Matrix<Double>([[1.0 / 3, 1e50]]))" == "[[3.33333333e-01, 1.00000000e+50]]")
    #expect("\(Matrix<Float>([[1.0 / 3]]))" == "[[0.33333334]]")
    #expect("\(Matrix<Double>([[1e-9 / 3, 2e7 / 3]]))" == "[[3.33333333e-10, 6.66666667e+06]]")
    #expect("\(Matrix<Double>([[1_234_567_890.5]]))" == "[[1.23456789e+09]]")
    #expect("\(Matrix<Double>([[20_000_000 / 3.0]]))" == "[[6666666.66666667]]")
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

  @Test func complexMatricesAreAlignedAndAbbreviated() {
    var a = Matrix<Complex<Double>>(rows: 500, columns: 8)
    a[0, 0] = Complex(-1.5, -2)
    a[499, 7] = Complex(0.25, .infinity)
    a[1, 7] = Complex(.nan, 10)
    let lines = "\(a)".split(separator: "\n")
    #expect(lines.count == 7 && lines.allSatisfy { $0.dropFirst().first == "[" || $0.first == " " })
    #expect(lines[0].hasPrefix("[[-1.5 - 2i, 0 + 0i, 0 + 0i, …, 0 + 0i, 0 + 0i,   0    +   0i]"))
    #expect(lines[1].hasSuffix(", nan    +  10i],"))
    #expect(lines[3] == " [ …       , …     , …     , …, …     , …     ,   …          ],")
    #expect(lines[6].hasSuffix("  0.25 + infi]]  (500×8)"))
  }
}
