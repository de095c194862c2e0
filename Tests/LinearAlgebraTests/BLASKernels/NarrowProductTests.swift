import ElementwiseKernels
import TestSupport
import Testing

@testable import BLASKernels

@Suite struct NarrowProductTests {
  /// The shape of a product: rows and columns of the result, terms of each sum.
  struct Shape: CustomTestStringConvertible {
    let (rows, columns, terms): (Int, Int, Int)
    var testDescription: String { "\(rows)×\(columns) of \(terms) terms" }
  }

  /// Around a line of each scalar, the lines that are computed together, and groups of columns.
  static let shapes = [
    Shape(rows: 1, columns: 1, terms: 1), Shape(rows: 7, columns: 5, terms: 3),
    Shape(rows: 16, columns: 6, terms: 4), Shape(rows: 17, columns: 2, terms: 9),
    Shape(rows: 63, columns: 10, terms: 32), Shape(rows: 64, columns: 10, terms: 64),
    Shape(rows: 65, columns: 15, terms: 5), Shape(rows: 80, columns: 3, terms: 70),
    Shape(rows: 81, columns: 4, terms: 8), Shape(rows: 200, columns: 16, terms: 31),
    Shape(rows: 784, columns: 10, terms: 64), Shape(rows: 40, columns: 9, terms: 0),
  ]

  /// C after the product: by our loop with gaps between rows, and as the documentation has it.
  private func product<Scalar: RealScalar>(
    _ shape: Shape, gap: Int, accumulates: Bool, as type: Scalar.Type
  ) -> (found: [Scalar], expected: [Scalar]) {
    let (rows, columns, terms) = (shape.rows, shape.columns, shape.terms)
    let strides = (left: rows + gap, right: columns + gap, result: columns + gap)
    var random = NoiseGenerator(seed: 5)
    func numbers(_ count: Int) -> [Scalar] {
      (0..<max(1, count)).map { _ in Scalar(random.nextSigned()) }
    }
    let left = numbers(terms * strides.left)
    let right = numbers(terms * strides.right)
    // What lies in the gaps stays as it is.
    let start = numbers(rows * strides.result)
    var expected = start
    for row in 0..<rows {
      for column in 0..<columns {
        var sum: Scalar = 0
        for term in 0..<terms {
          sum += left[term * strides.left + row] * right[term * strides.right + column]
        }
        let place = row * strides.result + column
        expected[place] = accumulates ? start[place] + sum : sum
      }
    }
    var found = start
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        unsafe found.withUnsafeMutableBufferPointer { result in
          guard let left = left.baseAddress, let right = right.baseAddress,
            let result = result.baseAddress
          else { return }
          unsafe multiplyNarrow(
            rows: rows, columns: columns, terms: terms, left, stride: strides.left, right,
            stride: strides.right, into: result, stride: strides.result, accumulates: accumulates)
        }
      }
    }
    return (found, expected)
  }

  private func check<Scalar: RealScalar>(_ shape: Shape, as type: Scalar.Type) {
    onEveryInstructionSet { set in
      for gap in [0, 3] {
        for accumulates in [false, true] {
          let (found, expected) = product(shape, gap: gap, accumulates: accumulates, as: type)
          #expect(found == expected, "\(set), gap \(gap), adding \(accumulates)")
        }
      }
    }
  }

  @Test(arguments: shapes)
  func equalsThePlainSumToTheLastBit(_ shape: Shape) {
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  /// More rows than there are terms are left for the update, fewer are asked for.
  @Test(arguments: [0, 1, 31, 32, 100])
  func rowsThatAreExpectedChangeNothing(count: Int) {
    let shape = Shape(rows: 200, columns: 7, terms: 32)
    let data = AlignedBuffer<Float>(zeros: 100 * shape.rows)
    onEveryInstructionSet { set in
      expectRows(columns: shape.rows, data.span, at: Array(0..<count).span)
      let (found, expected) = product(shape, gap: 0, accumulates: false, as: Float.self)
      #expect(found == expected, "\(set)")
    }
  }

  @Test func aZeroTimesNaNIsNaN() {
    let left = [Float](repeating: 0, count: 4 * 64)
    let right = [Float](repeating: .nan, count: 4 * 3)
    var result = [Float](repeating: 0, count: 64 * 3)
    do {
      var span = result.mutableSpan
      gemm(
        .transpose, .none, rows: 64, columns: 3, inner: 4, alpha: 1, left.span,
        leadingDimensionA: 64, right.span, leadingDimensionB: 3, beta: 0, &span,
        leadingDimensionC: 3)
    }
    #expect(result.allSatisfy { $0.isNaN })
  }

  /// The bits of ascending sums without fused operations, which OpenBLAS does not give.
  @Test(arguments: [2, 10, 15])
  func gradientsOfFewUnitsAreComputedSo(units: Int) {
    let (inputs, rows) = (100, 40)
    var random = NoiseGenerator(seed: 9)
    let input = (0..<rows * inputs).map { _ in Float(random.nextSigned()) }
    let delta = (0..<rows * units).map { _ in Float(random.nextSigned()) }
    var found = [Float](repeating: 0, count: inputs * units)
    do {
      var span = found.mutableSpan
      gemm(
        .transpose, .none, rows: inputs, columns: units, inner: rows, alpha: 1, input.span,
        leadingDimensionA: inputs, delta.span, leadingDimensionB: units, beta: 0, &span,
        leadingDimensionC: units)
    }
    let expected = (0..<inputs * units).map { index in
      let (place, unit) = index.quotientAndRemainder(dividingBy: units)
      return (0..<rows).reduce(0 as Float) {
        $0 + input[$1 * inputs + place] * delta[$1 * units + unit]
      }
    }
    #expect(found == expected)
  }

  @Test func trapsOnMoreColumnsThanItServes() async {
    await #expect(processExitsWith: .failure) {
      var numbers = [Float](repeating: 0, count: 100)
      unsafe numbers.withUnsafeMutableBufferPointer { numbers in
        guard let start = numbers.baseAddress else { return }
        unsafe multiplyNarrow(
          rows: 1, columns: 17, terms: 1, start, stride: 1, start, stride: 17, into: start,
          stride: 17, accumulates: false)
      }
    }
  }
}
