internal import ElementwiseKernels

/// How a product is cut into products so small that OpenBLAS neither packs their operands nor
/// shares them among its threads.
///
/// Its kernels for AVX-512 multiply matrices of up to a million multiplications where they lie, and a
/// product of matrices of a few MB that is cut into such pieces takes less time than one call that
/// packs. So does one of any B with an A of a few MB, where each tile of B is first copied to where
/// its rows lie close together. The tiles depend on the scalar, the shapes and the distances between
/// rows, and not on how many threads share the product.
struct ProductTiles: Equatable {
  /// The rows of C in a tile.
  let rows: Int
  /// Its columns.
  let columns: Int
  /// The terms of each sum that are added at once.
  let inner: Int
  /// Whether each tile of B is copied on the way, as one that is transposed always is.
  var copiesRight = false
  /// Whether each tile of B, which has few columns, is transposed on the way although A·B is asked for.
  var transposesRight = false

  /// Which of the two operands are transposed; not both.
  enum Operands {
    /// A·B.
    case plain
    /// Aᵀ·B.
    case transposedLeft
    /// A·Bᵀ, where each tile of B is transposed on the way.
    case transposedRight
  }

  /// The bytes of a tile of B that is copied or transposed on the way: part of what
  /// ``withThreadScratch(_:)`` lends stays in the first levels of the cache.
  static let scratchBytes = threadScratchByteCount * 5 / 8
}

extension ProductTiles {
  /// As tall as reads from one tile of B pay for, and not taller than a first-level cache holds.
  private static let fewestRows = 64
  private static let mostRows = 256
  /// Columns up to this many make one tile.
  private static let mostColumns = 96
  private static let usualColumns = 64
  /// A processor's caches place rows at such distances onto each other.
  private static let conflictingBytes = 4096
  /// Operands beyond this size are not multiplied where they lie: their rows lie on too many pages.
  private static let mostBytes = 4 << 20
  /// Thinner products gain nothing.
  private static let thinnest = 8
  /// A tile of B that is copied must serve as many rows of A, each of as many columns.
  private static let fewestCopiedFor = 64
  /// A is read again for each tile of B that is copied, and stays in the last-level cache.
  private static let mostLeftBytes = 8 << 20
  /// With so many columns OpenBLAS' kernels for A·B leave six or seven of sixteen lanes idle.
  ///
  /// Those for A·Bᵀ add along the rows instead: with 784 terms of Float they take 0.7 of the time,
  /// transposing included. Other numbers of columns gain little or nothing, nor does Double.
  private static let narrow = 9...10
  private static let narrowScalarSize = 4
  private static let fewestNarrowRows = 16
  private static let fewestNarrowTerms = 128
  /// What copied tiles are best multiplied by, and what then remains of the limit.
  private static let rowsOfCopied = 48
  private static let innerOfCopied = 320

  /// The tiles for a product of real matrices, or nil where one call of OpenBLAS is better.
  ///
  /// - Parameters:
  ///   - operands: Which operands are transposed.
  ///   - m: The rows of C.
  ///   - n: The columns of C.
  ///   - k: The terms of each sum.
  ///   - strides: The scalars from one row to the next in A, B and C as they are stored.
  ///   - size: The bytes of a scalar.
  ///   - hasSmallProducts: Whether OpenBLAS has kernels that do not pack.
  init?(
    _ operands: Operands, rows m: Int, columns n: Int, inner k: Int,
    strides: (a: Int, b: Int, c: Int), scalarSize size: Int,
    hasSmallProducts: Bool = BLASConfiguration.hasSmallProducts
  ) {
    guard hasSmallProducts, min(m, n, k) >= Self.thinnest, max(m, n, k) <= Self.mostBytes
    else { return nil }
    if operands == .plain, size == Self.narrowScalarSize, Self.narrow.contains(n),
      m >= Self.fewestNarrowRows, k >= Self.fewestNarrowTerms,
      strides.a * size % Self.conflictingBytes != 0
    {
      self.init(narrow: n, rows: m, inner: k, scalarSize: size)
      return
    }
    guard
      m * k * size <= Self.mostLeftBytes,
      operands == .transposedRight
        ? m * n * k > BLASConfiguration.singleThreadLimit
        : m * n * k > BLASConfiguration.smallProductLimit
    else { return nil }
    if (m * k + k * n + m * n) * size <= Self.mostBytes,
      strides.b * size < Self.conflictingBytes, strides.c * size < Self.conflictingBytes,
      strides.a * size % Self.conflictingBytes != 0
    {
      self.init(whereTheyLie: operands, rows: m, columns: n, inner: k, scalarSize: size)
    } else if min(m, n, k) >= Self.fewestCopiedFor,
      // Where A is transposed its tiles are columns, which gain less: only large ones, in one piece.
      operands != .transposedLeft
        || k <= Self.innerOfCopied && (m * k + k * n + m * n) * size > Self.mostBytes
    {
      let inner = min(Self.innerOfCopied, Self.scratchBytes / (Self.usualColumns * size))
      self.init(
        rows: min(m, Self.rowsOfCopied), columns: Self.usualColumns,
        inner: Self.part(of: k, atMost: inner), copiesRight: true)
    } else {
      return nil
    }
  }

