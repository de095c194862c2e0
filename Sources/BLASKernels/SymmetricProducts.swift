internal import COpenBLAS
internal import ComplexModule
package import ElementwiseKernels

/// Overwrites C with α·A·B + β·C, or with α·B·A + β·C, reading the lower triangle of A.
///
/// All are row-major; A = Aᵀ or A = Aᴴ. Runs `cblas_ssymm`, `cblas_chemm` or their like.
///
/// - Parameters:
///   - side: Where A stands.
///   - symmetry: What the lower triangle of A says about the upper one.
///   - m: The rows of B and C.
///   - n: The columns of B and C.
///   - alpha: α, the factor of the product.
///   - a: A, of order m on the left and n on the right, without gaps.
///   - b: B, without gaps.
///   - beta: β, the factor of C; with 0 its former contents do not matter.
///   - c: C, without gaps; overwritten.
/// - Precondition: Dimensions fit 32 bits and the spans hold exactly their matrices.
/// - Complexity: O(m²·n) or O(m·n²), no allocation by the wrapper.
package func symm<Scalar: MatrixScalar>(
  _ side: MatrixSide, _ symmetry: MirrorSymmetry, rows m: Int, columns n: Int,
  alpha: Scalar, _ a: Span<Scalar>, _ b: Span<Scalar>, beta: Scalar,
  _ c: inout MutableSpan<Scalar>
) {
  let order = side == .left ? m : n
  checkColumnMajor(rows: order, columns: order, a.count)
  checkColumnMajor(rows: n, columns: m, b.count)
  checkColumnMajor(rows: n, columns: m, c.count)
  if m == 0 || n == 0 { return }
  let conjugates = symmetry.conjugates(Scalar.self)
  let (m, n, lda, side) = (Int32(m), Int32(n), Int32(order), side.cblas)
  unsafe a.withElementBytes { a in
    unsafe b.withElementBytes { b in
      unsafe c.withElementBytes { c in
        switch Scalar.elementKind {
        case .float32:
          unsafe cblas_ssymm(
            CblasRowMajor, side, CblasLower, m, n, reinterpret(alpha, as: Float.self), scalars(a),
            lda, scalars(b), n, reinterpret(beta, as: Float.self), scalars(c), n)
        case .float64:
          unsafe cblas_dsymm(
            CblasRowMajor, side, CblasLower, m, n, reinterpret(alpha, as: Double.self), scalars(a),
            lda, scalars(b), n, reinterpret(beta, as: Double.self), scalars(c), n)
        case .complex64 where conjugates:
          var alpha = reinterpret(alpha, as: Complex<Float>.self)
          var beta = reinterpret(beta, as: Complex<Float>.self)
          unsafe cblas_chemm(
            CblasRowMajor, side, CblasLower, m, n, &alpha, a.baseAddress, lda, b.baseAddress, n,
            &beta, c.baseAddress, n)
        case .complex64:
          var alpha = reinterpret(alpha, as: Complex<Float>.self)
          var beta = reinterpret(beta, as: Complex<Float>.self)
          unsafe cblas_csymm(
            CblasRowMajor, side, CblasLower, m, n, &alpha, a.baseAddress, lda, b.baseAddress, n,
            &beta, c.baseAddress, n)
        case .complex128 where conjugates:
          var alpha = reinterpret(alpha, as: Complex<Double>.self)
          var beta = reinterpret(beta, as: Complex<Double>.self)
          unsafe cblas_zhemm(
            CblasRowMajor, side, CblasLower, m, n, &alpha, a.baseAddress, lda, b.baseAddress, n,
            &beta, c.baseAddress, n)
        case .complex128:
          var alpha = reinterpret(alpha, as: Complex<Double>.self)
          var beta = reinterpret(beta, as: Complex<Double>.self)
          unsafe cblas_zsymm(
            CblasRowMajor, side, CblasLower, m, n, &alpha, a.baseAddress, lda, b.baseAddress, n,
            &beta, c.baseAddress, n)
        }
      }
    }
  }
}

