import ElementwiseKernels
import TestSupport
import Testing

/// Updates where gradients are zero, which leave the parameters where they are: as plain Swift does,
/// bit for bit but for the signs of zeros.
@Suite struct ZeroGradientTests {
  /// Several loops of 64 parameters and a rest: some without any gradient, some with a few.
  private static let count = 64 * 8 + 21

  private static func inputs(momentCount: Int) -> UpdateInputs<Float> {
    var inputs = UpdateInputs<Float>(count: count, momentCount: momentCount)
    inputs.gradients = inputs.gradients.enumerated().map { index, gradient in
      let (block, place) = index.quotientAndRemainder(dividingBy: 64)
      if block == 1 || (block == 2 && place == 63) { return gradient }
      if block == 3 && place == 17 { return .leastNonzeroMagnitude }
      if block == 4 && place == 20 { return .nan }
      return index % 2 == 0 ? 0 : -0.0
    }
    return inputs
  }

  /// Zeros of either sign have the same bits here, and so has every NaN.
  private static func bits(_ inputs: UpdateInputs<Float>) -> [UInt32] {
    (inputs.values + inputs.moments.flatMap { $0 }).map { value in
      value.isNaN ? Float.nan.bitPattern : (value + 0).bitPattern
    }
  }

  @Test(arguments: [false, true], [false, true])
  func rmspropEqualsPlainSwift(hasMomentum: Bool, isCentered: Bool) {
    for rate in [0.02, -0.02, Double.infinity] {
      let step = RMSpropStep(
        rho: 0.95, epsilonInside: 0, epsilonOutside: 1e-3, momentum: 0.9, bufferRate: 1,
        stepRate: rate, coupledDecay: 0, decoupledDecay: 0, isCentered: isCentered,
        hasMomentum: hasMomentum)
      check(step.momentCount, { $0.apply(step, pieces: $1) }, { $0.applyPlainly(step) })
    }
  }

  @Test func adagradEqualsPlainSwift() {
    for rate in [0.02, Double.infinity] {
      let step = AdagradStep(
        epsilonInside: 1e-3, epsilonOutside: 0, stepRate: rate, coupledDecay: 0,
        decoupledDecay: 0)
      check(step.momentCount, { $0.apply(step, pieces: $1) }, { $0.applyPlainly(step) })
    }
  }

  /// Also with moments that have no root, or one that is zero or no number.
  private func check(
    _ momentCount: Int, _ apply: (inout UpdateInputs<Float>, [Range<Int>]) -> Void,
    _ applyPlainly: (inout UpdateInputs<Float>) -> Void
  ) {
    for strange in [nil, Float.nan, -1, .infinity, 0, -0.0, .leastNonzeroMagnitude] {
      var start = Self.inputs(momentCount: momentCount)
      if let strange {
        for index in [0, 64 * 5 + 16, 64 * 6 + 63, 64 * 8 + 20] {
          start.moments[0][index] = strange
        }
      }
      start.values[64 * 7] = -0.0
      var expected = start
      applyPlainly(&expected)
      onEveryInstructionSet { set in
        var found = start
        apply(&found, [0..<Self.count])
        let isSame = Self.bits(found) == Self.bits(expected)
        #expect(isSame, "\(set), a moment of \(strange ?? 1)")
      }
    }
  }
}
