import BLASKernels
import Descent

/// The naive floor of a training step: one product per GEMM of the network, and one update.
///
/// No activation, loss, bias or data: what remains when everything but BLAS and the optimizer is
/// free.
struct StepFloor {
  private let widths: [Int]
  private let rows: Int
  private var activations: [AlignedBuffer<Float>]
  private var deltas: [AlignedBuffer<Float>]
  private var weights: [AlignedBuffer<Float>]
  private var weightGradients: [AlignedBuffer<Float>]
  private let optimizer: RMSprop
  private var parameters: AlignedBuffer<Float>
  private let gradients: AlignedBuffer<Float>
  private var state: OptimizerState<Float>

  /// Allocates random buffers for a network and a batch.
  init(widths: [Int], rows: Int) {
    self.widths = widths
    self.rows = rows
    var generator = SeededGenerator(seed: 2)
    func random(_ count: Int) -> AlignedBuffer<Float> {
      AlignedBuffer((0..<count).map { _ in 0.1 * generator.nextNormal() })
    }
    activations = widths.map { random(rows * $0) }
    deltas = widths.map { random(rows * $0) }
    weights = zip(widths, widths.dropFirst()).map { random($0 * $1) }
    weightGradients = weights.map { AlignedBuffer(zeros: $0.count) }
    let count = zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 + $1.1 }
    optimizer = RMSprop(learningRate: 1e-12)
    parameters = random(count)
    gradients = random(count)
    state = optimizer.makeState(count: count)
  }

  /// Does the work of one step once.
  mutating func run() {
    for layer in weights.indices {
      let (inputs, outputs) = (widths[layer], widths[layer + 1])
      let (input, weight) = (activations[layer], weights[layer])
      var output = activations[layer + 1].mutableSpan
      gemmInOneCall(
        .none, .none, rows: rows, columns: outputs, inner: inputs,
        alpha: 1, input.span, leadingDimensionA: inputs, weight.span, leadingDimensionB: outputs,
        beta: 0, &output, leadingDimensionC: outputs)
    }
    for layer in weights.indices.reversed() {
      let (inputs, outputs) = (widths[layer], widths[layer + 1])
      let (input, weight, delta) = (activations[layer], weights[layer], deltas[layer + 1])
      do {
        var gradient = weightGradients[layer].mutableSpan
        gemmInOneCall(
          .transpose, .none, rows: inputs, columns: outputs, inner: rows,
          alpha: 1, input.span, leadingDimensionA: inputs, delta.span, leadingDimensionB: outputs,
          beta: 0, &gradient, leadingDimensionC: outputs)
      }
      if layer > 0 {
        var inputDelta = deltas[layer].mutableSpan
        gemmInOneCall(
          .none, .transpose, rows: rows, columns: inputs, inner: outputs,
          alpha: 1, delta.span, leadingDimensionA: outputs, weight.span,
          leadingDimensionB: outputs, beta: 0, &inputDelta, leadingDimensionC: inputs)
      }
    }
    optimizer.update(&parameters, gradient: gradients, state: &state)
  }
}
