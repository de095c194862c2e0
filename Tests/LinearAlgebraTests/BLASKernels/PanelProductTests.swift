import ElementwiseKernels
import TestSupport
import Testing

@testable import BLASKernels

@Suite struct PanelProductTests {
  static let operands: [ProductTiles.Operands] = [.plain, .transposedLeft, .transposedRight]

  /// Around strips, panels of each scalar, blocks of rows and parts of sums.
  static let shapes = [
    (1, 1, 1), (8, 48, 32), (7, 49, 33), (9, 47, 8), (45, 150, 29), (8, 96, 256), (9, 49, 257),
    (258, 24, 9), (264, 48, 7), (16, 25, 400),
  ]

  /// C after the product, where `members` threads share it.
  private func product<Scalar: TiledScalar>(
    _ shape: PanelShape, _ a: Level3Tests.Stored<Scalar>, _ b: Level3Tests.Stored<Scalar>,
    alpha: Scalar = 1, beta: Scalar = 0, into c: Level3Tests.Stored<Scalar>, members: Int
  ) -> [Scalar] {
    var c = c
    let ldc = c.leadingDimension
    unsafe a.values.withUnsafeBufferPointer { left in
      unsafe b.values.withUnsafeBufferPointer { right in
        unsafe c.values.withUnsafeMutableBufferPointer { result in
          guard let left = left.baseAddress, let right = right.baseAddress,
            let result = result.baseAddress
          else { return }
          unsafe PanelProduct(
            shape: shape, alpha: alpha, beta: beta, a: left, b: right, c: result,
            lda: a.leadingDimension, ldb: b.leadingDimension, ldc: ldc
          ).run(members: members)
        }
      }
    }
    return c.values
  }

  /// A, B and C of seeded whole numbers, with NaN in the gaps between rows.
  private func stored<Scalar: TiledScalar>(
    _ shape: PanelShape, gap: Int, as type: Scalar.Type
  ) -> (
    a: Level3Tests.Stored<Scalar>, b: Level3Tests.Stored<Scalar>, c: Level3Tests.Stored<Scalar>
  ) {
    let (m, n, k) = (shape.rows, shape.columns, shape.inner)
    let isLeft = shape.operands == .transposedLeft, isRight = shape.operands == .transposedRight
    var random = NoiseGenerator(seed: 11)
    return (
      .init(isLeft ? k : m, isLeft ? m : k, gap: gap, from: &random),
      .init(isRight ? n : k, isRight ? k : n, gap: gap, from: &random),
      .init(m, n, gap: gap, from: &random)
    )
  }

