extension OptimizerState {
  /// Begins a step of a rule of your own, and lends it the moments.
  ///
  /// ```swift
  /// struct SignDescent: Optimizer {
  ///   static let name = "SignDescent"
  ///   var learningRate: Double
  ///   var moments: [String] { ["average"] }
  ///
  ///   func update<Scalar: RealScalar>(
  ///     _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
  ///     state: inout OptimizerState<Scalar>
  ///   ) {
  ///     let rate = Scalar(learningRate)
  ///     state.withMoments(of: self, count: values.count) { moments, stride in
  ///       for i in gradient.indices {
  ///         moments[i] += (gradient[i] - moments[i]) / 10
  ///         values[i] -= moments[i] < 0 ? -rate : rate
  ///       }
  ///     }
  ///   }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - optimizer: The rule; the state must be its own.
  ///   - count: The number of parameters.
  ///   - body: Receives all moments in one span, and the distance from the start of one moment to
  ///     that of the next: moment k of parameter i is at k · stride + i.
  /// - Returns: What `body` returns.
  /// - Precondition: `optimizer` made the state, for as many parameters.
  public mutating func withMoments<Result>(
    of optimizer: some Optimizer, count: Int,
    _ body: (_ moments: inout MutableSpan<Scalar>, _ stride: Int) -> Result
  ) -> Result {
    requireService(
      rule: type(of: optimizer).name, convention: optimizer.conventionName,
      moments: optimizer.moments, count: count)
    step += 1
    let stride = stride
    var span = buffer.mutableSpan
    return body(&span, stride)
  }
}
