internal import ElementwiseKernels

extension ScalarBuffer {
  /// Returns x × y, the vector at right angles to two of three elements, this being x.
  ///
  /// Its length is the area of the parallelogram between them, and x, y, x × y are oriented like
  /// thumb, index and middle finger of the right hand. No factor is conjugated.
  ///
  /// ```swift
  /// [1.0, 0, 0].crossProduct([0, 1, 0])      // [0, 0, 1]
  /// ```
  /// - Parameter other: y.
  /// - Returns: (x₁y₂ − x₂y₁, x₂y₀ − x₀y₂, x₀y₁ − x₁y₀).
  /// - Precondition: Both have three elements.
  /// - Complexity: O(1), one allocation.
  public func crossProduct(_ other: some ScalarBuffer<Scalar>) -> [Scalar] {
    let (count, otherCount) = (count, other.count)
    require(
      count == 3 && otherCount == 3,
      "vectors of \(count) and \(otherCount) elements have no cross product")
    return withSpan { x in
      other.withSpan { y in
        [
          x[1] * y[2] - x[2] * y[1],
          x[2] * y[0] - x[0] * y[2],
          x[0] * y[1] - x[1] * y[0],
        ]
      }
    }
  }
}
