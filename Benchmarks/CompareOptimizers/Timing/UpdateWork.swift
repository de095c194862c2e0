import Descent
import ElementwiseKernels

/// The update of so many parameters alone, by the rules that every framework has.
struct UpdateWork {
  private let count: Int

  /// Numbers repeat after so many: to make a hundred million takes longer than to use them.
  private static let period = 1 << 16
  /// Steps whose result is compared, and about how many of the parameters.
  private static let (comparedSteps, sampleCount) = (3, 997)

  init(count: Int) { self.count = count }

  /// The rules by their names here, all with ε = 10⁻⁷ beside the root.
  static let rules: [String: any Optimizer] = [
    "update-rmsprop": RMSprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-7),
    "update-momentum": RMSprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-7, momentum: 0.9),
    "update-centered": RMSprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-7, centered: true),
    "update-sgd": SGD(learningRate: 0.001),
    "update-adam": Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7),
  ]

  /// Updates by a rule.
  func updates(by optimizer: some Optimizer) -> TimedWork {
    var values = repeated(RepeatableNumbers.uniform(seed: 1, count: min(count, Self.period)))
    // None near zero, where the engines' places for ε would show.
    let slopes = RepeatableNumbers.uniform(seed: 2, count: min(count, Self.period))
    let gradient = repeated(slopes.map { $0 + ($0 < 0 ? -0.25 : 0.25) })
    var state = optimizer.makeState(count: count, of: Float.self)
    return TimedWork(
      answer: {
        for _ in 0..<Self.comparedSteps {
          optimizer.update(&values, gradient: gradient, state: &state)
        }
        let span = values.span
        return stride(from: 0, to: span.count, by: max(1, span.count / Self.sampleCount)).map {
          Double(span[$0])
        }
      },
      work: { optimizer.update(&values, gradient: gradient, state: &state) })
  }

  /// A plain loop with the memory traffic of a rule: it reads θ, g and the moments and writes all
  /// but g.
  func traffic(of optimizer: some Optimizer) -> TimedWork {
    var streams = UpdateStreams<Float>(repeating: 1, count: count)
    return TimedWork(
      answer: { [] }, work: { streams.add(scale: 0, momentCount: optimizer.moments.count) })
  }

  private func repeated(_ numbers: [Double]) -> AlignedBuffer<Float> {
    let numbers = numbers.map { Float($0) }
    var buffer = AlignedBuffer<Float>(zeros: count)
    buffer.withMutableSpan { span in
      var position = 0
      for index in span.indices {
        span[index] = numbers[position]
        position = position + 1 == numbers.count ? 0 : position + 1
      }
    }
    return buffer
  }
}
