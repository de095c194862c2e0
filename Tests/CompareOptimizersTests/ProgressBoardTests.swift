import Foundation
import Synchronization
import Testing

@testable import CompareOptimizers

@Suite struct ProgressBoardTests {
  private final class Output: Sendable {
    let pieces = Mutex<[String]>([])
    var last: String? { pieces.withLock(\.last) }
  }

  private func board(_ mode: ProgressLine.Mode, runs: Int) throws -> (ProgressBoard, Output) {
    let output = Output()
    let plan = ComparisonPlan(
      problem: try TrainingProblem.load(folder: nil, model: nil),
      contenders: try ContenderSpecification.list("rmsprop,sgd"), epochs: 1, batchSize: 32,
      finalSeeds: 1, searchSeeds: 1, target: 0.95, workers: 2, commandLine: "")
    // Long ago, so that the first picture is due.
    let line = ProgressLine(
      mode: mode, terminal: Terminal(isInteractive: true, width: 120), now: .now - .seconds(60)
    ) { text in output.pieces.withLock { $0.append(text) } }
    return (ProgressBoard(plan: plan, line: line, runs: runs), output)
  }

  private func job(_ contender: Int) -> ComparisonPlan.Job {
    .init(contender: contender, stage: .final, rate: 0.1, seed: 1, label: "final 1/1")
  }

  @Test func `the first run under way is shown until it ends`() throws {
    let (board, output) = try board(.live, runs: 2)
    board.update(job(0), at: 0, epoch: 1, samples: 32, loss: 1)
    #expect(output.last?.contains("RMSprop") == true)
    let count = output.pieces.withLock(\.count)
    Thread.sleep(forTimeInterval: 0.11)
    board.update(job(1), at: 1, epoch: 1, samples: 64, loss: 1)
    #expect(output.pieces.withLock(\.count) == count)
    board.finishRun(at: 0)
    board.update(job(1), at: 1, epoch: 1, samples: 96, loss: 1)
    #expect(output.last?.contains("SGD") == true)
    board.finish()
    Thread.sleep(forTimeInterval: 0.11)
    // A run that goes on after Ctrl-C must not draw the line anew.
    board.update(job(1), at: 1, epoch: 1, samples: 128, loss: 1)
    #expect(output.last == "\r\u{1B}[K")
  }

  @Test func `runs that end early or do not take place leave the whole reachable`() throws {
    let (board, output) = try board(.plain, runs: 4)
    board.finishRun(at: 0)
    board.forget(runs: 2)
    board.update(job(1), at: 1, epoch: 1, samples: 1_197, loss: 1)
    #expect(output.last?.hasPrefix("100%, ") == true)
  }
}
