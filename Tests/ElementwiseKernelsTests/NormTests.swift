import ElementwiseKernels
import TestSupport
import Testing

@Suite struct NormTests {
  private func noise<Scalar: RealScalar>(_ count: Int, seed: UInt64) -> [Scalar] {
    var noise = NoiseGenerator(seed: seed)
    return (0..<count).map { _ in Scalar(noise.nextSigned()) }
  }

  private func norm<Scalar: RealScalar>(_ values: [Scalar], plus held: [Scalar] = []) -> Double {
    euclideanNorm(of: values.span, plus: held.span)
  }

  /// Squares are exact in double for Float; a sum of n positive terms in any order is within
  /// n·2⁻⁵³ of the other order's, and the square root halves that.
  @Test(arguments: [1, 2, 7, 63, 64, 65, 4095, 4096, 4097, 20_000])
  func equalsThePlainSum(_ count: Int) {
    let values: [Float] = noise(count, seed: 1)
    let held: [Float] = noise(count, seed: 2)
    let plain = values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let both = zip(values, held).reduce(0.0) { sum, pair in
      let total = Double(pair.0 + pair.1)
      return sum + total * total
    }.squareRoot()
    let bound = Double(count + 2) * 0x1p-53
    var bits: Set<UInt64> = []
    onEveryInstructionSet { set in
      let (alone, together) = (norm(values), norm(values, plus: held))
      #expect((alone - plain).magnitude <= bound * plain, "\(set)")
      #expect((together - both).magnitude <= bound * both, "\(set)")
      bits.insert(alone.bitPattern ^ together.bitPattern)
    }
    #expect(bits.count == 1, "every instruction set has its own sum")
  }

  @Test(arguments: [1, 2, 3, 5])
  func anyNumberOfThreadsGivesTheSameBits(_ threads: Int) {
    let count = 5 * (1 << 18) + 77
    let values: [Float] = noise(count, seed: 3)
    let before = UpdateThreads.count
    UpdateThreads.count = 1
    let alone = norm(values)
    UpdateThreads.count = threads
    defer { UpdateThreads.count = before }
    #expect(norm(values) == alone)
    let plain = values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    #expect((alone - plain).magnitude <= Double(count) * 0x1p-53 * plain)
  }

  @Test func largeFiniteElementsHaveAFiniteNorm() {
    let floats: [Float] = [3e38, 0, -3e38]
    #expect((norm(floats) / 4.242640687119285e38 - 1).magnitude < 1e-7)
    let doubles = [3e300, -4e300]
    #expect((norm(doubles) / 5e300 - 1).magnitude < 1e-15)
    let sum = norm([1e300, 0], plus: [2e300, 4e300])
    #expect((sum / 5e300 - 1).magnitude < 1e-15)
  }

  @Test func whatIsNotFiniteHasNoFiniteNorm() {
    for bad in [Double.infinity, -.infinity, .nan] {
      for place in [0, 63, 64, 4096, 4999] {
        var values = [Double](repeating: 1, count: 5000)
        values[place] = bad
        #expect(!norm(values).isFinite)
        #expect(!norm(values.map { Float($0) }).isFinite)
      }
    }
    // The sum of two finite halves.
    #expect(!norm([Float(3e38)], plus: [Float(3e38)]).isFinite)
    #expect(norm([Float]()) == 0)
  }

  @Test func exchangesBuffers() {
    var (left, right): ([Float], [Float]) = (noise(1001, seed: 4), noise(1001, seed: 5))
    let before = (left, right)
    do {
      var leftSpan = left.mutableSpan
      var rightSpan = right.mutableSpan
      exchange(&leftSpan, &rightSpan)
    }
    #expect(left == before.1 && right == before.0)
  }
}
