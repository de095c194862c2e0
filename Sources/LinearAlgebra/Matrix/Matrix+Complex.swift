internal import ElementwiseKernels

extension Matrix {
  /// Returns the matrix with every element conjugated; of real numbers a copy.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func conjugated() -> Matrix {
    if Scalar.self == Scalar.RealPart.self { return self }
    var result = Matrix(unwrittenRows: rows, columns: columns)
    var elements = result.mutableSpan
    conjugate(span, into: &elements)
    return result
  }

  /// Returns the real part of every element; of real numbers the elements themselves.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func realParts() -> Matrix<Scalar.RealPart> {
    reals { takeParts(.real, of: span, into: &$0) }
  }

  /// Returns the imaginary part of every element; of real numbers zeros.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func imaginaryParts() -> Matrix<Scalar.RealPart> {
    reals { takeParts(.imaginary, of: span, into: &$0) }
  }

  /// Returns the modulus of every element, |a[i, j]|; of real numbers the absolute value.
  ///
  /// It overflows only where the modulus itself does. An infinite part makes it infinite, and
  /// otherwise a NaN makes it NaN.
  ///
  /// - Complexity: O(rows · columns), one allocation.
  public func moduli() -> Matrix<Scalar.RealPart> {
    reals { ElementwiseKernels.moduli(of: span, into: &$0) }
  }

  /// Creates a complex matrix from its real and imaginary parts.
  ///
  /// - Precondition: Both have the same shape.
  /// - Complexity: O(rows · columns), one allocation.
  public init<Real: RealScalar>(real: Matrix<Real>, imaginary: Matrix<Real>)
  where Scalar == Complex<Real> {
    require(
      real.rows == imaginary.rows && real.columns == imaginary.columns,
      "real parts of \(real.rows)×\(real.columns) meet imaginary parts of "
        + "\(imaginary.rows)×\(imaginary.columns)")
    self.init(unwrittenRows: real.rows, columns: real.columns)
    var elements = mutableSpan
    joinParts(real: real.span, imaginary: imaginary.span, into: &elements)
  }

  /// Creates a complex matrix with the elements of a real one.
  ///
  /// - Complexity: O(rows · columns), two allocations, of the result and of one row.
  public init<Real: RealScalar>(_ real: Matrix<Real>) where Scalar == Complex<Real> {
    self.init(unwrittenRows: real.rows, columns: real.columns)
    let (source, width) = (real.span, real.columns)
    let zeros = Matrix<Real>(rows: 1, columns: width)
    var elements = mutableSpan
    for row in 0..<real.rows {
      let place = row * width..<(row + 1) * width
      var target = elements.slice(place)
      joinParts(real: source.extracting(place), imaginary: zeros.span, into: &target)
    }
  }

  private func reals(
    _ body: (inout MutableSpan<Scalar.RealPart>) -> Void
  ) -> Matrix<Scalar.RealPart> {
    var result = Matrix<Scalar.RealPart>(unwrittenRows: rows, columns: columns)
    var elements = result.mutableSpan
    body(&elements)
    return result
  }
}
