import Benchmark
import Descent

/// Training through `fit`, a hundred steps at a time, and what a step begins with.
func addTraining() {
  addSteps("784-64-10, batch 32", hidden: [64], batchSize: 32)
  addSteps("784-512-512-10, batch 128", hidden: [512, 512], batchSize: 128)
  let images = samples(16_384)
  var generator = SeededGenerator(seed: 2)
  let rows = (0..<32).map { _ in Int.random(in: 0..<images.count, using: &generator) }
  Benchmark("gather: 32 of 16,384 rows of 784", configuration: .ofMicroseconds) { benchmark in
    for _ in benchmark.scaledIterations { blackHole(images.features.rows(at: rows)) }
  }
}

private func addSteps(_ network: String, hidden: [Int], batchSize: Int) {
  var model = Sequential<Float>(inputSize: 784, seed: 1) {
    for width in hidden { Dense(width, activation: .relu) }
    Dense(10, activation: .softmax)
  }
  model.compile(
    optimizer: RMSprop(learningRate: 1e-5), loss: .sparseCategoricalCrossentropy, metrics: [])
  let data = samples(100 * batchSize)
  Benchmark("training: 100 steps of \(network)") { _ in
    _ = try model.fit(data, batchSize: batchSize, progress: .none)
  }
}

/// Random pixels and classes.
private func samples(_ count: Int) -> Dataset<Float> {
  var generator = SeededGenerator(seed: 3)
  let features = Matrix<Float>.uniform(rows: count, columns: 784, using: &generator)
  let labels = (0..<count).map { _ in Int32.random(in: 0..<10, using: &generator) }
  return Dataset(features: features, labels: labels, classCount: 10)
}
