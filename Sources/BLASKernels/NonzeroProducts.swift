package import ElementwiseKernels

/// The products of a layer with an input of which many elements are zero.
package enum NonzeroProducts {
  /// Columns that one thread takes together, as many as the loops have accumulators for.
  private static let grain = 64
  /// Rows of C that a thread takes at least, where there are more threads than grains of columns: each
  /// brings B together for itself.
  private static let fewestRows = 64
  /// The columns that the loops work on are a multiple of this.
  private static let width = 16
  /// With fewer multiplications threads would wait for each other more than they work.
  private static let leastSharedMultiplications = 4_000_000

  /// Up to which share of elements that are not zero a product and its transpose are computed here.
  ///
  /// Measured on one thread of an EPYC (Zen 4) with 16, 64, 128 and 512 columns: from 64 columns on they
  /// take as long as dense ones at a share of 0.5, and with 16, which leave accumulators idle, at 0.2. The
  /// limits lie below, because what is not zero may be unevenly spread.
  package static func densityLimit(columns: Int) -> Double {
    min(0.4, Double(columns / width * width) / 160)
  }

  /// C ← op(A)·B, or C + op(A)·B, where zeros of A add nothing, even if B holds an infinity or NaN
  /// there.
  ///
  /// The terms that are left are added in their order, each sum by one thread: the bits depend
  /// neither on the count of threads nor on OpenBLAS. Not so the last columns where their number is no
  /// multiple of 16: these are multiplied as other products are, zeros and all.
  ///
  /// - Parameters:
  ///   - operationA: Nothing or the transpose.
  ///   - m: The rows of op(A) and C.
  ///   - n: The columns of B and C.
  ///   - k: The columns of op(A) and rows of B.
  ///   - a: A, row-major, without gaps.
  ///   - b: B, row-major, without gaps.
  ///   - c: C, row-major, without gaps; overwritten, or added to.
  ///   - accumulates: Whether to add.
  /// - Precondition: The spans hold the matrices.
  /// - Complexity: O(m·k) to look, O(k·n) to bring B together where it is wide, O(n) per element of A
  ///   that is not zero; no allocation.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  package static func gemm<Scalar: RealScalar>(
    _ operationA: MatrixOperation, rows m: Int, columns n: Int, inner k: Int, _ a: Span<Scalar>,
    _ b: Span<Scalar>, into c: inout MutableSpan<Scalar>, accumulates: Bool
  ) {
    let isLarge = m * n * k >= leastSharedMultiplications
    gemm(
      operationA, rows: m, columns: n, inner: k, a, b, into: &c, accumulates: accumulates,
      members: isLarge ? Members(rows: m, columns: n, atMost: BLASConfiguration.threadCount) : .one)
  }

  /// How the threads share C: each has some of its columns and some of its rows.
  struct Members: Equatable {
    let columnShares: Int
    let rowShares: Int
    static let one = Members(columnShares: 1, rowShares: 1)

    init(columnShares: Int, rowShares: Int) {
      (self.columnShares, self.rowShares) = (columnShares, rowShares)
    }

    /// As many columns apart as there are, and the rows only for the threads that are left.
    init(rows: Int, columns: Int, atMost threads: Int) {
      columnShares = max(1, min(grains(of: columns), threads))
      rowShares = max(1, min(rows / fewestRows, threads / columnShares))
    }
  }

  /// How often the grain goes into the columns that the loops work on.
  private static func grains(of columns: Int) -> Int {
    (columns / width * width + grain - 1) / grain
  }

  /// The same by so many members of the team.
  ///
  /// - Precondition: As above.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  static func gemm<Scalar: RealScalar>(
    _ operationA: MatrixOperation, rows m: Int, columns n: Int, inner k: Int, _ a: Span<Scalar>,
    _ b: Span<Scalar>, into c: inout MutableSpan<Scalar>, accumulates: Bool, members: Members
  ) {
    require(
      a.count >= m * k && b.count >= k * n && c.count >= m * n,
      """
      \(a.count), \(b.count) and \(c.count) scalars cannot hold \(m)×\(k), \(k)×\(n) and \(m)×\(n)
      """)
    let own = n / width * width
    let grains = grains(of: n)
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe c.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          // Every member has a block of its own.
          nonisolated(unsafe) let (left, right, result) = unsafe (a, b, c)
          let (columnShares, rowShares) = (members.columnShares, members.rowShares)
          ThreadTeam.run(members: columnShares * rowShares) { member in
            let (rowShare, share) = member.quotientAndRemainder(dividingBy: columnShares)
            let first = min(own, grains * share / columnShares * grain)
            let last = min(own, grains * (share + 1) / columnShares * grain)
            let (row, end) = (m * rowShare / rowShares, m * (rowShare + 1) / rowShares)
            unsafe multiplyNonzeros(
              operationA.isTransposed, rows: end - row, columns: last - first, inner: k,
              left + (operationA.isTransposed ? row : row * k),
              stride: operationA.isTransposed ? m : k, right + first, stride: n,
              into: result + (row * n + first), stride: n, accumulates: accumulates)
          }
        }
      }
    }
    guard own < n, m > 0 else { return }
    var rest = c.slice(own..<c.count)
    BLASKernels.gemm(
      operationA, .none, rows: m, columns: n - own, inner: k, alpha: 1, a,
      leadingDimensionA: max(1, operationA.isTransposed ? m : k), b.extracting(droppingFirst: own),
      leadingDimensionB: n, beta: accumulates ? 1 : 0, &rest, leadingDimensionC: n)
  }
}
