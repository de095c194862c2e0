import ElementwiseKernels
import Foundation
import TestSupport
import Testing

/// Row softmax, forward and backward, against its definition in plain `Double`.
@Suite struct SoftmaxTests {
  @Test func equalsItsDefinition() {
    for (rows, columns) in rowShapes {
      check(rows: rows, columns: columns, as: Float.self)
      check(rows: rows, columns: columns, as: Double.self)
    }
  }

  /// The argument of the exponential is off by |z − max z| ≤ 10 half-ulps, the exponential by 2 ulp,
  /// a sum of n terms by n/2, and the quotient by a half: together below 24 + n ulp, for the kernel
  /// and for a reference in the same precision.
  private func check<Scalar: RealScalar>(rows: Int, columns: Int, as scalar: Scalar.Type) {
    var noise = NoiseGenerator(seed: 3)
    let logits: [Scalar] = noise.reals(rows * columns).map { 5 * $0 }
    let slopes: [Scalar] = noise.reals(rows * columns)
    let tolerance = Double(24 + columns) * Double(Scalar.ulpOfOne)
    var first: (forward: [Scalar], backward: [Scalar])?
    onEveryInstructionSet { set in
      let place = "\(set), \(rows)×\(columns) of \(scalar)"
      let forward = softmax(rows: rows, columns: columns, logits)
      let backward = backward(rows: rows, columns: columns, forward, slopes)
      for row in 0..<rows where first == nil {
        let elements = row * columns..<(row + 1) * columns
        let z = logits[elements].map { Double($0) }
        let sum = z.reduce(0) { $0 + exp($1 - (z.max() ?? 0)) }
        let inner = elements.reduce(0.0) { $0 + Double(forward[$1]) * Double(slopes[$1]) }
        let magnitude = elements.reduce(0.0) { $0 + Double(forward[$1]) * Double(abs(slopes[$1])) }
        for (j, i) in elements.enumerated() {
          let p = exp(z[j] - (z.max() ?? 0)) / sum
          if !(abs(Double(forward[i]) - p) <= tolerance * p) {
            Issue.record("\(place): \(row), \(j) has \(forward[i]), not \(p)")
          }
          let (share, g) = (Double(forward[i]), Double(slopes[i]))
          if !(abs(Double(backward[i]) - share * (g - inner)) <= tolerance * share
            * (abs(g) + magnitude))
          {
            Issue.record("\(place): \(row), \(j) has \(backward[i]), not \(share * (g - inner))")
          }
        }
      }
      let (earlierForward, earlierBackward) = first ?? (forward, backward)
      #expect(firstDifference(earlierForward, forward) == nil, "\(place)")
      #expect(firstDifference(earlierBackward, backward) == nil, "\(place)")
      first = (forward, backward)
      let cut = rows / 3
      let split =
        softmax(rows: cut, columns: columns, Array(logits[..<(cut * columns)]))
        + softmax(rows: rows - cut, columns: columns, Array(logits[(cut * columns)...]))
      #expect(firstDifference(split, forward) == nil, "\(place): split at \(cut)")
    }
  }

  @Test(arguments: [1, 2, 10, 16, 33, 1000]) func staysFiniteOrSaysNotANumber(_ columns: Int) {
    let zeros = [Float](repeating: 0, count: columns)
    onEveryInstructionSet { set in
      var logits = zeros
      logits[columns / 2] = 1e30
      var expected = zeros
      expected[columns / 2] = 1
      #expect(softmax(rows: 1, columns: columns, logits) == expected, "\(set)")
      for unusable in [Float.nan, .infinity] {
        logits[columns / 2] = unusable
        let result = softmax(rows: 2, columns: columns, logits + zeros)
        #expect(result[..<columns].allSatisfy { $0.isNaN }, "\(set)")
        #expect(result[columns...].allSatisfy { $0.isFinite && $0 > 0 }, "\(set)")
      }
    }
  }

  @Test func trapsOnCountsThatDoNotFit() async {
    await #expect(processExitsWith: .failure) {
      _ = softmax(rows: 2, columns: 2, [1, 2, 3] as [Float])
    }
    await #expect(processExitsWith: .failure) {
      _ = backward(rows: 1, columns: 2, [1, 2] as [Float], [1])
    }
  }
}

private func softmax<Scalar: RealScalar>(
  rows: Int, columns: Int, _ logits: [Scalar]
) -> [Scalar] {
  var values = logits
  var span = values.mutableSpan
  softmaxRows(rows: rows, columns: columns, values: &span)
  return values
}

private func backward<Scalar: RealScalar>(
  rows: Int, columns: Int, _ probabilities: [Scalar], _ slopes: [Scalar]
) -> [Scalar] {
  var gradients = slopes
  var span = gradients.mutableSpan
  softmaxBackwardRows(
    rows: rows, columns: columns, probabilities: probabilities.span, gradients: &span)
  return gradients
}
