import LinearAlgebra
import Optimizers
import TestSupport
import Testing

@Suite struct MinimizeTests {
  private static let bowl = TestFunction.sphere()

  // MARK: Convergence

  @Test(arguments: TestFunction.all.indices.filter { TestFunction.all[$0].isConvex })
  func gradientDescentFindsConvexMinima(_ index: Int) throws {
    let function = TestFunction.all[index]
    // Curvatures of the four are at most 100.
    let minimum = try minimize(
      function.callAsFunction, from: function.start, with: SGD(learningRate: 0.015),
      until: .gradientNorm(below: 1e-9))
    #expect(minimum.reason == .criterion(.gradientNorm(below: 1e-9)))
    // The lowest curvature, 0.04 of Matyas' bowl, turns the norm into a distance.
    #expect(function.distanceToMinimum(from: minimum.point) <= 1e-9 / 0.04)
  }

  @Test(arguments: TestFunction.all.indices.filter { TestFunction.all[$0].isConvex })
  func rmspropFindsConvexMinimaWithAScheduleThatFalls(_ index: Int) throws {
    let function = TestFunction.all[index]
    for convention in RMSprop.Convention.all {
      let minimum = try minimize(
        function.callAsFunction, from: function.start, with: RMSprop(convention: convention),
        schedule: .cosine(initial: 0.05, decaySteps: 4000), until: .steps(4000))
      #expect(minimum.step == 4000 && minimum.reason == .criterion(.steps(4000)))
      // A step is about η, and the last hundred rates are below 1e-4.
      #expect(function.distanceToMinimum(from: minimum.point) <= 1e-3, "\(function.name)")
    }
  }

  @Test func momentumFollowsTheValley() throws {
    for dimensions in [2, 4] {
      let function = TestFunction.rosenbrock(dimensions: dimensions)
      let minimum = try minimize(
        function.callAsFunction, from: Array(repeating: 0.5, count: dimensions),
        with: SGD(learningRate: 2e-4, momentum: 0.95), until: .gradientNorm(below: 1e-8))
      #expect(function.distanceToMinimum(from: minimum.point) <= 1e-5)
    }
  }

  @Test func rmspropLeavesASaddleAndAPlateauSooner() throws {
    for function in [TestFunction.saddle, .plateau()] {
      let target = function.minimumValue + 0.01
      let adaptive = try minimize(
        function.callAsFunction, from: function.start, with: RMSprop(learningRate: 0.01),
        until: .value(below: target))
      let plain = try minimize(
        function.callAsFunction, from: function.start, with: SGD(learningRate: 0.01),
        until: .value(below: target))
      #expect(adaptive.step < plain.step / 2, "\(function.name)")
    }
  }

  @Test func averagesNoiseAway() throws {
    var noisy = Self.bowl.withGradientNoise(standardDeviation: 0.5, seed: 7)
    let minimum = try minimize(
      { noisy($0) }, from: [3.0, 3.0], with: SGD(),
      schedule: .inverseTime(initial: 0.2, decayRate: 0.2), until: .steps(5000))
    // The rate 1/t averages: a distance of about 0.5/√5000 per coordinate is left.
    #expect(Self.bowl.distanceToMinimum(from: minimum.point) <= 0.05)
  }

  @Test func servesFloat() throws {
    let minimum = try minimize(
      Self.bowl.callAsFunction, from: [3, -2] as [Float], with: SGD(learningRate: 0.1),
      until: .gradientNorm(below: 1e-4))
    #expect(Self.bowl.distanceToMinimum(from: minimum.point) <= 1e-4)
  }

  // MARK: Values only

  @Test func descendsByDifferences() throws {
    let function = TestFunction.booth
    var calls = 0
    let minimum = try minimize(
      valueOf: { (point: [Double]) in
        calls += 1
        return function(point).value
      }, from: function.start, with: SGD(learningRate: 0.05), until: .gradientNorm(below: 1e-6))
    #expect(function.distanceToMinimum(from: minimum.point) <= 1e-6)
    #expect(minimum.evaluations == calls && calls == 5 * (minimum.step + 1))
  }

  @Test func descendsByDifferencesInFloat() throws {
    let minimum = try minimize(
      valueOf: { Self.bowl($0).value }, from: [3, -2] as [Float], with: SGD(learningRate: 0.1),
      until: .value(below: 1e-4))
    #expect(Self.bowl.distanceToMinimum(from: minimum.point) <= 0.01)
  }

  @Test func differencesAreExactForAParabola() {
    // Symmetric differences have no truncation error below the third derivative.
    let gradient = centralDifferences(of: { $0[0] * $0[0] + 3 * $0[1] }, at: [2.0, 1e6])
    #expect((gradient[0] - 4).magnitude <= 1e-4)
    let small = centralDifferences(of: { $0[0] * $0[0] }, at: [2.0])
    #expect((small[0] - 4).magnitude <= 1e-9)
  }

  // MARK: Reasons to stop

