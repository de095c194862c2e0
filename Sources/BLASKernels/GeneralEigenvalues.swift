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
///   - left: The left eigenvectors as columns of a row-major n×n matrix; overwritten. Empty when they
///     are not wanted.
///   - right: The right eigenvectors, likewise.
/// - Returns: Success, or a failure with the count of values that were not found.
/// - Precondition: A is finite, and the spans have the counts above.
/// - Complexity: O(n³); allocates LAPACK's workspaces and room for the packed vectors.
package func decomposeGeneral<Scalar: MatrixScalar>(
  size n: Int, _ a: inout MutableSpan<Scalar>,
  values: inout MutableSpan<Complex<Scalar.RealPart>>,
  left: inout MutableSpan<Complex<Scalar.RealPart>>,
  right: inout MutableSpan<Complex<Scalar.RealPart>>
) -> LAPACKStatus {
  checkDense("A", rows: n, columns: n, a.count)
  require(values.count == n, "\(n) eigenvalues do not fill \(values.count) places")
  let (wantsLeft, wantsRight) = (!left.isEmpty, !right.isEmpty)
  checkVectors("left eigenvectors", size: n, left.count, wanted: wantsLeft)
  checkVectors("right eigenvectors", size: n, right.count, wanted: wantsRight)
  if n == 0 { return .success }
  var packedLeft = AlignedBuffer<Scalar>(zeros: wantsLeft ? n * n : 0)
  var packedRight = AlignedBuffer<Scalar>(zeros: wantsRight ? n * n : 0)
  var leftSpan = packedLeft.mutableSpan
  var rightSpan = packedRight.mutableSpan
  let status = collectEigenvalues(size: n, into: &values) { first, second in
    runGeev(size: Int32(n), &a, &first, &second, left: &leftSpan, right: &rightSpan)
  }
  guard status == .success else { return status }
  if wantsLeft { unpack(packedLeft.span, values.span, size: n, into: &left) }
  if wantsRight { unpack(packedRight.span, values.span, size: n, into: &right) }
  return .success
}

/// Lends a routine two lists of n scalars and makes eigenvalues of what it writes: their real and
/// imaginary parts where the scalars are real, else the eigenvalues themselves in the first.
func collectEigenvalues<Scalar: MatrixScalar>(
  size n: Int, into values: inout MutableSpan<Complex<Scalar.RealPart>>,
  _ run: (inout MutableSpan<Scalar>, inout MutableSpan<Scalar>) -> LAPACKStatus
) -> LAPACKStatus {
  var first = AlignedBuffer<Scalar>(zeros: n)
  var second = AlignedBuffer<Scalar>(zeros: n)
  var firstSpan = first.mutableSpan
  var secondSpan = second.mutableSpan
  let status = run(&firstSpan, &secondSpan)
  let isReal = Scalar.elementKind.isReal
  for index in 0..<n {
    let value = firstSpan[index]
    values[index] = Complex(
      value.realPart, isReal ? secondSpan[index].realPart : value.imaginaryPart)
  }
  return status
}

