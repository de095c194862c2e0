import ElementwiseKernels
import Foundation
import TestSupport
import Testing

/// Bias and activation, forward and backward, against plain Swift.
@Suite struct ActivationsTests {
  static let activations: [ElementwiseActivation] = [
    .identity, .relu, .leakyReLU(slope: 0.1), .sigmoid, .tanh, .gelu,
  ]

  /// Compares the bits of the arithmetic ones, and the others within 40 ulp.
  ///
  /// The reference of the others has an error of its own, x² ≤ 16 ulp for the rounded argument of
  /// GELU's erfc; `MathTests` holds them to their bounds.
  @Test(arguments: activations)
  func forwardEqualsPlainSwift(_ activation: ElementwiseActivation) {
    for shape in rowShapes {
      for hasBias in [true, false] {
        checkForward(activation, shape, hasBias: hasBias, as: Float.self)
        checkForward(activation, shape, hasBias: hasBias, as: Double.self)
      }
    }
  }

  private func checkForward<Scalar: RealScalar>(
    _ activation: ElementwiseActivation, _ shape: (rows: Int, columns: Int), hasBias: Bool,
    as scalar: Scalar.Type
  ) {
    var noise = NoiseGenerator(seed: 7)
    let (rows, columns) = shape
    let batch = ActivationBatch<Scalar>(
      rows: rows, columns: columns, values: noise.reals(rows * columns).map { 3 * $0 },
      bias: hasBias ? noise.reals(columns) : [])
    let sums = batch.values.indices.map { i in
      hasBias ? batch.values[i] + batch.bias[i % columns] : batch.values[i]
    }
    let expected = sums.map { plain(activation, $0) }
    var first: [Scalar]?
    onEveryInstructionSet { set in
      let (values, kept) = batch.forward(activation, keepsPreactivations: true)
      let place = "\(set), \(rows)×\(columns) of \(scalar)"
      if let first {
        #expect(firstDifference(values, first) == nil, "\(place): another set differs")
      } else if isArithmetic(activation) {
        #expect(firstDifference(values, expected) == nil, "\(place)")
      } else {
        for (value, expected) in zip(values, expected) where !(ulps(value, expected) <= 40) {
          Issue.record("\(place): \(value), not \(expected)")
        }
      }
      #expect(firstDifference(kept, sums) == nil, "\(place): z")
      first = values
      #expect(firstDifference(batch.forward(activation).values, values) == nil, "\(place): no z")
      let cut = rows / 3
      let split = [0..<cut, cut..<rows].flatMap { batch.piece($0).forward(activation).values }
      #expect(firstDifference(split, values) == nil, "\(place): split at \(cut)")
    }
  }

  /// The sums over the rows are exact to the bit: ascending rows, one addition each.
  @Test(arguments: activations)
  func backwardEqualsPlainSwift(_ activation: ElementwiseActivation) {
    for shape in rowShapes {
      checkBackward(activation, shape, as: Float.self)
      checkBackward(activation, shape, as: Double.self)
    }
  }

