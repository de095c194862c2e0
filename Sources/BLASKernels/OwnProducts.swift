internal import ElementwiseKernels

/// Computes a real product whose shape OpenBLAS does not serve best with one call.
///
/// - Returns: Whether there was such a shape; otherwise nothing has happened.
@inline(__always)
func multiplyOurselves<Scalar: MatrixScalar, Real: TiledScalar>(
  _ type: Real.Type, _ operationA: MatrixOperation, _ operationB: MatrixOperation, _ m: Int,
  _ n: Int, _ k: Int, _ alpha: Scalar, _ a: Span<Scalar>, _ lda: Int, _ b: Span<Scalar>,
  _ ldb: Int, _ beta: Scalar, _ c: inout MutableSpan<Scalar>, _ ldc: Int
) -> Bool {
  guard let operands = ProductTiles.Operands(operationA, operationB) else { return false }
  let (alpha, beta) = (reinterpret(alpha, as: Real.self), reinterpret(beta, as: Real.self))
  // Narrow ones would wait for each addition, and large ones for memory, which threads share better.
  let isVector = m == 1 && operands == .plain && n >= 16 && k * n <= 1 << 20
  let isOuter = k == 1 && operands == .transposedLeft
  let isNarrow = isNarrowGradient(operands, rows: m, columns: n, inner: k, Real.self)
  if (isVector || isOuter || isNarrow) && alpha == 1 && (beta == 0 || beta == 1) {
    return unsafe a.withElementBytes { a in
      unsafe b.withElementBytes { b in
        unsafe c.withElementBytes { c in
          guard let a: UnsafePointer<Real> = unsafe scalars(a),
            let b: UnsafePointer<Real> = unsafe scalars(b),
            let c: UnsafeMutablePointer<Real> = unsafe scalars(c)
          else { return false }
          if isVector {
            unsafe multiplyVectorMatrix(
              rows: k, columns: n, a, b, stride: ldb, into: c, accumulates: beta == 1)
          } else if isNarrow {
            unsafe multiplyNarrow(
              rows: m, columns: n, terms: k, a, stride: lda, b, stride: ldb, into: c, stride: ldc,
              accumulates: beta == 1)
          } else {
            unsafe multiplyOuter(
              rows: m, columns: n, a, b, into: c, stride: ldc, accumulates: beta == 1)
          }
          return true
        }
      }
    }
  }
  // With α = 0 neither A nor B is read, and a NaN in them does not matter.
  guard alpha != 0,
    let way = ProductWay(
      operands, rows: m, columns: n, inner: k, strides: (a: lda, b: ldb, c: ldc),
      scalarSize: MemoryLayout<Real>.stride)
  else { return false }
  return unsafe a.withElementBytes { a in
    unsafe b.withElementBytes { b in
      unsafe c.withElementBytes { c in
        guard let a: UnsafePointer<Real> = unsafe scalars(a),
          let b: UnsafePointer<Real> = unsafe scalars(b),
          let c: UnsafeMutablePointer<Real> = unsafe scalars(c)
        else { return false }
        switch way {
        case .tiles(let tiles):
          unsafe TiledProduct(
            tiles: tiles, operands: operands, m: m, n: n, k: k, alpha: alpha, beta: beta, a: a,
            b: b,
            c: c, lda: lda, ldb: ldb, ldc: ldc
          ).run(threads: BLASConfiguration.threadCount)
        case .panels(let shape):
          unsafe PanelProduct(
            shape: shape, alpha: alpha, beta: beta, a: a, b: b, c: c, lda: lda, ldb: ldb, ldc: ldc
          ).run(threads: BLASConfiguration.threadCount)
        }
        return true
      }
    }
  }
}

/// Whether Aᵀ·B is better computed along the rows of the result, because its columns would leave
/// lanes of a vector idle.
///
/// Large ones stay with OpenBLAS, which shares them among threads.
@inline(__always)
private func isNarrowGradient<Real: TiledScalar>(
  _ operands: ProductTiles.Operands, rows m: Int, columns n: Int, inner k: Int, _ type: Real.Type
) -> Bool {
  operands == .transposedLeft && (2..<16).contains(n) && m >= 64 && k >= 4
    && MemoryLayout<Real>.stride == 4 && m * n * k <= BLASConfiguration.smallProductLimit
}

/// How a large product is cut so that OpenBLAS' own threads have no part in it.
enum ProductWay: Equatable {
  case tiles(ProductTiles)
  case panels(PanelShape)

  /// The best way, or nil where one call of OpenBLAS is.
  init?(
    _ operands: ProductTiles.Operands, rows m: Int, columns n: Int, inner k: Int,
    strides: (a: Int, b: Int, c: Int), scalarSize: Int
  ) {
    let tiles = ProductTiles(
      operands, rows: m, columns: n, inner: k, strides: strides, scalarSize: scalarSize)
    // Operands that stay in the caches are multiplied where they lie.
    if let tiles, !tiles.copiesRight {
      self = .tiles(tiles)
    } else if let shape = PanelShape(
      operands, rows: m, columns: n, inner: k, scalarSize: scalarSize)
    {
      self = .panels(shape)
    } else if let tiles {
      self = .tiles(tiles)
    } else {
      return nil
    }
  }
}
