import Descent
import ElementwiseKernels
import Synchronization

/// What the updates of one run did: where the parameters went, and how long the steps were.
///
/// An ``ObservedRule`` writes it while `fit` trains.
final class RunDiary<Scalar: RealScalar>: Sendable {
  /// Which updates are looked at.
  struct Agenda: Equatable, Sendable {
    /// Between two copies of the parameters.
    var stepsPerCopy: Int
    /// After which updates the steps are measured.
    var measuredSteps: Set<Int>
    /// The parts that are measured, each by itself.
    var parts: [ParameterRange]
  }

  /// A part of the parameters just after an update.
  struct Measurement: Equatable, Sendable {
    /// The number of the update, from 1.
    var step: Int
    /// Which of the parts.
    var part: Int
    /// The median and quartiles of the effective steps, where they are finite and the gradient is not
    /// zero; nil without any.
    var sizes: Spread?
    /// ‖Δθ‖/‖θ‖, where it has a meaning.
    var updateRatio: Double?
  }

  private struct Pages {
    var copies: [[Scalar]] = []
    var measurements: [Measurement] = []
  }

  let agenda: Agenda
  private let pages: Mutex<Pages>

  /// Of a part with more parameters than this, as many evenly spread ones are measured.
  private static var mostSizes: Int { 4_096 }

  /// Begins a diary.
  init(_ agenda: Agenda, start: [Scalar]) {
    self.agenda = agenda
    pages = Mutex(Pages(copies: [start]))
  }

  /// The parameters at the start and after every so many updates.
  var copies: [[Scalar]] { pages.withLock { $0.copies } }

  /// In the order of time.
  var measurements: [Measurement] { pages.withLock { $0.measurements } }

  /// Whether an update is looked at.
  func isInterested(in step: Int) -> Bool {
    step.isMultiple(of: agenda.stepsPerCopy) || agenda.measuredSteps.contains(step)
  }

  /// Looks at an update.
  ///
  /// - Parameters:
  ///   - optimizer: The rule that made it.
  ///   - values: The parameters after it.
  ///   - before: The parameters before it.
  ///   - gradient: What it was made against.
  ///   - state: What it left.
  func note(
    _ optimizer: some Optimizer, values: [Scalar], before: [Scalar], gradient: [Scalar],
    state: OptimizerState<Scalar>
  ) {
    if state.step.isMultiple(of: agenda.stepsPerCopy) {
      pages.withLock { $0.copies.append(values) }
    }
    guard agenda.measuredSteps.contains(state.step) else { return }
    let rule = optimizer as? any EffectiveStepReporting
    let measurements = agenda.parts.enumerated().map { index, part in
      let sizes = rule.map { $0.effectiveSteps(of: state, in: part.range).sizes } ?? []
      // The weight of a pixel that is always black keeps a huge step, and never takes it.
      let taken = Self.sample(sizes.indices).filter {
        sizes[$0].isFinite && gradient[part.range.lowerBound + $0] != 0
      }
      return Measurement(
        step: state.step, part: index, sizes: Spread(of: taken.map { sizes[$0] }),
        updateRatio: Self.updateRatio(Array(values[part.range]), Array(before[part.range])))
    }
    pages.withLock { $0.measurements += measurements }
  }

  private static func sample(_ indices: Range<Int>) -> [Int] {
    guard indices.count > mostSizes else { return Array(indices) }
    return (0..<mostSizes).map { $0 * indices.count / mostSizes }
  }

  /// ‖Δθ‖/‖θ‖; nil where it is no number.
  private static func updateRatio(_ values: [Scalar], _ before: [Scalar]) -> Double? {
    let (new, old) = (
      Matrix(rows: 1, columns: values.count, elements: values),
      Matrix(rows: 1, columns: before.count, elements: before)
    )
    let ratio = Double((new - old).norm()) / Double(old.norm())
    return ratio.isFinite ? ratio : nil
  }
}

/// A rule whose updates somebody writes down; it makes the same updates as without.
struct ObservedRule<Rule: Optimizer, Element: RealScalar>: Optimizer {
  /// The rule.
  var rule: Rule
  /// Who writes; nobody, once the rule has been decoded.
  private(set) var diary: RunDiary<Element>?

  private enum CodingKeys: String, CodingKey { case rule }

  /// Lets a diary look at the updates of a rule.
  init(_ rule: Rule, diary: RunDiary<Element>) {
    self.rule = rule
    self.diary = diary
  }

  // The state is that of the rule, and it is the rule that gets it back.
  static var name: String { Rule.name }
  var moments: [String] { rule.moments }
  var initialMoments: [Double] { rule.initialMoments }
  var conventionName: String? { rule.conventionName }
  var fault: String? { rule.fault }

  var learningRate: Double {
    get { rule.learningRate }
    set { rule.learningRate = newValue }
  }

  func lossScale<Scalar: RealScalar>(in state: OptimizerState<Scalar>) -> Double {
    rule.lossScale(in: state)
  }

  func update<Scalar: RealScalar>(
    _ values: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
    state: inout OptimizerState<Scalar>
  ) {
    guard let diary, diary.isInterested(in: state.step + 1) else {
      return rule.update(&values, gradient: gradient, state: &state)
    }
    let before = Array(values.span)
    rule.update(&values, gradient: gradient, state: &state)
    // The scalars of the run are those of the diary.
    if let before = before as? [Element], let after = Array(values.span) as? [Element],
      let gradient = Array(gradient) as? [Element], let state = state as? OptimizerState<Element>
    {
      diary.note(rule, values: after, before: before, gradient: gradient, state: state)
    }
  }

  static func == (left: Self, right: Self) -> Bool { left.rule == right.rule }
}
