import ElementwiseKernels
import TestSupport
import Testing

@testable import BLASKernels

@Suite struct TiledProductTests {
  static let operands: [ProductTiles.Operands] = [.plain, .transposedLeft, .transposedRight]
  static let tiles = [
    ProductTiles(rows: 7, columns: 16, inner: 5), ProductTiles(rows: 64, columns: 64, inner: 64),
    ProductTiles(rows: 1, columns: 1, inner: 1),
    ProductTiles(rows: 7, columns: 16, inner: 5, copiesRight: true),
  ]
  /// All columns at once, as only a product of the plain operands takes them.
  static let transposingTiles = [
    ProductTiles(rows: 7, columns: 38, inner: 5, transposesRight: true),
    ProductTiles(rows: 64, columns: 38, inner: 29, transposesRight: true),
  ]

  /// C after the product of seeded whole numbers, whose sums are exact in any order.
  func product<Scalar: TiledScalar>(
    _ tiles: ProductTiles, _ operands: ProductTiles.Operands, members: Int, gap: Int,
    alpha: Scalar, beta: Scalar
  ) -> (found: [Scalar], expected: [Scalar]) {
    let (m, n, k) = (45, 38, 29)
    var random = NoiseGenerator(seed: 3)
    let isLeft = operands == .transposedLeft, isRight = operands == .transposedRight
    let a = Level3Tests.Stored<Scalar>(isLeft ? k : m, isLeft ? m : k, gap: gap, from: &random)
    let b = Level3Tests.Stored<Scalar>(isRight ? n : k, isRight ? k : n, gap: gap, from: &random)
    var c = Level3Tests.Stored<Scalar>(m, n, gap: gap, from: &random)
    if beta == 0 { c.values = c.values.map { _ in .nan } }
    var expected = c.values
    for row in 0..<m {
      for column in 0..<n {
        let sum = (0..<k).reduce(0 as Scalar) {
          $0 + a.element(row, $1, transposed: isLeft) * b.element($1, column, transposed: isRight)
        }
        let index = row * c.leadingDimension + column
        expected[index] = alpha * sum + (beta == 0 ? 0 : beta * c.values[index])
      }
    }
    let ldc = c.leadingDimension
    unsafe a.values.withUnsafeBufferPointer { left in
      unsafe b.values.withUnsafeBufferPointer { right in
        unsafe c.values.withUnsafeMutableBufferPointer { result in
          guard let left = left.baseAddress, let right = right.baseAddress,
            let result = result.baseAddress
          else { return }
          unsafe TiledProduct(
            tiles: tiles, operands: operands, m: m, n: n, k: k, alpha: alpha, beta: beta, a: left,
            b: right, c: result, lda: a.leadingDimension, ldb: b.leadingDimension, ldc: ldc
          ).run(members: members)
        }
      }
    }
    return (c.values.map { $0 + 0 }, expected.map { $0 + 0 })
  }

  @Test(arguments: tiles, operands)
  func tilesAddUpToTheProduct(_ tiles: ProductTiles, operands: ProductTiles.Operands) {
    for members in [1, 2, 3, 7] {
      for (gap, beta) in [(0, 0), (3, 1), (1, -2)] {
        let float = product(
          tiles, operands, members: members, gap: gap, alpha: 1, beta: Float(beta))
        #expect(firstDifference(float.found, float.expected) == nil)
        let double = product(
          tiles, operands, members: members, gap: gap, alpha: -0.5, beta: Double(beta))
        #expect(firstDifference(double.found, double.expected) == nil)
      }
    }
  }

  @Test(arguments: transposingTiles)
  func transposedTilesAddUpToTheProduct(_ tiles: ProductTiles) {
    tilesAddUpToTheProduct(tiles, operands: .plain)
  }

