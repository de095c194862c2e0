import Descent
import Foundation
import Testing

@testable import CompareOptimizers

@Suite struct TimingSessionTests {
  @Test func `numbers are those of the other engines`() {
    // Printed by Benchmarks/Peers/engines/repeatable.py: uniform(1, 3), uniform(4, 1).
    #expect(
      RepeatableNumbers.uniform(seed: 1, count: 3)
        == [-0.45284307304587834, 0.8124848967956497, 0.20256661423742695])
    #expect(RepeatableNumbers.uniform(seed: 4, count: 1) == [-0.8532324308037822])
  }

  @Test func `it says what it computes with`() {
    var session = TimingSession()
    let reply = session.reply(to: "describe")
    #expect(reply.name == "Descent" && reply.threads == Backend.threadCount)
    #expect(reply.core == Backend.blasCoreName && reply.error == nil)
  }

  @Test(
    arguments: LinearAlgebraWork<Double>.operations.keys.sorted()
      + ElementwiseWork<Double>.operations.keys.sorted(), ["float32", "float64"])
  func `every work answers and is timed`(operation: String, scalar: String) throws {
    var session = TimingSession()
    let prepared = session.reply(to: "prepare \(operation) \(scalar) 5")
    let answer = try #require(prepared.answer, "\(prepared)")
    #expect(!answer.isEmpty && answer.allSatisfy { $0.isFinite })
    let timed = session.reply(to: "time 3")
    #expect(try #require(timed.seconds) > 0)
  }

  @Test func `a product's answer is that of its definition`() throws {
    var session = TimingSession()
    let answer = try #require(session.reply(to: "prepare gemm float64 2").answer)
    let a = RepeatableNumbers.uniform(seed: 1, count: 4)
    let b = RepeatableNumbers.uniform(seed: 2, count: 4)
    let w = RepeatableNumbers.uniform(seed: 4, count: 2)
    let product = [b[0] * w[0] + b[1] * w[1], b[2] * w[0] + b[3] * w[1]]
    for row in 0..<2 {
      let expected = a[2 * row] * product[0] + a[2 * row + 1] * product[1]
      // Six products and sums, of moduli below 4 altogether.
      #expect(abs(answer[row] - expected) <= 6 * 4 * Double.ulpOfOne)
    }
  }

  @Test func `what it cannot do it says`() {
    var session = TimingSession()
    #expect(session.reply(to: "time 1").error == "nothing is prepared")
    #expect(session.reply(to: "prepare fft float64 8").missing == true)
    #expect(session.reply(to: "prepare gemm float16 8").missing == true)
    #expect(session.reply(to: "prepare gemm float64 0").error == "no size: 0")
    #expect(session.reply(to: "prepare gemm float64 2").error == nil)
    #expect(session.reply(to: "time none").error == "no number of repetitions: none")
    #expect(session.reply(to: "dance").error == "not understood: dance")
    #expect(session.reply(to: "").error == "not understood: ")
  }
}
