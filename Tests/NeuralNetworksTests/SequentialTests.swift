import Descent
import TestSupport
import Testing

@Suite struct SequentialTests {
  @Test func laysItsParametersOutWithoutGaps() {
    let model = Sequential(inputSize: 784) {
      Dense(64, activation: .relu)
      Dense(10, activation: .softmax)
    }
    let parameters = model.parameters
    #expect(parameters.count == 50_890 && parameters.gradients.count == 50_890)
    #expect(
      parameters.blocks.map(\.name)
        == ["dense_1.weight", "dense_1.bias", "dense_2.weight", "dense_2.bias"])
    var end = 0
    for block in parameters.blocks {
      #expect(block.range.lowerBound == end && block.range.count == block.rows * block.columns)
      end = block.range.upperBound
    }
    #expect(end == parameters.count && model.outputSize == 10)
    // Keras' first values: weights drawn, biases zero.
    #expect(parameters["dense_1.bias"] == Matrix(rows: 1, columns: 64))
    #expect(parameters["dense_2.weight"] != Matrix(rows: 64, columns: 10))
  }

  @Test func isBuiltWithConditionsAndLoops() {
    let (isDeep, hasHead) = (true, false)
    let model = Sequential(inputSize: 5, scalar: Double.self) {
      for width in [4, 3] { Dense(width, activation: .tanh, usesBias: false) }
      if isDeep { Dense(2) } else { Dense(9) }
      if hasHead { Dense(1) }
    }
    #expect(model.parameters.count == 5 * 4 + 4 * 3 + (3 * 2 + 2))
    #expect(
      model.summary == """
        input 5
        dense_1 tanh: 4 outputs, 20 parameters
        dense_2 tanh: 3 outputs, 12 parameters
        dense_3 identity: 2 outputs, 8 parameters
        40 parameters
        """)
  }

  @Test func predictsWhatItsFormulaSays() {
    var model = Sequential(inputSize: 2, scalar: Double.self) { Dense(2, activation: .relu) }
    model.parameters["dense_1.weight"] = [[1, -1], [2, 0.5]]
    model.parameters["dense_1.bias"] = [[0.5, -0.25]]
    #expect(model.predict([[1, 2], [-3, 0]]) == [[5.5, 0], [0, 2.75]])
  }

  @Test func predictsRowByRow() {
    // More rows than go through together, against one row at a time.
    var generator = SeededGenerator(seed: 6)
    let model = Sequential(inputSize: 7, scalar: Double.self, seed: 2) {
      Dense(5, activation: .gelu)
      Dense(3, activation: .softmax)
    }
    let features = Matrix<Double>.normal(rows: 300, columns: 7, using: &generator)
    let all = model.predict(features)
    for row in [0, 1, 255, 256, 299] {
      let alone = model.predict(features.rows(at: [row]))
      // Products of other shapes add their seven terms in another order.
      #expect(
        isClose(Array(alone.span), all[row: row], absolute: 16 * Double.ulpOfOne), "row \(row)")
    }
  }
}
