import ElementwiseKernels
import TestSupport
import Testing

/// The fused losses against their definitions in plain `Double`, and their bits against each other.
@Suite struct RowLossTests {
  @Test(arguments: TestedLoss.all)
  func equalsItsDefinition(_ loss: TestedLoss) {
    for shape in rowShapes where shape.columns > 0 {
      for isWeighted in [true, false] {
        check(loss, shape, isWeighted: isWeighted, as: Float.self)
        check(loss, shape, isWeighted: isWeighted, as: Double.self)
      }
    }
  }

  private func check<Scalar: RealScalar>(
    _ loss: TestedLoss, _ shape: (rows: Int, columns: Int), isWeighted: Bool,
    as scalar: Scalar.Type
  ) {
    let (rows, columns) = shape
    let batch = LossBatch<Scalar>(loss, rows: rows, columns: columns, isWeighted: isWeighted)
    var first: LossBatch<Scalar>.Result?
    onEveryInstructionSet { set in
      let place = "\(set), \(rows)×\(columns) of \(scalar), weighted \(isWeighted)"
      let result = batch.run(loss)
      if first == nil { compareToDefinition(loss, batch, result, place) }
      for (name, other) in [
        ("another set", first ?? result),
        ("pieces", batch.run(loss, pieces: [0..<rows / 3, rows / 3..<rows / 2, rows / 2..<rows])),
      ] {
        #expect(firstDifference(other.gradients, result.gradients) == nil, "\(place): \(name)")
        #expect(firstDifference(other.losses, result.losses) == nil, "\(place): \(name)")
        #expect(other.predictions == result.predictions, "\(place): \(name)")
      }
      first = result
    }
  }

  /// Allows (24 + n) ulp of the magnitude of what is added.
  ///
  /// The argument of an exponential is off by |z − max z| ≤ 10 half-ulps, which comes out as a
  /// relative error; the exponential and logarithm add 2 ulp each, a sum of n terms at most n/2, and
  /// a handful of products and quotients half an ulp each. The rest is for the reference.
  private func compareToDefinition<Scalar: RealScalar>(
    _ loss: TestedLoss, _ batch: LossBatch<Scalar>, _ result: LossBatch<Scalar>.Result,
    _ place: String
  ) {
    let tolerance = Double(24 + batch.columns) * Double(Scalar.ulpOfOne)
    for row in 0..<batch.rows {
      let elements = row * batch.columns..<(row + 1) * batch.columns
      let values = batch.values[elements].map { Double($0) }
      let plain = definition(loss, batch, row: row, values)
      let difference = abs(Double(result.losses[row]) - plain.loss)
      if !(difference <= tolerance * plain.lossMagnitude) {
        Issue.record("\(place): row \(row) has \(result.losses[row]), not \(plain.loss)")
      }
      for (j, gradient) in result.gradients[elements].enumerated() {
        let difference = abs(Double(gradient) - plain.gradients[j])
        if !(difference <= tolerance * plain.gradientMagnitudes[j]) {
          Issue.record("\(place): \(row), \(j) has \(gradient), not \(plain.gradients[j])")
        }
      }
      let largest = values.indices.first { values[$0] == values.max() }
      let expected = loss.predicts ? largest.map { Int32($0) } : -1
      #expect(result.predictions[row] == expected, "\(place): row \(row)")
    }
  }

  private func definition<Scalar: RealScalar>(
    _ loss: TestedLoss, _ batch: LossBatch<Scalar>, row: Int, _ values: [Double]
  ) -> PlainLoss {
    let elements = row * batch.columns..<(row + 1) * batch.columns
    let kind: RowLoss
    let targets: [Double]
    switch loss {
    case .rows(let loss):
      kind = loss
      targets = batch.targets[elements].map { Double($0) }
    case .labels(let isFromLogits):
      kind = isFromLogits ? .softmaxCrossEntropy : .crossEntropy
      targets = values.indices.map { $0 == Int(batch.labels[row]) ? 1 : 0 }
    }
    return PlainLoss(
      kind, values, targets, margin: Double(Scalar(1e-7)), ceiling: Double(1 - Scalar(1e-7))
    ).scaled(
      weight: batch.weights.isEmpty ? 1 : Double(batch.weights[row]),
      scale: Double(Scalar(batch.scale)))
  }

  @Test func trapsOnCountsThatDoNotFit() async {
    await #expect(processExitsWith: .failure) {
      _ = LossBatch<Float>(rows: 2, columns: 2, values: [1, 2, 3, 4], targets: [1, 2, 3])
        .run(.rows(.meanSquaredError))
    }
    await #expect(processExitsWith: .failure) {
      var batch = LossBatch<Float>(rows: 1, columns: 2, values: [1, 2], targets: [1, 2])
      batch.weights = [1, 1]
      _ = batch.run(.rows(.crossEntropy))
    }
    await #expect(processExitsWith: .failure) {
      _ = LossBatch<Float>(rows: 2, columns: 2, values: [1, 2, 3, 4], labels: [1])
        .run(.labels(isFromLogits: true))
    }
    await #expect(processExitsWith: .failure) {
      _ = LossBatch<Float>(rows: 3, columns: 0, values: []).run(.rows(.meanSquaredError))
    }
  }

  @Test(arguments: [-1, 2] as [Int32])
  func trapsOnALabelOutsideTheClasses(_ label: Int32) async {
    await #expect(processExitsWith: .failure) { [label] in
      _ = LossBatch<Float>(rows: 1, columns: 2, values: [1, 2], labels: [label])
        .run(.labels(isFromLogits: true))
    }
    await #expect(processExitsWith: .failure) { [label] in
      _ = LossBatch<Float>(rows: 1, columns: 2, values: [1, 2], labels: [label])
        .run(.labels(isFromLogits: false))
    }
  }
}
