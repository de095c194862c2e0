import Descent
import ElementwiseKernels

/// The descent of a test function, without noise or with seeded noise on its gradient.
///
/// The loss is the height above the minimum. The seed decides where near the usual start a run
/// begins, and the noise; so runs of one seed have the same start and the same noise.
struct FunctionProblem: OptimizationProblem {
  /// The name as on the command line.
  var name: String
  /// The function.
  let function: TestFunction
  /// The condition number of a quadratic, if it was asked for.
  var condition: Double?
  /// The standard deviation of the noise over the root mean square of the gradient at the start.
  let noise: Double
  /// The updates of a run.
  let steps: Int

  /// The updates of a run, unless the user says otherwise.
  static let usualSteps = 500
  /// Between two records of a run that counts; one of the search leaves its last state only.
  static let stepsPerRecord = 10
  /// Between two looks at the clock: to look takes as long as some steps do.
  private static let recordsPerLook = 100
  /// What is left of the height of the usual start where the function counts as solved, if the run stays
  /// there.
  private static let solvedShare = 1e-3

  private var records: Int { (steps + Self.stepsPerRecord - 1) / Self.stepsPerRecord }

  private var target: Double {
    Self.solvedShare * (function(function.start).value - function.minimumValue)
  }

  var description: ComparisonResults.Problem {
    ComparisonResults.Problem(
      name: name,
      title: function.name + (condition.map { ", condition \(NumberText.typed($0))" } ?? "")
        + (noise > 0 ? ", noise \(NumberText.typed(noise))" : ""),
      kind: .function,
      source: "M. Jamil, X. Yang, “A literature survey of benchmark functions for global "
        + "optimization problems”, arXiv:1308.4008, 2013",
      data: "f(x) = \(function.formula)", trainingCount: 0, validationCount: 0, testCount: 0,
      preprocessing: "", model: "\(function.dimensions) variables", activations: "",
      parameterCount: function.dimensions,
      initialization: "near (\(function.start.map(NumberText.short).joined(separator: ", "))), "
        + "within \(NumberText.shortPercent(ComparisonResults.Problem.startSpread)) of the domain's width",
      loss: "height above the minimum"
        + (noise > 0
          ? "; the gradient with normal noise of \(NumberText.typed(noise)) times its size at the "
            + "start" : ""),
      lowestLoss: 0, scalar: "Double (64 bits)", target: .init(measure: .loss, value: target),
      epochs: records, stepsPerEpoch: Self.stepsPerRecord, batchSize: 0, hasAccuracy: false,
      noise: noise > 0 ? noise : nil, minima: function.minima)
  }

  var bytesPerRun: Double { 1_000 }

  /// Where the runs of a seed begin.
  func start(seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return zip(function.start, function.domain).map { start, range in
      let reach = ComparisonResults.Problem.startSpread * (range.upperBound - range.lowerBound)
      let offset = Double.random(in: -reach...reach, using: &generator)
      return min(max(start + offset, range.lowerBound), range.upperBound)
    }
  }

  /// The standard deviation of the noise on each coordinate of the gradient.
  var standardDeviation: Double {
    let gradient = function(function.start).gradient
    let square = gradient.reduce(0) { $0 + $1 * $1 } / Double(gradient.count)
    return noise * square.squareRoot()
  }

  func recordCount(of stage: ComparisonResults.Trial.Stage) -> Int {
    stage == .final ? records : 1
  }

  func run(
    _ job: TrialJob, with optimizer: any Optimizer, onProgress: (TrialProgress) -> Void
  ) -> ComparisonResults.Trial {
    descend(job, with: optimizer) { epoch in
      onProgress(
        TrialProgress(
          epoch: epoch.steps / Self.stepsPerRecord, fraction: Double(epoch.steps) / Double(steps),
          loss: epoch.trainingLoss))
    }
  }

