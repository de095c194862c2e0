package import ElementwiseKernels

/// The products of a layer with an input of which many elements are zero.
package enum NonzeroProducts {
  /// Columns that one thread takes together, as many as the loops have accumulators for.
  private static let grain = 64
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
  /// multiple of 16: OpenBLAS multiplies these, zeros and all.
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
      members: isLarge ? max(1, min(shares(of: n), BLASConfiguration.threadCount)) : 1)
  }

  /// How many threads may share the columns that the loops work on.
  private static func shares(of columns: Int) -> Int {
    (columns / width * width + grain - 1) / grain
  }

  /// The same by so many members of the team.
  ///
  /// - Precondition: As above.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  static func gemm<Scalar: RealScalar>(
    _ operationA: MatrixOperation, rows m: Int, columns n: Int, inner k: Int, _ a: Span<Scalar>,
    _ b: Span<Scalar>, into c: inout MutableSpan<Scalar>, accumulates: Bool, members: Int
  ) {
    require(
      a.count >= m * k && b.count >= k * n && c.count >= m * n,
      """
      \(a.count), \(b.count) and \(c.count) scalars cannot hold \(m)×\(k), \(k)×\(n) and \(m)×\(n)
      """)
    let own = n / width * width
    let shares = shares(of: n)
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe c.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          // Every member has columns of its own.
          nonisolated(unsafe) let (left, right, result) = unsafe (a, b, c)
          ThreadTeam.run(members: members) { member in
            let first = min(own, shares * member / members * grain)
            let last = min(own, shares * (member + 1) / members * grain)
            unsafe multiplyNonzeros(
              operationA.isTransposed, rows: m, columns: last - first, inner: k, left,
              stride: operationA.isTransposed ? m : k, right + first, stride: n,
              into: result + first, stride: n, accumulates: accumulates)
          }
        }
      }
    }
    guard own < n else { return }
    var rest = c.slice(own..<c.count)
    BLASKernels.gemm(
      operationA, .none, rows: m, columns: n - own, inner: k, alpha: 1, a,
      leadingDimensionA: max(1, operationA.isTransposed ? m : k), b.extracting(droppingFirst: own),
      leadingDimensionB: n, beta: accumulates ? 1 : 0, &rest, leadingDimensionC: n)
  }
}
