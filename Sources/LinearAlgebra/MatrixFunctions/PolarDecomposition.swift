internal import BLASKernels
public import ElementwiseKernels

/// A = U·H or A = H·U: a rotation or reflection U, and a stretching H ≥ 0 along orthogonal axes.
///
/// What e^(i·φ) and |z| are to a complex number. U is the unitary matrix closest to A in the
/// Frobenius norm, and H = √(AᴴA), or √(AAᴴ) on the left.
///
/// ```swift
/// let shear: Matrix<Double> = [[1, 1], [0, 1]]
/// let polar = try shear.polar()
/// polar.unitary      // [[0.894…, 0.447…], [−0.447…, 0.894…]]: a turn by −26.6°
/// polar.positive     // [[0.894…, 0.447…], [0.447…, 1.341…]]
/// ```
/// Of an oblong matrix U has orthonormal columns, or rows if it is wider than high. U is determined
/// by A where A has full rank, H always.
///
/// **Accuracy.** U·H is A + E with ‖E‖₂ ≤ p·ε·‖A‖₂, p a modest function of the shape; U is unitary
/// to p·ε, and H exactly Hermitian, with eigenvalues no lower than −p·ε·‖A‖₂.
///
/// - SeeAlso: Higham (2008), "Functions of Matrices: Theory and Computation", chapter 8.
public struct PolarDecomposition<Scalar: MatrixScalar>: Sendable, Equatable {
  /// Where H stands in the product.
  public enum Side: Sendable {
    /// A = H·U.
    case left
    /// A = U·H, SciPy's default.
    case right
  }

  /// U, m×n as A: orthonormal columns if m ≥ n, orthonormal rows if m ≤ n.
  public let unitary: Matrix<Scalar>
  /// H, n×n on the right, m×m on the left: Hermitian, no eigenvalue negative.
  public let positive: Matrix<Scalar>
  /// Where H stands.
  public let side: Side

  /// Decomposes a matrix.
  ///
  /// With the singular value decomposition A = W·Σ·Vᴴ, U = W·Vᴴ and H = V·Σ·Vᴴ, or W·Σ·Wᴴ on the
  /// left.
  ///
  /// - Parameters:
  ///   - matrix: A, m×n.
  ///   - side: Where H stands.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  /// - Complexity: O(m·n·min(m, n)), and O(n²) or O(m²) memory for H. LAPACK's `gesdd`.
  public init(_ matrix: Matrix<Scalar>, side: Side = .right) throws(LinearAlgebraError) {
    let decomposition = try matrix.svd()
    let (left, rightAdjoint) = (decomposition.leftVectors, decomposition.rightVectorsAdjoint)
    let (m, n) = (matrix.rows, matrix.columns)
    let inner = decomposition.singularValues.count
    self.side = side
    unitary = left * rightAdjoint
    switch side {
    case .right:
      var scaled = rightAdjoint
      scaled.scaleRows(by: decomposition.singularValues)
      var positive = rightAdjoint.product(
        .adjoint, .none, scaled, shape: (rows: n, columns: n, inner: inner))
      positive.makeHermitian()
      self.positive = positive
    case .left:
      var scaled = left
      scaled.scaleColumns(by: decomposition.singularValues)
      var positive = scaled.product(
        .none, .adjoint, left, shape: (rows: m, columns: m, inner: inner))
      positive.makeHermitian()
      self.positive = positive
    }
  }

  /// Returns U·H or H·U: A, up to rounding.
  ///
  /// - Complexity: O(m·n²), or O(m²·n) on the left.
  public func reconstructed() -> Matrix<Scalar> {
    side == .right ? unitary * positive : positive * unitary
  }
}

extension Matrix {
  /// Returns the polar decomposition, A = U·H, or A = H·U.
  ///
  /// - Parameter side: Where the factor H ≥ 0 stands.
  /// - Returns: U and H.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` or
  ///   ``LinearAlgebraError/notConverged(count:)``.
  /// - Complexity: O(m·n·min(m, n)). LAPACK's `gesdd`.
  public func polar(
    side: PolarDecomposition<Scalar>.Side = .right
  ) throws(LinearAlgebraError) -> PolarDecomposition<Scalar> {
    try PolarDecomposition(self, side: side)
  }

  /// Makes a square matrix that is Hermitian up to rounding exactly so, by its lower triangle.
  mutating func makeHermitian() {
    let n = rows
    for index in 0..<n { self[index, index] = Scalar(real: self[index, index].realPart) }
    var elements = mutableSpan
    mirrorLowerTriangle(order: n, &elements, conjugating: true)
  }
}
