import Descent
import ElementwiseKernels

/// Finds out whether a rule gives what it must before anything is timed.
enum RuleCheck {
  /// Parameters enough for several threads to share an update.
  static let count = UpdateThreads.splitCount + 77
  private static let steps = 7

  /// Compares the fastest way to compute a rule with the plainest: one thread and no vectors beyond
  /// those that every machine has.
  ///
  /// - Throws: `ThroughputError` when the bits of a parameter differ, or one is not finite or has not
  ///   moved.
  static func check<Scalar: RealScalar>(
    _ rule: MeasuredRule, threads: Int, count: Int = count, as scalar: Scalar.Type
  ) throws {
    let start = (0..<count).map { Scalar($0 % 1001 - 500) / 256 }
    let fast = moved(by: rule.optimizer, threads: threads, on: .supported, from: start)
    let plain = moved(by: rule.optimizer, threads: 1, on: .baseline, from: start)
    guard fast == plain else {
      throw ThroughputError.differs(
        "the update by \(rule.name) on \(threads) threads and \(InstructionSet.supported) differs "
          + "from that on one thread and \(InstructionSet.baseline)")
    }
    for index in fast.indices where !fast[index].isFinite || fast[index] == start[index] {
      throw ThroughputError.differs(
        "parameter \(index), \(start[index]), became \(fast[index]) by \(rule.name)")
    }
  }

  /// The parameters after some steps.
  private static func moved<Scalar: RealScalar>(
    by optimizer: some Optimizer, threads: Int, on set: InstructionSet, from start: [Scalar]
  ) -> [Scalar] {
    let (setBefore, threadsBefore) = (InstructionSet.active, UpdateThreads.count)
    defer {
      InstructionSet.use(setBefore)
      UpdateThreads.count = threadsBefore
    }
    InstructionSet.use(set)
    UpdateThreads.count = threads
    var values = start
    let gradient: [Scalar] = start.indices.map { Scalar($0 % 1777 - 888) / 300 + 0.001 }
    var state = optimizer.makeState(for: values)
    for _ in 0..<steps { optimizer.update(&values, gradient: gradient, state: &state) }
    return values
  }
}