  @Test func namesTheCriterionThatHeld() throws {
    func run(_ criteria: StoppingCriterion) throws -> Minimum<Double> {
      try minimize(
        Self.bowl.callAsFunction, from: [3.0, 3.0], with: SGD(learningRate: 0.1), until: criteria,
        .steps(1000))
    }
    // Each step multiplies by 0.8: the value by 0.64.
    let target = try run(.value(below: 1))
    #expect(target.reason == .criterion(.value(below: 1)) && target.step == 7)
    let resting = try run(.valueChange(below: 1e-6))
    #expect(resting.reason == .criterion(.valueChange(below: 1e-6)))
    // Step k changes the value by 18·0.36·0.64ᵏ⁻¹, which falls below 1e-6 at k = 37.
    #expect(resting.step == 37)
    let longer = try run(.valueChange(below: 1e-6, forSteps: 5))
    #expect(longer.step == resting.step + 4)
    let never = try run(.value(below: -1))
    #expect(never.reason == .criterion(.steps(1000)) && never.step == 1000)
    #expect(never.evaluations == 1001 && never.trajectory.isEmpty)
  }

  @Test func aBudgetOfStepsHasNoOtherBound() throws {
    let minimum = try minimize(
      { x in (value: x[0], gradient: [1]) }, from: [0.0], with: SGD(learningRate: 1),
      until: .steps(100_001))
    #expect(minimum.step == 100_001 && minimum.value == -100_001)
  }

  @Test func stopsWhenTheTimeIsUp() throws {
    let minimum = try minimize(
      { x in (value: x[0], gradient: [1]) }, from: [0.0], with: SGD(learningRate: 1),
      until: .time(.milliseconds(20)))
    #expect(minimum.elapsed >= .milliseconds(20) && minimum.step > 0)
    #expect(minimum.reason == .criterion(.time(.milliseconds(20))))
  }

  @Test func stopsWhenTheCallbackSaysSo() throws {
    var seen: [Int] = []
    let minimum = try minimize(
      Self.bowl.callAsFunction, from: [3.0, 3.0], with: SGD(learningRate: 0.1),
      stopWhen: { $0.step == 4 }, observe: { seen.append($0.step) })
    #expect(minimum.reason == .callback && minimum.step == 4 && seen == [0, 1, 2, 3, 4])
  }

  @Test func keepsTheTrajectoryOnRequest() throws {
    let minimum = try minimize(
      Self.bowl.callAsFunction, from: [3.0, 3.0], with: SGD(learningRate: 0.1), until: .steps(9),
      keepsTrajectory: true)
    #expect(minimum.trajectory.map(\.step) == Array(0...9))
    #expect(minimum.trajectory.first?.point == [3, 3] && minimum.trajectory.last == minimum.last)
  }

  @Test func aStartAtTheGoalTakesNoStep() throws {
    let minimum = try minimize(
      Self.bowl.callAsFunction, from: [0.0, 0.0], with: SGD(learningRate: 0.1),
      until: .gradientNorm(below: 1e-9))
    #expect(minimum.step == 0 && minimum.evaluations == 1)
  }

  // MARK: What is not finite

  private func fault(
    from start: [Double], rate: Double = 0.5,
    of function: ([Double]) -> (value: Double, gradient: [Double])
  ) -> (fault: NonFiniteValue, last: Iterate<Double>?)? {
    do {
      _ = try minimize(function, from: start, with: SGD(learningRate: rate), until: .steps(10))
    } catch {
      if case .diverged(let fault, let last) = error { return (fault, last) }
    }
    return nil
  }

  @Test func namesTheStepAndTheCoordinate() throws {
    let gradient = try #require(
      fault(from: [3, 3]) { x in
        (value: 0, gradient: [1, x[1] < 2.2 ? .nan : 0.5])
      })
    // From 3 by 0.25 a step: 2.75, 2.5, 2.25, 2.
    #expect(gradient.fault.step == 4 && gradient.fault.quantity == .gradient)
    #expect(gradient.fault.coordinate == 1 && gradient.fault.found.isNaN)
    #expect(gradient.last?.step == 3)
    let value = try #require(
      fault(from: [3, 3]) { x in (value: x[0] < 2.2 ? .infinity : 0, gradient: [1, 0]) })
    #expect(value.fault.step == 2 && value.fault.quantity == .value)
    #expect(value.fault.coordinate == nil && value.fault.found == .infinity)
    let point = try #require(
      fault(from: [0, 0], rate: 1e300) { _ in (value: 0, gradient: [0, -1e300]) })
    #expect(point.fault.step == 1 && point.fault.quantity == .point)
    #expect(point.fault.coordinate == 1 && point.fault.found == .infinity)
    #expect("\(point.fault)" == "coordinate 1 of the point is inf after step 1")
  }

  @Test func aStartThatIsNotFiniteHasNoPointBefore() throws {
    let start = try #require(fault(from: [0, .nan], of: Self.bowl.callAsFunction))
    #expect(start.fault.step == 0 && start.fault.coordinate == 1 && start.last == nil)
    #expect("\(start.fault)".hasSuffix("at the start"))
  }

  @Test func trapsOnNegativeMaximumSteps() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try minimize(
        TestFunction.booth.callAsFunction, from: [1.0, 2], with: SGD(), until: .steps(3),
        maximumSteps: -7)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("maximumSteps must not be negative, but is -7"))
  }

  @Test func trapsOnANegativeTime() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try minimize(
        TestFunction.booth.callAsFunction, from: [1.0, 2], with: SGD(),
        until: .time(.seconds(-3)))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("nobody stops after -3.0 seconds"))
  }
}
