import Benchmark
import Descent

/// The update alone: in level 2 of most caches, and in memory.
func addUpdates() {
  addUpdate("RMSprop 50,890", RMSprop(), count: 50_890, .ofMicroseconds)
  addUpdate("RMSprop 10,000,000", RMSprop(), count: 10_000_000)
  addUpdate("Adam 50,890", Adam(), count: 50_890, .ofMicroseconds)
  addUpdate("Adam 10,000,000", Adam(), count: 10_000_000)
}

private func addUpdate(
  _ name: String, _ optimizer: some Optimizer, count: Int,
  _ configuration: Benchmark.Configuration = Benchmark.defaultConfiguration
) {
  Benchmark("update: \(name)", configuration: configuration) { benchmark in
    // What the numbers are makes no difference to the loops.
    var values = AlignedBuffer<Float>(repeating: 1, count: count)
    let gradient = AlignedBuffer<Float>(repeating: 0.01, count: count)
    var state = optimizer.makeState(count: count, of: Float.self)
    optimizer.update(&values, gradient: gradient, state: &state)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      optimizer.update(&values, gradient: gradient, state: &state)
    }
    benchmark.stopMeasurement()
    blackHole(values)
  }
}
