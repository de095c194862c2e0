internal import CElementwise

/// Overwrites each value v by n / (√v + ε): the work that no RMSprop step can do without.
///
/// Benchmarks hold the update against it; training has no use for it.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
package func divideByRoots<Scalar: RealScalar>(
  _ values: inout MutableSpan<Scalar>, numerators: Span<Scalar>, epsilon: Double
) {
  require(
    values.count == numerators.count, "\(values.count) roots, \(numerators.count) numerators")
  unsafe values.withUnsafeMutableBufferPointer { values in
    unsafe numerators.withUnsafeBufferPointer { numerators in
      unsafe descent_divide_by_roots(
        Scalar.cScalar, values.count, values.baseAddress, numerators.baseAddress, epsilon)
    }
  }
}
