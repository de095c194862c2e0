import ElementwiseKernels
import Foundation
import TestSupport
import Testing

/// The square roots inside the updates: taken by multiplications in some places, they have the bits
/// of the instruction in all.
@Suite struct SquareRootsTests {
  /// Leaves −√(d + 2⁻¹⁴⁹) in a θ of zero, and d as it is, where v and g are 1.
  private static let rooting = AdadeltaStep(
    rho: 1, newWeight: 0, epsilon: Double(Float.leastNonzeroMagnitude), stepRate: 1,
    coupledDecay: 0, decoupledDecay: 0)

  /// The roots of numbers, with the first in another place among the numbers of a loop.
  private struct Roots {
    let count: Int
    private let ones: AlignedBuffer<Float>
    private var moments: AlignedBuffer<Float>

    init(of numbers: [Float]) {
      count = numbers.count
      ones = AlignedBuffer(repeating: 1, count: count)
      moments = AlignedBuffer(repeatElement(1, count: count) + numbers)
    }

    mutating func negated(from start: Int) -> AlignedBuffer<Float> {
      let (count, ones) = (count, ones)
      var values = AlignedBuffer<Float>(zeros: count - start)
      values.withMutableSpan { values in
        moments.withMutableSpan { moments in
          var moments = moments.slice(start..<2 * count)
          update(
            by: SquareRootsTests.rooting.kernel, values: &values,
            gradient: ones.span.extracting(start..<count), moments: &moments, momentStride: count)
        }
      }
      return values
    }
  }

  /// Every significand with an even and with an odd exponent.
  ///
  /// All other numbers are these times a power of four, whose root is exact. Of four places, 16
  /// numbers apart, three are left to the instruction.
  @Test func everySignificandHasTheRootOfTheInstruction() {
    let length = 1 << 20
    onEveryInstructionSet { set in
      guard set == .supported else { return }
      for base in stride(from: UInt32(0x3f80_0000), to: 0x4080_0000, by: length) {
        var numbers = [Float](repeating: 0, count: length)
        numbers.withUnsafeMutableBytes {
          let bits = $0.bindMemory(to: UInt32.self)
          for index in 0..<length { bits[index] = base + UInt32(index) }
        }
        var roots = Roots(of: numbers)
        let expected = roots.negated(from: 0)
        #expect(expected[length - 1] == -numbers[length - 1].squareRoot())
        for start in [16, 32, 48] {
          let actual = roots.negated(from: start)
          #expect(isSame(actual, expected, from: start), "\(numbers[0]) and on, from \(start)")
        }
      }
    }
  }

  /// The ends and the middle of every binade of both signs, denormal numbers, zeros, infinities and
  /// NaN: by size, where small ones are among small ones, and mixed.
  @Test(arguments: [false, true])
  func edgesHaveTheRootOfSwift(_ areMixed: Bool) {
    let significands: [UInt32] = [0, 1, 2, 0x3f_ffff, 0x40_0000, 0x40_0001, 0x7f_fffe, 0x7f_ffff]
    var numbers: [Float] = [0, 0x8000_0000 as UInt32].flatMap { sign in
      (0...255 as ClosedRange<UInt32>).flatMap { exponent in
        significands.map { Float(bitPattern: sign | exponent << 23 | $0) }
      }
    }
    if areMixed {
      var generator = NoiseGenerator(seed: 7)
      for index in numbers.indices.dropFirst() {
        numbers.swapAt(index, Int(generator.next() % UInt64(index + 1)))
      }
    }
    let roots = Roots(of: numbers)
    let expected = numbers.map { -($0 + Float.leastNonzeroMagnitude).squareRoot() + 0 }
    onEveryInstructionSet { set in
      for start in [0, 16, 32, 48, 5] {
        var fresh = roots  // 0·∞² makes NaN of the infinite ones
        let actual = Array(fresh.negated(from: start))
        let difference = firstDifference(actual, expected[start...])
        #expect(difference == nil, "\(set), √\(difference.map { numbers[start + $0] } ?? 0)")
      }
    }
  }

