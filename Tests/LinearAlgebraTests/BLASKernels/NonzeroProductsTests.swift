import ElementwiseKernels
import TestSupport
import Testing

@testable import BLASKernels

@Suite struct NonzeroProductsTests {
  /// A matrix whose elements are zero but for a share, with whole rows and columns of zeros.
  private func sparse<Scalar: RealScalar>(
    _ rows: Int, _ columns: Int, share: UInt64, from random: inout NoiseGenerator
  ) -> [Scalar] {
    (0..<rows * columns).map { index in
      let value = Scalar(random.nextSigned())
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      return random.next() % 100 >= share || row % 5 == 3 || column % 7 == 2 ? 0 : value
    }
  }

  /// The sum as the documentation has it, and that of the magnitudes of its terms.
  private func plainProduct<Scalar: RealScalar>(
    _ shape: (m: Int, n: Int, k: Int), _ a: [Scalar], isTransposed: Bool, _ b: [Scalar],
    addingTo c: [Scalar]
  ) -> (sums: [Scalar], magnitudes: [Scalar]) {
    let (m, n, k) = shape
    var (sums, magnitudes) = (c, c.map { $0.magnitude })
    for row in 0..<m {
      for term in 0..<k {
        let factor = isTransposed ? a[term * m + row] : a[row * k + term]
        guard factor != 0 else { continue }
        for column in 0..<n {
          let product = factor * b[term * n + column]
          sums[row * n + column] += product
          magnitudes[row * n + column] += product.magnitude
        }
      }
    }
    return (sums, magnitudes)
  }

  private func check<Scalar: RealScalar>(
    _ shape: (m: Int, n: Int, k: Int), share: UInt64, as type: Scalar.Type
  ) {
    let (m, n, k) = shape
    // The columns of our own loops; what is left goes to OpenBLAS, which adds in an order of its own.
    let exact = n / 16 * 16
    var random = NoiseGenerator(seed: 11)
    let variants = [(false, false), (true, false), (false, true), (true, true)]
    for (isTransposed, accumulates) in variants {
      let a: [Scalar] = sparse(
        isTransposed ? k : m, isTransposed ? m : k, share: share, from: &random)
      let b: [Scalar] = (0..<k * n).map { _ in Scalar(random.nextSigned()) }
      let c: [Scalar] = (0..<m * n).map { _ in Scalar(random.nextSigned()) }
      let expected = plainProduct(
        shape, a, isTransposed: isTransposed, b,
        addingTo: accumulates ? c : [Scalar](repeating: 0, count: m * n))
      onEveryInstructionSet { set in
        for (columnShares, rowShares) in [(1, 1), (2, 1), (1, 3), (2, 2)] {
          var found = accumulates ? c : [Scalar](repeating: .nan, count: m * n)
          do {
            var span = found.mutableSpan
            NonzeroProducts.gemm(
              isTransposed ? .transpose : .none, rows: m, columns: n, inner: k, a.span, b.span,
              into: &span, accumulates: accumulates,
              members: .init(columnShares: columnShares, rowShares: rowShares))
          }
          // Rounding of a sum of k terms in another order.
          let bound = 2 * Scalar(k + 1) * Scalar.ulpOfOne
          let wrong = found.indices.first { index in
            let (found, sum) = (found[index], expected.sums[index])
            return index % n < exact
              ? found != sum
              : !((found - sum).magnitude <= bound * expected.magnitudes[index])
          }
          #expect(
            wrong == nil,
            """
            \(set), \(shape), transposed \(isTransposed), adding \(accumulates), \
            by \(columnShares)·\(rowShares)
            """)
        }
      }
    }
  }

  @Test(
    arguments: [
      (1, 64, 784), (32, 64, 100), (33, 80, 65), (7, 100, 64), (64, 16, 63), (65, 31, 33),
      (3, 5, 9), (8, 192, 500), (1, 16, 1), (0, 16, 4), (4, 64, 0), (4, 70, 0), (0, 70, 3),
      (40, 144, 17),
    ], [20, 100] as [UInt64])
  func equalsThePlainSum(_ shape: (Int, Int, Int), share: UInt64) {
    check(shape, share: share, as: Float.self)
    check(shape, share: share, as: Double.self)
  }

  /// More inputs and more rows than are looked at together.
  @Test(arguments: [(600, 16, 700), (9, 96, 5000), (5000, 16, 40), (12, 80, 9000)])
  func equalsThePlainSumInSeveralPieces(_ shape: (Int, Int, Int)) {
    check(shape, share: 3, as: Float.self)
    check(shape, share: 3, as: Double.self)
  }

  /// The product of a transpose asks for them on its way.
  @Test(arguments: [1, 64, 100])
  func rowsThatAreExpectedChangeNothing(count: Int) {
    let (inputs, units, rows) = (200, 80, 33)
    var random = NoiseGenerator(seed: 7)
    let input: [Float] = sparse(rows, inputs, share: 20, from: &random)
    let delta = (0..<rows * units).map { _ in Float(random.nextSigned()) }
    let data = AlignedBuffer<Float>(zeros: 100 * inputs)
    func product() -> [Float] {
      var result = [Float](repeating: .nan, count: inputs * units)
      do {
        var span = result.mutableSpan
        NonzeroProducts.gemm(
          .transpose, rows: inputs, columns: units, inner: rows, input.span, delta.span,
          into: &span, accumulates: false, members: .one)
      }
      return result
    }
    onEveryInstructionSet { set in
      let plain = product()
      expectRows(columns: inputs, data.span, at: Array(0..<count).span)
      #expect(product() == plain, "\(set)")
    }
  }

  @Test func zerosAddNothingWhateverTheyMeet() {
    let a: [Float] = [0, 2]
    let b: [Float] = (0..<32).map { $0 < 16 ? .nan : 3 }
    #expect(product(a, b, addingTo: 1) == [Float](repeating: 7, count: 16))
  }

  @Test func aNaNIsNoZero() {
    let found = product([.nan, 2], [Float](repeating: 3, count: 32), addingTo: 1)
    #expect(found.allSatisfy { $0.isNaN })
  }

  /// One row of two terms by 16 columns.
  private func product(_ a: [Float], _ b: [Float], addingTo start: Float) -> [Float] {
    var c = [Float](repeating: start, count: 16)
    do {
      var span = c.mutableSpan
      NonzeroProducts.gemm(
        .none, rows: 1, columns: 16, inner: 2, a.span, b.span, into: &span, accumulates: true)
    }
    return c
  }

  @Test func rowsAreSharedByTheThreadsThatColumnsLeaveIdle() {
    func members(_ rows: Int, _ columns: Int, _ threads: Int) -> [Int] {
      let members = NonzeroProducts.Members(rows: rows, columns: columns, atMost: threads)
      return [members.columnShares, members.rowShares]
    }
    #expect(members(4096, 512, 2) == [2, 1])
    #expect(members(4096, 64, 2) == [1, 2])
    #expect(members(4096, 128, 16) == [2, 8])
    #expect(members(127, 64, 16) == [1, 1])
    #expect(members(4096, 10, 1) == [1, 1])
    #expect(members(0, 0, 8) == [1, 1])
  }

  @Test func narrowProductsAreLeftToOthers() {
    #expect(NonzeroProducts.densityLimit(columns: 15) == 0)
    #expect(NonzeroProducts.densityLimit(columns: 16) == 0.1)
    #expect(NonzeroProducts.densityLimit(columns: 31) == 0.1)
    #expect(NonzeroProducts.densityLimit(columns: 4096) == 0.4)
  }
}
