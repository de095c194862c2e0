import ElementwiseKernels
import TestSupport
import Testing

@Suite struct ArithmeticTests {
  @Test(arguments: countsAroundVectors + [100_003])
  func everyFormEqualsThePlainLoop(count: Int) {
    checkEveryForm(count, as: Float.self)
    checkEveryForm(count, as: Double.self)
  }

  func checkEveryForm<Scalar: RealScalar>(_ count: Int, as type: Scalar.Type) {
    var random = NoiseGenerator(seed: UInt64(count))
    let a = random.reals(count, as: type), b = random.reals(count, as: type)
    let constant: Scalar = 0.3
    for operation in ArithmeticOperation.allCases {
      let apply: (Scalar, Scalar) -> Scalar = plain(operation)
      let both = zip(a, b).map(apply), last = a.map { apply($0, constant) }
      let first = a.map { apply(constant, $0) }
      onEveryInstructionSet { set in
        var result = [Scalar](repeating: .nan, count: count)
        var target = result.mutableSpan
        combine(a.span, operation, b.span, into: &target)
        #expect(firstDifference(result, both) == nil, "a ∘ b, \(operation), \(set)")

        target = result.mutableSpan
        combine(a.span, operation, constant, into: &target)
        #expect(firstDifference(result, last) == nil, "a ∘ constant, \(operation), \(set)")

        target = result.mutableSpan
        combine(constant, operation, a.span, into: &target)
        #expect(firstDifference(result, first) == nil, "constant ∘ a, \(operation), \(set)")

        result = a
        target = result.mutableSpan
        combine(&target, operation, b.span)
        #expect(firstDifference(result, both) == nil, "a ∘= b, \(operation), \(set)")

        result = a
        target = result.mutableSpan
        combine(&target, operation, constant)
        #expect(firstDifference(result, last) == nil, "a ∘= constant, \(operation), \(set)")

        result = a
        target = result.mutableSpan
        combine(constant, operation, &target)
        #expect(firstDifference(result, first) == nil, "constant ∘= a, \(operation), \(set)")
      }
    }
  }

  func plain<Scalar: RealScalar>(_ operation: ArithmeticOperation) -> (Scalar, Scalar) -> Scalar {
    switch operation {
    case .add: { $0 + $1 }
    case .subtract: { $0 - $1 }
    case .multiply: { $0 * $1 }
    case .divide: { $0 / $1 }
    }
  }

  @Test func divisionByZeroFollowsIEEE() {
    let a: [Double] = [1, -1, 0]
    var result: [Double] = [5, 5, 5]
    var target = result.mutableSpan
    combine(a.span, .divide, 0, into: &target)
    #expect(result[0] == .infinity && result[1] == -.infinity && result[2].isNaN)
  }

  @Test(arguments: countsAroundVectors)
  func fillReachesEveryElement(count: Int) {
    onEveryInstructionSet { _ in
      var values = [Float](repeating: 1, count: count)
      var target = values.mutableSpan
      fill(&target, with: -2.5)
      #expect(firstDifference(values, [Float](repeating: -2.5, count: count)) == nil)
    }
  }

  @Test func everyByteIsDividedAndRoundedOnce() {
    checkBytes(dividingBy: Float(255))
    checkBytes(dividingBy: Double(255))
    checkBytes(dividingBy: Float(7))
  }

  func checkBytes<Scalar: RealScalar>(dividingBy divisor: Scalar) {
    let bytes = (0..<1027).map { UInt8($0 % 256) }
    onEveryInstructionSet { set in
      var result = [Scalar](repeating: .nan, count: bytes.count)
      var target = result.mutableSpan
      convert(bytes.span, dividingBy: divisor, into: &target)
      #expect(firstDifference(result, bytes.map { Scalar($0) / divisor }) == nil, "\(set)")
    }
  }

  @Test func differentCountsTrap() async {
    await #expect(processExitsWith: .failure) {
      var target = AlignedBuffer<Float>(zeros: 3)
      var span = target.mutableSpan
      combine(&span, .add, AlignedBuffer<Float>(zeros: 4).span)
    }
  }
}