  /// Without an ε under the root, so that zeros and the least number of all are rooted too: in rows
  /// of one number, whose place among others the first test has covered.
  @Test func smallMomentsTakeTheStepOfSwift() {
    let step = RMSpropStep(
      rho: 1, epsilonInside: 0, epsilonOutside: 1e-20, momentum: 0, bufferRate: 1,
      stepRate: 1e-3, coupledDecay: 0, decoupledDecay: 0, isCentered: false, hasMomentum: false)
    let least = Float.leastNonzeroMagnitude, leastNormal = Float.leastNormalMagnitude
    let moments = [
      0, -0.0, least, 3 * least, leastNormal.nextDown, leastNormal, 0x1.fffffep-101, 0x1p-100,
    ]
    for moment in moments {
      var inputs = UpdateInputs<Float>(count: 200, momentCount: 1)
      inputs.moments[0] = (0..<200).map { $0 % 70 == 69 ? 0.3 : moment }
      var expected = inputs
      expected.applyPlainly(step)
      onEveryInstructionSet { set in
        var actual = inputs
        actual.apply(step, pieces: [0..<200])
        #expect(actual.bits == expected.bits, "\(set), moments of \(moment)")
      }
    }
  }

  static let kernels: [UpdateKernel] = {
    var kernels: [UpdateKernel] = []
    for (isCentered, hasMomentum) in [(false, false), (false, true), (true, true)] {
      kernels.append(
        RMSpropStep(
          rho: 0.9, epsilonInside: 0, epsilonOutside: 1e-7, momentum: 0.9, bufferRate: 1,
          stepRate: 0.01, coupledDecay: 0, decoupledDecay: 0, isCentered: isCentered,
          hasMomentum: hasMomentum
        ).kernel)
    }
    for variant in AdamStep.Variant.allCases {
      kernels.append(
        AdamStep(
          meanWeight: 0.1, beta2: 0.95, squareWeight: 0.05, rootScale: 1.2, epsilon: 1e-7,
          gradientRate: 0, meanRate: 0.02, coupledDecay: 0, decoupledDecay: 0, variant: variant
        ).kernel)
    }
    kernels.append(
      AdagradStep(
        epsilonInside: 0, epsilonOutside: 1e-7, stepRate: 0.02, coupledDecay: 0, decoupledDecay: 0
      ).kernel)
    kernels.append(rooting.kernel)
    return kernels
  }()

  /// Any count from any address, and not one number around it.
  @Test func everyCountFromEveryAddress() {
    var generator = NoiseGenerator(seed: 3)
    let length = 160
    let numbers = generator.reals(length, as: Float.self)
    let gradients = AlignedBuffer(generator.reals(length, as: Float.self))
    for (number, kernel) in Self.kernels.enumerated() {
      let moments = generator.reals(length * kernel.momentCount, as: Float.self).map(\.magnitude)
      for count in 0...130 {
        let first = 1 + count % 19
        var results: [[Float]] = []
        onEveryInstructionSet { _ in
          var values = AlignedBuffer(numbers), state = AlignedBuffer(moments)
          values.withMutableSpan { values in
            state.withMutableSpan { state in
              var part = values.slice(first..<first + count)
              var parts = state.slice(first + 2..<length * kernel.momentCount)
              update(
                by: kernel, values: &part, gradient: gradients.span.extracting(3..<3 + count),
                moments: &parts, momentStride: length)
            }
          }
          results.append(Array(values) + Array(state))
        }
        let expected = results[0]
        for result in results.dropFirst() {
          #expect(result == expected, "kernel \(number), \(count) numbers")
        }
        #expect(
          Array(expected[..<first]) == Array(numbers[..<first])
            && Array(expected[(first + count)..<length]) == Array(numbers[(first + count)...]))
        #expect(count == 0 || expected[first] != numbers[first])
      }
    }
  }

  private func isSame(
    _ left: AlignedBuffer<Float>, _ right: AlignedBuffer<Float>, from start: Int
  ) -> Bool {
    left.span.withUnsafeBytes { left in
      right.span.extracting(start..<right.count).withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return false }
        return left.count == right.count && memcmp(first, second, left.count) == 0
      }
    }
  }
}
