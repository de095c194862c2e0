internal import ElementwiseKernels

/// C ← α·op(A)·op(B) + β·C where B or C is larger than the caches, on several threads.
///
/// BLAS packs such a B first, and waits for the memory meanwhile; here that goes on beside the
/// multiplication. The threads are those of ``ThreadTeam``. Each has columns of C for itself, and adds the
/// terms of a sum in the same order as any other number of threads would.
@safe
struct PanelProduct<Scalar: TiledScalar> {
  let shape: PanelShape
  let (alpha, beta): (Scalar, Scalar)
  let a: UnsafePointer<Scalar>
  let b: UnsafePointer<Scalar>
  let c: UnsafeMutablePointer<Scalar>
  let (lda, ldb, ldc): (Int, Int, Int)

  /// Computes the product on at most `threads` threads.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func run(threads: Int) {
    run(members: max(1, min(threads, shape.columns / PanelShape.fewestColumns)))
  }

  /// Computes the product as so many members of the team.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func run(members: Int) {
    let grain = panelBytes / MemoryLayout<Scalar>.stride
    let share = ((shape.columns + members - 1) / members + grain - 1) / grain * grain
    let isRightTransposed = shape.operands == .transposedRight
    ThreadTeam.run(members: members) { member in
      let start = min(shape.columns, member * share)
      let end = min(shape.columns, start + share)
      if start < end {
        unsafe multiplyPanels(
          rows: shape.rows, columns: end - start, terms: shape.inner, factor: alpha,
          a, stride: lda, isTransposed: shape.operands == .transposedLeft,
          b + (isRightTransposed ? start * ldb : start), stride: ldb,
          isTransposed: isRightTransposed, into: c + start, stride: ldc, scale: beta)
      }
    }
  }
}

/// The shape of a product that is computed in panels.
struct PanelShape: Equatable {
  let operands: ProductTiles.Operands
  /// The rows of C.
  let rows: Int
  /// Its columns.
  let columns: Int
  /// The terms of each sum.
  let inner: Int

  /// With fewer rows packing a panel costs too much, with fewer terms reading and writing C.
  private static let (fewestRows, fewestTerms) = (32, 32)
  static let fewestColumns = 64
  /// More rows take several blocks, each of which packs B again.
  private static let mostRows = 512
  /// A gradient's terms, all added in one part.
  private static let mostGradientTerms = 256

  /// The shape, or nil where another way is better.
  ///
  /// - Parameters:
  ///   - operands: Which operands are transposed.
  ///   - m: The rows of C.
  ///   - n: The columns of C.
  ///   - k: The terms of each sum.
  ///   - size: The bytes of a scalar.
  ///   - hasWideVectors: Whether the loops in C are those for vectors of 64 bytes; OpenBLAS' kernels for
  ///     shorter ones are about as fast.
  init?(
    _ operands: ProductTiles.Operands, rows m: Int, columns n: Int, inner k: Int,
    scalarSize size: Int,
    hasWideVectors: Bool = InstructionSet.first == .avx512
  ) {
    let panelColumns = panelBytes / size
    // The last panel is computed whole, however few of its columns there are.
    let computedColumns = (n + panelColumns - 1) / panelColumns * panelColumns
    guard hasWideVectors, m >= Self.fewestRows, n >= Self.fewestColumns, k >= Self.fewestTerms,
      computedColumns - n <= n / 8,
      operands == .transposedLeft ? k <= Self.mostGradientTerms : m <= Self.mostRows,
      Double(m) * Double(n) * Double(k) > Double(BLASConfiguration.smallProductLimit)
    else { return nil }
    self.init(operands, rows: m, columns: n, inner: k)
  }

  /// As told.
  init(_ operands: ProductTiles.Operands, rows: Int, columns: Int, inner: Int) {
    (self.operands, self.rows, self.columns, self.inner) = (operands, rows, columns, inner)
  }
}
