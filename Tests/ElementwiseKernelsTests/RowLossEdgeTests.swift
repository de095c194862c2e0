import ElementwiseKernels
import Foundation
import TestSupport
import Testing

/// Losses of rows at the edge of what numbers hold.
@Suite struct RowLossEdgeTests {
  static let columns = [2, 10, 15, 16, 40, 1000]
  static let fromLogits: [TestedLoss] = [
    .labels(isFromLogits: true), .rows(.softmaxCrossEntropy),
  ]

  /// A row of zeros but for one class, the target, as a label and as a row.
  private func oneHot(columns: Int, class label: Int) -> LossBatch<Float> {
    var targets = [Float](repeating: 0, count: columns)
    targets[label] = 1
    return LossBatch(
      rows: 1, columns: columns, values: Array(repeating: 0, count: columns), targets: targets,
      labels: [Int32(label)])
  }

  @Test(arguments: columns) func theFirstOfEqualLogitsIsPredicted(_ columns: Int) {
    for (first, second) in [(0, columns - 1), (columns / 2, columns - 1), (1, columns - 1)] {
      var batch = oneHot(columns: columns, class: 0)
      batch.values = Array(repeating: -1, count: columns)
      batch.values[first] = 3
      batch.values[second] = 3
      onEveryInstructionSet { set in
        for loss in Self.fromLogits {
          #expect(batch.run(loss).predictions == [Int32(first)], "\(set), \(loss)")
        }
      }
    }
  }

  @Test(arguments: columns) func hugeLogitsGiveFiniteLosses(_ columns: Int) {
    for (huge, loss) in [(Float(1e30), Float(0)), (Float(-1e30), Float(1e30))] {
      var batch = oneHot(columns: columns, class: 1)
      batch.values[1] = huge
      onEveryInstructionSet { set in
        for kind in Self.fromLogits {
          let result = batch.run(kind)
          #expect(result.losses == [loss], "\(set), \(kind)")
          #expect(result.gradients.allSatisfy { $0.isFinite }, "\(set), \(kind)")
          #expect(result.gradients[1] == (huge > 0 ? 0 : -1), "\(set), \(kind)")
        }
      }
    }
  }

  /// A class ruled out by −∞ takes no share; as the target by label it costs ∞.
  @Test(arguments: columns) func aLogitOfMinusInfinityTakesNoShare(_ columns: Int) {
    var batch = oneHot(columns: columns, class: 1)
    batch.values[0] = -.infinity
    onEveryInstructionSet { set in
      let result = batch.run(.labels(isFromLogits: true))
      #expect(result.gradients[0] == 0, "\(set)")
      #expect(ulps(result.losses[0], Float(log(Double(columns - 1)))) <= 2, "\(set)")
      batch.labels = [0]
      #expect(batch.run(.labels(isFromLogits: true)).losses == [.infinity], "\(set)")
      batch.labels = [1]
    }
  }

  @Test(arguments: columns) func whatHasNoValueIsNotANumber(_ columns: Int) {
    for unusable in [Float.nan, .infinity] {
      for place in [0, 1, columns - 1] {
        // A healthy row follows: it must stay so.
        var batch = LossBatch<Float>(
          rows: 2, columns: columns, values: Array(repeating: 0, count: 2 * columns),
          targets: Array(repeating: 0.5, count: 2 * columns), labels: [1, 1])
        batch.values[place] = unusable
        onEveryInstructionSet { set in
          for loss in Self.fromLogits {
            let result = batch.run(loss)
            #expect(result.losses[0].isNaN && result.losses[1].isFinite, "\(set), \(loss)")
            #expect(result.gradients[..<columns].allSatisfy { $0.isNaN }, "\(set), \(loss)")
            #expect(result.gradients[columns...].allSatisfy { $0.isFinite }, "\(set), \(loss)")
            #expect(result.predictions.allSatisfy { (0..<Int32(columns)).contains($0) })
          }
          for loss in TestedLoss.all where unusable.isNaN {
            if case .labels(isFromLogits: false) = loss, place != 1 {
              continue  // this one looks at the sum and at the label's share only, tested below
            }
            #expect(batch.run(loss).losses[0].isNaN, "\(set), \(loss)")
          }
        }
      }
    }
  }

  /// −log(1e-7), and a gradient of zero through what is clipped.
  @Test(arguments: columns) func aProbabilityOfZeroIsClipped(_ columns: Int) {
    var batch = oneHot(columns: columns, class: 0)
    batch.values[1] = 1
    let expected = -Float(log(Double(Float(1e-7))))
    onEveryInstructionSet { set in
      for loss in [TestedLoss.labels(isFromLogits: false), .rows(.crossEntropy)] {
        let result = batch.run(loss)
        #expect(ulps(result.losses[0], expected) <= 2, "\(set), \(loss)")
        #expect(result.gradients.allSatisfy { $0 == 0 }, "\(set), \(loss)")
      }
      let binary = batch.run(.rows(.binaryCrossEntropy))
      #expect(binary.gradients[..<2].allSatisfy { $0 == 0 }, "\(set)")
      #expect(binary.losses[0].isFinite && binary.losses[0] > 0, "\(set)")
    }
  }
}
