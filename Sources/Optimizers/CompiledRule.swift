internal import ElementwiseKernels

/// A rule whose loop is compiled for every instruction set: those of this package.
///
/// Conform types of your own to ``ElementwiseRule``: only this package makes kernels.
public protocol CompiledRule: ElementwiseRule {}

extension CompiledRule {
  /// Moves a slice of the parameters by one step, in one pass of the compiled loop.
  ///
  /// - Complexity: O(n), no allocation.
  public func move<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    moments: inout MutableSpan<Scalar>, stride: Int, step: UpdateStep
  ) {
    guard let kernel = kernel(for: step) else {
      fatalError("\(Self.name) has no kernel: conform it to ElementwiseRule, and implement move")
    }
    ElementwiseKernels.update(
      by: kernel, values: &values, gradient: gradient, moments: &moments, momentStride: stride)
  }
}
