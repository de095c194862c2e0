import Descent

/// The classifier of Keras's introduction as a program: loads MNIST, trains, prints the accuracy.
///
/// `Benchmarks/Peers` runs it beside `keras_program.py`, from start to end.
@main enum ClassifyMNIST {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      fatalError("usage: ClassifyMNIST folder, which holds the four MNIST files")
    }
    let (train, test) = try MNIST.load(from: CommandLine.arguments[1])
    var model = Sequential(inputSize: 784) {
      Dense(64, activation: .relu)
      Dense(10, activation: .softmax)
    }
    model.compile(
      optimizer: RMSprop(learningRate: 0.001, rho: 0.9),
      loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
    try model.fit(train, epochs: 10, batchSize: 32, progress: .none)
    print(try model.evaluate(test).accuracy ?? .nan)
  }
}
