import Descent

/// Times an optimizer's update alone, on one thread, in seconds of its core.
enum UpdateTiming {
  private static let repetitions = 15
  private static let seconds = 0.004

  /// Nanoseconds per parameter of one update, measured several times.
  static func nanosecondsPerParameter(_ optimizer: any Optimizer, count: Int) -> [Double] {
    var generator = SeededGenerator(seed: 1)
    let gradient = AlignedBuffer<Float>((0..<count).map { _ in generator.nextNormal() })
    var values = AlignedBuffer<Float>((0..<count).map { _ in generator.nextNormal() })
    var state = optimizer.makeState(count: count, of: Float.self)
    var tiny = optimizer
    // Steps so small that thousands of them leave the numbers where they are.
    tiny.learningRate = 1e-12
    func time(_ updates: Int) -> Double {
      coreSeconds(updates) { tiny.update(&values, gradient: gradient, state: &state) }
    }
    _ = time(3)
    let updates = max(1, Int(seconds / max(time(1), 1e-9)))
    return (0..<repetitions).map { _ in time(updates) / Double(count) * 1e9 }
  }
}
