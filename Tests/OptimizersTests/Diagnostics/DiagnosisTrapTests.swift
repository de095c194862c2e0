import Foundation
import Optimizers
import Testing

/// The caller's mistakes stop the program, with the values in the message.
@Suite struct DiagnosisTrapTests {
  private static func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func trapsOnARangeBeyondTheParameters() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let (rule, values) = (SGD(), [1.0, 2])
      _ = rule.diagnose(
        values: values, gradient: values, state: rule.makeState(for: values),
        ranges: [ParameterRange(name: "tail", range: 1..<3)])
    }
    #expect(Self.text(result).contains("'tail' is 1..<3 of only 2 parameters"))
  }

  @Test func trapsOnOverlappingRanges() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let (rule, values) = (SGD(), [1.0, 2, 3])
      _ = rule.diagnose(
        values: values, gradient: values, state: rule.makeState(for: values),
        ranges: [
          ParameterRange(name: "b", range: 1..<3), ParameterRange(name: "a", range: 0..<2),
        ])
    }
    #expect(Self.text(result).contains("'a' 0..<2 and 'b' 1..<3 overlap"))
  }

  @Test func trapsOnRangesOfTheSameName() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let values = [1.0, 2]
      var watch = NonFiniteWatch(ranges: [
        ParameterRange(name: "twin", range: 0..<1), ParameterRange(name: "twin", range: 1..<2),
      ])
      watch.observe(values: values, gradient: values, state: SGD().makeState(for: values))
    }
    #expect(Self.text(result).contains("two ranges are named 'twin'"))
  }

  @Test func trapsOnAnEmptyRange() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ParameterRange(name: "nothing", range: 4..<4)
    }
    #expect(Self.text(result).contains("'nothing' cannot be the parameters 4..<4"))
  }

  @Test func refusesToDecodeAnEmptyRange() throws {
    let good = Data(#"{"name":"a","range":[0,2]}"#.utf8)
    #expect(
      try JSONDecoder().decode(ParameterRange.self, from: good)
        == ParameterRange(name: "a", range: 0..<2))
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        ParameterRange.self, from: Data(#"{"name":"a","range":[2,2]}"#.utf8))
    }
  }

  @Test func trapsOnTheStateOfAnotherRule() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let values = [1.0, 2]
      _ = RMSprop().diagnose(
        values: values, gradient: values, state: Adam().makeState(for: values))
    }
    #expect(Self.text(result).contains("the state of Adam cannot serve RMSprop"))
  }

  @Test func trapsOnCountsThatDiffer() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let values = [1.0, 2]
      _ = SGD().diagnose(
        values: values, gradient: [1.0, 2, 3], state: SGD().makeState(for: values))
    }
    #expect(Self.text(result).contains("2 parameters cannot have 3 gradients and a state of 2"))
    await #expect(processExitsWith: .failure) {
      let values = [1.0, 2]
      _ = SGD().diagnose(
        values: values, before: [1.0], gradient: values, state: SGD().makeState(for: values))
    }
  }

  @Test func trapsOnAMomentThatIsNotThere() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = RMSprop().makeState(for: [1.0, 2]).moment("speed", in: 0..<1)
    }
    #expect(Self.text(result).contains("'speed' is not one of the moments [\"meanSquare\"]"))
  }
}