  /// Narrow ones are multiplied by their transposes, whose kernels add in an order of their own.
  ///
  /// It must not depend on which rows a thread has. It does in kernels that pack, as Haswell's, for which
  /// there are no tiles.
  @Test(
    .enabled(if: BLASConfiguration.hasSmallProducts, "OpenBLAS has no kernels that do not pack"),
    arguments: [9, 10])
  func narrowProductsHaveTheSameBitsForAnyNumberOfThreads(columns n: Int) throws {
    let (m, k) = (203, 785)
    let tiles = try #require(
      ProductTiles(
        .plain, rows: m, columns: n, inner: k, strides: (a: k, b: n, c: n), scalarSize: 4,
        hasSmallProducts: true))
    #expect(tiles.transposesRight)
    var random = NoiseGenerator(seed: 19)
    let a = (0..<m * k).map { _ in Float(random.nextSigned()) }
    let b = (0..<k * n).map { _ in Float(random.nextSigned()) }
    func product(members: Int) -> [Float] {
      var c = [Float](repeating: .nan, count: m * n)
      unsafe a.withUnsafeBufferPointer { a in
        unsafe b.withUnsafeBufferPointer { b in
          unsafe c.withUnsafeMutableBufferPointer { c in
            guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else {
              return
            }
            unsafe TiledProduct(
              tiles: tiles, operands: .plain, m: m, n: n, k: k, alpha: 1, beta: 0, a: a, b: b, c: c,
              lda: k, ldb: n, ldc: n
            ).run(members: members)
          }
        }
      }
      return c
    }
    let alone = product(members: 1)
    for members in 2...5 {
      #expect(firstDifference(product(members: members), alone) == nil, "\(members) members")
    }
    for row in 0..<m {
      for column in 0..<n {
        var (sum, magnitude) = (0.0, 0.0)
        for term in 0..<k {
          let product = Double(a[row * k + term]) * Double(b[term * n + column])
          sum += product
          magnitude += abs(product)
        }
        // Rounding of a sum of k terms, in Float.
        let bound = Double(k) * Double(Float.ulpOfOne) * magnitude
        #expect(abs(Double(alone[row * n + column]) - sum) <= bound, "\(row), \(column)")
      }
    }
  }

  @Test func onlyNarrowProductsOfFloatsAreTransposed() {
    func transposes(_ m: Int, _ n: Int, _ k: Int, lda: Int? = nil, size: Int = 4) -> Bool {
      ProductTiles(
        .plain, rows: m, columns: n, inner: k, strides: (a: lda ?? k, b: n, c: n),
        scalarSize: size, hasSmallProducts: true)?.transposesRight == true
    }
    #expect(transposes(16, 10, 128))
    #expect(transposes(60_000, 9, 784))
    #expect(!transposes(15, 10, 128))
    #expect(!transposes(16, 10, 127))
    #expect(!transposes(64, 8, 784))
    #expect(!transposes(64, 11, 784))
    #expect(!transposes(64, 10, 784, size: 8))
    #expect(!transposes(64, 10, 1024))
  }

  /// Beyond OpenBLAS' small products, two of them large enough for several threads.
  ///
  /// Whole numbers are exact in any order of addition, so that one call gives the same bits.
  @Test(
    arguments: [
      (70, 67, 250), (140, 100, 150), (300, 10, 700), (70, 1100, 90), (65, 100, 1024),
      (64, 1024, 513), (1100, 1200, 64),
    ], [0, 3])
  func largeProductsEqualOneCall(_ shape: (m: Int, n: Int, k: Int), gap: Int) {
    checkOneCall(shape, gap: gap, as: Float.self)
    checkOneCall(shape, gap: gap, as: Double.self)
  }

  func checkOneCall<Scalar: RealScalar>(
    _ shape: (m: Int, n: Int, k: Int), gap: Int, as type: Scalar.Type
  ) {
    let (m, n, k) = shape
    var random = NoiseGenerator(seed: 7)
    for (left, right) in [(false, false), (true, false), (false, true), (true, true)] {
      let a = Level3Tests.Stored<Scalar>(left ? k : m, left ? m : k, gap: gap, from: &random)
      let b = Level3Tests.Stored<Scalar>(right ? n : k, right ? k : n, gap: gap, from: &random)
      let c = Level3Tests.Stored<Scalar>(m, n, gap: gap, from: &random)
      var (found, expected) = (AlignedBuffer(c.values), AlignedBuffer(c.values))
      let (operationA, operationB) = (
        MatrixOperation(transposed: left), MatrixOperation(transposed: right)
      )
      var foundSpan = found.mutableSpan
      gemm(
        operationA, operationB, rows: m, columns: n, inner: k, alpha: 2, a.values.span,
        leadingDimensionA: a.leadingDimension, b.values.span,
        leadingDimensionB: b.leadingDimension, beta: -1, &foundSpan,
        leadingDimensionC: c.leadingDimension)
      var expectedSpan = expected.mutableSpan
      gemmInOneCall(
        operationA, operationB, rows: m, columns: n, inner: k, alpha: 2, a.values.span,
        leadingDimensionA: a.leadingDimension, b.values.span,
        leadingDimensionB: b.leadingDimension, beta: -1, &expectedSpan,
        leadingDimensionC: c.leadingDimension)
      #expect(
        firstDifference(Array(found).map { $0 + 0 }, Array(expected).map { $0 + 0 }) == nil,
        "transposes \(left) \(right), gap \(gap), \(Scalar.self)")
    }
  }

  @Test(arguments: operands)
  func noTileIsTooLargeForAProductWithoutPacking(_ operands: ProductTiles.Operands) {
    var count = 0
    for size in [4, 8] {
      for m in [8, 10, 64, 100, 511, 4096] {
        for n in [8, 10, 64, 97, 500, 1024] {
          for k in [8, 10, 64, 300, 785, 4096] {
            let strides = (
              a: operands == .transposedLeft ? m : k, b: operands == .transposedRight ? k : n, c: n
            )
            guard
              let tiles = ProductTiles(
                operands, rows: m, columns: n, inner: k, strides: strides, scalarSize: size,
                hasSmallProducts: true)
            else { continue }
            count += 1
            #expect(tiles.rows >= 1 && tiles.rows <= m)
            #expect(tiles.columns >= 1 && tiles.columns <= n)
            #expect(tiles.inner >= 1 && tiles.inner <= k)
            #expect(
              tiles.rows * tiles.columns * tiles.inner <= BLASConfiguration.smallProductLimit)
            if operands == .transposedRight || tiles.copiesRight || tiles.transposesRight {
              #expect(tiles.columns * tiles.inner * size <= ProductTiles.scratchBytes)
            }
          }
        }
      }
    }
    #expect(count > 20)
  }

  @Test func oneCallServesSmallHugeAndConflictingProducts() {
    func tiles(_ m: Int, _ n: Int, _ k: Int, ldb: Int? = nil) -> ProductTiles? {
      ProductTiles(
        .plain, rows: m, columns: n, inner: k, strides: (a: k, b: ldb ?? n, c: n), scalarSize: 4,
        hasSmallProducts: true)
    }
    #expect(tiles(100, 100, 100) == nil)
    #expect(tiles(101, 100, 100) != nil)
    #expect(tiles(4096, 4096, 4096) == nil)
    #expect(tiles(.max / 4, 8, 8) == nil)
    #expect(tiles(63, 100, 1024) == nil)
    #expect(tiles(63, 100, 200, ldb: 1024) == nil)
    #expect(tiles(1_000_000, 1, 7) == nil)
  }

  /// Where few rows of A are enough of them for what they cost, and A stays in the cache.
  @Test func tilesOfLargeMatricesAreCopied() {
    func tiles(
      _ operands: ProductTiles.Operands, _ m: Int, _ n: Int, _ k: Int
    ) -> ProductTiles? {
      ProductTiles(
        operands, rows: m, columns: n, inner: k,
        strides: (
          a: operands == .transposedLeft ? m : k, b: operands == .transposedRight ? k : n, c: n
        ),
        scalarSize: 4, hasSmallProducts: true)
    }
    #expect(tiles(.plain, 256, 4096, 4096)?.copiesRight == true)
    #expect(tiles(.transposedRight, 256, 4096, 4096)?.copiesRight == true)
    #expect(tiles(.transposedLeft, 4096, 4096, 256)?.copiesRight == true)
    #expect(tiles(.transposedLeft, 4096, 4096, 512) == nil)
    #expect(tiles(.transposedLeft, 1024, 64, 64) == nil)
    #expect(tiles(.plain, 1024, 4096, 4096) == nil)
    #expect(tiles(.plain, 100, 100, 200)?.copiesRight == false)
  }

  @Test func withoutKernelsThatDoNotPackThereAreNoTiles() {
    #expect(
      ProductTiles(
        .plain, rows: 200, columns: 200, inner: 200, strides: (200, 200, 200), scalarSize: 8,
        hasSmallProducts: false) == nil)
  }
}
