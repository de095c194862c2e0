import Foundation
import Optimizers
import Testing

@Suite struct OptimizerStateTests {
  /// The same name does not make the same state: a buffer that holds η differs by the factor η.
  @Test func aConventionThatWasChangedIsAnother() throws {
    let timm = RMSprop(momentum: 0.9, convention: .timm)
    var convention = RMSprop.Convention.timm
    convention.learningRatePlacement = .onStep
    let changed = RMSprop(momentum: 0.9, convention: convention)
    let state: OptimizerState<Float> = timm.makeState(count: 2)
    #expect(throws: OptimizerStateError.self) { try state.checked(for: changed, count: 2) }
    #expect(throws: Never.self) { try state.checked(for: timm, count: 2) }

    var keras = SGD.Convention.keras
    keras.learningRatePlacement = .onStep
    let buffered: OptimizerState<Float> = SGD(momentum: 0.9, convention: .keras).makeState(count: 2)
    #expect(throws: OptimizerStateError.self) {
      try buffered.checked(for: SGD(momentum: 0.9, convention: keras), count: 2)
    }

    let corrected = RMSprop(centered: true, biasCorrection: true, convention: .optax)
    let plain = RMSprop(centered: true, convention: .optax)
    let means: OptimizerState<Float> = corrected.makeState(count: 2)
    #expect(throws: OptimizerStateError.self) { try means.checked(for: plain, count: 2) }
    #expect(throws: Never.self) { try means.checked(for: corrected, count: 2) }
  }

  private let optimizer = RMSprop(momentum: 0.9, convention: .keras)

  /// Through JSON, as a run that is loaded would have it.
  private func reloaded(_ state: OptimizerState<Float>) throws -> OptimizerState<Float> {
    try JSONDecoder().decode(
      OptimizerState<Float>.self, from: try JSONEncoder().encode(state))
  }

  @Test func passesItsOwnOptimizer() throws {
    let state = try reloaded(optimizer.makeState(count: 3))
    #expect(state.convention == "keras")
    #expect(try state.checked(for: optimizer, count: 3) == state)
  }

  @Test func initialValuesSurviveTheFile() throws {
    let state = RMSprop(convention: .timm).makeState(count: 5, of: Float.self)
    #expect(state["meanSquare"] == [1, 1, 1, 1, 1])
    #expect(try reloaded(state) == state)
  }

  @Test func refusesAnotherRule() throws {
    let state = try reloaded(SGD(momentum: 0.9).makeState(count: 3))
    let error = #expect(throws: OptimizerStateError.rule(found: "SGD", expected: "RMSprop")) {
      try state.checked(for: optimizer, count: 3)
    }
    #expect(error?.description == "the state of SGD cannot serve RMSprop")
  }

  @Test func refusesAnotherConvention() throws {
    let state = try reloaded(
      RMSprop(momentum: 0.9, convention: .pytorch).makeState(count: 3))
    let error = #expect(throws: OptimizerStateError.self) {
      try state.checked(for: optimizer, count: 3)
    }
    #expect(
      error?.description == "the state of RMSprop 'pytorch' cannot serve RMSprop 'keras'")
  }

  @Test func refusesAnotherConventionOfSGD() throws {
    let state = try reloaded(SGD(momentum: 0.9, convention: .keras).makeState(count: 3))
    #expect(
      throws: OptimizerStateError.convention(rule: "SGD", found: "keras", expected: "pytorch")
    ) {
      try state.checked(for: SGD(momentum: 0.9, convention: .pytorch), count: 3)
    }
  }

  @Test func refusesOtherMoments() throws {
    let state = try reloaded(RMSprop(convention: .keras).makeState(count: 3))
    let error = #expect(throws: OptimizerStateError.self) {
      try state.checked(for: optimizer, count: 3)
    }
    #expect(
      error
        == .moments(
          rule: "RMSprop", found: ["meanSquare"], expected: ["meanSquare", "momentum"]))
  }

  @Test func theTwoCenteredModesDoNotShareAState() throws {
    let stable = RMSprop(centered: true), state = stable.makeState(count: 2, of: Float.self)
    #expect(throws: OptimizerStateError.self) {
      try state.checked(for: RMSprop(centered: true, centeredMode: .reference), count: 2)
    }
  }

  @Test func refusesAnotherCount() throws {
    let state = try reloaded(optimizer.makeState(count: 3))
    let error = #expect(throws: OptimizerStateError.self) {
      try state.checked(for: optimizer, count: 4)
    }
    #expect(error?.description == "the RMSprop state of 3 parameters cannot serve 4")
  }

  @Test func refusesAFileWithAShortMoment() throws {
    let text = String(
      decoding: try JSONEncoder().encode(optimizer.makeState(count: 2, of: Float.self)),
      as: UTF8.self)
    let broken = text.replacingOccurrences(of: "[0,0]", with: "[0]")
    #expect(broken != text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(OptimizerState<Float>.self, from: Data(broken.utf8))
    }
  }

  @Test func aStateWithoutAConventionServesAny() throws {
    let state = OptimizerState<Float>(
      rule: "RMSprop", moments: ["meanSquare", "momentum"], count: 3)
    #expect(try state.checked(for: optimizer, count: 3) == state)
  }
}
