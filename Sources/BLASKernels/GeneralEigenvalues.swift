internal import COpenBLAS
package import ComplexModule
package import ElementwiseKernels

/// Computes the eigenvalues of a square matrix, and its left and right eigenvectors on request.
///
/// Runs `sgeev`, `dgeev`, `cgeev` or `zgeev`. A real routine packs a conjugate pair into two real
/// columns; here both come as they are.
///
/// - Parameters:
///   - n: The rows and columns of A.
///   - a: A, **column-major** and without gaps; overwritten with intermediate results.
///   - values: The n eigenvalues, in the order in which LAPACK finds them; overwritten.
///   - left: The left eigenvectors as columns of a row-major n×n matrix; overwritten. Empty when
///     they are not wanted.
///   - right: The right eigenvectors, likewise.
///   - workspace: Memory that is kept for further calls, or nil.
/// - Returns: Success, or a failure with the count of values that were not found.
/// - Precondition: A is finite, and the spans have the counts above.
/// - Complexity: O(n³); may allocate LAPACK's workspaces and room for the packed vectors.
package func decomposeGeneral<Scalar: MatrixScalar>(
  size n: Int, _ a: inout MutableSpan<Scalar>,
  values: inout MutableSpan<Complex<Scalar.RealPart>>,
  left: inout MutableSpan<Complex<Scalar.RealPart>>,
  right: inout MutableSpan<Complex<Scalar.RealPart>>, workspace: LAPACKWorkspace? = nil
) -> LAPACKStatus {
  checkDense("A", rows: n, columns: n, a.count)
  require(values.count == n, "\(n) eigenvalues do not fill \(values.count) places")
  let (wantsLeft, wantsRight) = (!left.isEmpty, !right.isEmpty)
  checkVectors("left eigenvectors", size: n, left.count, wanted: wantsLeft)
  checkVectors("right eigenvectors", size: n, right.count, wanted: wantsRight)
  if n == 0 { return .success }
  // For the routine: two lists of n numbers, and the packed vectors behind them.
  let packedRight = 2 * n + (wantsLeft ? n * n : 0)
  let sizes = WorkspaceSizes(reals: 2 * n, extra: packedRight + (wantsRight ? n * n : 0))
  let question = WorkspaceQuestion(
    .geev, Scalar.elementKind, Int32(n), option: (wantsLeft ? 2 : 0) + (wantsRight ? 1 : 0))
  return unsafe a.withElementBytes { a in
    unsafe values.withElementBytes { values in
      unsafe left.withElementBytes { left in
        unsafe right.withElementBytes { right in
          unsafe withWorkspaces(question, sizes, in: workspace) { w in
            let lists = unsafe EigenvalueLists(
              first: w.extra(from: 0, of: Scalar.self), second: w.extra(from: n, of: Scalar.self))
            let packedLeft = unsafe w.extra(from: 2 * n, of: Scalar.self)
            let packedRight = unsafe w.extra(from: packedRight, of: Scalar.self)
            let info = unsafe runGeev(
              Scalar.elementKind, size: Int32(n), a, lists,
              left: wantsLeft ? packedLeft : nil, right: wantsRight ? packedRight : nil, w)
            if unsafe w.asks { return info }
            unsafe lists.combine(Scalar.elementKind, count: n, into: values)
            if info == 0 && wantsLeft {
              unsafe unpack(Scalar.elementKind, packedLeft, lists, size: n, into: left)
            }
            if info == 0 && wantsRight {
              unsafe unpack(Scalar.elementKind, packedRight, lists, size: n, into: right)
            }
            return info
          }
        }
      }
    }
  }
}