  private func descend(
    _ job: TrialJob, with optimizer: some Optimizer,
    onRecord: (ComparisonResults.Epoch) -> Void
  ) -> ComparisonResults.Trial {
    var trial = ComparisonResults.Trial(job)
    var descent = FunctionDescent(
      function.withGradientNoise(standardDeviation: standardDeviation, seed: job.seed),
      from: start(seed: job.seed), with: optimizer)
    let target = target
    var watch = TargetWatch(isLenient: noise > 0)
    var stretch = Stretch()
    let stepsPerRecord = job.stage == .final ? Self.stepsPerRecord : steps
    let records = recordCount(of: job.stage)
    var seconds = 0.0
    var begin = ProcessorTime.ofThread
    for record in 1...records {
      var sum = 0.0
      let last = min(steps, record * stepsPerRecord)
      let count = last - descent.stepsTaken
      while descent.stepsTaken < last {
        sum += descent.height
        descent.step()
        stretch.add(descent.height)
        // Noise lets a point hover: there the mean height of a stretch is what is measured.
        if noise == 0 || descent.stepsTaken.isMultiple(of: Self.stepsPerRecord)
          || descent.stepsTaken == steps
        {
          watch.note(
            stretch.takeMean() <= target, at: .init(steps: descent.stepsTaken, seconds: 0))
        }
        guard descent.height.isFinite else {
          seconds += ProcessorTime.ofThread - begin
          trial.setSeconds(seconds / Double(descent.stepsTaken))
          trial.stepsToFirstTouch = watch.touched?.steps
          trial.divergedAtStep = descent.stepsTaken
          return trial
        }
      }
      trial.epochs.append(
        ComparisonResults.Epoch(
          number: record, steps: last, seconds: 0, trainingLoss: sum / Double(count),
          validationLoss: descent.height))
      guard record.isMultiple(of: Self.recordsPerLook) || record == records else { continue }
      seconds += ProcessorTime.ofThread - begin
      let told = (record - 1) / Self.recordsPerLook * Self.recordsPerLook
      for epoch in trial.epochs[told...] { onRecord(epoch) }
      begin = ProcessorTime.ofThread
    }
    trial.setTarget(watch)
    trial.setSeconds(seconds / Double(steps))
    if job.stage == .final { trial.testLoss = descent.height }
    return trial
  }

  /// The mean of the heights since it was last asked for.
  private struct Stretch {
    private var sum = 0.0
    private var count = 0.0

    mutating func add(_ height: Double) {
      sum += height
      count += 1
    }

    mutating func takeMean() -> Double {
      defer { (sum, count) = (0, 0) }
      return sum / count
    }
  }
}

extension ComparisonResults.Trial {
  /// Writes down the times of steps that all cost the same.
  fileprivate mutating func setSeconds(_ secondsPerStep: Double) {
    secondsToTarget = stepsToTarget.map { Double($0) * secondsPerStep }
    for index in epochs.indices {
      epochs[index].seconds = Double(epochs[index].steps) * secondsPerStep
    }
  }
}

/// A point on its way down a function.
struct FunctionDescent<Rule: Optimizer> {
  /// By how much of a minimum, or of 1, a value below it is rounding.
  private static var rounding: Double { 1e-9 }

  private var function: NoisyGradient
  private let optimizer: Rule
  private var state: OptimizerState<Double>
  private var gradient: [Double]
  /// Where the point is.
  private(set) var position: [Double]
  /// Its height above the minimum; infinite where the function goes below it, outside of its domain.
  private(set) var height: Double
  /// The updates so far.
  private(set) var stepsTaken = 0

  /// Puts the point at its start.
  init(_ function: NoisyGradient, from start: [Double], with optimizer: Rule) {
    self.function = function
    self.optimizer = optimizer
    state = optimizer.makeState(for: start)
    position = start
    (height, gradient) = (0, [])
    look()
  }

  /// Moves the point by one update.
  mutating func step() {
    optimizer.update(&position, gradient: gradient, state: &state)
    stepsTaken += 1
    look()
  }

  private mutating func look() {
    let value: Double
    (value, gradient) = function(position)
    // Rounding may leave the last bit of a minimum below what the catalogue says.
    height = max(value - function.function.minimumValue, 0)
    if value.isNaN { height = .nan }
    let minimum = function.function.minimumValue
    if value < minimum - Self.rounding * max(1, abs(minimum)) { height = .infinity }
  }
}
