import BLASKernels
import ElementwiseKernels
import TestSupport
import Testing

@Suite struct Level2Tests {
  @Test(arguments: [(0, 0), (0, 3), (3, 0), (1, 1), (1, 7), (7, 1), (13, 5), (64, 33)])
  func everyTransposeAndFactor(shape: (Int, Int)) {
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ shape: (Int, Int), as type: Scalar.Type) {
    let (m, n) = shape
    var random = NoiseGenerator(seed: 4)
    let lda = n + 2
    let a: [Scalar] = random.wholeNumbers(m * lda)
    for transpose in [false, true] {
      for (alpha, beta) in [(1, 0), (-2, 1), (0.5, -0.25)] as [(Scalar, Scalar)] {
        let (inner, outer) = transpose ? (m, n) : (n, m)
        let x: [Scalar] = random.wholeNumbers(inner)
        var y: [Scalar] =
          beta == 0 ? [Scalar](repeating: .nan, count: outer) : random.wholeNumbers(outer)
        let expected = (0..<outer).map { row in
          var product: Scalar = 0
          for column in 0..<inner {
            product += a[transpose ? column * lda + row : row * lda + column] * x[column]
          }
          return alpha * product + (beta == 0 ? 0 : beta * y[row])
        }
        var target = y.mutableSpan
        gemv(
          MatrixOperation(transposed: transpose), rows: m, columns: n, alpha: alpha, a.span,
          leadingDimensionA: lda, x.span, beta: beta, &target)
        #expect(
          firstDifference(y.map { $0 + 0 }, expected.map { $0 + 0 }) == nil,
          "transpose \(transpose), α \(alpha), β \(beta)")
      }
    }
  }

  @Test func aVectorOfAnotherLengthTraps() async {
    await #expect(processExitsWith: .failure) {
      let a = AlignedBuffer<Float>(zeros: 6), x = AlignedBuffer<Float>(zeros: 2)
      var y = AlignedBuffer<Float>(zeros: 2)
      var target = y.mutableSpan
      gemv(
        .none, rows: 2, columns: 3, alpha: 1, a.span, leadingDimensionA: 3, x.span,
        beta: 0, &target)
    }
  }
}
