import Descent

// One line per room of the package; `ExpectedOutput.txt` beside the sources has them.

let product = Matrix<Double>([[1, 2], [3, 4]]) * Matrix<Double>([[0, 1], [1, 0]])
print(product)

print("quotient: \(Complex(4.0, 2) / Complex(0, 2))")

var generator = SeededGenerator(seed: 1)
let basis = Matrix<Double>.orthogonal(rows: 3, columns: 3, using: &generator)
let isOrthogonal = (basis * basis.transposed())
  .isApproximatelyEqual(to: .identity(3), absoluteTolerance: 1e-14)
print("orthogonal: \(isOrthogonal)")

var theta: [Double] = [1, -1]
let optimizer = RMSprop(learningRate: 0.5, rho: 0.75, epsilon: 0)
var state = optimizer.makeState(for: theta)
optimizer.update(&theta, gradient: [4.0, -2.0], state: &state)
print("parameters: \(theta)")

let corners = Dataset<Float>(
  features: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 0, 1, 1], classCount: 2)
var model = Sequential(inputSize: 2) {
  Dense(4, activation: .tanh)
  Dense(2, activation: .softmax)
}
model.compile(
  optimizer: RMSprop(learningRate: 0.05), loss: .sparseCategoricalCrossentropy,
  metrics: [.accuracy])
try model.fit(corners, epochs: 60, batchSize: 3, progress: .none)
print("accuracy: \(try model.evaluate(corners).metrics)")

let (train, test) = Digits.load()
print("digits: \(train.count) and \(test.count)")
