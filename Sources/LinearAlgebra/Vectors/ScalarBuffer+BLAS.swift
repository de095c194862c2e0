internal import BLASKernels
internal import ElementwiseKernels

// What BLAS calls level 1, for whatever holds scalars without gaps: arrays, buffers, matrices.
extension ScalarBuffer {
  /// Returns Σ xᵢ·yᵢ, this being x; no factor is conjugated.
  ///
  /// Runs `sdot`, `ddot`, `cdotu` or `zdotu`.
  ///
  /// - Precondition: Both have the same count, which fits 32 bits.
  /// - Complexity: O(n), no allocation.
  public func dotProduct(_ other: some ScalarBuffer<Scalar>) -> Scalar {
    withSpan { x in other.withSpan { y in BLASKernels.dot(x, y, conjugating: false) } }
  }

  /// Returns Σ x̄ᵢ·yᵢ, this being x, whose elements are conjugated; as NumPy's `vdot`.
  ///
  /// For real numbers the same as ``dotProduct(_:)``. Runs `sdot`, `ddot`, `cdotc` or `zdotc`.
  ///
  /// - Precondition: Both have the same count, which fits 32 bits.
  /// - Complexity: O(n), no allocation.
  public func conjugateDotProduct(_ other: some ScalarBuffer<Scalar>) -> Scalar {
    withSpan { x in other.withSpan { y in BLASKernels.dot(x, y, conjugating: true) } }
  }

  /// Adds α·x, element by element.
  ///
  /// Runs `saxpy`, `daxpy`, `caxpy` or `zaxpy`.
  ///
  /// - Precondition: Both have the same count, which fits 32 bits.
  /// - Complexity: O(n), no allocation.
  public mutating func addScaled(_ x: some ScalarBuffer<Scalar>, by alpha: Scalar) {
    withMutableSpan { y in x.withSpan { x in axpy(alpha: alpha, x, &y) } }
  }

  /// Multiplies every element by α.
  ///
  /// Runs `sscal`, `dscal`, `cscal` or `zscal`; with α = 0, what is not finite may become 0.
  ///
  /// - Precondition: The count fits 32 bits.
  /// - Complexity: O(n), no allocation.
  public mutating func scale(by alpha: Scalar) {
    withMutableSpan { scal(alpha: alpha, &$0) }
  }

  /// √Σ|xᵢ|², without overflow on the way; 0 without elements.
  ///
  /// Runs `snrm2`, `dnrm2`, `scnrm2` or `dznrm2`.
  ///
  /// - Precondition: The count fits 32 bits.
  /// - Complexity: O(n), no allocation.
  public var euclideanNorm: Scalar.RealPart {
    withSpan { BLASKernels.euclideanNorm(count: $0.count, of: $0, start: 0, stride: 1) }
  }

  /// Σ (|Re xᵢ| + |Im xᵢ|), for real numbers the 1-norm; 0 without elements.
  ///
  /// Runs `sasum` or `dasum`.
  ///
  /// - Precondition: The count of parts fits 32 bits.
  /// - Complexity: O(n), no allocation.
  public var absoluteSum: Scalar.RealPart { withSpan { asum($0) } }

  /// The first index at which |Re xᵢ| + |Im xᵢ| is greatest, or nil without elements.
  ///
  /// Runs `isamax`, `idamax`, `icamax` or `izamax`. Where NaN are among the elements, the index
  /// says nothing.
  ///
  /// - Precondition: The count fits 32 bits.
  /// - Complexity: O(n), no allocation.
  public var indexOfGreatestMagnitude: Int? { count == 0 ? nil : withSpan { iamax($0) } }
}
