import Descent
import TestSupport

extension TrapTests {
  static let layers: [Trap] = [
    Trap("a dense layer needs at least one unit, not 0") { _ = Dense(0) },
    Trap("the slope must be at least 0, not -1.0") {
      _ = Dense(1, activation: .leakyReLU(slope: -1))
    },
    Trap("the slope must be at least 0, not inf") {
      _ = Dense(1, activation: .leakyReLU(slope: .infinity))
    },
    Trap("dropout sets a share in 0..<1 to zero, not 1.0") { _ = Dropout(1) },
    Trap("dropout sets a share in 0..<1 to zero, not -0.1") { _ = Dropout(-0.1) },
    Trap("dropout sets a share in 0..<1 to zero, not nan") { _ = Dropout(.nan) },
    Trap("a linear layer needs at least one input, not 0") { _ = linear(0, 1) },
    Trap("a dense layer needs at least one unit, not 0") { _ = linear(1, 0) },
    Trap("a linear layer needs at least one input, not -1") {
      var generator = SeededGenerator(seed: 1)
      _ = Linear(-1, 1, scalar: Double.self, using: &generator)
    },
    Trap("a dense layer needs at least one unit, not -1") {
      var generator = SeededGenerator(seed: 1)
      _ = Linear(1, -1, scalar: Double.self, using: &generator)
    },
    Trap("the input has 3 columns, the layer 2 inputs") {
      var layer = linear(2, 1)
      _ = layer.forward([[1, 2, 3]])
    },
    Trap("2 scalars cannot replace 3 parameters") {
      var layer = linear(2, 1)
      layer.parameters.values = [1, 2]
    },
    Trap("4 scalars cannot replace 3 parameters") {
      var layer = linear(2, 1)
      layer.parameters.gradients = [1, 2, 3, 4]
    },
    Trap("the gradient is 1×1, the last output 2×1") {
      var layer = linear(2, 1)
      _ = layer.forward([[1, 2], [3, 4]])
      layer.backward([[1]])
    },
  ]

  private static func linear(_ inputSize: Int, _ outputSize: Int) -> Linear<Float> {
    var generator = SeededGenerator(seed: 1)
    return Linear(inputSize, outputSize, using: &generator)
  }

  private static let prediction: Matrix<Float> = [[1, 2]]
  private static let target: Matrix<Float> = [[1], [2]]

  static let losses: [Trap] = [
    Trap("the prediction is 1×2, the target 2×1") { _ = MSELoss().forward(prediction, target) },
    Trap("the prediction is 1×2, the target 2×1") { _ = MSELoss().backward(prediction, target) },
    Trap("label 2 of row 0 is outside 0..<2") { _ = CrossEntropyLoss().forward(prediction, [2]) },
    Trap("1 rows, 2 labels") { _ = CrossEntropyLoss().forward(prediction, [0, 1]) },
    Trap("label -1 of row 0 is outside 0..<2") {
      _ = CrossEntropyLoss().backward(prediction, [-1])
    },
    Trap("1 rows, 0 labels") { _ = CrossEntropyLoss().backward(prediction, []) },
  ]

  static let parameters: [Trap] = [
    Trap(#"no block 'dense_2.weight' among ["dense_1.weight", "dense_1.bias"]"#) {
      _ = small.parameters["dense_2.weight"]
    },
    Trap(#"no block 'dense_2.weight' among ["dense_1.weight", "dense_1.bias"]"#) {
      _ = small.parameters.gradient(of: "dense_2.weight")
    },
    Trap("'dense_1.weight' is 3×1, not 1×3") {
      var parameters = small.parameters
      parameters["dense_1.weight"] = [[1, 2, 3]]
    },
    Trap("the state of Adam cannot serve SGD") {
      var (parameters, state) = (small.parameters, Adam().makeState(count: 4, of: Float.self))
      SGD().update(&parameters, state: &state)
    },
    Trap("the SGD state of 3 parameters cannot serve 4") {
      var (parameters, state) = (small.parameters, SGD().makeState(count: 3, of: Float.self))
      SGD().update(&parameters, state: &state)
    },
    Trap("block 'mine' cannot be -1×2") {
      _ = ParameterShape(name: "mine", rows: -1, columns: 2, initializer: .zeros)
    },
    Trap("block 'mine' cannot be 2×-1") {
      _ = ParameterShape(name: "mine", rows: 2, columns: -1, initializer: .zeros)
    },
    Trap(#"the modules ["a", "a"] are not all different"#) {
      _ = WeightsConvention.pytorch(modules: ["a", "a"])
    },
    Trap("2 modules are named, and 1 layers have parameters") {
      try small.writeWeights(to: "/nowhere/file", convention: .pytorch(modules: ["a", "b"]))
    },
    Trap("2 modules are named, and 1 layers have parameters") {
      var model = small
      try model.loadWeights(
        contentsOf: "/nowhere/file", convention: .pytorch(modules: ["a", "b"]))
    },
  ]

  /// A model that was not compiled.
  static var small: Sequential<Float> { Sequential(inputSize: 3) { Dense(1) } }
}
