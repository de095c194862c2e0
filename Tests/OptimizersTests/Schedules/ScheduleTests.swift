import Foundation
import Optimizers
import TestSupport
import Testing

@Suite struct ScheduleTests {
  /// Kinds that PyTorch computes from the rate before, one rounded product after the other.
  private static let chained: Set<String> = [
    "exponential", "step", "multiStep", "polynomial", "linear", "cosineAnnealing",
    "sequentialWarmUp", "chainedWarmUp",
  ]

  @Test(arguments: ScheduleFixture.shared.schedules)
  func matchesEngine(_ testCase: ScheduleFixture.Case) throws {
    let schedule = try #require(testCase.schedule)
    #expect(testCase.rates.count == 64)
    let highest = testCase.rates.max() ?? 0
    let isChained = testCase.engine == "pytorch" && Self.chained.contains(testCase.kind)
    for (step, expected) in testCase.rates.enumerated() {
      // The same operations in the same order: only a cosine or a power of another C library can
      // differ, by an ulp. Where 1 + cos is small it keeps the rounding of the cosine, and so the
      // highest rate is the measure. A chain carries the roundings of all steps, which mostly
      // cancel. PyTorch's cosine rises again from the 1/117 that is left one step before its
      // lowest rate, and multiplies the error there by as much.
      let bound: Double =
        switch (isChained, testCase.kind) {
        case (false, _): 2
        case (true, "cosineAnnealing"): 128
        case (true, _): 4
        }
      let difference = (schedule.learningRate(atStep: step) - expected).magnitude
      #expect(difference <= bound * highest.ulp, "step \(step)")
    }
  }

  @Test(arguments: ScheduleFixture.shared.schedules)
  func roundTripsThroughJSON(_ testCase: ScheduleFixture.Case) throws {
    let schedule = try #require(testCase.schedule)
    let data = try JSONEncoder().encode(schedule)
    #expect(try JSONDecoder().decode(Schedule.self, from: data) == schedule)
  }

  @Test func isEncodedByKindAndNumbers() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(Schedule.cosine(initial: 0.5, decaySteps: 9))
    #expect(
      String(decoding: data, as: UTF8.self)
        == #"{"alpha":0,"decaySteps":9,"initial":0.5,"kind":"cosine"}"#)
  }

  @Test(arguments: [
    #"{"kind":"cosine","initial":-1,"decaySteps":9,"alpha":0}"#,
    #"{"kind":"cosine","initial":1,"decaySteps":0,"alpha":0}"#,
    #"{"kind":"cosine","initial":1,"decaySteps":9}"#,
    #"{"kind":"sine","initial":1}"#,
    #"{"kind":"piecewiseConstant","boundaries":[3],"values":[1]}"#,
    #"{"kind":"piecewiseConstant","boundaries":[3,3],"values":[1,2,3]}"#,
  ])
  func refusesToDecodeNonsense(_ text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Schedule.self, from: Data(text.utf8))
    }
  }

  // MARK: Where the engines differ

  @Test func boundariesBelongToTheFormerRateAndMilestonesToTheNext() {
    let keras = Schedule.piecewiseConstant(boundaries: [10], values: [1, 0.1])
    let pytorch = Schedule.multiStep(initial: 1, factor: 0.1, milestones: [10])
    #expect([9, 10, 11].map(keras.learningRate) == [1, 1, 0.1])
    #expect([9, 10, 11].map(pytorch.learningRate) == [1, 0.1, 0.1])
  }

  @Test func oneCosineStaysDownAndTheOtherRises() {
    let keras = Schedule.cosine(initial: 1, decaySteps: 10)
    let pytorch = Schedule.cosineAnnealing(initial: 1, steps: 10)
    #expect(keras.learningRate(atStep: 20) == 0 && pytorch.learningRate(atStep: 20) == 1)
    #expect(pytorch.learningRate(atStep: 2_000_000) == 1)
  }

  @Test func restartsComeInTime() {
    // log(1.1ⁿ)/log 1.1 rounds to either side of n.
    for factor in [1.1, 1.5, 2, 3, 10] {
      let schedule = Schedule.cosineRestarts(
        initial: 1, firstPeriod: 1_000_000, periodFactor: factor)
      var start = 0.0
      for period in 0..<8 {
        let rate = schedule.learningRate(atStep: Int(start.rounded()))
        // At most half a step away from the restart, where the cosine is flat.
        #expect((rate - 1).magnitude <= 1e-10, "period \(period), factor \(factor)")
        start += 1e6 * powers(factor, period)
      }
    }
  }

  private func powers(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  @Test func longPeriodsDoNotOverflow() {
    let schedule = Schedule.cosineWarmRestarts(initial: 1, firstPeriod: 3, periodFactor: 1 << 31)
    #expect(schedule.learningRate(atStep: .max).isFinite)
  }

  @Test func theLastRateOfACycleStays() {
    let schedule = Schedule.oneCycle(maximum: 1, totalSteps: 10)
    #expect(schedule.learningRate(atStep: 9) == schedule.learningRate(atStep: 1000))
    #expect((schedule.learningRate(atStep: 9) - 1 / 25 / 1e4).magnitude <= 1e-21)
    #expect(schedule.learningRate(atStep: 2) == 1)
  }

  @Test func warmUpsNest() {
    let schedule = Schedule.constant(1).warmingUp(over: 2).warmingUpWithin(4, startFactor: 0.5)
    #expect((0...4).map(schedule.learningRate) == [0, 0.3125, 0.75, 0.875, 1])
  }
}
