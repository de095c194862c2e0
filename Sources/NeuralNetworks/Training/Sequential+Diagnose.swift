internal import ElementwiseKernels
public import Optimizers

/// When `fit` takes a diagnosis, and who gets it.
///
/// ```swift
/// try model.fit(train, epochs: 5, diagnosing: Diagnosing(every: 500) { print($0) })
/// ```
/// Trainings may share it, and several at once may call its closure then; a `Mutex` holds what that
/// gathers:
///
/// ```swift
/// let steps = Mutex<[Int]>([])
/// let diagnosing = Diagnosing(every: 500) { diagnosis in
///   steps.withLock { $0.append(diagnosis.step) }
/// }
/// ```
public struct Diagnosing: Sendable {
  /// After how many steps there is one, and after as many again.
  public let interval: Int
  /// Who gets it.
  public let report: @Sendable (Diagnosis) -> Void

  /// Asks for a diagnosis after every so many steps since `compile`.
  ///
  /// Every step is then searched for NaN and infinities. The first that appears is reported at once,
  /// in `Diagnosis.firstNonFinite`, even when `fit` goes on to throw because of it. The
  /// gradient of a step that a plan's loss scaling skips is none, and one that a plan holds is
  /// reported with its step.
  ///
  /// - Precondition: `interval ≥ 1`.
  public init(every interval: Int, report: @escaping @Sendable (Diagnosis) -> Void) {
    require(interval >= 1, "there is no diagnosis every \(interval) steps")
    self.interval = interval
    self.report = report
  }
}

extension FlatParameters {
  /// The blocks as ranges to diagnose, without those that have no parameters.
  public var parameterRanges: [ParameterRange] {
    blocks.filter { !$0.range.isEmpty }.map { ParameterRange(name: $0.name, range: $0.range) }
  }
}

extension Sequential {
  /// The blocks of the parameters, such as "dense_1.weight" and "dense_1.bias", as ranges to diagnose.
  public var parameterRanges: [ParameterRange] { parameters.parameterRanges }

  /// Looks at what the last step of training did to each block of the parameters.
  ///
  /// ```swift
  /// try model.fit(train, epochs: 1)
  /// print(model.diagnose())
  /// ```
  /// The gradient is that of the last batch. After a `fit` that threw
  /// ``TrainingError/diverged(epoch:step:loss:)`` it is that of the batch whose loss was not finite,
  /// and no step has been taken against it. Where weights changed otherwise since the last step, as
  /// by early stopping that restores the best, the gradient is not theirs.
  ///
  /// - Parameter before: The values before the step, such as `parameters.values` kept from then, for
  ///   the ratio of update to weights; ``Diagnosing`` keeps them itself.
  /// - Returns: One part per block.
  /// - Precondition: `compile` was called.
  /// - Complexity: O(n) on average.
  public func diagnose(before: AlignedBuffer<Scalar>? = nil) -> Diagnosis {
    requireTraining(for: "diagnose").diagnosis(of: parameters, before: before)
  }
}

extension TrainingSetup {
  /// What the last step did.
  func diagnosis(
    of parameters: FlatParameters<Scalar>, before: AlignedBuffer<Scalar>?
  ) -> Diagnosis {
    var diagnosis = optimizer.diagnose(
      values: parameters.values, before: before, gradient: parameters.gradients, state: state,
      ranges: parameters.parameterRanges)
    // That gradient reached no optimizer, and none has skipped it.
    if hasDiverged, diagnosis.wasSkipped {
      diagnosis.wasSkipped = false
      diagnosis.firstNonFinite =
        diagnosis.firstNonFinite ?? diagnosis.ranges.lazy.compactMap(\.nonFinite.first).first
    }
    return diagnosis
  }
}

/// The memory of diagnosing during one call of `fit`.
struct DiagnosingWatch<Scalar: RealScalar> {
  private let diagnosing: Diagnosing
  private var watch: NonFiniteWatch
  private var before: AlignedBuffer<Scalar>?
  private var stepsBefore = 0

  init(
    _ diagnosing: Diagnosing, ranges: [ParameterRange], from state: OptimizerState<Scalar>
  ) {
    self.diagnosing = diagnosing
    watch = NonFiniteWatch(ranges: ranges, from: state)
  }

  /// Keeps the values before a step that is going to be reported.
  mutating func begin(values: AlignedBuffer<Scalar>, stepsBefore: Int) {
    self.stepsBefore = stepsBefore
    before = (stepsBefore + 1) % diagnosing.interval == 0 ? values : nil
  }

  /// Reports a step when it is time, or when it is the first with a NaN or an infinity.
  ///
  /// A batch need not be a step: its loss may not be finite, and a plan may gather its gradient
  /// for a later step, or skip it.
  mutating func end(parameters: FlatParameters<Scalar>, setup: TrainingSetup<Scalar>) {
    let (step, wasFinite) = (setup.state.step, watch.first == nil)
    let wasTaken = step > stepsBefore
    watch.observe(
      values: parameters.values, gradient: parameters.gradients, state: setup.state,
      step: stepsBefore + 1)
    let isNews = wasFinite && watch.first != nil
    guard isNews || (wasTaken && step % diagnosing.interval == 0) else { return }
    var diagnosis = setup.diagnosis(of: parameters, before: wasTaken ? before : nil)
    diagnosis.firstNonFinite = watch.first
    diagnosing.report(diagnosis)
  }
}
