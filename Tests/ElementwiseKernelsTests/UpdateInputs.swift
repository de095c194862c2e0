import ElementwiseKernels
import TestSupport

/// Parameters, gradients and moments of one update, and the update as plain Swift would write it.
struct UpdateInputs<Scalar: RealScalar> {
  var values: [Scalar]
  var gradients: [Scalar]
  var moments: [[Scalar]]

  /// Deterministic values of many magnitudes, none of them zero; moments as a mean square needs.
  init(count: Int, momentCount: Int) {
    var noise = NoiseGenerator(seed: 42)
    values = (0..<count).map { _ in Scalar(noise.nextSigned()) }
    gradients = (0..<count).map { _ in Scalar(noise.nextSigned()) }
    moments = (0..<momentCount).map { _ in
      (0..<count).map { _ in Scalar(noise.nextSigned().magnitude) }
    }
  }

  /// The bits of all scalars, each widened to `Double`, which loses nothing.
  var bits: [UInt64] { (values + moments.flatMap { $0 }).map { Double($0).bitPattern } }

  /// Runs the kernel over pieces of the buffers.
  mutating func apply(_ step: RMSpropStep, pieces: [Range<Int>]) {
    for piece in pieces {
      applyKernel(piece) { values, gradients, moments in
        update(
          by: step.kernel, values: &values, gradient: gradients, moments: &moments,
          momentStride: piece.count)
      }
    }
  }

  /// Runs the kernel over pieces of the buffers.
  mutating func apply(_ step: SGDStep, pieces: [Range<Int>]) {
    for piece in pieces {
      applyKernel(piece) { values, gradients, moments in
        update(
          by: step.kernel, values: &values, gradient: gradients, moments: &moments,
          momentStride: piece.count)
      }
    }
  }

  /// Runs the kernel over all elements, on as many threads as an update may use.
  mutating func applyOnThreads(_ kernel: UpdateKernel) {
    let (count, momentCount, gradients) = (values.count, moments.count, gradients)
    applyKernel(0..<count) { values, _, moments in
      var scratch = MutableSpan<Scalar>()
      forEachUpdateSlice(
        of: 0..<count, values: &values, gradient: gradients.span, moments: &moments,
        layout: MomentLayout(stride: count, ruleCount: momentCount, count: momentCount),
        surroundings: UpdateSurroundings(), kernel: kernel, scratch: &scratch
      ) { _, _, _ in fatalError("the kernel moves the parameters") }
    }
  }

  /// Runs a kernel over one piece of the buffers.
  mutating func applyKernel(
    _ piece: Range<Int>,
    _ kernel: (inout MutableSpan<Scalar>, Span<Scalar>, inout MutableSpan<Scalar>) -> Void
  ) {
    var moments = self.moments.flatMap { $0[piece] }
    let gradients = Array(self.gradients[piece])
    var values = Array(self.values[piece])
    do {
      var valueSpan = values.mutableSpan
      var momentSpan = moments.mutableSpan
      kernel(&valueSpan, gradients.span, &momentSpan)
    }
    self.values.replaceSubrange(piece, with: values)
    for index in self.moments.indices {
      self.moments[index].replaceSubrange(
        piece, with: moments[index * piece.count..<(index + 1) * piece.count])
    }
  }

  /// The RMSprop step of the documentation, element by element.
  mutating func applyPlainly(_ step: RMSpropStep) {
    let (rho, share) = (Scalar(step.rho), Scalar(1 - step.rho))
    let last = moments.count - 1
    for i in values.indices {
      var theta = values[i]
      let g = gradients[i] + Scalar(step.coupledDecay) * theta
      theta -= Scalar(step.decoupledDecay) * theta
      var spread: Scalar
      if step.isCentered && !step.subtractsMean {
        let d = g - moments[1][i]
        spread = rho * (moments[0][i] + Scalar(step.varianceWeight) * (d * d))
        moments[1][i] += Scalar(step.meanWeight) * d
        moments[0][i] = spread
      } else {
        spread = rho * moments[0][i] + share * (g * g)
        moments[0][i] = spread
        if step.isCentered {
          let m = rho * moments[1][i] + share * g
          moments[1][i] = m
          spread -= Scalar(step.meanSquareWeight) * (m * m)
        }
      }
      let root = (spread + Scalar(step.epsilonInside)).squareRoot()
      var s = Scalar(step.bufferRate) * (g / (root + Scalar(step.epsilonOutside)))
      if step.hasMomentum {
        let b = Scalar(step.momentum) * moments[last][i] + s
        moments[last][i] = b
        s = step.isNesterov ? s + Scalar(step.momentum) * b : b
      }
      values[i] = theta - Scalar(step.stepRate) * s
    }
  }

  /// The SGD step of the documentation, element by element.
  mutating func applyPlainly(_ step: SGDStep) {
    for i in values.indices {
      var theta = values[i]
      let g = gradients[i] + Scalar(step.coupledDecay) * theta
      theta -= Scalar(step.decoupledDecay) * theta
      var s = Scalar(step.bufferRate) * g
      if step.hasMomentum {
        s += Scalar(step.momentum) * moments[0][i]
        moments[0][i] = s
        if step.isNesterov { s = Scalar(step.lookaheadRate) * g + Scalar(step.momentum) * s }
      }
      values[i] = theta - Scalar(step.stepRate) * s
    }
  }
}
