internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

// Vectors are without gaps here: all that this package stores are.

/// Returns Σ xᵢ·yᵢ, or with the first factor conjugated Σ x̄ᵢ·yᵢ.
///
/// Runs `cblas_sdot`, `cblas_ddot`, `cblas_cdotu_sub`, `cblas_cdotc_sub` or their like.
///
/// - Precondition: Both have the same count, which fits 32 bits.
/// - Complexity: O(n), no allocation.
package func dot<Scalar: MatrixScalar>(
  _ x: Span<Scalar>, _ y: Span<Scalar>, conjugating: Bool
) -> Scalar {
  let n = vectorCount(x.count, y.count)
  return unsafe x.withElementBytes { x in
    unsafe y.withElementBytes { y in
      switch Scalar.elementKind {
      case .float32:
        return reinterpret(unsafe cblas_sdot(n, scalars(x), 1, scalars(y), 1), as: Scalar.self)
      case .float64:
        return reinterpret(unsafe cblas_ddot(n, scalars(x), 1, scalars(y), 1), as: Scalar.self)
      case .complex64:
        var sum = Complex<Float>(0)
        if conjugating {
          unsafe cblas_cdotc_sub(n, x.baseAddress, 1, y.baseAddress, 1, &sum)
        } else {
          unsafe cblas_cdotu_sub(n, x.baseAddress, 1, y.baseAddress, 1, &sum)
        }
        return reinterpret(sum, as: Scalar.self)
      case .complex128:
        var sum = Complex<Double>(0)
        if conjugating {
          unsafe cblas_zdotc_sub(n, x.baseAddress, 1, y.baseAddress, 1, &sum)
        } else {
          unsafe cblas_zdotu_sub(n, x.baseAddress, 1, y.baseAddress, 1, &sum)
        }
        return reinterpret(sum, as: Scalar.self)
      }
    }
  }
}

/// Overwrites y with α·x + y.
///
/// Runs `cblas_saxpy` or its like.
///
/// - Precondition: Both have the same count, which fits 32 bits.
/// - Complexity: O(n), no allocation.
package func axpy<Scalar: MatrixScalar>(
  alpha: Scalar, _ x: Span<Scalar>, _ y: inout MutableSpan<Scalar>
) {
  let n = vectorCount(x.count, y.count)
  unsafe x.withElementBytes { x in
    unsafe y.withElementBytes { y in
      switch Scalar.elementKind {
      case .float32:
        unsafe cblas_saxpy(n, reinterpret(alpha, as: Float.self), scalars(x), 1, scalars(y), 1)
      case .float64:
        unsafe cblas_daxpy(n, reinterpret(alpha, as: Double.self), scalars(x), 1, scalars(y), 1)
      case .complex64:
        var alpha = reinterpret(alpha, as: Complex<Float>.self)
        unsafe cblas_caxpy(n, &alpha, x.baseAddress, 1, y.baseAddress, 1)
      case .complex128:
        var alpha = reinterpret(alpha, as: Complex<Double>.self)
        unsafe cblas_zaxpy(n, &alpha, x.baseAddress, 1, y.baseAddress, 1)
      }
    }
  }
}

/// Overwrites x with α·x; a NaN or an infinity times 0 may come out as 0.
///
/// Runs `cblas_sscal` or its like.
///
/// - Precondition: The count fits 32 bits.
/// - Complexity: O(n), no allocation.
package func scal<Scalar: MatrixScalar>(alpha: Scalar, _ x: inout MutableSpan<Scalar>) {
  let n = vectorCount(x.count, x.count)
  unsafe x.withElementBytes { x in
    switch Scalar.elementKind {
    case .float32:
      unsafe cblas_sscal(n, reinterpret(alpha, as: Float.self), scalars(x), 1)
    case .float64:
      unsafe cblas_dscal(n, reinterpret(alpha, as: Double.self), scalars(x), 1)
    case .complex64:
      var alpha = reinterpret(alpha, as: Complex<Float>.self)
      unsafe cblas_cscal(n, &alpha, x.baseAddress, 1)
    case .complex128:
      var alpha = reinterpret(alpha, as: Complex<Double>.self)
      unsafe cblas_zscal(n, &alpha, x.baseAddress, 1)
    }
  }
}

/// Returns Σ (|Re xᵢ| + |Im xᵢ|).
///
/// Runs `cblas_sasum` or `cblas_dasum` on the parts of complex numbers too: with its kernels for
/// Cooper Lake, `scasum` of OpenBLAS 0.3.21 is wrong for most counts from 9 on.
///
/// - Precondition: The number of parts fits 32 bits.
/// - Complexity: O(n), no allocation.
package func asum<Scalar: MatrixScalar>(_ x: Span<Scalar>) -> Scalar.RealPart {
  let parts = MemoryLayout<Scalar>.stride / MemoryLayout<Scalar.RealPart>.stride
  let n = vectorCount(parts * x.count, parts * x.count)
  return unsafe x.withElementBytes { x in
    switch Scalar.RealPart.scalarKind {
    case .float32: reinterpret(unsafe cblas_sasum(n, scalars(x), 1), as: Scalar.RealPart.self)
    case .float64: reinterpret(unsafe cblas_dasum(n, scalars(x), 1), as: Scalar.RealPart.self)
    }
  }
}

/// Returns the first index, from zero, at which |Re xᵢ| + |Im xᵢ| is greatest; 0 if there is none.
///
/// Runs `cblas_isamax` or its like.
///
/// - Precondition: The count fits 32 bits.
/// - Complexity: O(n), no allocation.
package func iamax<Scalar: MatrixScalar>(_ x: Span<Scalar>) -> Int {
  let n = vectorCount(x.count, x.count)
  let index = unsafe x.withElementBytes { x in
    switch Scalar.elementKind {
    case .float32: unsafe cblas_isamax(n, scalars(x), 1)
    case .float64: unsafe cblas_idamax(n, scalars(x), 1)
    case .complex64: unsafe cblas_icamax(n, x.baseAddress, 1)
    case .complex128: unsafe cblas_izamax(n, x.baseAddress, 1)
    }
  }
  return Int(index)
}

/// The count of two vectors as BLAS takes it.
@inline(__always)
private func vectorCount(_ x: Int, _ y: Int) -> Int32 {
  require(
    x == y && x <= Int32.max,
    x == y
      ? "\(x) elements are more than the \(Int32.max) that BLAS can count"
      : "x has \(x) elements and y has \(y)")
  return Int32(x)
}