  private init(narrow columns: Int, rows m: Int, inner k: Int, scalarSize size: Int) {
    let rows = min(m, Self.fewestRows)
    let inner = min(
      BLASConfiguration.smallProductLimit / (rows * columns), Self.scratchBytes / (columns * size))
    self.init(
      rows: rows, columns: columns, inner: Self.part(of: k, atMost: inner), transposesRight: true)
  }

  private init(
    whereTheyLie operands: Operands, rows m: Int, columns n: Int, inner k: Int, scalarSize size: Int
  ) {
    let limit = BLASConfiguration.smallProductLimit
    let columns = n <= Self.mostColumns ? n : Self.usualColumns
    let tall = max(Self.fewestRows, min(Self.mostRows, 4096 / columns))
    switch operands {
    case .plain:
      let rows = min(m, tall)
      self.init(
        rows: rows, columns: columns, inner: Self.part(of: k, atMost: limit / (rows * columns)))
    case .transposedLeft:
      let inner = min(k, 2 * tall)
      self.init(
        rows: Self.part(of: m, atMost: limit / (inner * columns)), columns: columns, inner: inner)
    case .transposedRight:
      let rows = min(m, tall)
      let inner = min(limit / (rows * columns), threadScratchByteCount / 2 / (columns * size))
      self.init(rows: rows, columns: columns, inner: Self.part(of: k, atMost: inner))
    }
  }

  /// The length of parts, all about equal and none above a limit.
  private static func part(of count: Int, atMost limit: Int) -> Int {
    let parts = (count + limit - 1) / limit
    return (count + parts - 1) / parts
  }
}

extension BLASConfiguration {
  /// Whether a product of real matrices is never shared among OpenBLAS' own threads.
  ///
  /// - Parameters:
  ///   - operationA: What op(A) is.
  ///   - operationB: What op(B) is.
  ///   - m: The rows of op(A).
  ///   - n: The columns of op(B).
  ///   - k: The columns of op(A); all three matrices lie without gaps.
  ///   - size: The bytes of a scalar.
  /// - Returns: True where that is certain.
  package static func leavesProductToCaller(
    _ operationA: MatrixOperation, _ operationB: MatrixOperation, rows m: Int, columns n: Int,
    inner k: Int, scalarSize size: Int
  ) -> Bool {
    let (area, isTooWide) = m.multipliedReportingOverflow(by: n)
    let (count, isTooDeep) = area.multipliedReportingOverflow(by: k)
    if isTooWide || isTooDeep { return false }
    if count <= singleThreadLimit { return true }
    guard let operands = ProductTiles.Operands(operationA, operationB) else { return false }
    if operands != .transposedRight && hasSmallProducts && count <= smallProductLimit {
      return true
    }
    let strides = (
      a: operands == .transposedLeft ? m : k, b: operands == .transposedRight ? k : n, c: n
    )
    return ProductWay(
      operands, rows: m, columns: n, inner: k, strides: strides, scalarSize: size) != nil
  }
}

extension ProductTiles.Operands {
  /// Nil where both are transposed.
  init?(_ operationA: MatrixOperation, _ operationB: MatrixOperation) {
    switch (operationA.isTransposed, operationB.isTransposed) {
    case (false, false): self = .plain
    case (true, false): self = .transposedLeft
    case (false, true): self = .transposedRight
    case (true, true): return nil
    }
  }
}
