import Descent
import Foundation

extension RunDiary.Agenda {
  /// The copies of the parameters in a run, about.
  private static var usualCopies: Int { 40 }
  /// The copies without which no way can be seen.
  private static var fewestCopies: Int { 4 }
  /// The bytes that the copies of all runs on one problem take, at most.
  private static var mostBytes: Int { 64 << 20 }
  /// Measurements evenly over the run; those at its beginning are besides.
  private static var evenMeasurements: Int { 24 }

  /// Chooses which updates of the runs on a problem to look at.
  ///
  /// The copies lie evenly, so that one picture of all ways shows them at the same step. The
  /// measurements lie evenly too, and besides after 1, 2, 4, … updates, where moments that begin at
  /// zero change most.
  ///
  /// - Parameters:
  ///   - steps: The updates of a run.
  ///   - runs: The runs on the problem.
  ///   - parts: The parts of the parameters.
  init(steps: Int, runs: Int, parts: [ParameterRange]) {
    self.parts = parts
    stepsPerCopy = Self.stepsPerCopy(
      steps: steps, runs: runs,
      bytes: (parts.map(\.range.upperBound).max() ?? 0) * MemoryLayout<Scalar>.stride)
    let interval = max(1, steps / Self.evenMeasurements)
    var measured = Set(stride(from: interval, through: steps, by: interval))
    var early = 1
    while early < min(interval, steps + 1) {
      measured.insert(early)
      early *= 2
    }
    measuredSteps = measured
  }

  /// Whether there is a way to be seen.
  func showsWays(ofSteps steps: Int) -> Bool { steps / stepsPerCopy + 1 >= Self.fewestCopies }

  /// A divisor of the number of updates where one is near what is wanted: then the last copy is that
  /// of the end.
  private static func stepsPerCopy(steps: Int, runs: Int, bytes: Int) -> Int {
    let most = min(usualCopies * 3 / 2, max(1, mostBytes / max(1, runs * bytes) - 1))
    let wanted = min(usualCopies, most)
    let divisors = (max(1, wanted * 2 / 3)...most).filter { steps.isMultiple(of: $0) }
    if let copies = divisors.min(by: { abs($0 - wanted) < abs($1 - wanted) }) {
      return steps / copies
    }
    return max(1, (steps + wanted - 1) / wanted)
  }
}
