import Foundation
import Optimizers
import TestSupport
import Testing

@Suite struct ReduceOnPlateauTests {
  @Test(arguments: ScheduleFixture.shared.plateaus)
  func matchesEngine(_ testCase: ScheduleFixture.Plateau) {
    var plateau = Self.plateau(testCase)
    var rate = testCase.initial
    #expect(testCase.rates.count == testCase.metrics.count)
    for (epoch, (metric, expected)) in zip(testCase.metrics, testCase.rates).enumerated() {
      rate = plateau.learningRate(after: metric, from: rate)
      // The same products in the same order; factors are powers of two.
      #expect(rate == expected, "epoch \(epoch + 1)")
    }
  }

  @Test(arguments: ScheduleFixture.shared.plateaus)
  func continuesFromASnapshot(_ testCase: ScheduleFixture.Plateau) throws {
    var plateau = Self.plateau(testCase)
    var rate = testCase.initial
    for (metric, expected) in zip(testCase.metrics, testCase.rates) {
      rate = plateau.learningRate(after: metric, from: rate)
      #expect(rate == expected)
      let data = try JSONEncoder().encode(plateau)
      let copy = try JSONDecoder().decode(ReduceOnPlateau.self, from: data)
      #expect(copy == plateau)
      plateau = copy
    }
  }

  private static func plateau(_ testCase: ScheduleFixture.Plateau) -> ReduceOnPlateau {
    ReduceOnPlateau(
      monitor: testCase.mode == "max" ? "val_accuracy" : "val_loss",
      factor: testCase.options.factor, patience: testCase.options.patience,
      minimumDelta: testCase.options.minimumDelta, cooldown: testCase.options.cooldown,
      minimum: testCase.options.minimum, convention: testCase.engine)
  }

  @Test func notANumberIsNoImprovement() {
    var plateau = ReduceOnPlateau(factor: 0.5, patience: 2)
    var rate = plateau.learningRate(after: 1, from: 1)
    for _ in 0..<2 { rate = plateau.learningRate(after: .nan, from: rate) }
    #expect(rate == 0.5 && plateau.best == 1)
  }

  @Test func refusesToDecodeAFactorOfOne() throws {
    let text = String(
      decoding: try JSONEncoder().encode(ReduceOnPlateau(factor: 0.5)), as: UTF8.self)
    let broken = text.replacingOccurrences(of: "\"factor\":0.5", with: "\"factor\":1")
    #expect(broken != text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(ReduceOnPlateau.self, from: Data(broken.utf8))
    }
  }
}
