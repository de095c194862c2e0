import ElementwiseKernels

/// A rule's step, with its kernel, and its documentation as plain Swift for one element.
protocol PlainStep: Sendable {
  var momentCount: Int { get }

  var kernel: UpdateKernel { get }

  func apply<Scalar: RealScalar>(
    to theta: inout Scalar, gradient: Scalar, moments: inout [Scalar])
}

extension UpdateInputs {
  /// Runs the kernel over pieces of the buffers.
  mutating func apply(_ step: some PlainStep, pieces: [Range<Int>]) {
    for piece in pieces {
      applyKernel(piece) { values, gradients, moments in
        update(
          by: step.kernel, values: &values, gradient: gradients, moments: &moments,
          momentStride: piece.count)
      }
    }
  }

  /// Takes the step element by element.
  mutating func applyPlainly(_ step: some PlainStep) {
    for index in values.indices {
      var element = moments.map { $0[index] }
      step.apply(to: &values[index], gradient: gradients[index], moments: &element)
      for moment in moments.indices { moments[moment][index] = element[moment] }
    }
  }
}

extension AdamStep: PlainStep {
  func apply<Scalar: RealScalar>(
    to theta: inout Scalar, gradient: Scalar, moments: inout [Scalar]
  ) {
    let g = gradient + Scalar(coupledDecay) * theta
    theta -= Scalar(decoupledDecay) * theta
    moments[0] += Scalar(meanWeight) * (g - moments[0])
    if variant == .yogi {
      let change = Scalar(squareWeight) * (g * g)
      moments[1] -= moments[1] > g * g ? change : moments[1] < g * g ? -change : 0
    } else {
      moments[1] = Scalar(beta2) * moments[1] + Scalar(squareWeight) * (g * g)
    }
    var divisor = moments[1]
    if variant == .amsgrad {
      divisor = max(divisor, moments[2])
      moments[2] = divisor
    }
    let numerator = Scalar(meanRate) * moments[0] + Scalar(gradientRate) * g
    theta -=
      variant == .undivided
      ? numerator : numerator / (divisor.squareRoot() * Scalar(rootScale) + Scalar(epsilon))
  }
}

extension AdamaxStep: PlainStep {
  func apply<Scalar: RealScalar>(
    to theta: inout Scalar, gradient: Scalar, moments: inout [Scalar]
  ) {
    let g = gradient + Scalar(coupledDecay) * theta
    theta -= Scalar(decoupledDecay) * theta
    moments[0] += Scalar(meanWeight) * (g - moments[0])
    moments[1] = max(Scalar(beta2) * moments[1], g.magnitude + Scalar(epsilonInNorm))
    theta -= Scalar(stepRate) * (moments[0] / (moments[1] + Scalar(epsilonOnNorm)))
  }
}

extension AdagradStep: PlainStep {
  func apply<Scalar: RealScalar>(
    to theta: inout Scalar, gradient: Scalar, moments: inout [Scalar]
  ) {
    let g = gradient + Scalar(coupledDecay) * theta
    theta -= Scalar(decoupledDecay) * theta
    moments[0] += g * g
    let divisor = (moments[0] + Scalar(epsilonInside)).squareRoot() + Scalar(epsilonOutside)
    theta -= Scalar(stepRate) * (g / divisor)
  }
}

extension AdadeltaStep: PlainStep {
  func apply<Scalar: RealScalar>(
    to theta: inout Scalar, gradient: Scalar, moments: inout [Scalar]
  ) {
    let (rho, weight, epsilon) = (Scalar(self.rho), Scalar(newWeight), Scalar(self.epsilon))
    let g = gradient + Scalar(coupledDecay) * theta
    theta -= Scalar(decoupledDecay) * theta
    moments[0] = rho * moments[0] + weight * (g * g)
    let s = (moments[1] + epsilon).squareRoot() / (moments[0] + epsilon).squareRoot() * g
    moments[1] = rho * moments[1] + weight * (s * s)
    theta -= Scalar(stepRate) * s
  }
}

extension LionStep: PlainStep {
  func apply<Scalar: RealScalar>(
    to theta: inout Scalar, gradient: Scalar, moments: inout [Scalar]
  ) {
    let direction = Scalar(beta1) * moments[0] + Scalar(stepWeight) * gradient
    moments[0] = Scalar(beta2) * moments[0] + Scalar(meanWeight) * gradient
    let step = direction > 0 ? Scalar(stepRate) : -Scalar(stepRate)
    theta -= step + Scalar(decoupledDecay) * theta
  }
}

extension RpropStep: PlainStep {
  func apply<Scalar: RealScalar>(
    to theta: inout Scalar, gradient: Scalar, moments: inout [Scalar]
  ) {
    let turned = gradient * moments[0] < 0
    let size = moments[1] * Scalar(turned ? shrink : growth)
    moments[1] = min(max(size, Scalar(smallest)), Scalar(largest))
    moments[0] = turned ? 0 : gradient
    if !turned { theta -= gradient > 0 ? moments[1] : -moments[1] }
  }
}
