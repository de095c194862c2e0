internal import BLASKernels
internal import ComplexModule
internal import ElementwiseKernels

/// A = Z·T·Zᴴ in complex numbers with upper triangular T, to compute f(A) = Z·f(T)·Zᴴ.
struct ComplexSchurForm<Real: RealScalar> {
  /// T.
  var triangular: Matrix<Complex<Real>>
  /// Z, or nothing where A is triangular already and Z = I.
  private(set) var unitary: Matrix<Complex<Real>>?
  /// n·ε·‖A‖F: an eigenvalue up to this is zero as far as rounding lets one tell; 0 where A is
  /// triangular and the eigenvalues are read off.
  let negligible: Real

  /// Decomposes a finite square matrix.
  ///
  /// One without imaginary parts is decomposed in real numbers and its blocks of 2×2 then split, so
  /// that real eigenvalues stay exactly real and others in conjugate pairs.
  init<Scalar: MatrixScalar>(
    of matrix: Matrix<Scalar>
  ) throws(LinearAlgebraError) where Scalar.RealPart == Real {
    if matrix.isUpperTriangular {
      (triangular, unitary, negligible) = (Self.widened(matrix), nil, 0)
      return
    }
    let norm = BLASKernels.norm(
      .frobenius, rows: matrix.rows, columns: matrix.columns, of: matrix.span)
    negligible = Real(matrix.rows) * .ulpOfOne * norm
    if matrix.hasNoImaginaryParts {
      let form = try SchurDecomposition(matrix.realParts())
      (triangular, unitary) = (Matrix(form.triangularFactor), Matrix(form.unitaryFactor))
      splitBlocks(form.eigenvalues)
    } else {
      let form = try SchurDecomposition(Self.widened(matrix))
      (triangular, unitary) = (form.triangularFactor, form.unitaryFactor)
    }
  }

  /// The matrix in complex numbers; a complex one as it is.
  private static func widened<Scalar: MatrixScalar>(
    _ matrix: Matrix<Scalar>
  ) -> Matrix<Complex<Real>> where Scalar.RealPart == Real {
    (matrix as? Matrix<Complex<Real>>) ?? Matrix(matrix.realParts())
  }

  /// Returns Z·F·Zᴴ.
  func transformed(_ function: Matrix<Complex<Real>>) -> Matrix<Complex<Real>> {
    guard let unitary else { return function }
    let n = function.rows
    return (unitary * function).product(
      .none, .adjoint, unitary, shape: (rows: n, columns: n, inner: n))
  }

  /// Turns each pair of rows and columns that holds a block of 2×2 until the block is triangular.
  @_specialize(where Real == Float)
  @_specialize(where Real == Double)
  private mutating func splitBlocks(_ eigenvalues: [Complex<Real>]) {
    guard var unitary else { return }
    // The only owner is now the variable, which may be written without a copy.
    self.unitary = nil
    let n = triangular.rows
    for k in 0..<Swift.max(0, n - 1) where !triangular[k + 1, k].isZero {
      // (λ − a, c) is the eigenvector of the block [[a, b], [c, a]] for λ.
      let (offset, below) = (eigenvalues[k].imaginary, triangular[k + 1, k].real)
      let length = Complex(offset, below).length
      let (cosine, sine) = (Complex(0, offset / length), Complex(below / length))
      for column in k..<n {
        let (upper, lower) = (triangular[k, column], triangular[k + 1, column])
        triangular[k, column] = cosine.conjugate * upper + sine * lower
        triangular[k + 1, column] = cosine * lower - sine * upper
      }
      func turn(_ matrix: inout Matrix<Complex<Real>>, rows: Int) {
        for row in 0..<rows {
          let (left, right) = (matrix[row, k], matrix[row, k + 1])
          matrix[row, k] = left * cosine + right * sine
          matrix[row, k + 1] = right * cosine.conjugate - left * sine
        }
      }
      turn(&triangular, rows: k + 2)
      turn(&unitary, rows: n)
      (triangular[k, k], triangular[k + 1, k + 1]) = (eigenvalues[k], eigenvalues[k].conjugate)
      triangular[k + 1, k] = 0
    }
    self.unitary = unitary
  }
}

extension Matrix {
  /// Whether every element is a real number.
  fileprivate var hasNoImaginaryParts: Bool {
    let elements = span
    return Scalar.self == Scalar.RealPart.self
      || elements.indices.allSatisfy { elements[$0].imaginaryPart == 0 }
  }
}
