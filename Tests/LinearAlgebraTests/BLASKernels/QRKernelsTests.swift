import BLASKernels
import ElementwiseKernels
import LinearAlgebra
import TestSupport
import Testing

@Suite struct QRKernelsTests {
  @Test(arguments: [(0, 0), (3, 0), (1, 1), (2, 2), (7, 3), (13, 13), (50, 17)])
  func theFactorsMultiplyToTheMatrix(shape: (Int, Int)) {
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ shape: (Int, Int), as type: Scalar.Type) {
    let (m, n) = shape
    var random = NoiseGenerator(seed: 6)
    let a = Matrix<Scalar>(rows: m, columns: n, elements: random.reals(m * n))
    var q = a
    var factors = AlignedBuffer<Scalar>(zeros: n)
    do {
      var elements = q.mutableSpan
      var target = factors.mutableSpan
      #expect(factorQR(rows: m, columns: n, &elements, factors: &target) == .success)
    }
    var r = Matrix<Scalar>(rows: n, columns: n)
    for row in 0..<n {
      for column in row..<n { r[row, column] = q[row, column] }
    }
    do {
      var elements = q.mutableSpan
      #expect(formQ(rows: m, columns: n, &elements, factors: factors.span) == .success)
    }
    // Householder QR is backward stable: both residuals are of order m·n ulps (Higham, 19.13).
    let bound = Scalar(max(1, m * n)) * Scalar.ulpOfOne
    #expect((q * r).isApproximatelyEqual(to: a, absoluteTolerance: bound))
    #expect(
      q.multiplied(by: q, transposeLeft: true)
        .isApproximatelyEqual(to: .identity(n), absoluteTolerance: bound))
  }

  @Test func qOfAWideMatrixTraps() async {
    await #expect(processExitsWith: .failure) {
      var a = AlignedBuffer<Float>(zeros: 6)
      let factors = AlignedBuffer<Float>(zeros: 2)
      var elements = a.mutableSpan
      _ = formQ(rows: 2, columns: 3, &elements, factors: factors.span)
    }
  }
}
