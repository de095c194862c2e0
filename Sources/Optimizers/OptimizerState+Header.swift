internal import ElementwiseKernels

/// All that a state remembers but the moments themselves: small enough for the header of a file.
package struct OptimizerStateHeader: Codable, Equatable, Sendable {
  /// The rule that made the state.
  package let rule: String
  /// Its variant of the rule.
  package let convention: String?
  /// The names of the moments, in order.
  package let moments: [String]
  /// The number of parameters.
  package let count: Int
  /// The number of steps taken.
  package let step: Int
  let product: Double
  let progress: PlanProgress
}

extension OptimizerState {
  /// All but the moments.
  package var header: OptimizerStateHeader {
    OptimizerStateHeader(
      rule: rule, convention: convention, moments: moments, count: count, step: step,
      product: product, progress: progress)
  }

  /// Lends a moment of all parameters, by its place among ``moments``.
  package func withMoment<Result, Failure: Error>(
    at index: Int, _ body: (Span<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(buffer.span.extracting(index * stride..<index * stride + count))
  }

  /// Puts a state together again: all its bits, those included that no step will read.
  ///
  /// - Returns: Nil when the parts do not go together, or a number is out of range.
  package init?(_ header: OptimizerStateHeader, moments: [AlignedBuffer<Scalar>]) {
    let counts = 0...(1 << 48)
    guard counts.contains(header.count), counts.contains(header.step),
      moments.count == header.moments.count, moments.allSatisfy({ $0.count == header.count }),
      Set(header.moments).count == moments.count, header.product >= 0, header.product <= 1,
      header.progress.fault(moments: header.moments) == nil
    else { return nil }
    self.init(
      rule: header.rule, convention: header.convention, moments: header.moments,
      count: header.count)
    step = header.step
    product = header.product
    progress = header.progress
    let distance = stride
    var target = buffer.mutableSpan
    for (index, moment) in moments.enumerated() {
      var place = target.slice(index * distance..<index * distance + moment.count)
      copyScalars(from: moment.span, to: &place)
    }
  }
}
