import Testing

@testable import NeuralNetworks

@Suite struct TrainingProgressTests {
  /// A training that is to go on until somebody ends it has as many epochs as there are numbers.
  @Test func aTimeBeyondAllNumbersIsNotTold() {
    #expect(TrainingProgress.text(secondsLeft: 12.1) == "  13 s left")
    #expect(TrainingProgress.text(secondsLeft: 999_999_999) == "  999999999 s left")
    for seconds in [1e9, 1e300, .infinity, .nan] {
      #expect(TrainingProgress.text(secondsLeft: seconds) == "")
    }
  }
}
