import ElementwiseKernels
import TestSupport
import Testing

/// What surrounds a rule, against plain Swift, bit for bit.
@Suite struct SurroundingsTests {
  /// Around the widths of vectors and around the tiles of a pass.
  static let counts = [
    1, 7, 8, 9, 16, 17, 33, 65, 511, 512, 513, 1000, updateTileCount - 1, updateTileCount,
    updateTileCount + 1,
    2 * updateTileCount + 5,
  ]

  /// A rule with one moment, θ ← θ − g and m ← g, before an accumulated gradient and an average.
  private struct Run<Scalar: RealScalar> {
    var values: [Scalar]
    let gradient: [Scalar]
    var moments: [Scalar]

    init(count: Int, gradient: [Scalar]? = nil) {
      var noise = NoiseGenerator(seed: 7)
      values = (0..<count).map { _ in Scalar(noise.nextSigned()) }
      self.gradient = gradient ?? (0..<count).map { _ in Scalar(noise.nextSigned()) }
      moments = (0..<3 * count).map { _ in Scalar(noise.nextSigned()) }
    }

    mutating func apply(
      _ surroundings: UpdateSurroundings, to range: Range<Int>, kernel: UpdateKernel? = nil
    ) {
      let (count, gradient) = (values.count, gradient)
      var scratch = [Scalar](repeating: .nan, count: updateScratchCount(count))
      var (values, moments) = (values, moments)
      do {
        var valueSpan = values.mutableSpan
        var momentSpan = moments.mutableSpan
        var scratchSpan = scratch.mutableSpan
        forEachUpdateSlice(
          of: range, values: &valueSpan, gradient: gradient.span, moments: &momentSpan,
          layout: MomentLayout(stride: count, ruleCount: 1, count: 3),
          surroundings: surroundings, kernel: kernel, scratch: &scratchSpan
        ) { values, gradient, moments in
          for index in gradient.indices {
            values[index] -= gradient[index]
            moments[index] = gradient[index]
          }
        }
      }
      (self.values, self.moments) = (values, moments)
    }

    mutating func applyPlainly(_ surroundings: UpdateSurroundings, to range: Range<Int>) {
      let count = values.count
      let limit = Scalar(surroundings.gradientLimit)
      for i in range {
        var g = gradient[i]
        if let k = surroundings.accumulatedMoment { g += moments[k * count + i] }
        g = max(-limit, min(limit, g * Scalar(surroundings.gradientScale)))
        values[i] -= g
        moments[i] = g
        guard let k = surroundings.averageMoment else { continue }
        let weight = Scalar(surroundings.averageWeight)
        let average = moments[k * count + i]
        moments[k * count + i] =
          weight == 1 ? values[i] : average + weight * (values[i] - average)
      }
    }

    /// The same rule as a compiled loop.
    static var kernel: UpdateKernel {
      SGDStep(
        momentum: 0, bufferRate: 1, lookaheadRate: 1, stepRate: 1, coupledDecay: 0,
        decoupledDecay: 0, hasMomentum: true, isNesterov: false
      ).kernel
    }

    var bits: [UInt64] { (values + moments).map { Double($0).bitPattern } }
  }

  static let options: [UpdateSurroundings] = [1.0, 0.37].flatMap { scale in
    [Double.infinity, 0.2].flatMap { limit in
      [nil, 1].flatMap { accumulated in
        [(nil, 1.0), (2, 1.0), (2, 0.03)].map { (average: Int?, weight) in
          var options = UpdateSurroundings()
          options.gradientScale = scale
          options.gradientLimit = limit
          options.accumulatedMoment = accumulated
          options.averageMoment = average
          options.averageWeight = weight
          return options
        }
      }
    }
  }

  @Test(arguments: options)
  func equalPlainSwift(_ options: UpdateSurroundings) {
    for count in Self.counts {
      check(options, count: count, as: Float.self)
      check(options, count: count, as: Double.self)
    }
  }

  private func check<Scalar: RealScalar>(
    _ options: UpdateSurroundings, count: Int, as scalar: Scalar.Type
  ) {
    let start = Run<Scalar>(count: count)
    for range in [0..<count, count / 3..<count - count / 5] {
      var expected = start
      expected.applyPlainly(options, to: range)
      let bits = expected.bits
      onEveryInstructionSet { set in
        for kernel in [nil, Run<Scalar>.kernel] {
          var found = start
          found.apply(options, to: range, kernel: kernel)
          #expect(
            found.bits == bits,
            "\(set), \(range) of \(count), \(scalar), kernel: \(kernel != nil)")
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 5])
  func anyNumberOfThreadsGivesTheSameBits(_ threads: Int) {
    let count = UpdateThreads.splitCount + 4099
    let options = Self.options[Self.options.count - 1]
    var expected = Run<Float>(count: count)
    expected.applyPlainly(options, to: 5..<count)
    let before = UpdateThreads.count
    UpdateThreads.count = threads
    defer { UpdateThreads.count = before }
    for kernel in [nil, Run<Float>.kernel] {
      var found = Run<Float>(count: count)
      found.apply(options, to: 5..<count, kernel: kernel)
      #expect(found.bits == expected.bits)
    }
  }

  @Test func notANumberPassesEveryLimit() {
    var options = UpdateSurroundings()
    options.gradientLimit = 1
    for kernel in [nil, Run<Float>.kernel] {
      var run = Run<Float>(count: 3, gradient: [.nan, .infinity, -.infinity])
      run.apply(options, to: 0..<3, kernel: kernel)
      #expect(run.moments[0].isNaN && run.moments[1] == 1 && run.moments[2] == -1)
    }
  }

  /// The update takes other strides then, of which nothing may be seen.
  @Test(arguments: counts)
  func rowsThatAreExpectedChangeNothing(count: Int) {
    let data = AlignedBuffer<Float>(zeros: 100 * 30)
    var options = UpdateSurroundings()
    options.gradientScale = 0.25
    options.accumulatedMoment = 1
    options.averageMoment = 2
    options.averageWeight = 0.125
    for surroundings in [UpdateSurroundings(), options] {
      for rows in [[], [7], Array(0..<100)] {
        var (run, plain) = (Run<Float>(count: count), Run<Float>(count: count))
        expectRows(columns: 30, data.span, at: rows.span)
        run.apply(surroundings, to: 0..<count, kernel: Run<Float>.kernel)
        plain.applyPlainly(surroundings, to: 0..<count)
        #expect(run.values == plain.values && run.moments == plain.moments)
      }
    }
  }

  @Test func trapsWithoutScratchMemory() async {
    await #expect(processExitsWith: .failure) {
      var values = AlignedBuffer<Float>(zeros: 4)
      var moments = AlignedBuffer<Float>(zeros: 4)
      var options = UpdateSurroundings()
      options.gradientScale = 2
      var valueSpan = values.mutableSpan
      var momentSpan = moments.mutableSpan
      var scratch = MutableSpan<Float>()
      forEachUpdateSlice(
        of: 0..<4, values: &valueSpan, gradient: AlignedBuffer<Float>(zeros: 4).span,
        moments: &momentSpan, layout: MomentLayout(stride: 4, ruleCount: 1, count: 1),
        surroundings: options, kernel: nil, scratch: &scratch
      ) { _, _, _ in }
    }
  }
}