  /// Whole numbers are exact in any order of addition: the results are equal.
  private func check<Scalar: TiledScalar>(_ shape: PanelShape, as type: Scalar.Type) {
    let isLeft = shape.operands == .transposedLeft, isRight = shape.operands == .transposedRight
    for (gap, alpha, beta) in [(0, 1, 0), (3, 1, 1), (1, -2, 4)] as [(Int, Scalar, Scalar)] {
      var (a, b, c) = stored(shape, gap: gap, as: type)
      if beta == 0 { c.values = c.values.map { _ in .nan } }
      var expected = c.values
      for row in 0..<shape.rows {
        for column in 0..<shape.columns {
          let sum = (0..<shape.inner).reduce(0 as Scalar) {
            $0 + a.element(row, $1, transposed: isLeft) * b.element($1, column, transposed: isRight)
          }
          let place = row * c.leadingDimension + column
          expected[place] = alpha * sum + (beta == 0 ? 0 : beta * c.values[place])
        }
      }
      expected = expected.map { $0 + 0 }
      onEveryInstructionSet { set in
        for members in [1, 3] {
          let found = product(
            shape, a, b, alpha: alpha, beta: beta, into: c, members: members)
          #expect(
            firstDifference(found.map { $0 + 0 }, expected) == nil,
            "\(set), \(members) members, gap \(gap)")
        }
      }
    }
  }

  @Test(arguments: shapes, operands)
  func panelsAddUpToTheProduct(
    _ size: (rows: Int, columns: Int, inner: Int), operands: ProductTiles.Operands
  ) {
    let shape = PanelShape(
      operands, rows: size.rows, columns: size.columns, inner: size.inner)
    check(shape, as: Float.self)
    check(shape, as: Double.self)
  }

  /// Fractions round, and differently in another order.
  @Test(arguments: operands)
  func theBitsAreThoseOfAnyNumberOfThreads(operands: ProductTiles.Operands) {
    let shape = PanelShape(operands, rows: 70, columns: 500, inner: 400)
    var (a, b, c) = stored(shape, gap: 2, as: Float.self)
    var random = NoiseGenerator(seed: 13)
    a.values = a.values.map { _ in Float(random.nextSigned()) }
    b.values = b.values.map { _ in Float(random.nextSigned()) }
    c.values = c.values.map { _ in 0 }
    let alone = product(shape, a, b, into: c, members: 1)
    for members in 2...5 {
      let shared = product(shape, a, b, into: c, members: members)
      #expect(firstDifference(shared, alone) == nil, "\(members) members")
    }
    let isLeft = operands == .transposedLeft, isRight = operands == .transposedRight
    for row in 0..<shape.rows {
      for column in 0..<shape.columns {
        var (sum, magnitude) = (0.0, 0.0)
        for term in 0..<shape.inner {
          let product =
            Double(a.element(row, term, transposed: isLeft))
            * Double(b.element(term, column, transposed: isRight))
          sum += product
          magnitude += abs(product)
        }
        // Rounding of a sum of so many terms, in Float.
        let bound = Double(shape.inner) * Double(Float.ulpOfOne) * magnitude
        let found = Double(alone[row * c.leadingDimension + column])
        #expect(abs(found - sum) <= bound, "\(row), \(column)")
      }
    }
  }

  /// Where B is infinite or NaN it shows, and beside it nothing does.
  @Test func whatIsNoNumberStaysInItsColumn() throws {
    let shape = PanelShape(.plain, rows: 64, columns: 500, inner: 400)
    var (a, b, c) = stored(shape, gap: 0, as: Float.self)
    a.values = a.values.map { _ in 1 }
    b.values = b.values.map { _ in 1 }
    b.values[399 * 500 + 498] = .nan
    b.values[17 * 500 + 3] = .infinity
    c.values = product(shape, a, b, into: c, members: 2)
    for row in 0..<64 {
      let line = c.values[row * 500..<(row + 1) * 500]
      #expect(line[row * 500 + 498].isNaN && line[row * 500 + 3] == .infinity)
      #expect(line.count { $0 == 400 } == 498)
    }
  }

  @Test func largeProductsTakePanels() {
    func way(
      _ operands: ProductTiles.Operands, _ m: Int, _ n: Int, _ k: Int, size: Int = 4,
      wide: Bool = true
    ) -> PanelShape? {
      PanelShape(
        operands, rows: m, columns: n, inner: k, scalarSize: size, hasWideVectors: wide)
    }
    #expect(way(.plain, 256, 4096, 4096) != nil)
    #expect(way(.transposedRight, 32, 1024, 1024) != nil)
    #expect(way(.transposedLeft, 4096, 4096, 256) != nil)
    #expect(way(.transposedLeft, 4096, 4096, 257) == nil)
    #expect(way(.plain, 513, 4096, 4096) == nil)
    #expect(way(.plain, 31, 4096, 4096) == nil)
    #expect(way(.plain, 256, 4096, 31) == nil)
    #expect(way(.plain, 100, 100, 100) == nil)
    // Two panels of 48 columns, or three of 24.
    #expect(way(.plain, 256, 64, 4096) == nil)
    #expect(way(.plain, 256, 64, 4096, size: 8) != nil)
    #expect(way(.plain, 256, 4096, 4096, wide: false) == nil)
    #expect(way(.plain, 256, 1 << 40, 1 << 40) != nil)
  }

  /// What lies in the caches is multiplied where it lies.
  @Test func smallOnesKeepTheirTiles() {
    let way = ProductWay(
      .plain, rows: 128, columns: 512, inner: 784, strides: (a: 784, b: 512, c: 512), scalarSize: 4)
    if case .tiles = way {
      #expect(BLASConfiguration.hasSmallProducts)
    } else {
      #expect(!BLASConfiguration.hasSmallProducts)
    }
  }
}
