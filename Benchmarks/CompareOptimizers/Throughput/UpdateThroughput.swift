import Descent
import ElementwiseKernels

/// The RMSprop update of one model on one thread, fused and plain, in the same run.
struct UpdateThroughput {
  /// The parameters of the network 784-64-10.
  static let count = 50_890

  /// A rate on an instruction set.
  struct Row {
    let name: String
    /// Updates of one parameter, in 10⁹ per second; the median of the rounds.
    let rate: Double
    /// The rate over that of the plain loop; the median over rounds of the ratio in a round.
    let ratio: Double
  }

  private static let rounds = 21
  private static let updatesPerRound = 40

  /// Checks that all give the same bits, then measures them in turns.
  ///
  /// - Throws: `ThroughputError` when the results differ.
  static func measure() throws -> [Row] {
    let optimizer = RMSprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-8)
    var generator = SeededGenerator(seed: 1)
    let start: [Float] = (0..<count).map { _ in generator.nextNormal() }
    let gradient: [Float] = (0..<count).map { _ in generator.nextNormal() }
    let flatGradient = AlignedBuffer(gradient)
    let before = InstructionSet.active
    defer { InstructionSet.use(before) }
    let sets = InstructionSet.allCases.filter { $0 <= .supported }

    var plain = start
    var meanSquare = [Float](repeating: 0, count: count)
    func updatePlainly() {
      plainRMSprop(
        &plain, gradient: gradient, meanSquare: &meanSquare, learningRate: 0.001, rho: 0.9,
        gradientWeight: Float(1 - 0.9), epsilon: 1e-8)
    }
    for _ in 0..<3 { updatePlainly() }
    var fused = sets.map { _ in AlignedBuffer(start) }
    var states = sets.map { _ in optimizer.makeState(count: count, of: Float.self) }
    for (index, set) in sets.enumerated() {
      InstructionSet.use(set)
      for _ in 0..<3 {
        optimizer.update(&fused[index], gradient: flatGradient, state: &states[index])
      }
      guard Array(fused[index]) == plain else {
        throw ThroughputError.differs("the RMSprop update on \(set) differs from plain Swift")
      }
    }

    // Values around one stay there, so no round meets other numbers than the last.
    var quotients = AlignedBuffer<Float>(repeating: 1, count: count)
    let numerators = AlignedBuffer(gradient.map { 1 + $0.magnitude })
    func divideOnly() {
      quotients.withMutableSpan {
        divideByRoots(&$0, numerators: numerators.span, epsilon: 1e-8)
      }
    }

    var times = [[Double]](repeating: [], count: sets.count + 2)
    for _ in 0..<rounds {
      times[0].append(seconds(updatesPerRound / 4, updatePlainly))
      for (index, set) in sets.enumerated() {
        InstructionSet.use(set)
        times[index + 1].append(
          seconds(updatesPerRound) {
            optimizer.update(&fused[index], gradient: flatGradient, state: &states[index])
          })
      }
      times[sets.count + 1].append(seconds(updatesPerRound, divideOnly))
    }
    let names = ["plain Swift loop"] + sets.map { "fused, \($0)" } + ["only √ and ÷"]
    return names.indices.map { index in
      Row(
        name: names[index], rate: Double(count) / times[index].median * 1e-9,
        ratio: zip(times[0], times[index]).map { $0 / $1 }.median)
    }
  }
}
