import BLASKernels
import ElementwiseKernels
import TestSupport
import Testing

@Suite struct Level3Tests {
  static let shapes = [
    (0, 0, 0), (0, 3, 2), (3, 0, 2), (3, 2, 0), (1, 1, 1), (1, 7, 5), (7, 1, 5), (7, 5, 1),
    (3, 5, 7), (13, 11, 17), (32, 10, 64), (65, 33, 47),
    // One row and one term, which have loops of their own.
    (1, 150, 9), (40, 21, 1),
  ]

  /// A row-major matrix with a leading dimension of its own, and NaN between its rows.
  struct Stored<Scalar: RealScalar> {
    let rows: Int, columns: Int, leadingDimension: Int
    var values: [Scalar]

    init(_ rows: Int, _ columns: Int, gap: Int, from random: inout NoiseGenerator) {
      (self.rows, self.columns, leadingDimension) = (rows, columns, max(1, columns + gap))
      values = [Scalar](repeating: .nan, count: rows * leadingDimension)
      for row in 0..<rows {
        let line: [Scalar] = random.wholeNumbers(columns)
        values.replaceSubrange(
          row * leadingDimension..<row * leadingDimension + columns, with: line)
      }
    }

    func element(_ row: Int, _ column: Int, transposed: Bool) -> Scalar {
      transposed ? values[column * leadingDimension + row] : values[row * leadingDimension + column]
    }
  }

  // Whole numbers and powers of two are exact in any order of addition: the results are equal.
  @Test(arguments: shapes)
  func everyTransposeStrideAndFactor(shape: (Int, Int, Int)) {
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  func check<Scalar: RealScalar>(_ shape: (Int, Int, Int), as type: Scalar.Type) {
    let (m, n, k) = shape
    var random = NoiseGenerator(seed: 1)
    for (transposeA, transposeB) in [(false, false), (false, true), (true, false), (true, true)] {
      let factors: [(Int, Scalar, Scalar)] = [(0, 1, 0), (3, -2, 1), (1, 0.5, -0.25)]
      for (gap, alpha, beta) in factors {
        let a = Stored<Scalar>(
          transposeA ? k : m, transposeA ? m : k, gap: gap, from: &random)
        let b = Stored<Scalar>(
          transposeB ? n : k, transposeB ? k : n, gap: 2 * gap, from: &random)
        var c = Stored<Scalar>(m, n, gap: gap, from: &random)
        if beta == 0 { c.values = c.values.map { _ in .nan } }
        var expected = c.values
        for row in 0..<m {
          for column in 0..<n {
            var product: Scalar = 0
            for inner in 0..<k {
              product +=
                a.element(row, inner, transposed: transposeA)
                * b.element(inner, column, transposed: transposeB)
            }
            let index = row * c.leadingDimension + column
            expected[index] = alpha * product + (beta == 0 ? 0 : beta * c.values[index])
          }
        }
        let leadingDimension = c.leadingDimension
        var target = c.values.mutableSpan
        gemm(
          MatrixOperation(transposed: transposeA), MatrixOperation(transposed: transposeB), rows: m,
          columns: n, inner: k,
          alpha: alpha, a.values.span, leadingDimensionA: a.leadingDimension,
          b.values.span, leadingDimensionB: b.leadingDimension,
          beta: beta, &target, leadingDimensionC: leadingDimension)
        // Adding +0 makes −0 and +0 one: their sign is OpenBLAS's choice.
        #expect(
          firstDifference(c.values.map { $0 + 0 }, expected.map { $0 + 0 }) == nil,
          "transposes \(transposeA) \(transposeB), gap \(gap), α \(alpha), β \(beta)")
      }
    }
  }

  @Test func aSpanThatIsTooShortTraps() async {
    await #expect(processExitsWith: .failure) {
      let a = AlignedBuffer<Float>(zeros: 5), b = AlignedBuffer<Float>(zeros: 6)
      var c = AlignedBuffer<Float>(zeros: 4)
      var target = c.mutableSpan
      gemm(
        .none, .none, rows: 2, columns: 2, inner: 3,
        alpha: 1, a.span, leadingDimensionA: 3, b.span, leadingDimensionB: 2,
        beta: 0, &target, leadingDimensionC: 2)
    }
  }

  @Test func aLeadingDimensionBelowTheColumnsTraps() async {
    await #expect(processExitsWith: .failure) {
      let a = AlignedBuffer<Float>(zeros: 6)
      var c = AlignedBuffer<Float>(zeros: 4)
      var target = c.mutableSpan
      gemm(
        .none, .none, rows: 2, columns: 2, inner: 3,
        alpha: 1, a.span, leadingDimensionA: 2, a.span, leadingDimensionB: 2,
        beta: 0, &target, leadingDimensionC: 2)
    }
  }

  @Test func aDimensionPast32BitsTraps() async {
    await #expect(processExitsWith: .failure) {
      let a = AlignedBuffer<Float>(zeros: 0)
      var c = AlignedBuffer<Float>(zeros: 0)
      var target = c.mutableSpan
      gemm(
        .none, .none, rows: 1 << 31, columns: 0, inner: 0,
        alpha: 1, a.span, leadingDimensionA: 1, a.span, leadingDimensionB: 1,
        beta: 0, &target, leadingDimensionC: 1)
    }
  }
}
