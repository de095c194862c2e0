import Benchmark
import Descent

/// The hot paths, one by one; each is a row that a contributor compares before and after a change.
///
/// On one thread, so that a row tells of the code and not of what else the machine does.
let benchmarks: @Sendable () -> Void = {
  Backend.threadCount = 1
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .instructions], timeUnits: .microseconds, warmupIterations: 2,
    maxDuration: .seconds(2))
  addUpdates()
  addTraining()
  addLinearAlgebra()
  addFiles()
}

extension Benchmark.Configuration {
  /// For work of microseconds: an iteration does it a thousand times, and the row tells of one.
  static var ofMicroseconds: Benchmark.Configuration {
    var configuration = Benchmark.defaultConfiguration
    configuration.scalingFactor = .kilo
    configuration.timeUnits = .nanoseconds
    return configuration
  }
}