private func runGeev(
  _ kind: ElementKind, size n: Int32, _ a: UnsafeMutableRawBufferPointer,
  _ lists: EigenvalueLists, left: UnsafeMutableRawBufferPointer?,
  right: UnsafeMutableRawBufferPointer?, _ w: Workspaces
) -> Int32 {
  let (leftJob, rightJob) = unsafe (
    CChar(letter: left == nil ? "N" : "V"), CChar(letter: right == nil ? "N" : "V")
  )
  let none = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)
  let (left, right) = unsafe (left ?? none, right ?? none)
  return switch kind {
  case .float32:
    unsafe LAPACKE_sgeev_work(
      LAPACK_COL_MAJOR, leftJob, rightJob, n, scalars(a), n, scalars(lists.first),
      scalars(lists.second), scalars(left), n, scalars(right), n, scalars(w.scalars), w.scalarCount)
  case .float64:
    unsafe LAPACKE_dgeev_work(
      LAPACK_COL_MAJOR, leftJob, rightJob, n, scalars(a), n, scalars(lists.first),
      scalars(lists.second), scalars(left), n, scalars(right), n, scalars(w.scalars), w.scalarCount)
  case .complex64:
    unsafe LAPACKE_cgeev_work(
      LAPACK_COL_MAJOR, leftJob, rightJob, n, scalars(a), n, scalars(lists.first), scalars(left), n,
      scalars(right), n, scalars(w.scalars), w.scalarCount, scalars(w.reals))
  case .complex128:
    unsafe LAPACKE_zgeev_work(
      LAPACK_COL_MAJOR, leftJob, rightJob, n, scalars(a), n, scalars(lists.first), scalars(left), n,
      scalars(right), n, scalars(w.scalars), w.scalarCount, scalars(w.reals))
  }
}

/// Writes LAPACK's vectors, which lie one after the other, as columns of a row-major matrix.
private func unpack(
  _ kind: ElementKind, _ packed: UnsafeMutableRawBufferPointer, _ lists: EigenvalueLists,
  size n: Int, into vectors: UnsafeMutableRawBufferPointer
) {
  // Each case names its types: unspecialized, an element would cost a hundred times as much.
  switch kind {
  case .float32: unsafe unpackPairs(packed, lists, size: n, as: Float.self, into: vectors)
  case .float64: unsafe unpackPairs(packed, lists, size: n, as: Double.self, into: vectors)
  case .complex64: unsafe transpose(packed, size: n, as: Complex<Float>.self, into: vectors)
  case .complex128: unsafe transpose(packed, size: n, as: Complex<Double>.self, into: vectors)
  }
}

/// Vectors of a real matrix: one column each, and of a conjugate pair the real and the imaginary
/// part of the first.
private func unpackPairs<Real: RealScalar>(
  _ packed: UnsafeMutableRawBufferPointer, _ lists: EigenvalueLists, size n: Int,
  as type: Real.Type, into vectors: UnsafeMutableRawBufferPointer
) {
  let packed = unsafe packed.assumingMemoryBound(to: Real.self)
  let imaginaryParts = unsafe lists.second.assumingMemoryBound(to: Real.self)
  let vectors = unsafe vectors.assumingMemoryBound(to: Complex<Real>.self)
  var column = 0
  while column < n {
    let isReal = unsafe imaginaryParts[column] == 0
    for row in 0..<n {
      let real = unsafe packed[column * n + row]
      if isReal {
        unsafe vectors[row * n + column] = Complex(real, 0)
      } else {
        let imaginary = unsafe packed[(column + 1) * n + row]
        unsafe vectors[row * n + column] = Complex(real, imaginary)
        unsafe vectors[row * n + column + 1] = Complex(real, -imaginary)
      }
    }
    column += isReal ? 1 : 2
  }
}

private func transpose<Element>(
  _ packed: UnsafeMutableRawBufferPointer, size n: Int, as type: Element.Type,
  into vectors: UnsafeMutableRawBufferPointer
) {
  let packed = unsafe packed.assumingMemoryBound(to: Element.self)
  let vectors = unsafe vectors.assumingMemoryBound(to: Element.self)
  for row in 0..<n {
    for column in 0..<n { unsafe vectors[row * n + column] = packed[column * n + row] }
  }
}
