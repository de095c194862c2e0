import Descent
import Foundation
import TestSupport
import Testing

@testable import NeuralNetworks

/// Trainings at the same time in one process, beside products and factorizations of the caller's: each
/// comes to the same bits as alone.
///
/// So it is as long as nobody sets the count of threads, which belongs to the process. Therefore each
/// test has one of its own.
@Suite struct ConcurrentTrainingTests {
  /// Something that comes to the same each time.
  struct Job: Sendable {
    let name: String
    let rounds: Int
    let comesToTheSame: @Sendable () throws -> Bool

    /// What was other than alone, or nil.
    func run() -> String? {
      do {
        for round in 1...rounds {
          guard try comesToTheSame() else {
            return "\(name) came to something else in round \(round)"
          }
        }
        return nil
      } catch {
        return "\(name): \(error)"
      }
    }
  }

  /// How often each thing is repeated, as a part of 80: where code is not optimized it takes several times as
  /// long, and threads meet no more often.
  private static var repetition: Int {
    #if DEBUG
      40
    #else
      80
    #endif
  }

  /// Does everything once alone; with several threads a batch of these networks is shared by inputs,
  /// by rows, and not at all.
  static func jobs() throws -> [Job] {
    var jobs = try [[256, 64, 64], [64, 256, 256, 64], [784, 512, 64]].map { sizes in
      let training = CheckpointResumeTests.sharedBatches(sizes)
      let alone = try training.run()
      return Job(name: "training \(sizes)", rounds: repetition / 20) { try training.run() == alone }
    }
    var generator = SeededGenerator(seed: 2)
    let a = Matrix<Double>.normal(rows: 200, columns: 200, using: &generator)
    let b = Matrix<Double>.normal(rows: 200, columns: 200, using: &generator)
    let product = a * b
    let solution = try a.lu().solve(b, operation: .none)
    // Products of complex numbers are OpenBLAS' own, who shares these among its threads.
    let pairs = Matrix(real: a, imaginary: b)
    let square = pairs * pairs
    jobs.append(
      Job(name: "products", rounds: repetition) { a * b == product && pairs * pairs == square })
    jobs.append(
      Job(name: "solutions", rounds: repetition) {
        try a.lu().solve(b, operation: .none) == solution
      })
    return jobs
  }

  /// Does everything at the same time, each in a thread.
  static func runInThreads(_ jobs: [Job]) -> [String] {
    let findings = Recorder<String>()
    let everything = DispatchGroup()
    for job in jobs {
      everything.enter()
      Thread {
        if let finding = job.run() { findings.record(finding) }
        everything.leave()
      }.start()
    }
    everything.wait()
    return findings.all
  }

  /// Does everything in tasks, of which as many run at the same time as there are processors.
  static func runInTasks(_ jobs: [Job]) async -> [String] {
    await withTaskGroup(of: String?.self) { group in
      for job in jobs { group.addTask { job.run() } }
      var findings: [String] = []
      for await finding in group { if let finding { findings.append(finding) } }
      return findings
    }
  }

  @Test(arguments: [1, 2, 3])
  func threadsComeToTheSameAsAlone(count: Int) async {
    await #expect(processExitsWith: .success) { [count = count as Int] in
      Backend.threadCount = count
      let findings = ConcurrentTrainingTests.runInThreads(try ConcurrentTrainingTests.jobs())
      CheckpointProcessTests.expect(findings.isEmpty, "\(findings)")
      CheckpointProcessTests.expect(
        Backend.threadCount == count, "training set the count of threads")
    }
  }

  @Test(arguments: [1, 2, 3])
  func tasksComeToTheSameAsAlone(count: Int) async {
    await #expect(processExitsWith: .success) { [count = count as Int] in
      Backend.threadCount = count
      let findings = await ConcurrentTrainingTests.runInTasks(try ConcurrentTrainingTests.jobs())
      CheckpointProcessTests.expect(findings.isEmpty, "\(findings)")
    }
  }
}