  private func checkBackward<Scalar: RealScalar>(
    _ activation: ElementwiseActivation, _ shape: (rows: Int, columns: Int), as scalar: Scalar.Type
  ) {
    var noise = NoiseGenerator(seed: 8)
    let (rows, columns) = shape
    let batch = ActivationBatch<Scalar>(
      rows: rows, columns: columns, values: noise.reals(rows * columns), bias: [])
    let reference: [Scalar] = noise.reals(rows * columns)
    let start: [Scalar] = noise.reals(columns)
    let slopes = reference.map { plainSlope(activation, $0) }
    var first: [Scalar]?
    onEveryInstructionSet { set in
      let place = "\(set), \(rows)×\(columns) of \(scalar)"
      for accumulates in [true, false] {
        let (gradients, sums) = batch.backward(
          activation, reference: reference, sums: start, accumulates: accumulates)
        for (i, gradient) in gradients.enumerated() where first == nil {
          let expected = batch.values[i] * slopes[i]
          // GELU' is good to 2 ulp of 1, and its reference to the same.
          let bound = activation == .gelu ? 5 * Scalar.ulpOfOne : 0
          if !(abs(gradient - expected) <= bound) {
            Issue.record("\(place): \(gradient), not \(expected)")
          }
        }
        var expected = accumulates ? start : [Scalar](repeating: 0, count: columns)
        for i in gradients.indices { expected[i % columns] += gradients[i] }
        #expect(firstDifference(sums, expected) == nil, "\(place): sums")
        #expect(firstDifference(gradients, first ?? gradients) == nil, "\(place)")
        first = gradients

        let alone = batch.backward(activation, reference: reference, sums: [], accumulates: false)
        #expect(firstDifference(alone.gradients, gradients) == nil, "\(place): without sums")
        let cut = rows / 3
        let upper = batch.piece(0..<cut).backward(
          activation, reference: Array(reference[..<(cut * columns)]), sums: start,
          accumulates: accumulates)
        let lower = batch.piece(cut..<rows).backward(
          activation, reference: Array(reference[(cut * columns)...]), sums: upper.sums,
          accumulates: true)
        #expect(firstDifference(upper.gradients + lower.gradients, gradients) == nil, "\(place)")
        #expect(firstDifference(lower.sums, sums) == nil, "\(place): sums of a split")
      }
    }
  }

  @Test(arguments: activations)
  func keepsNotANumberVisible(_ activation: ElementwiseActivation) {
    for columns in [1, 10, 33] {
      for place in [0, columns - 1] {
        var batch = ActivationBatch<Float>(
          rows: 1, columns: columns, values: Array(repeating: 1, count: columns),
          bias: Array(repeating: 1, count: columns))
        batch.values[place] = .nan
        let values = batch.forward(activation).values
        #expect(values.indices.filter { values[$0].isNaN } == [place])
      }
    }
  }

  @Test func trapsOnCountsThatDoNotFit() async {
    await #expect(processExitsWith: .failure) {
      _ = ActivationBatch<Float>(rows: 2, columns: 3, values: [1, 2, 3, 4, 5], bias: [])
        .forward(.relu)
    }
    await #expect(processExitsWith: .failure) {
      _ = ActivationBatch<Float>(rows: 1, columns: 3, values: [1, 2, 3], bias: [1]).forward(.relu)
    }
    await #expect(processExitsWith: .failure) {
      _ = ActivationBatch<Float>(rows: 1, columns: 2, values: [1, 2], bias: [])
        .backward(.relu, reference: [1], sums: [], accumulates: false)
    }
    await #expect(processExitsWith: .failure) {
      _ = ActivationBatch<Float>(rows: 1, columns: 2, values: [1, 2], bias: [])
        .backward(.relu, reference: [1, 1], sums: [0], accumulates: false)
    }
  }

  // MARK: - The same in plain Swift

  private func isArithmetic(_ activation: ElementwiseActivation) -> Bool {
    ![.sigmoid, .tanh, .gelu].contains(activation)
  }

  private func plain<Scalar: RealScalar>(
    _ activation: ElementwiseActivation, _ z: Scalar
  ) -> Scalar {
    let x = Double(z)
    switch activation {
    case .identity: return z
    case .relu: return z < 0 ? 0 : z
    case .leakyReLU(let slope): return z < 0 ? Scalar(slope) * z : z
    case .sigmoid: return Scalar(1 / (1 + exp(-x)))
    case .tanh: return Scalar(tanh(x))
    case .gelu: return Scalar(x * erfc(-x * 0.5.squareRoot()) / 2)
    }
  }

  private func plainSlope<Scalar: RealScalar>(
    _ activation: ElementwiseActivation, _ reference: Scalar
  ) -> Scalar {
    let x = Double(reference)
    switch activation {
    case .identity: return 1
    case .relu: return reference <= 0 ? 0 : 1
    case .leakyReLU(let slope): return reference <= 0 ? Scalar(slope) : 1
    case .sigmoid: return (1 - reference) * reference
    case .tanh: return 1 - reference * reference
    case .gelu:
      return Scalar(
        erfc(-x * 0.5.squareRoot()) / 2 + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot())
    }
  }
}