/// Overwrites the lower triangle of C with α·op(A)·op(A)ᵀ + β·C, or with α·op(A)·op(A)ᴴ + β·C.
///
/// Both are row-major. op(A) is A, n×k, or its transpose or adjoint; the symmetry of the result
/// says which of the two products it is. Runs `cblas_ssyrk`, `cblas_cherk` or their like.
///
/// - Parameters:
///   - symmetry: Whether C = Cᵀ or C = Cᴴ.
///   - transposed: Whether A is stored as k×n and op(A) is its transpose, or its adjoint if C = Cᴴ.
///   - n: The order of C.
///   - k: The columns of op(A).
///   - alpha: α, the factor of the product.
///   - a: A, without gaps.
///   - beta: β, the factor of C; with 0 its former contents do not matter.
///   - c: C, without gaps; its lower triangle is overwritten.
/// - Precondition: Dimensions fit 32 bits and the spans hold exactly their matrices.
/// - Complexity: O(n²·k), no allocation by the wrapper.
package func syrk<Scalar: MatrixScalar>(
  _ symmetry: MirrorSymmetry, transposed: Bool, order n: Int, inner k: Int,
  alpha: Scalar.RealPart, _ a: Span<Scalar>, beta: Scalar.RealPart,
  _ c: inout MutableSpan<Scalar>
) {
  checkColumnMajor(rows: n, columns: k, a.count)
  checkColumnMajor(rows: n, columns: n, c.count)
  if n == 0 { return }
  let conjugates = symmetry.conjugates(Scalar.self)
  let operation = MatrixOperation(transposed: transposed)
  let (plain, adjoint) = (operation.cblas, (transposed ? MatrixOperation.adjoint : .none).cblas)
  let lda = Int32(max(1, transposed ? n : k))
  let (n, k) = (Int32(n), Int32(k))
  unsafe a.withElementBytes { a in
    unsafe c.withElementBytes { c in
      switch Scalar.elementKind {
      case .float32:
        unsafe cblas_ssyrk(
          CblasRowMajor, CblasLower, plain, n, k, reinterpret(alpha, as: Float.self), scalars(a),
          lda, reinterpret(beta, as: Float.self), scalars(c), n)
      case .float64:
        unsafe cblas_dsyrk(
          CblasRowMajor, CblasLower, plain, n, k, reinterpret(alpha, as: Double.self), scalars(a),
          lda, reinterpret(beta, as: Double.self), scalars(c), n)
      case .complex64 where conjugates:
        unsafe cblas_cherk(
          CblasRowMajor, CblasLower, adjoint, n, k, reinterpret(alpha, as: Float.self),
          a.baseAddress, lda, reinterpret(beta, as: Float.self), c.baseAddress, n)
      case .complex64:
        var alpha = Complex<Float>(reinterpret(alpha, as: Float.self))
        var beta = Complex<Float>(reinterpret(beta, as: Float.self))
        unsafe cblas_csyrk(
          CblasRowMajor, CblasLower, plain, n, k, &alpha, a.baseAddress, lda, &beta,
          c.baseAddress, n)
      case .complex128 where conjugates:
        unsafe cblas_zherk(
          CblasRowMajor, CblasLower, adjoint, n, k, reinterpret(alpha, as: Double.self),
          a.baseAddress, lda, reinterpret(beta, as: Double.self), c.baseAddress, n)
      case .complex128:
        var alpha = Complex<Double>(reinterpret(alpha, as: Double.self))
        var beta = Complex<Double>(reinterpret(beta, as: Double.self))
        unsafe cblas_zsyrk(
          CblasRowMajor, CblasLower, plain, n, k, &alpha, a.baseAddress, lda, &beta,
          c.baseAddress, n)
      }
    }
  }
}

/// Overwrites the lower triangle of C with α·A·Bᵀ + α·B·Aᵀ + β·C, or with α·A·Bᴴ + ᾱ·B·Aᴴ + β·C.
///
/// All are row-major; the symmetry of the result says which of the two it is. Runs `cblas_ssyr2k`,
/// `cblas_cher2k` or their like.
///
/// - Parameters:
///   - symmetry: Whether C = Cᵀ or C = Cᴴ.
///   - n: The order of C and the rows of A and B.
///   - k: The columns of A and B.
///   - alpha: α, the factor of the products.
///   - a: A, without gaps.
///   - b: B, without gaps.
///   - beta: β, the factor of C; with 0 its former contents do not matter.
///   - c: C, without gaps; its lower triangle is overwritten.
/// - Precondition: Dimensions fit 32 bits and the spans hold exactly their matrices.
/// - Complexity: O(n²·k), no allocation by the wrapper.
package func syr2k<Scalar: MatrixScalar>(
  _ symmetry: MirrorSymmetry, order n: Int, inner k: Int, alpha: Scalar, _ a: Span<Scalar>,
  _ b: Span<Scalar>, beta: Scalar.RealPart, _ c: inout MutableSpan<Scalar>
) {
  checkColumnMajor(rows: k, columns: n, a.count)
  checkColumnMajor(rows: k, columns: n, b.count)
  checkColumnMajor(rows: n, columns: n, c.count)
  if n == 0 { return }
  let conjugates = symmetry.conjugates(Scalar.self)
  let (n, k, ld) = (Int32(n), Int32(k), Int32(max(1, k)))
  unsafe a.withElementBytes { a in
    unsafe b.withElementBytes { b in
      unsafe c.withElementBytes { c in
        switch Scalar.elementKind {
        case .float32:
          unsafe cblas_ssyr2k(
            CblasRowMajor, CblasLower, CblasNoTrans, n, k, reinterpret(alpha, as: Float.self),
            scalars(a), ld, scalars(b), ld, reinterpret(beta, as: Float.self), scalars(c), n)
        case .float64:
          unsafe cblas_dsyr2k(
            CblasRowMajor, CblasLower, CblasNoTrans, n, k, reinterpret(alpha, as: Double.self),
            scalars(a), ld, scalars(b), ld, reinterpret(beta, as: Double.self), scalars(c), n)
        case .complex64:
          var alpha = reinterpret(alpha, as: Complex<Float>.self)
          let beta = reinterpret(beta, as: Float.self)
          if conjugates {
            unsafe cblas_cher2k(
              CblasRowMajor, CblasLower, CblasNoTrans, n, k, &alpha, a.baseAddress, ld,
              b.baseAddress, ld, beta, c.baseAddress, n)
          } else {
            var beta = Complex<Float>(beta)
            unsafe cblas_csyr2k(
              CblasRowMajor, CblasLower, CblasNoTrans, n, k, &alpha, a.baseAddress, ld,
              b.baseAddress, ld, &beta, c.baseAddress, n)
          }
        case .complex128:
          var alpha = reinterpret(alpha, as: Complex<Double>.self)
          let beta = reinterpret(beta, as: Double.self)
          if conjugates {
            unsafe cblas_zher2k(
              CblasRowMajor, CblasLower, CblasNoTrans, n, k, &alpha, a.baseAddress, ld,
              b.baseAddress, ld, beta, c.baseAddress, n)
          } else {
            var beta = Complex<Double>(beta)
            unsafe cblas_zsyr2k(
              CblasRowMajor, CblasLower, CblasNoTrans, n, k, &alpha, a.baseAddress, ld,
              b.baseAddress, ld, &beta, c.baseAddress, n)
          }
        }
      }
    }
  }
}
