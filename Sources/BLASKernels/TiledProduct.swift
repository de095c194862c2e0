internal import COpenBLAS
internal import ElementwiseKernels

/// C ← α·op(A)·op(B) + β·C in tiles, on several threads where it is large.
///
/// The threads are those of ``ThreadTeam``. Each has rows or columns of C for itself, and adds the
/// terms of a sum in the same order as any other number of threads would.
@safe
struct TiledProduct<Scalar: TiledScalar> {
  let tiles: ProductTiles
  let operands: ProductTiles.Operands
  let (m, n, k): (Int, Int, Int)
  let (alpha, beta): (Scalar, Scalar)
  let a: UnsafePointer<Scalar>
  let b: UnsafePointer<Scalar>
  let c: UnsafeMutablePointer<Scalar>
  let (lda, ldb, ldc): (Int, Int, Int)

  /// With fewer multiplications threads would wait for each other more than they work.
  private static var leastSharedMultiplications: Int { 2_000_000 }
  /// A share of rows or columns is a multiple of this, so that no kernel works on a rest.
  private static var grain: Int { 16 }

  /// Computes the product on at most `threads` threads.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func run(threads: Int) {
    let extent = sharesColumns ? n : m
    run(
      members: m * n * k < Self.leastSharedMultiplications
        ? 1 : max(1, min(threads, extent / (2 * Self.grain))))
  }

  /// What each tile of B costs in copying is shared too.
  private var sharesColumns: Bool { operands == .transposedRight || tiles.copiesRight }

  /// Computes the product as so many members of the team.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func run(members: Int) {
    let extent = sharesColumns ? n : m
    let share = ((extent + members - 1) / members + Self.grain - 1) / Self.grain * Self.grain
    ThreadTeam.run(members: members) { member in
      let own = min(extent, member * share)..<min(extent, (member + 1) * share)
      if sharesColumns {
        multiplyCopying(columns: own)
      } else if tiles.transposesRight {
        multiplyTransposing(rows: own)
      } else {
        multiply(rows: own)
      }
    }
  }

  private func multiply(rows own: Range<Int>) {
    let isLeftTransposed = operands == .transposedLeft
    func multiplyTile(row: Int, column: Int, term: Int) {
      unsafe Scalar.multiplySmall(
        isLeftTransposed, false, min(tiles.rows, own.upperBound - row),
        min(tiles.columns, n - column),
        min(tiles.inner, k - term), alpha,
        a + (isLeftTransposed ? term * lda + row : row * lda + term), lda,
        b + (term * ldb + column), ldb, term == 0 ? beta : 1, c + (row * ldc + column), ldc)
    }
    let rows = stride(from: own.lowerBound, to: own.upperBound, by: tiles.rows)
    let columns = stride(from: 0, to: n, by: tiles.columns)
    let terms = stride(from: 0, to: k, by: tiles.inner)
    if isLeftTransposed {
      // A tile of C, which is tall, is finished while it is in the cache.
      for row in rows {
        for column in columns {
          for term in terms { multiplyTile(row: row, column: column, term: term) }
        }
      }
    } else {
      // A tile of B is read from afar once.
      for column in columns {
        for term in terms {
          for row in rows { multiplyTile(row: row, column: column, term: term) }
        }
      }
    }
  }

  /// Each tile of B, of all its columns, serves all rows that are asked for.
  private func multiplyTransposing(rows own: Range<Int>) {
    unsafe withThreadScratch { scratch in
      guard let tile = unsafe scratch.bindMemory(to: Scalar.self).baseAddress else { return }
      for term in stride(from: 0, to: k, by: tiles.inner) {
        let depth = min(tiles.inner, k - term)
        unsafe transposeBlock(
          rows: depth, columns: n, from: b + term * ldb, stride: ldb, to: tile, stride: depth)
        for row in stride(from: own.lowerBound, to: own.upperBound, by: tiles.rows) {
          unsafe Scalar.multiplySmall(
            false, true, min(tiles.rows, own.upperBound - row), n, depth, alpha,
            a + (row * lda + term), lda, tile, depth, term == 0 ? beta : 1, c + row * ldc, ldc)
        }
      }
    }
  }

  private func multiplyCopying(columns own: Range<Int>) {
    let isLeftTransposed = operands == .transposedLeft
    unsafe withThreadScratch { scratch in
      guard let tile = unsafe scratch.bindMemory(to: Scalar.self).baseAddress else { return }
      for column in stride(from: own.lowerBound, to: own.upperBound, by: tiles.columns) {
        let width = min(tiles.columns, own.upperBound - column)
        for term in stride(from: 0, to: k, by: tiles.inner) {
          let depth = min(tiles.inner, k - term)
          if operands == .transposedRight {
            unsafe transposeBlock(
              rows: width, columns: depth, from: b + (column * ldb + term), stride: ldb, to: tile,
              stride: width)
          } else {
            unsafe copyBlock(
              rows: depth, columns: width, from: b + (term * ldb + column), stride: ldb, to: tile,
              stride: width)
          }
          for row in stride(from: 0, to: m, by: tiles.rows) {
            unsafe Scalar.multiplySmall(
              isLeftTransposed, false, min(tiles.rows, m - row), width, depth, alpha,
              a + (isLeftTransposed ? term * lda + row : row * lda + term), lda, tile, width,
              term == 0 ? beta : 1, c + (row * ldc + column), ldc)
          }
        }
      }
    }
  }
}

/// A scalar whose products OpenBLAS computes without packing.
protocol TiledScalar: RealScalar {
  /// C ← α·op(A)·op(B) + β·C.
  @unsafe
  static func multiplySmall(
    _ isLeftTransposed: Bool, _ isRightTransposed: Bool, _ m: Int, _ n: Int, _ k: Int,
    _ alpha: Self,
    _ a: UnsafePointer<Self>, _ lda: Int, _ b: UnsafePointer<Self>, _ ldb: Int, _ beta: Self,
    _ c: UnsafeMutablePointer<Self>, _ ldc: Int)
}

extension Float: TiledScalar {
  static func multiplySmall(
    _ isLeftTransposed: Bool, _ isRightTransposed: Bool, _ m: Int, _ n: Int, _ k: Int,
    _ alpha: Float, _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int,
    _ beta: Float,
    _ c: UnsafeMutablePointer<Float>, _ ldc: Int
  ) {
    unsafe cblas_sgemm(
      CblasRowMajor, isLeftTransposed ? CblasTrans : CblasNoTrans,
      isRightTransposed ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k), alpha, a,
      Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
  }
}

extension Double: TiledScalar {
  static func multiplySmall(
    _ isLeftTransposed: Bool, _ isRightTransposed: Bool, _ m: Int, _ n: Int, _ k: Int,
    _ alpha: Double, _ a: UnsafePointer<Double>, _ lda: Int, _ b: UnsafePointer<Double>, _ ldb: Int,
    _ beta: Double, _ c: UnsafeMutablePointer<Double>, _ ldc: Int
  ) {
    unsafe cblas_dgemm(
      CblasRowMajor, isLeftTransposed ? CblasTrans : CblasNoTrans,
      isRightTransposed ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k), alpha, a,
      Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
  }
}