private func runGeev<Scalar: MatrixScalar>(
  size n: Int32, _ a: inout MutableSpan<Scalar>, _ first: inout MutableSpan<Scalar>,
  _ second: inout MutableSpan<Scalar>, left: inout MutableSpan<Scalar>,
  right: inout MutableSpan<Scalar>
) -> LAPACKStatus {
  let leftJob = CChar(letter: left.isEmpty ? "N" : "V")
  let rightJob = CChar(letter: right.isEmpty ? "N" : "V")
  return unsafe a.withElementBytes { a in
    unsafe first.withElementBytes { first in
      unsafe second.withElementBytes { second in
        unsafe left.withElementBytes { left in
          unsafe right.withElementBytes { right in
            unsafe withWorkspaces(of: Scalar.self, reals: 2 * Int(n), for: "geev") { w in
              switch Scalar.elementKind {
              case .float32:
                unsafe LAPACKE_sgeev_work(
                  LAPACK_COL_MAJOR, leftJob, rightJob, n, scalars(a), n, scalars(first),
                  scalars(second), scalars(left), n, scalars(right), n, scalars(w.scalars),
                  w.scalarCount)
              case .float64:
                unsafe LAPACKE_dgeev_work(
                  LAPACK_COL_MAJOR, leftJob, rightJob, n, scalars(a), n, scalars(first),
                  scalars(second), scalars(left), n, scalars(right), n, scalars(w.scalars),
                  w.scalarCount)
              case .complex64:
                unsafe LAPACKE_cgeev_work(
                  LAPACK_COL_MAJOR, leftJob, rightJob, n, scalars(a), n, scalars(first),
                  scalars(left), n, scalars(right), n, scalars(w.scalars), w.scalarCount,
                  scalars(w.reals))
              case .complex128:
                unsafe LAPACKE_zgeev_work(
                  LAPACK_COL_MAJOR, leftJob, rightJob, n, scalars(a), n, scalars(first),
                  scalars(left), n, scalars(right), n, scalars(w.scalars), w.scalarCount,
                  scalars(w.reals))
              }
            }
          }
        }
      }
    }
  }
}

/// Writes LAPACK's vectors, which lie one after the other, as columns of a row-major matrix.
private func unpack<Scalar: MatrixScalar>(
  _ packed: Span<Scalar>, _ values: Span<Complex<Scalar.RealPart>>, size n: Int,
  into vectors: inout MutableSpan<Complex<Scalar.RealPart>>
) {
  var isReal = [Bool](repeating: true, count: n)
  for index in 0..<n { isReal[index] = values[index].imaginaryPart == 0 }
  unsafe packed.withElementBytes { packed in
    unsafe vectors.withElementBytes { vectors in
      // Each case names its types: unspecialized, an element would cost a hundred times as much.
      switch Scalar.elementKind {
      case .float32: unsafe unpackPairs(packed, isReal, as: Float.self, into: vectors)
      case .float64: unsafe unpackPairs(packed, isReal, as: Double.self, into: vectors)
      case .complex64: unsafe transpose(packed, size: n, as: Complex<Float>.self, into: vectors)
      case .complex128: unsafe transpose(packed, size: n, as: Complex<Double>.self, into: vectors)
      }
    }
  }
}

/// Vectors of a real matrix: one column each, and of a conjugate pair the real and the imaginary
/// part of the first.
private func unpackPairs<Real: RealScalar>(
  _ packed: UnsafeRawBufferPointer, _ isReal: [Bool], as type: Real.Type,
  into vectors: UnsafeMutableRawBufferPointer
) {
  let n = isReal.count
  let packed = unsafe packed.assumingMemoryBound(to: Real.self)
  let vectors = unsafe vectors.assumingMemoryBound(to: Complex<Real>.self)
  var column = 0
  while column < n {
    for row in 0..<n {
      let real = unsafe packed[column * n + row]
      if isReal[column] {
        unsafe vectors[row * n + column] = Complex(real, 0)
      } else {
        let imaginary = unsafe packed[(column + 1) * n + row]
        unsafe vectors[row * n + column] = Complex(real, imaginary)
        unsafe vectors[row * n + column + 1] = Complex(real, -imaginary)
      }
    }
    column += isReal[column] ? 1 : 2
  }
}

private func transpose<Element>(
  _ packed: UnsafeRawBufferPointer, size n: Int, as type: Element.Type,
  into vectors: UnsafeMutableRawBufferPointer
) {
  let packed = unsafe packed.assumingMemoryBound(to: Element.self)
  let vectors = unsafe vectors.assumingMemoryBound(to: Element.self)
  for row in 0..<n {
    for column in 0..<n { unsafe vectors[row * n + column] = packed[column * n + row] }
  }
}
