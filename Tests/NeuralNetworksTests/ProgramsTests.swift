import Descent
import Foundation
import Testing

/// The two programs by which most people meet RMSprop, as a user of this package writes them.
@Suite struct ProgramsTests {
  /// A classifier, as one would write it in Keras.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["MNIST_DIR"] != nil,
      "set MNIST_DIR to the folder of the four MNIST files"))
  func classifiesMNIST() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["MNIST_DIR"])
    #if DEBUG
      // Unoptimized loops take a tenth of the data.
      let (epochs, share, wanted) = (1, 0.1, 0.80)
    #else
      let (epochs, share, wanted) = (10, 1.0, 0.970)
    #endif

    let (train, test) = try MNIST.load(from: folder)
    var model = Sequential(inputSize: 784) {
      Dense(64, activation: .relu)
      Dense(10, activation: .softmax)
    }
    model.compile(
      optimizer: RMSprop(learningRate: 0.001, rho: 0.9),
      loss: .sparseCategoricalCrossentropy,
      metrics: [.accuracy])
    let history = try model.fit(
      train.prefix(fraction: share), epochs: epochs, batchSize: 32, progress: .none)
    let score = try model.evaluate(test)

    #expect(history.epochs.count == epochs)
    let accuracy = try #require(score.accuracy)
    #expect(accuracy >= wanted && accuracy <= 0.980)
  }

  /// The same on the digits that are built in.
  @Test func classifiesDigits() throws {
    let (train, test) = Digits.load()
    var model = Sequential(inputSize: 64) {
      Dense(32, activation: .relu)
      Dense(10, activation: .softmax)
    }
    model.compile(
      optimizer: RMSprop(learningRate: 0.003, rho: 0.9),
      loss: .sparseCategoricalCrossentropy,
      metrics: [.accuracy])
    try model.fit(train, epochs: 15, batchSize: 32, progress: .none)
    let accuracy = try #require(try model.evaluate(test).accuracy)
    #expect(accuracy >= 0.94)
  }

  /// A linear layer fitted step by step, as one would write it in PyTorch.
  @Test func fitsALinearLayer() {
    var generator = SeededGenerator(seed: 1)
    let x = Matrix<Float>.normal(rows: 50, columns: 3, using: &generator)
    let truth: Matrix<Float> = [[1, -2], [0.5, 0], [3, 1]]
    let y = x * truth

    var linear = Linear(3, 2, using: &generator)
    let criterion = MSELoss()
    let optimizer = RMSprop(
      learningRate: 0.01, rho: 0.99, epsilon: 1e-8, momentum: 0, centered: false,
      weightDecay: 0, convention: .pytorch)
    var state = optimizer.makeState(for: linear.parameters)
    var losses: [Float] = []
    for _ in 0..<500 {
      let prediction = linear.forward(x)
      losses.append(criterion.forward(prediction, y))
      linear.backward(criterion.backward(prediction, y))
      optimizer.update(&linear.parameters, state: &state)
    }

    #expect(losses[0] > 1 && losses[499] < 0.01)
    // A step is at most about η once the mean square has settled.
    #expect(
      linear.parameters["linear.weight"]
        .isApproximatelyEqual(to: truth, absoluteTolerance: 0.02, relativeTolerance: 0))
  }

  /// Your own numeric code: no network, no BLAS, just buffers.
  @Test func minimizesABuffer() throws {
    func rosenbrock(_ p: [Double]) -> (value: Double, gradient: [Double]) {
      let slope = p[1] - p[0] * p[0]
      return (
        (1 - p[0]) * (1 - p[0]) + 100 * slope * slope,
        [-2 * (1 - p[0]) - 400 * p[0] * slope, 200 * slope]
      )
    }
    let optimizer = SGD(learningRate: 1e-3, momentum: 0.9)
    var theta: [Double] = [-1.2, 1]
    var moments = optimizer.makeState(for: theta)
    optimizer.update(&theta, gradient: rosenbrock(theta).gradient, state: &moments)
    let minimum = try minimize(
      rosenbrock, from: theta, with: optimizer, until: .gradientNorm(below: 1e-6))
    #expect((minimum.point[0] - 1).magnitude < 1e-5 && (minimum.point[1] - 1).magnitude < 1e-5)
  }
}
