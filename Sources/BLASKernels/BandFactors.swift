internal import COpenBLAS
package import ElementwiseKernels

/// The shape of a band: how many diagonals below and above the main one may be other than zero.
package struct BandShape: Sendable {
  /// The order of the matrix.
  package let order: Int
  /// Diagonals below the main one.
  package let lower: Int
  /// Diagonals above the main one.
  package let upper: Int

  /// Describes a band.
  package init(order: Int, lower: Int, upper: Int) {
    self.order = order
    self.lower = lower
    self.upper = upper
  }

  /// Scalars per stored column: the band, and the diagonals that row exchanges fill.
  package var height: Int { 2 * lower + upper + 1 }

  /// Where the band storage of LAPACK keeps the element in a row and a column.
  package func index(_ row: Int, _ column: Int) -> Int {
    column * height + lower + upper + row - column
  }

  fileprivate func check(_ available: Int) {
    checkColumnMajor(rows: height, columns: order, available)
  }
}

/// Replaces a matrix in band storage with its LU factors.
///
/// Runs `gbtrf`.
///
/// - Parameters:
///   - shape: Order and diagonals.
///   - a: The band, stored as ``BandShape/index(_:_:)`` says; overwritten.
///   - pivots: For each step the row that changed places with it, from one; overwritten.
/// - Returns: A failure with the place of the first zero on the diagonal of U, if it has one.
/// - Precondition: `a` holds the height times the order, `pivots` has the order.
/// - Complexity: O(n · lower · (lower + upper)), no allocation.
package func factorBand<Scalar: MatrixScalar>(
  _ shape: BandShape, _ a: inout MutableSpan<Scalar>, pivots: inout MutableSpan<Int32>
) -> LAPACKStatus {
  shape.check(a.count)
  checkPivots(shape.order, pivots.count)
  if shape.order == 0 { return .success }
  let (n, height) = (Int32(shape.order), Int32(shape.height))
  let (lower, upper) = (Int32(shape.lower), Int32(shape.upper))
  let info = unsafe a.withElementBytes { a in
    unsafe pivots.withUnsafeMutableBufferPointer { pivots in
      switch Scalar.elementKind {
      case .float32:
        unsafe LAPACKE_sgbtrf_work(
          LAPACK_COL_MAJOR, n, n, lower, upper, scalars(a), height, pivots.baseAddress)
      case .float64:
        unsafe LAPACKE_dgbtrf_work(
          LAPACK_COL_MAJOR, n, n, lower, upper, scalars(a), height, pivots.baseAddress)
      case .complex64:
        unsafe LAPACKE_cgbtrf_work(
          LAPACK_COL_MAJOR, n, n, lower, upper, scalars(a), height, pivots.baseAddress)
      case .complex128:
        unsafe LAPACKE_zgbtrf_work(
          LAPACK_COL_MAJOR, n, n, lower, upper, scalars(a), height, pivots.baseAddress)
      }
    }
  }
  return LAPACKStatus(info: info, from: "gbtrf")
}

/// Overwrites a column-major B with A⁻¹·B by the factors of a band.
///
/// Runs `gbtrs`.
///
/// - Parameters:
///   - shape: Order and diagonals.
///   - a: What ``factorBand(_:_:pivots:)`` left.
///   - pivots: As the factorization left them.
///   - b: B, column-major and without gaps; overwritten.
/// - Precondition: U has no zero on its diagonal, the spans hold what the shape says, and `b` whole
///   columns.
/// - Complexity: O(n · (lower + upper)) per column, no allocation.
package func solveBand<Scalar: MatrixScalar>(
  _ shape: BandShape, _ a: Span<Scalar>, pivots: Span<Int32>, _ b: inout MutableSpan<Scalar>
) {
  shape.check(a.count)
  checkPivots(shape.order, pivots.count)
  if shape.order == 0 || b.isEmpty { return }
  checkColumnMajor(rows: shape.order, columns: b.count / shape.order, b.count)
  let (n, height, columns) = (Int32(shape.order), Int32(shape.height), Int32(b.count / shape.order))
  let (lower, upper) = (Int32(shape.lower), Int32(shape.upper))
  let info = unsafe a.withElementBytes { a in
    unsafe pivots.withUnsafeBufferPointer { pivots in
      unsafe b.withElementBytes { b in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_sgbtrs_work(
            LAPACK_COL_MAJOR, CChar(letter: "N"), n, lower, upper, columns, scalars(a), height,
            pivots.baseAddress, scalars(b), n)
        case .float64:
          unsafe LAPACKE_dgbtrs_work(
            LAPACK_COL_MAJOR, CChar(letter: "N"), n, lower, upper, columns, scalars(a), height,
            pivots.baseAddress, scalars(b), n)
        case .complex64:
          unsafe LAPACKE_cgbtrs_work(
            LAPACK_COL_MAJOR, CChar(letter: "N"), n, lower, upper, columns, scalars(a), height,
            pivots.baseAddress, scalars(b), n)
        case .complex128:
          unsafe LAPACKE_zgbtrs_work(
            LAPACK_COL_MAJOR, CChar(letter: "N"), n, lower, upper, columns, scalars(a), height,
            pivots.baseAddress, scalars(b), n)
        }
      }
    }
  }
  checkSuccess(info, of: "gbtrs")
}

/// Estimates 1 / (‖A‖₁·‖A⁻¹‖₁) from the factors of a band.
///
/// Runs `gbcon`.
///
/// - Parameters:
///   - shape: Order and diagonals.
///   - a: What ``factorBand(_:_:pivots:)`` left.
///   - pivots: As the factorization left them.
///   - norm: ‖A‖₁ of the matrix that was factored.
/// - Returns: A number from 0 (singular) to 1.
/// - Precondition: The spans hold what the shape says.
/// - Complexity: O(n · (lower + upper)); may allocate O(n).
package func reciprocalConditionBand<Scalar: MatrixScalar>(
  _ shape: BandShape, _ a: Span<Scalar>, pivots: Span<Int32>, norm: Scalar.RealPart
) -> Scalar.RealPart {
  shape.check(a.count)
  checkPivots(shape.order, pivots.count)
  let (n, height) = (Int32(shape.order), Int32(shape.height))
  let (lower, upper) = (Int32(shape.lower), Int32(shape.upper))
  return unsafe a.withElementBytes { a in
    unsafe pivots.withUnsafeBufferPointer { pivots in
      unsafe estimateCondition(order: shape.order, of: Scalar.self, by: "gbcon") {
        work, extra, answer in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_sgbcon_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), n, lower, upper, scalars(a), height,
            pivots.baseAddress,
            reinterpret(norm, as: Float.self), scalars(answer), scalars(work), scalars(extra))
        case .float64:
          unsafe LAPACKE_dgbcon_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), n, lower, upper, scalars(a), height,
            pivots.baseAddress,
            reinterpret(norm, as: Double.self), scalars(answer), scalars(work), scalars(extra))
        case .complex64:
          unsafe LAPACKE_cgbcon_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), n, lower, upper, scalars(a), height,
            pivots.baseAddress,
            reinterpret(norm, as: Float.self), scalars(answer), scalars(work), scalars(extra))
        case .complex128:
          unsafe LAPACKE_zgbcon_work(
            LAPACK_COL_MAJOR, CChar(letter: "1"), n, lower, upper, scalars(a), height,
            pivots.baseAddress,
            reinterpret(norm, as: Double.self), scalars(answer), scalars(work), scalars(extra))
        }
      }
    }
  }
}
