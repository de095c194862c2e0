import Descent
import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct UpdateWorkTests {
  @Test func `three steps of SGD are those of its definition`() throws {
    let answer = try UpdateWork(count: 5).updates(by: SGD(learningRate: 0.001)).answer()
    let starts = RepeatableNumbers.uniform(seed: 1, count: 5)
    let slopes = RepeatableNumbers.uniform(seed: 2, count: 5).map { $0 + ($0 < 0 ? -0.25 : 0.25) }
    #expect(answer.count == 5)
    for (index, value) in answer.enumerated() {
      // Six roundings of numbers below 2.
      #expect(abs(value - (starts[index] - 0.003 * slopes[index])) <= 6 * Double(Float.ulpOfOne))
    }
  }

  @Test(arguments: UpdateWork.rules.keys.sorted())
  func `every rule and its floor answer and are timed`(operation: String) throws {
    var session = TimingSession()
    // Beyond the period of the numbers, and not a multiple of it.
    let answer = try #require(session.reply(to: "prepare \(operation) float32 70001").answer)
    #expect(answer.count >= 997 && answer.allSatisfy { $0.isFinite })
    #expect(session.reply(to: "time 2").repetitions == 2)
    let floor = operation.replacing("update-", with: "floor-")
    #expect(session.reply(to: "prepare \(floor) float32 1000").answer == [])
    #expect(try #require(session.reply(to: "time 3").seconds) > 0)
  }

  @Test func `the floor of a training step is timed`() throws {
    var session = TimingSession()
    #expect(session.reply(to: "prepare floor-D float32 2").answer == [])
    #expect(try #require(session.reply(to: "time 2").seconds) > 0)
    #expect(session.reply(to: "epoch").error == "no training is prepared")
  }

  @Test func `what is not there is missing`() {
    var session = TimingSession()
    for line in [
      "train-Z float32 32", "train-A float64 32", "update-lion float32 9", "floor-Z float32 9",
    ] {
      #expect(session.reply(to: "prepare \(line)").missing == true)
    }
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["MNIST_DIR"] == nil))
  func `without MNIST it says what it lacks`() throws {
    var session = TimingSession()
    let error = try #require(session.reply(to: "prepare train-D float32 32").error)
    #expect(error.contains("MNIST_DIR does not name the folder"))
  }
}
