import ElementwiseKernels
import TestSupport
import Testing

/// The C loops against plain Swift, bit for bit: every option, instruction set, length and split.
@Suite struct FusedUpdatesTests {
  /// Around the widths of all vectors, their unrolled multiples, and one that several threads share.
  static let counts = [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 35, 63, 64, 65, 67, 1000]

  struct RMSpropOptions: Sendable, CustomStringConvertible {
    let step: RMSpropStep
    let description: String
  }

  static let rmspropOptions: [RMSpropOptions] = ["none", "recurrence", "difference"].flatMap {
    centering in
    ["none", "plain", "Nesterov"].flatMap { momentum in
      [false, true].flatMap { isInside in
        [0.02, -0.02].flatMap { rate in
          [(0.0, 0.0), (0.01, 0.0), (0.0, 0.003)].map { coupled, decoupled in
            var step = RMSpropStep(
              rho: 0.95, epsilonInside: isInside ? 1e-3 : 0, epsilonOutside: isInside ? 0 : 1e-3,
              momentum: 0.9, bufferRate: rate > 0 ? 1 : rate, stepRate: rate > 0 ? rate : 1,
              coupledDecay: coupled, decoupledDecay: decoupled, isCentered: centering != "none",
              hasMomentum: momentum != "none")
            step.subtractsMean = centering == "difference"
            step.isNesterov = momentum == "Nesterov"
            // Weights as a bias correction gives them.
            (step.varianceWeight, step.meanWeight, step.meanSquareWeight) = (0.03, 0.2, 1.25)
            return RMSpropOptions(
              step: step,
              description: "centered by \(centering), momentum \(momentum), ε inside \(isInside), "
                + "rate \(rate), decay \(coupled) and \(decoupled)")
          }
        }
      }
    }
  }

  @Test(arguments: rmspropOptions)
  func rmspropEqualsPlainSwift(_ options: RMSpropOptions) {
    for count in Self.counts {
      checkRMSprop(options.step, count: count, as: Float.self)
      checkRMSprop(options.step, count: count, as: Double.self)
    }
  }

  private func checkRMSprop<Scalar: RealScalar>(
    _ step: RMSpropStep, count: Int, as scalar: Scalar.Type
  ) {
    var start = UpdateInputs<Scalar>(count: count, momentCount: step.momentCount)
    // A mean square is above the square of the mean.
    if step.subtractsMean { start.moments[0] = start.moments[0].map { $0 + 2 } }
    var expected = start
    expected.applyPlainly(step)
    onEveryInstructionSet { set in
      var whole = start
      whole.apply(step, pieces: [0..<count])
      #expect(whole.bits == expected.bits, "\(set), \(count) parameters of \(scalar)")
      for cut in [1, count / 2, count - 1] where cut > 0 && cut < count {
        var split = start
        split.apply(step, pieces: [0..<cut, cut..<count])
        #expect(split.bits == expected.bits, "\(set), \(count) parameters split at \(cut)")
      }
    }
    // Every element moves: a kernel that skips full vectors cannot pass.
    if count > 0 {
      #expect(zip(expected.values, start.values).allSatisfy { $0 != $1 })
    }
  }

  @Test(arguments: [
    (false, false, 0.0), (false, false, 0.01), (true, false, 0.0), (true, false, 0.01),
    (true, true, 0.0), (true, true, 0.01),
  ])
  func sgdEqualsPlainSwift(_ hasMomentum: Bool, _ isNesterov: Bool, _ decay: Double) {
    // With a rate of 1 and no decay the loop is another.
    for (bufferRate, stepRate) in [(0.7, 0.05), (1, 0.05), (-0.05, 1)] {
      for (coupled, decoupled) in [(decay, 0.0), (0.0, decay)] {
        let step = SGDStep(
          momentum: 0.9, bufferRate: bufferRate, lookaheadRate: 1.1, stepRate: stepRate,
          coupledDecay: coupled, decoupledDecay: decoupled, hasMomentum: hasMomentum,
          isNesterov: isNesterov)
        for count in Self.counts {
          checkSGD(step, count: count, as: Float.self)
          checkSGD(step, count: count, as: Double.self)
        }
      }
    }
  }

  private func checkSGD<Scalar: RealScalar>(
    _ step: SGDStep, count: Int, as scalar: Scalar.Type
  ) {
    let start = UpdateInputs<Scalar>(count: count, momentCount: step.momentCount)
    var expected = start
    expected.applyPlainly(step)
    onEveryInstructionSet { set in
      var whole = start
      whole.apply(step, pieces: [0..<count])
      #expect(whole.bits == expected.bits, "\(set), \(count) parameters of \(scalar)")
      var split = start
      split.apply(step, pieces: [0..<count / 3, count / 3..<count])
      #expect(split.bits == expected.bits, "\(set), \(count) parameters in two pieces")
    }
    // Every element moves: a kernel that skips full vectors cannot pass.
    #expect(zip(expected.values, start.values).allSatisfy { $0 != $1 })
  }

  @Test func trapsOnMomentsThatDoNotFit() async {
    await #expect(processExitsWith: .failure) {
      var values = AlignedBuffer<Float>(zeros: 8)
      var moments = AlignedBuffer<Float>(zeros: 8)
      let gradient = AlignedBuffer<Float>(zeros: 8)
      var valueSpan = values.mutableSpan
      var momentSpan = moments.mutableSpan
      let step = FusedUpdatesTests.rmspropOptions[FusedUpdatesTests.rmspropOptions.count - 1].step
      update(
        by: step.kernel, values: &valueSpan, gradient: gradient.span, moments: &momentSpan,
        momentStride: 8)
    }
  }
}
