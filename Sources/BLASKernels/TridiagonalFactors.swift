internal import COpenBLAS
package import ElementwiseKernels

/// The LU factors of a tridiagonal matrix, or before that its diagonals.
package struct TridiagonalFactors<Scalar: MatrixScalar>: Sendable {
  /// The diagonal below the main one, n − 1 scalars.
  package var lower: AlignedBuffer<Scalar>
  /// The main diagonal, n scalars.
  package var main: AlignedBuffer<Scalar>
  /// The diagonal above the main one, n − 1 scalars.
  package var upper: AlignedBuffer<Scalar>
  /// The second one above, n − 2 scalars, which row exchanges fill.
  package var fill: AlignedBuffer<Scalar>
  /// For each step the row that changed places with it, from one.
  package var pivots: [Int32]

  /// Makes a matrix of zeros.
  package init(order n: Int) {
    lower = AlignedBuffer(zeros: max(0, n - 1))
    main = AlignedBuffer(zeros: n)
    upper = AlignedBuffer(zeros: max(0, n - 1))
    fill = AlignedBuffer(zeros: max(0, n - 2))
    pivots = [Int32](repeating: 0, count: n)
  }

  /// Replaces the diagonals with the factors.
  ///
  /// Runs `gttrf`.
  ///
  /// - Returns: A failure with the place of the first zero on the diagonal of U, if it has one.
  /// - Complexity: O(n), no allocation.
  package mutating func factor() -> LAPACKStatus {
    if main.isEmpty { return .success }
    return Self.factor(&lower, &main, &upper, &fill, &pivots)
  }

  private static func factor(
    _ lower: inout AlignedBuffer<Scalar>, _ main: inout AlignedBuffer<Scalar>,
    _ upper: inout AlignedBuffer<Scalar>, _ fill: inout AlignedBuffer<Scalar>,
    _ pivots: inout [Int32]
  ) -> LAPACKStatus {
    let n = Int32(main.count)
    var below = lower.mutableSpan
    var diagonal = main.mutableSpan
    var above = upper.mutableSpan
    var second = fill.mutableSpan
    var exchanges = pivots.mutableSpan
    let info = unsafe below.withElementBytes { below in
      unsafe diagonal.withElementBytes { diagonal in
        unsafe above.withElementBytes { above in
          unsafe second.withElementBytes { second in
            unsafe exchanges.withUnsafeMutableBufferPointer { pivots in
              switch Scalar.elementKind {
              case .float32:
                unsafe LAPACKE_sgttrf_work(
                  n, scalars(below), scalars(diagonal), scalars(above), scalars(second),
                  pivots.baseAddress)
              case .float64:
                unsafe LAPACKE_dgttrf_work(
                  n, scalars(below), scalars(diagonal), scalars(above), scalars(second),
                  pivots.baseAddress)
              case .complex64:
                unsafe LAPACKE_cgttrf_work(
                  n, scalars(below), scalars(diagonal), scalars(above), scalars(second),
                  pivots.baseAddress)
              case .complex128:
                unsafe LAPACKE_zgttrf_work(
                  n, scalars(below), scalars(diagonal), scalars(above), scalars(second),
                  pivots.baseAddress)
              }
            }
          }
        }
      }
    }
    return LAPACKStatus(info: info, from: "gttrf")
  }

  /// Overwrites a column-major B with A⁻¹·B by the factors.
  ///
  /// Runs `gttrs`.
  ///
  /// - Precondition: U has no zero on its diagonal, and `b` holds whole columns.
  /// - Complexity: O(n) per column, no allocation.
  package func solve(_ b: inout MutableSpan<Scalar>) {
    if main.isEmpty || b.isEmpty { return }
    checkColumnMajor(rows: main.count, columns: b.count / main.count, b.count)
    let (n, columns) = (Int32(main.count), Int32(b.count / main.count))
    let info = unsafe b.withElementBytes { b in
      unsafe withDiagonals { below, diagonal, above, second, pivots in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_sgttrs_work(
            LAPACK_COL_MAJOR, CChar(letter: "N"), n, columns, scalars(below), scalars(diagonal),
            scalars(above), scalars(second), pivots.baseAddress, scalars(b), n)
        case .float64:
          unsafe LAPACKE_dgttrs_work(
            LAPACK_COL_MAJOR, CChar(letter: "N"), n, columns, scalars(below), scalars(diagonal),
            scalars(above), scalars(second), pivots.baseAddress, scalars(b), n)
        case .complex64:
          unsafe LAPACKE_cgttrs_work(
            LAPACK_COL_MAJOR, CChar(letter: "N"), n, columns, scalars(below), scalars(diagonal),
            scalars(above), scalars(second), pivots.baseAddress, scalars(b), n)
        case .complex128:
          unsafe LAPACKE_zgttrs_work(
            LAPACK_COL_MAJOR, CChar(letter: "N"), n, columns, scalars(below), scalars(diagonal),
            scalars(above), scalars(second), pivots.baseAddress, scalars(b), n)
        }
      }
    }
    checkSuccess(info, of: "gttrs")
  }

  /// Estimates 1 / (‖A‖₁·‖A⁻¹‖₁) from the factors and ‖A‖₁.
  ///
  /// Runs `gtcon`.
  ///
  /// - Complexity: O(n); may allocate O(n).
  package func reciprocalCondition(norm: Scalar.RealPart) -> Scalar.RealPart {
    let n = Int32(main.count)
    return unsafe estimateCondition(order: main.count, of: Scalar.self, by: "gtcon") {
      work, extra, answer in
      unsafe withDiagonals { below, diagonal, above, second, pivots in
        switch Scalar.elementKind {
        case .float32:
          unsafe LAPACKE_sgtcon_work(
            CChar(letter: "1"), n, scalars(below), scalars(diagonal), scalars(above),
            scalars(second),
            pivots.baseAddress, reinterpret(norm, as: Float.self), scalars(answer), scalars(work),
            scalars(extra))
        case .float64:
          unsafe LAPACKE_dgtcon_work(
            CChar(letter: "1"), n, scalars(below), scalars(diagonal), scalars(above),
            scalars(second),
            pivots.baseAddress, reinterpret(norm, as: Double.self), scalars(answer), scalars(work),
            scalars(extra))
        case .complex64:
          unsafe LAPACKE_cgtcon_work(
            CChar(letter: "1"), n, scalars(below), scalars(diagonal), scalars(above),
            scalars(second),
            pivots.baseAddress, reinterpret(norm, as: Float.self), scalars(answer), scalars(work))
        case .complex128:
          unsafe LAPACKE_zgtcon_work(
            CChar(letter: "1"), n, scalars(below), scalars(diagonal), scalars(above),
            scalars(second),
            pivots.baseAddress, reinterpret(norm, as: Double.self), scalars(answer), scalars(work))
        }
      }
    }
  }

  private func withDiagonals(
    _ body: (
      _ lower: UnsafeRawBufferPointer, _ main: UnsafeRawBufferPointer,
      _ upper: UnsafeRawBufferPointer, _ fill: UnsafeRawBufferPointer,
      _ pivots: UnsafeBufferPointer<Int32>
    ) -> Int32
  ) -> Int32 {
    let below = lower.span
    let diagonal = main.span
    let above = upper.span
    let second = fill.span
    return unsafe below.withElementBytes { below in
      unsafe diagonal.withElementBytes { diagonal in
        unsafe above.withElementBytes { above in
          unsafe second.withElementBytes { second in
            unsafe pivots.withUnsafeBufferPointer { pivots in
              unsafe body(below, diagonal, above, second, pivots)
            }
          }
        }
      }
    }
  }
}
